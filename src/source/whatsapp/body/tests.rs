use super::{Body, is_notice_of, judge, judge_senderless, media_day, without_edited};

#[test]
fn media_in_the_languages_of_the_table_and_in_others() {
    for text in [
        "<Media omitted>",
        "<pominięto multimedia>",
        "<Без медиафайлов>",
        "IMG-20230630-WA0000.jpg (file attached)",
        "Faktura 12.pdf (załączony plik)",
        "IMG-1.jpg (súbor priložený)",
        "",
        "null",
        "location: https://maps.google.com/?q=52.2,21.0",
    ] {
        assert_eq!(judge(text, false), Body::Media(""), "{text}");
    }
    for text in [
        "\u{200e}<attached: 00000042-PHOTO-2020-06-07-15-13-20.jpg>",
        "\u{200e}<liite: 1.jpg>",
        "\u{200e}image omitted",
        "\u{200e}obraz został pominięty",
        "\u{200e}изображение отсутствует",
        "\u{200e}Invoice.pdf • \u{200e}3 pages \u{200e}<attached: 1.pdf>",
    ] {
        assert_eq!(judge(text, true), Body::Media(""), "{text}");
    }
    assert_eq!(judge("Here \u{200e}<attached: 1.jpg>", true), Body::Media("Here \u{200e}"));
}

#[test]
fn words_stay_words() {
    for text in [
        "hello",
        "example.com (nasza strona)",
        "see <https://example.org/>",
        "a < b and c > d",
        "voice call me",
        "Voice call, please",
        "This message was deleted? Why",
        "null and void",
        "image omitted",
    ] {
        assert_eq!(judge(text, false), Body::Words(text), "{text}");
    }
}

#[test]
fn deletions_and_calls() {
    for text in ["This message was deleted", "You deleted this message.", "Ta wiadomość została usunięta."]
    {
        assert_eq!(judge(text, false), Body::Deleted, "{text}");
    }
    assert_eq!(judge("\u{200e}Данное сообщение удалено", true), Body::Deleted);
    assert_eq!(judge("\u{200e}This message was deleted by admin Ola.", true), Body::Deleted);
    for text in
        ["Missed voice call", "\u{200e}Missed video call, \u{200e}Tap to call back", "Voice call, No answer"]
    {
        assert_eq!(judge(text, true), Body::Missed, "{text}");
    }
    for text in
        ["Voice call, 2 min", "\u{200e}Voice call, \u{200e}45 sec", "Połączenie głosowe, 2 min", "Äänipuhelu"]
    {
        assert_eq!(judge(text, true), Body::Call, "{text}");
    }
    assert_eq!(judge_senderless("Missed voice call at 16:47"), Body::Missed);
    assert_eq!(judge_senderless("Anna left"), Body::System);
}

#[test]
fn a_marked_line_of_an_iphone_is_a_notice() {
    let text = "\u{200e}Viestit ja puhelut ovat täysin salattuja.";
    assert_eq!(judge(text, true), Body::System);
    assert_eq!(judge(text, false), Body::Words(text));
    assert!(matches!(judge("\u{200e}POLL:", true), Body::Words(_)));
}

#[test]
fn the_mark_of_an_edit_is_cut_off() {
    assert_eq!(without_edited("Hi \u{200e}<This message was edited>"), ("Hi", true));
    assert_eq!(without_edited("Cześć <Edytowano>"), ("Cześć", true));
    assert_eq!(without_edited("Moi \u{200e}<Viestiä muokattiin>"), ("Moi", true));
    assert_eq!(without_edited("x <b>"), ("x <b>", false));
}

#[test]
fn media_names_tell_their_day() {
    assert_eq!(media_day("IMG-20230630-WA0000.jpg (file attached)"), Some((2023, 6, 30)));
    assert_eq!(media_day("<attached: 00000042-PHOTO-2020-06-07-15-13-20.jpg>"), Some((2020, 6, 7)));
    assert_eq!(media_day("Faktura.pdf"), None);
    assert_eq!(media_day("-WA"), None);
}

#[test]
fn a_notice_under_the_name_of_whoever_changed_a_setting_is_no_message() {
    let number = "+48 600 100 200";
    let text = "+48 600 100 200 updated the message timer. New messages will disappear from this chat 24 hours after they're sent, except when kept.";
    assert!(is_notice_of(number, text));
    assert!(is_notice_of("\u{202a}+48\u{a0}600\u{a0}100\u{a0}200\u{202c}", text));
    assert!(is_notice_of("Ирина", "Ирина изменила таймер сообщений. Новые сообщения будут исчезать."));
    assert!(is_notice_of("Maija", "Maija päivitti viestien ajastimen."));
    assert!(is_notice_of("Sklep", "You updated the message timer. New messages will disappear."));
    for (sender, text) in [
        ("Anna", "Who updated the message timer?"),
        ("Anna", "You updated the message timer, why?"),
        ("Anna", "Anna here. Somebody updated the message timer."),
        ("Anna", "Anna"),
        ("", ""),
    ] {
        assert!(!is_notice_of(sender, text), "{text}");
    }
}
