use super::{address, customer};

#[test]
fn the_address_in_a_form_is_found_by_its_label() {
    for text in [
        "Imię: Anna\nAdres e-mail: Anna@example.org\n",
        "Имя: Анна\nПочта:\nanna@example.org",
        "Адрес электронной почты: anna@example.org",
        "Sähköposti\n\nanna@example.org",
        "*Sähköpostiosoite:* <anna@example.org>",
        "Name | Anna\nE-mail | anna@example.org",
        "Your email\tanna@example.org",
        "Twój adres e-mail: anna@example.org (potwierdzony)",
    ] {
        assert_eq!(address(text).as_deref(), Some("anna@example.org"), "{text}");
    }
    assert_eq!(address("write to anna@example.org"), None);
    assert_eq!(address("E-mail:\nI have none\nanna@example.org"), None);
}

#[test]
fn only_a_mail_from_the_shop_to_itself_is_a_form() {
    let text = "E-mail: anna@example.org\nWhere is my cup?";
    let check = |from: &str, to: &[&str], expected: Option<&str>| {
        assert_eq!(customer(text, from, to).as_deref(), expected, "{from} {to:?}");
    };
    check("help@shop.example", &["help@shop.example"], Some("anna@example.org"));
    check("web@shop.example", &["help@shop.example", "ola@shop.example"], Some("anna@example.org"));
    check("web@shop.example", &["jan@example.com"], None);
    check("web@shop.example", &[], None);
    check("anna@example.org", &["anna@example.org"], None);
}
