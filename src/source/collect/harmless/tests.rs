use super::*;
use crate::message::{Band, Channel, Kind, Rating, Role, Stamp};
use crate::settings::{Settings, SourceSettings};
use crate::source::Sink as _;
use crate::source::collect::{Collector, Context, FileReport, Keep};
use crate::source::draft::Glance;
use crate::text::Reader;

const AT: Stamp = Stamp::Instant(100);

fn glance(id: &str) -> Glance<'_> {
    Glance { id, sent: AT, edited: Stamp::Unknown, rating: None, has_words: true, answered: None }
}

/// Stars without words.
fn bare(id: &str) -> Glance<'_> {
    Glance { rating: stars(1.0), has_words: false, ..glance(id) }
}

fn stars(value: f32) -> Option<Rating> {
    Some(Rating { value, max: Some(5.0) })
}

fn review<'a>(id: &'a str, n_stars: f32, text: &'a str) -> Draft<'a> {
    let mut draft = Draft::new(1, Channel::Review);
    draft.id = Some(id.into());
    draft.conversation = Some(id.into());
    draft.role = Some(Role::Customer);
    draft.sent = AT;
    draft.rating = stars(n_stars);
    draft.text = Some(text.into());
    draft.flags.set(Flags::HAS_TEXT);
    draft.alone = true;
    draft
}

