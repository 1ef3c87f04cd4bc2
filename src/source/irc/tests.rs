use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};

use super::{Irc, channel_of};

const LOG: &[u8] = include_bytes!("../../../fixtures/irc/days/#sklep_2026-11-02.log");

#[test]
fn every_line_is_a_record() {
    let recorded = read(&Irc, "#sklep_2026-11-02.log", LOG);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.n_outside()), (7, 3, 4));
}

#[test]
fn the_logs_of_other_clients_are_read() {
    for text in ["[03:10] <anna> hello?", "[03:10:05] <anna> hello?", "2026-11-02 03:10:00\t@anna\thello?"] {
        assert!(matches!(sniff(&Irc, "x.log", text.as_bytes()), Sniff::Yes(_)), "{text}");
        let recorded = read(&Irc, "2026-11-02.log", text.as_bytes());
        assert_eq!(recorded.messages[0].author.as_deref(), Some("anna"), "{text}");
        assert_eq!(recorded.messages[0].text.as_deref(), Some("hello?"), "{text}");
    }
}

#[test]
fn a_line_without_a_day_is_a_problem() {
    let recorded = read(&Irc, "channel.log", b"[03:10] <anna> hello?");
    assert_eq!(recorded.problems[0].code, "no-time");
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Irc, "#sklep_2026-11-02.log", LOG);
}

#[test]
fn the_channel_is_the_name_without_the_day() {
    for (name, channel) in [
        ("#sklep_pomoc_2026-11-02.log", "#sklep_pomoc"),
        ("#sklep_zwroty_20261102.log", "#sklep_zwroty"),
        ("#shop.2026-11-02.log", "#shop"),
        ("#shop_2026-11.log", "#shop"),
        ("#shop-24.log", "#shop-24"),
        ("#node.js.log", "#node.js"),
        ("#shop (1).log", "#shop"),
        ("irc.example.org.#shop.weechatlog", "#shop"),
    ] {
        assert_eq!(channel_of(name).as_deref(), Some(channel), "{name}");
    }
    assert_eq!(channel_of("2026-11-02.log"), None);
}

#[test]
fn a_folder_of_days_is_a_channel_or_a_person() {
    let conversation =
        |name: &str| read(&Irc, name, b"[09:00:00] <anna> hello?").messages[0].conversation.clone();
    assert_eq!(conversation("net/#shop/2026-11-02.log").as_deref(), Some("#shop"));
    assert_eq!(conversation("net/anna/2026-11-02.log").as_deref(), Some("anna"));
    assert_eq!(conversation("2026-11-02.log"), None);
    assert_eq!(conversation("net/log-2026-11-02.log"), None);
}

#[test]
fn a_line_may_begin_with_the_nick_that_it_is_for() {
    let log = b"[09:00] <Anna> hello?\n[09:01] <ola> anna: yes\n[09:02] <ola> Anna, and more\n[09:03] <ola> Yes, we have\n\
        [09:04] <ola> https://shop.example\n[09:05] <ola> at 12:00\n[09:06] <ola> jan: no\n[09:07] <ola> :)";
    let recorded = read(&Irc, "#shop_2026-11-02.log", log);
    let to: Vec<_> = recorded.messages.iter().map(|message| message.to.join(" ")).collect();
    assert_eq!(to, ["", "anna", "anna", "", "", "", "jan", ""]);
}
