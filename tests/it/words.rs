//! The figures of `docs/words.md` against the project's own test set, and the scoring itself.

#![expect(clippy::unwrap_used, reason = "a test set that cannot be read must fail loudly")]

#[path = "../../examples/score/figures.rs"]
mod figures;
#[path = "../../examples/score/record.rs"]
mod record;
#[path = "../../examples/score/rows.rs"]
mod rows;
#[path = "../../examples/score/sets.rs"]
mod sets;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use hearback::message::Closing;
use hearback::text::Reading;

use figures::{Counts, Judged, auc, recall_at_a_tenth};
use record::{Table, falls, recorded, replace};
use rows::{Row, Set};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn no_figure_has_fallen_below_the_recorded_one() {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/words.md")).unwrap();
    let tables = sets::tables(&sets::score(own_rows()));
    assert_eq!(tables.len(), 5);
    let fallen: Vec<String> =
        tables.iter().flat_map(|table| falls(&recorded(&page, table.name).unwrap(), table)).collect();
    assert!(
        fallen.is_empty(),
        "\n{}\nif the change is worth it, record anew: cargo run --release --example score -- --write docs/words.md",
        fallen.join("\n")
    );
}

#[test]
fn the_test_set_is_large_enough_and_half_complaints() {
    let mut sizes: BTreeMap<(Set, String), (usize, usize)> = BTreeMap::new();
    for row in own_rows() {
        let (n_all, n_complaints) = sizes.entry((row.set, row.language)).or_default();
        *n_all += 1;
        *n_complaints += usize::from(row.complaint);
    }
    for (language, least) in
        [("pl", 150), ("ru", 150), ("fi", 150), ("en", 150), ("de", 80), ("sv", 80), ("cs", 40), ("uk", 40)]
    {
        let (n_all, n_complaints) = sizes[&(Set::Own, language.to_owned())];
        assert!(n_all >= least, "{language}: {n_all}");
        assert!((45..=55).contains(&(n_complaints * 100 / n_all)), "{language}: {n_complaints} of {n_all}");
    }
    for (language, least) in [("pl", 20), ("ru", 20), ("fi", 20), ("en", 20), ("de", 10), ("sv", 10)] {
        for set in [Set::Replies, Set::Closings] {
            assert!(sizes[&(set, language.to_owned())].0 >= least, "{language}, {set:?}");
        }
        assert!(sizes[&(Set::Unseen, language.to_owned())].0 >= least, "{language}");
    }
}

#[test]
fn no_row_is_there_twice() {
    let mut seen = BTreeSet::new();
    for row in own_rows() {
        assert!(
            seen.insert((row.language.clone(), row.text.to_lowercase())),
            "{}: {}",
            row.language,
            row.text
        );
    }
}

#[test]
fn each_wrong_judgement_is_named() {
    let fault = |line: &str, reading: Reading| {
        let file = if line.starts_with(['0', '1']) { "words/en.tsv" } else { "replies/en.tsv" };
        let row = rows::parse(file, line).unwrap().remove(0);
        sets::Scored { row, reading }.faults().join(", ")
    };
    let angry = || Reading { tone: Some(0.9), ..Reading::default() };
    let thanks = || Reading { closing: Closing::Thanks, ..Reading::default() };
    let holding = || Reading { holding: true, ..Reading::default() };
    assert_eq!(fault("1\tdefect\tIt leaks.", angry()), "");
    assert_eq!(fault("1\tdefect\tIt leaks.", thanks()), "missed complaint, false closing");
    assert_eq!(fault("0\tthanks\tThanks.", angry()), "false complaint, missed closing");
    assert_eq!(fault("0\tconfirm\tYes, do.", thanks()), "");
    let closing = |line: &str| sets::Scored {
        row: rows::parse("closings/en.tsv", line).unwrap().remove(0),
        reading: thanks(),
    };
    assert_eq!(closing("thanks\tThanks.").faults().join(", "), "");
    assert_eq!(closing("open\tThanks, now what.").faults().join(", "), "false closing");
    assert_eq!(fault("promise\tTomorrow.", holding()), "missed promise");
    assert_eq!(fault("answer\tYes.", holding()), "false holding");
}

/// What the lists were made from says nothing about how good they are.
#[test]
fn no_row_is_in_the_lists_or_in_their_tests() {
    let mut texts = String::new();
    collect(&Path::new(ROOT).join("src/text"), &mut texts);
    assert!(texts.len() > 10_000);
    let sentences = own_rows().into_iter().filter(|row| row.text.split_whitespace().count() >= 6);
    let copied: Vec<String> =
        sentences.map(|row| row.text.to_lowercase()).filter(|text| texts.contains(text.as_str())).collect();
    assert!(copied.is_empty(), "\n{}\n", copied.join("\n"));
}

/// Tones .9 and .6 against .6 and .1: of four pairs three are won and one is a tie.
#[test]
fn a_tie_is_half_a_win() {
    let judged = [of(true, 0.9), of(true, 0.6), of(false, 0.6), of(false, 0.1)];
    assert_eq!(auc(&judged), Some(0.875));
    assert_eq!(auc(&[of(true, 0.5), of(false, 0.5)]), Some(0.5));
    assert_eq!(auc(&[of(true, 0.1), of(false, 0.9)]), Some(0.0));
    assert_eq!(auc(&[of(true, 0.9)]), None);
}