/// What a collector makes of some records that keeps only what may be ignored.
fn collected(settings: &Settings, but: &Repeated, tell: impl Fn(&mut Collector<'_>)) -> Archive {
    let (own, reader) = (SourceSettings::default(), Reader::new(&[]));
    let context = Context { but: Some(but), ..Context::new(settings, &own, &reader, Keep::IGNORED) };
    let mut collector = Collector::new(context);
    tell(&mut collector);
    let mut archive = Archive { files: vec![FileReport::default()], ..Archive::default() };
    archive.absorb(0, collector.finish());
    archive
}

#[test]
fn a_glance_tells_of_answers_behind_the_last_edit_and_of_stars_alone() {
    let at = Stamp::Instant;
    let local = Stamp::Local(chrono::DateTime::from_timestamp(200, 0).unwrap_or_default().naive_utc());
    let cases = [
        ("answered", Glance { answered: Some(at(160)), ..glance("a") }, Some((2, 0, 160))),
        ("answered at once", Glance { answered: Some(AT), ..glance("a") }, Some((2, 0, 100))),
        (
            "edited before",
            Glance { edited: at(150), answered: Some(at(160)), ..glance("a") },
            Some((2, 0, 160)),
        ),
        ("edited behind", Glance { edited: at(170), answered: Some(at(160)), ..glance("a") }, None),
        ("answered before", Glance { answered: Some(at(90)), ..glance("a") }, None),
        ("edited before it was written", Glance { edited: at(90), answered: Some(AT), ..glance("a") }, None),
        ("answered, nobody knows when", Glance { answered: Some(Stamp::Unknown), ..glance("a") }, None),
        ("without a time", Glance { sent: Stamp::Unknown, ..bare("a") }, None),
        ("in local time", Glance { sent: local, answered: Some(local), ..glance("a") }, Some((2, 2, 200))),
        ("stars", bare("a"), Some((1, 0, 100))),
        ("stars, edited", Glance { edited: at(150), ..bare("a") }, Some((1, 0, 150))),
        ("words", glance("a"), None),
    ];
    let settings = Settings::default();
    for (what, glance, expected) in cases {
        let archive = collected(&settings, &Repeated::default(), |collector| {
            assert_eq!(collector.let_go(&glance), expected.is_some(), "{what}");
        });
        let known = &archive.harmless;
        let told = known.newest.map(|newest| (known.n_messages, known.n_tz_assumed, newest));
        assert_eq!(told, expected, "{what}");
        let tally = &archive.files[0].tally;
        let n_messages = expected.map_or(0, |(n, ..)| n);
        assert_eq!((tally.messages + tally.also, tally.read), (n_messages, n_messages.min(1)), "{what}");
    }
}

#[test]
fn what_is_kept_anyway_is_not_let_go() {
    let (bare, answered) = (bare("a"), Glance { answered: Some(Stamp::Instant(160)), ..glance("a") });
    let mut settings = Settings::default();
    let but: Repeated = [hash("a")].into_iter().collect();
    let archive = collected(&settings, &but, |collector| {
        assert!(!collector.let_go(&bare) && !collector.let_go(&answered));
        collector.message(review("a", 5.0, "Good app"));
        collector.message(review("b", 5.0, "Good app"));
    });
    assert_eq!((archive.messages.len(), archive.harmless.n_messages), (1, 1));
    settings.policy.star_only_counts = true;
    collected(&settings, &Repeated::default(), |collector| {
        assert!(!collector.let_go(&bare) && collector.let_go(&answered));
    });
}

#[test]
fn words_that_complain_of_nothing_go_where_no_answer_can_follow() {
    let with = |change: fn(&mut Draft<'_>)| {
        let mut draft = review("a", 5.0, "Good app");
        change(&mut draft);
        let settings = Settings::default();
        collected(&settings, &Repeated::default(), |collector| collector.message(draft.clone()))
            .messages
            .len()
    };
    assert_eq!(with(|_| {}), 0);
    assert_eq!(with(|draft| draft.alone = false), 1);
    assert_eq!(with(|draft| draft.sent = Stamp::Unknown), 1);
    assert_eq!(with(|draft| draft.rating = stars(2.0)), 1);
    assert_eq!(with(|draft| draft.text = Some("It is a scam! I want my money back".into())), 1);
}

#[test]
fn whatever_names_a_review_that_went_brings_it_back() {
    let told = |draft: Option<Draft<'static>>, glances: &[&str]| {
        let mut archive = collected(&Settings::default(), &Repeated::default(), |collector| {
            for id in glances {
                assert!(collector.let_go(&bare(id)));
            }
            draft.iter().for_each(|draft| collector.message(draft.clone()));
        });
        let mut found: Vec<u64> = repeated(&mut archive).into_iter().collect();
        found.sort_unstable();
        found
    };
    let draft = |change: fn(&mut Draft<'static>)| {
        let mut draft = Draft::new(1, Channel::Review);
        draft.id = Some("other".into());
        change(&mut draft);
        Some(draft)
    };
    assert_eq!(told(None, &["a", "b", "c"]), [0; 0]);
    assert_eq!(told(None, &["a", "b", "a"]), [hash("a")]);
    assert_eq!(told(draft(|_| {}), &["a", "b"]), [0; 0]);
    let naming: [fn(&mut Draft<'static>); 5] = [
        |draft| draft.id = Some("b".into()),
        |draft| draft.conversation = Some("b".into()),
        |draft| draft.reply_to = Some("b".into()),
        // An answer that went with its review has a name, too.
        |draft| draft.reply_to = Some("b/reply".into()),
        |draft| (draft.references, draft.kind) = (vec!["b".into()], Kind::Deleted),
    ];
    for naming in naming {
        assert_eq!(told(draft(naming), &["a", "b", "c"]), [hash("b")]);
    }
    let mut both = vec![hash("a"), hash("b")];
    both.sort_unstable();
    assert_eq!(told(draft(naming[0]), &["a", "c", "b", "a"]), both);
}

#[test]
fn parts_are_put_together_and_an_unreadable_file_counts_for_nothing() {
    let (settings, own, reader) = (Settings::default(), SourceSettings::default(), Reader::new(&[]));
    let but = Repeated::default();
    let mut archive = Archive { files: vec![FileReport::default(); 3], ..Archive::default() };
    for (file_idx, sent) in [300, 100, 200].into_iter().enumerate() {
        let context = Context { but: Some(&but), ..Context::new(&settings, &own, &reader, Keep::IGNORED) };
        let mut collector = Collector::new(context);
        assert!(collector.let_go(&Glance { sent: Stamp::Instant(sent), ..bare("a") }));
        collector.facts().unreadable = (file_idx == 1).then(|| "too many".to_owned());
        archive.absorb(file_idx, collector.finish());
    }
    let &Harmless { n_messages, first_at, newest, .. } = &archive.harmless;
    assert_eq!((n_messages, first_at, newest), (2, Some(200), Some(300)));
    assert_eq!(archive.harmless.newest_of.iter().collect::<Vec<_>>(), [(&0, &300), (&2, &200)]);
    assert_eq!(repeated(&mut archive).len(), 1);
    assert!(archive.harmless.has("a") && !archive.harmless.has("b"));
}

#[test]
fn no_words_are_read_where_stars_alone_decide() {
    let goes = |text: f32, min_band: Band, rating: Option<Rating>| {
        let mut settings = Settings { min_band, ..Settings::default() };
        settings.policy.negative_text = text;
        let archive = collected(&settings, &Repeated::default(), |collector| {
            collector.let_go(&Glance { rating, ..glance("a") });
        });
        archive.harmless.n_messages == 1
    };
    let of = |text, min_band| [2.0, 3.0, 4.0].map(|value| goes(text, min_band, stars(value)));
    assert_eq!(of(0.7, Band::Likely), [false, false, false]);
    assert_eq!(of(1.0, Band::Likely), [false, true, true]);
    assert_eq!(of(1.0, Band::Possible), [false, false, true]);
    // Words against many stars are never certain.
    assert_eq!(of(0.7, Band::Certain), [false, false, true]);
    assert!(goes(1.0, Band::Likely, None) && !goes(1.0, Band::Possible, None));
}
