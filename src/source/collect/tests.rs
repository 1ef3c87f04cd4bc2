use super::*;
use crate::message::{Language, Rating};
use crate::settings::Settings;

#[test]
fn what_most_messages_lack_takes_a_box_only_where_there_is_some() {
    let (settings, own, reader) = (Settings::default(), SourceSettings::default(), Reader::new(&[]));
    let fill: [fn(&mut Draft<'_>); 6] = [
        |draft| draft.thread = Some("t".into()),
        |draft| draft.thread_index = Some("i".into()),
        |draft| draft.references = vec!["".into(), "r".into()],
        |draft| draft.answer_to = Some("anna@example.org".into()),
        |draft| draft.why = "bulk",
        |draft| draft.text = Some("We will get back to you within 24 hours.".into()),
    ];
    let empty: [fn(&mut Draft<'_>); 2] =
        [|draft| draft.thread = Some("".into()), |draft| draft.references = vec!["".into()]];
    let boxes = |fill: &[fn(&mut Draft<'_>)]| {
        let mut collector = Collector::new(Context::new(&settings, &own, &reader, Keep::REPORT));
        for fill in fill {
            let mut draft = Draft::new(1, Channel::Email);
            fill(&mut draft);
            collector.message(draft);
        }
        collector.finish().messages.into_iter().map(|message| message.rare.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(boxes(&fill), [true; 6]);
    assert_eq!(boxes(&empty), [false; 2]);
}

#[test]
fn the_language_of_the_export_counts_where_words_do_not_tell() {
    let (settings, own, reader) = (Settings::default(), SourceSettings::default(), Reader::new(&[]));
    let mut collector = Collector::new(Context::new(&settings, &own, &reader, Keep::REPORT));
    let (finnish, russian) = (Language::Finnish, Language::Russian);
    let cases = [
        ("Gdzie jest moja paczka?", finnish, Some(Language::Polish)),
        ("Ok", finnish, Some(finnish)),
        ("ЗэБэСэ", russian, Some(russian)),
        ("ЗэБэСэ", finnish, None),
        ("Ok", russian, None),
        ("جيد", finnish, None),
        ("👍 5", finnish, None),
        ("", finnish, None),
    ];
    for (text, language, _) in cases {
        let (text, language) = (Some(text.into()), Some(language));
        collector.message(Draft { text, language, ..Draft::new(1, Channel::Review) });
    }
    let told: Vec<_> = collector.finish().messages.iter().map(|message| message.language).collect();
    assert_eq!(told, cases.map(|(_, _, expected)| expected));
}

#[test]
fn a_link_is_kept_of_what_may_be_a_complaint() {
    let (mut settings, own, reader) = (Settings::default(), SourceSettings::default(), Reader::new(&[]));
    settings.policy.negative_stars = 3.0;
    let mut collector = Collector::new(Context::new(&settings, &own, &reader, Keep::REPORT));
    let stars = |stars: f32| Some(Rating { value: stars, max: Some(5.0) });
    let web = "https://reviews.example.org/1";
    let reviews = [
        (stars(3.0), "", web),
        (stars(3.0), "", "javascript:alert(1)"),
        (stars(4.0), "Good app", web),
        (stars(5.0), "It is a scam!", web),
        (None, "Good app", web),
        (None, "", web),
    ];
    for (rating, text, link) in reviews {
        let (text, link) = (Some(text.into()), Some(link.into()));
        collector.message(Draft { rating, text, link, ..Draft::new(1, Channel::Review) });
    }
    let kept: Vec<bool> =
        collector.finish().messages.iter().map(|message| message.rare().link.is_some()).collect();
    assert_eq!(kept, [true, false, false, true, false, false]);
}

#[test]
fn nothing_of_an_unreadable_file_stays() {
    let (settings, own, reader) = (Settings::default(), SourceSettings::default(), Reader::new(&[]));
    for goes_on in [false, true] {
        let mut archive = Archive { files: vec![FileReport::default(); 3], ..Archive::default() };
        for (file_idx, ids) in [vec!["a", "b"], vec!["c", "d", "e"], vec!["f", "a"]].into_iter().enumerate() {
            let batch = if goes_on { archive.lend() } else { Batch::default() };
            let mut collector = Collector::onto(batch, Context::new(&settings, &own, &reader, Keep::REPORT));
            for (record, id) in (1..).zip(ids) {
                collector.message(Draft { id: Some(id.into()), ..Draft::new(record, Channel::Review) });
            }
            collector.facts().unreadable = (file_idx == 1).then(|| "too many".to_owned());
            archive.absorb(file_idx, collector.finish());
        }
        let kept: Vec<_> = archive
            .messages
            .iter()
            .map(|message| (archive.text(message.id).unwrap_or_default(), message.origin.file))
            .collect();
        assert_eq!(kept, [("a", 0), ("b", 0), ("f", 2), ("a", 2)]);
        let counts: Vec<_> =
            archive.files.iter().map(|file| (file.tally.messages, file.tally.n_outside())).collect();
        assert_eq!(counts, [(2, 0), (0, 3), (2, 0)]);
    }
}
