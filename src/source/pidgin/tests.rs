use crate::message::{Role, Stamp};
use crate::source::testing::{read, sniff};
use crate::source::{Sniff, Source as _};

use super::Pidgin;

const HTML: &[u8] = include_bytes!(
    "../../../fixtures/pidgin/html-midnight/logs/gadu-gadu/7001/7654321/2026-11-02.235800+0100CET.html"
);
const NAME: &str = "logs/gadu-gadu/7001/7654321/2026-11-02.235800+0100CET.html";

#[test]
fn every_line_of_a_speaker_is_a_record() {
    let recorded = read(&Pidgin, NAME, HTML);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.n_outside()), (4, 3, 1));
    assert_eq!(recorded.facts.owner.as_deref(), Some("7001"));
}

#[test]
fn titles_of_several_countries_give_the_day() {
    for date in
        ["2026-11-02 22:36:06", "11/2/2026 10:36:06 PM", "Mon, 02 Nov 2026 22:36:06", "02.11.2026 22:36:06"]
    {
        let text = format!("Conversation with anna at {date} on shop (aim)\n(22:36:11) anna: hello?\n");
        let recorded = read(&Pidgin, "log.txt", text.as_bytes());
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        assert_eq!(recorded.messages[0].sent, Stamp::Local(day.and_hms_opt(22, 36, 11).unwrap()), "{date}");
        assert_eq!(recorded.messages[0].role, Some(Role::Customer));
    }
}

#[test]
fn a_log_without_a_time_is_an_error_and_not_a_guess() {
    let text = b"Conversation with anna at some time on shop (aim)\n(22:36:11) anna: hello?\n";
    assert!(matches!(sniff(&Pidgin, "log.txt", text), Sniff::Yes(_)));
    let entry = crate::input::Entry::memory("log.txt", &text[..]);
    let settings = crate::settings::SourceSettings::default();
    let mut batch = crate::source::testing::Recorded::default();
    let read = Pidgin.read(&crate::source::Stream::new(&entry, &settings), &mut batch);
    assert!(read.unwrap_err().to_string().contains("does not say with whom and when"));
}

#[test]
fn prose_that_names_a_conversation_is_no_log() {
    for text in ["My Conversation with Anna at noon on Monday (nice)", "Conversation with Anna"] {
        assert!(matches!(sniff(&Pidgin, "x.txt", text.as_bytes()), Sniff::No(_)), "{text}");
    }
}
