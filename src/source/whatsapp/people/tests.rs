use super::{Known, canonical, chat_name, split};

#[track_caller]
fn check_peer(path: &str, peer: &str) {
    let name = chat_name(path);
    assert_eq!((name.peer.as_deref(), name.conversation.as_str()), (Some(peer), peer), "{path}");
}

#[test]
fn the_file_name_names_the_other_side_in_every_language() {
    check_peer("WhatsApp Chat with Anna Nowak.txt", "Anna Nowak");
    check_peer("in/WhatsApp Chat - Anna.zip/_chat.txt", "Anna");
    check_peer("WhatsApp Chat with Anna.zip/WhatsApp Chat with Anna.txt", "Anna");
    check_peer("Czat WhatsApp z Łukaszem (1).txt", "Łukaszem");
    check_peer("Чат WhatsApp с Иваном.txt", "Иваном");
    check_peer("WhatsApp-keskustelu henkilön Maija kanssa.txt", "Maija");
    check_peer("WhatsApp Chat mit Jörg.TXT", "Jörg");
    check_peer("Ayşe ile WhatsApp Sohbeti.txt", "Ayşe");
    check_peer("WhatsApp Chat with +48 600 100 200.txt", "+48600100200");
}

#[test]
fn accents_written_apart_are_put_together() {
    check_peer("WhatsApp-keskustelu henkilo\u{308}n Pa\u{308}ivi kanssa.txt", "Päivi");
}

#[test]
fn an_unknown_name_names_the_conversation_only() {
    let name = chat_name("exports/anna.txt");
    assert_eq!((name.peer, name.conversation.as_str(), name.hint), (None, "anna", false));
    let name = chat_name("exports/anna.zip/_chat.txt");
    assert_eq!((name.peer, name.conversation.as_str(), name.hint), (None, "anna", true));
    assert_eq!(chat_name("_chat.txt").conversation, "_chat");
    assert_eq!(chat_name("").conversation, "");
}

#[test]
fn numbers_become_digits_and_profile_names_lose_the_tilde() {
    let author = |sender: &str| canonical(sender).0;
    assert_eq!(author("\u{202a}+48\u{a0}600\u{a0}100\u{a0}200\u{202c}"), "+48600100200");
    assert_eq!(author("~\u{202f}Ola"), "Ola");
    assert_eq!(author("Anna 2"), "Anna 2");
    assert_eq!(author("12"), "12");
}

#[test]
fn a_line_is_split_at_the_first_colon_or_behind_a_known_name() {
    let mut known = Known::default();
    assert_eq!(split("Anna: a: b", &known), Some(("Anna", "a: b")));
    assert_eq!(split("Anna:", &known), Some(("Anna", "")));
    assert_eq!(split("Anna: ", &known), Some(("Anna", "")));
    assert_eq!(split("see 10:30", &known), None);
    known.add("Sklep: zwroty");
    assert_eq!(split("Sklep: zwroty: dzień dobry", &known), Some(("Sklep: zwroty", "dzień dobry")));
}

#[test]
fn an_open_quotation_is_no_sender() {
    let known = Known::default();
    assert_eq!(split("Anna created group \"Biuro: zwroty\"", &known), None);
    assert_eq!(split("Anna created group “Biuro: zwroty”", &known), None);
    assert!(split("Anna \"Ania\" Nowak: hej", &known).is_some());
}
