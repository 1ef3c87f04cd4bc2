use std::borrow::Cow;

use crate::conversation::people;
use crate::message::Channel;
use crate::settings::{Settings, SourceSettings, Team};
use crate::source::Sink;
use crate::source::collect::{Archive, Collector, Context, FileReport, Keep};
use crate::source::draft::Draft;
use crate::text::Reader;

/// Mails of these authors, in this order.
fn archive(authors: &[&'static str]) -> Archive {
    let (settings, own, reader) = (Settings::default(), SourceSettings::default(), Reader::new(&[]));
    let mut collector = Collector::new(Context::new(&settings, &own, &reader, Keep::REPORT));
    for author in authors {
        let mut draft = Draft::new(1, Channel::Email);
        draft.author = Some(Cow::Borrowed(author));
        collector.message(draft);
    }
    let mut archive = Archive { files: vec![FileReport::default()], ..Archive::default() };
    archive.absorb(0, collector.finish());
    archive
}

#[track_caller]
fn check(authors: &[&'static str], team: &[&str], expected: &[&str]) {
    let archive = archive(authors);
    let team =
        Team { addresses: team.iter().map(|&address| address.to_owned()).collect(), ..Team::default() };
    let people = people::tell(&archive, &team, Vec::new);
    let who: Vec<_> = people.who.iter().map(|&who| archive.text(who).unwrap()).collect();
    assert_eq!(who, expected);
}

#[test]
fn one_person_waits_once_whatever_the_spelling() {
    let (tagged, dotted) = ("anna+shop@gmail.com", "a.nna@gmail.com");
    check(&[tagged, dotted], &["@shop.example"], &[dotted, dotted]);
    check(&[dotted, tagged], &["@shop.example"], &[dotted, dotted]);
    check(&["anna@googlemail.com", dotted], &["@shop.example"], &[dotted, dotted]);
    check(
        &["a.nna@example.org", "anna@example.org"],
        &["@shop.example"],
        &["a.nna@example.org", "anna@example.org"],
    );
    check(
        &["anna+1@example.org", "ola@example.org"],
        &["@shop.example"],
        &["anna+1@example.org", "ola@example.org"],
    );
}

#[test]
fn the_team_is_known_by_any_spelling_of_its_address() {
    let archive = archive(&["s.hop+orders@gmail.com", "anna@gmail.com"]);
    let team = Team { addresses: vec!["shop@gmail.com".to_owned()], ..Team::default() };
    let people = people::tell(&archive, &team, Vec::new);
    assert_eq!(people.roles, [crate::message::Role::Team, crate::message::Role::Customer]);
}
