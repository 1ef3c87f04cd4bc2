use super::is_of_recipient;

#[test]
fn the_server_of_a_recipient_s_domain_is_ours() {
    let check = |by: &str, from: &str, to: &str, expected: bool| {
        let received = format!("from a.example (b [192.0.2.1])\r\n\tby {by} (Postfix) with ESMTP id 1; date");
        assert_eq!(is_of_recipient(&received, from, &[to]), expected, "{by} {from} {to}");
    };
    check("mx.shop.example", "anna@example.org", "help@shop.example", true);
    check("Shop.Example", "anna@example.org", "help@shop.example", true);
    check("mx.shop.example", "ola@shop.example", "help@shop.example", false);
    check("mx.workshop.example", "anna@example.org", "help@shop.example", false);
    check("example", "anna@example.org", "help@shop.example", false);
    check("mx.google.com", "anna@example.org", "shop@gmail.com", false);
    check("laptop", "anna@example.org", "root@laptop", false);
    check("mx.shop.example", "anna@example.org", "help", false);
    assert!(!is_of_recipient("by mx.shop.example", "anna@example.org", &["help@shop.example"]));
}