/// Ten others at 0.0 to 0.9: one of them may be above the limit, so complaints count from 0.85 on.
#[test]
fn a_tenth_of_the_others_may_be_above_the_limit() {
    let mut judged: Vec<Judged> = (0_u8..10).map(|tenth| of(false, f32::from(tenth) / 10.0)).collect();
    judged.extend([of(true, 0.95), of(true, 0.85), of(true, 0.75), of(true, 0.2)]);
    assert_eq!(recall_at_a_tenth(&judged), Some(0.5));
    // A tone that two of the ten share is taken as a whole or not at all.
    let tied: Vec<Judged> = (0..10).map(|_| of(false, 0.5)).chain([of(true, 0.5)]).collect();
    assert_eq!(recall_at_a_tenth(&tied), Some(0.0));
    assert_eq!(recall_at_a_tenth(&[of(true, 0.5)]), None);
}

/// Found 2, missed 1, false alarms 2, left alone 5: F1 4/7 and 10/13.
#[test]
fn precision_recall_and_f1_are_those_of_the_counts() {
    let pairs = [(true, true, 2), (true, false, 1), (false, true, 2), (false, false, 5)];
    let counts = Counts::of(pairs.iter().flat_map(|&(is, told, n)| std::iter::repeat_n((is, told), n)));
    assert_eq!(counts, Counts { found: 2, missed: 1, false_alarms: 2, left_alone: 5 });
    assert_eq!(counts.precision(), Some(0.5));
    assert_eq!(counts.recall(), Some(2.0 / 3.0));
    assert_eq!(record::cell(counts.macro_f1()), "0.670");
    let nothing_told = Counts::of([(true, false), (false, false)].into_iter());
    assert_eq!((nothing_told.precision(), nothing_told.recall()), (None, Some(0.0)));
    assert_eq!(Counts::of([(false, false)].into_iter()).macro_f1(), None);
}

#[test]
fn a_table_is_read_back_as_it_was_written() {
    let page = "# Page\n<!-- figures: own -->\nold\n<!-- figures end -->\ntext | more\n";
    let table = table(&["pl", "3", "0.512", "–"]);
    let page = replace(page, &table).unwrap();
    assert_eq!(recorded(&page, "own"), Some(table.clone()));
    assert_eq!(replace(&page, &table), Some(page.clone()));
    assert!(page.ends_with("<!-- figures end -->\ntext | more\n"));
    assert_eq!(replace(&page, &Table { name: "other", ..table }), None);
}

#[test]
fn a_fall_of_more_than_a_hundredth_is_told() {
    let check = |old: &str, new: &str| falls(&table(&["pl", "3", old, "–"]), &table(&["pl", "3", new, "–"]));
    assert_eq!(check("0.512", "0.502"), [""; 0]);
    assert_eq!(check("0.512", "0.900"), [""; 0]);
    assert_eq!(check("–", "0.100"), [""; 0]);
    assert_eq!(check("0.512", "0.501"), ["own, pl, AUC: fell from 0.512 to 0.501"]);
    assert_eq!(check("0.512", "–"), ["own, pl, AUC: was 0.512 and is –"]);
    let fewer = falls(&table(&["pl", "3", "0.5", "–"]), &table(&["pl", "2", "0.5", "–"]));
    assert_eq!(fewer, ["own, pl, Texts: was 3 and is 2; record it anew"]);
    let other = falls(&table(&["pl", "3", "0.5", "–"]), &table(&["ru", "3", "0.5", "–"]));
    assert_eq!(other, ["own: the table has other rows or columns now; record it anew"]);
}

#[test]
fn rows_are_of_the_set_that_their_file_says() {
    let own = rows::parse("words/pl.tsv", "# label\n1\tdefect\tPękł.\n0\tthanks\tDzięki\n").unwrap();
    let expected = |complaint, kind: &str, text: &str| Row {
        set: Set::Own,
        language: "pl".into(),
        complaint,
        kind: kind.into(),
        text: text.into(),
    };
    assert_eq!(own, [expected(true, "defect", "Pękł."), expected(false, "thanks", "Dzięki")]);
    assert_eq!(rows::parse("words/replies/fi.tsv", "ask\tMikä?\n").unwrap()[0].set, Set::Replies);
    assert_eq!(rows::parse("words/closings/fi.tsv", "ok\tJoo\n").unwrap()[0].set, Set::Closings);
    assert_eq!(rows::parse("words/closings-unseen/fi.tsv", "ok\tJoo\n").unwrap()[0].set, Set::Unseen);
    let general = "language\tsource\tlabel\ttext\nes\tx\t0\tMal.\nes\tx\t1\tBien.\n";
    let general = rows::parse("dev.tsv.gz", general).unwrap();
    assert_eq!(general.iter().map(|row| row.complaint).collect::<Vec<_>>(), [true, false]);
    assert_eq!((general[0].set, general[0].language.as_str()), (Set::General, "es"));
    let error = rows::parse("words/pl.tsv", "1\tdefect\tA\n2\tdefect\tB\n").unwrap_err();
    assert_eq!(format!("{error:#}"), "line 2: label `2`; expected 1 for a complaint or 0");
    assert!(rows::parse("words/pl.tsv", "1\tA\n").is_err());
}

fn own_rows() -> Vec<Row> {
    rows::read(&[Path::new(ROOT).join("tests/words").to_string_lossy().into_owned()]).unwrap()
}

/// Appends the texts of a folder, in lower case.
fn collect(folder: &Path, texts: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "tsv") {
            texts.push_str(&fs::read_to_string(path).unwrap().to_lowercase());
        }
    }
}

fn of(complaint: bool, tone: f32) -> Judged {
    Judged { complaint, tone, bands: Vec::new() }
}

fn table(row: &[&str; 4]) -> Table {
    let cells = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<String>>();
    Table { name: "own", header: cells(&["Language", "Texts", "AUC", "Precision"]), rows: vec![cells(row)] }
}
