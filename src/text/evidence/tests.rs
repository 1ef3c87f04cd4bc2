use crate::text::Reader;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(Reader::new(&[]).evidence(text), expected, "{text}");
}

#[test]
fn each_mark_shows_its_words_as_they_were_written() {
    check("Dziękuję bardzo!", "thanks: Dziękuję");
    check("👍", "thanks: 👍");
    check("ok", "bare: ok");
    check("The parcel has arrived", "bare: arrived");
    check("Nein, danke", "refusal: Nein … danke");
    check("Yes, please", "acceptance: Yes … please");
    check("Уже не нужно", "withdrawal: Уже не нужно");
    check("Sprawdzamy, odpowiemy do środy.", "holding: Sprawdzamy … odpowiemy; promise: do środy");
    check("Vastaamme 24 tunnin kuluessa.", "holding: Vastaamme; promise: 24 tunnin kuluessa");
    check("We reply within two days.", "promise: within two days");
    check("Please send us your order number.", "asks-customer: Please send");
    check("Pahoittelemme, paketti katosi.", "apology: Pahoittelemme");
    check("Wo ist mein Paket?", "question: Wo ist");
    check("Schwarz oder weiß?", "question: ?");
    check("The kettle is blue.", "");
    check("", "");
}

#[test]
fn what_only_the_weights_close_is_shown_whole_behind_their_sign() {
    check("The drum turns smoothly now", "bare: ~The drum turns smoothly now");
    let text = "The drum turns smoothly now; the belt sits tight";
    check(text, "bare: ~The drum turns smoothly now, the belt sits tight");
}

#[test]
fn the_list_can_be_cut_at_its_semicolons() {
    check("Sorry;  sorry", "apology: Sorry … sorry");
}
