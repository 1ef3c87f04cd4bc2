//! From labelled texts to the tables of the page.

use std::collections::BTreeMap;

use hearback::message::{Closing, Language};
use hearback::text::{Reader, Reading};

use super::figures::{BANDS, Counts, Judged, auc, recall_at_a_tenth, share};
use super::record::{Table, cell};
use super::rows::{Row, Set};

/// The languages in the order of the page; others follow by name.
const ORDER: [&str; 8] = ["pl", "ru", "fi", "en", "de", "sv", "cs", "uk"];

/// A row and what the library says about it.
pub struct Scored {
    pub row: Row,
    pub reading: Reading,
}

impl Scored {
    /// What was judged wrongly, in a word each.
    pub fn faults(&self) -> Vec<String> {
        if self.row.set == Set::Replies {
            let wrong = MARKS.iter().filter(|mark| mark.is(&self.row) != (mark.told)(&self.reading));
            return wrong.map(|mark| format!("{} {}", fault(mark.is(&self.row)), mark.name)).collect();
        }
        let mut faults = Vec::new();
        if self.complains() != self.row.complaint {
            faults.push(format!("{} complaint", fault(self.row.complaint)));
        }
        let closes = self.row.closes();
        if self.closes() != closes && (closes || self.row.complaint || self.row.nearly_closes()) {
            faults.push(format!("{} closing", fault(closes)));
        }
        faults
    }

    /// Negative with the default settings.
    fn complains(&self) -> bool {
        Judged::new(self.row.complaint, &self.reading).bands.first() == Some(&true)
    }

    /// Asks for nothing more. A complaint opens a conversation, where what was learned from replies closes nothing.
    fn closes(&self) -> bool {
        self.closes_as_reply() && !(self.row.complaint && self.reading.learned_closing)
    }

    /// Asks for nothing more behind a message of the shop.
    fn closes_as_reply(&self) -> bool {
        self.reading.closing != Closing::No || self.reading.withdrawal
    }
}

fn fault(is: bool) -> &'static str {
    if is { "missed" } else { "false" }
}

/// Reads every text as a shop without settings would: all languages are expected.
pub fn score(rows: Vec<Row>) -> Vec<Scored> {
    let reader = Reader::new(&[]);
    rows.into_iter().map(|row| Scored { reading: reader.read(&row.text), row }).collect()
}

/// The tables that the rows have something for.
pub fn tables(scored: &[Scored]) -> Vec<Table> {
    let of = |set: Set| scored.iter().filter(|one| one.row.set == set).collect::<Vec<_>>();
    let (own, general, replies) = (of(Set::Own), of(Set::General), of(Set::Replies));
    let mut tables = Vec::new();
    if !own.is_empty() {
        tables.push(tone("own", "Complaints", &own));
        tables.push(kinds(&own));
    }
    if scored.iter().any(|one| one.row.closes()) {
        let seen = |one: &&Scored| !matches!(one.row.set, Set::General | Set::Unseen);
        tables.push(closings("closings", &scored.iter().filter(seen).collect::<Vec<_>>()));
    }
    let unseen = of(Set::Unseen);
    if !unseen.is_empty() {
        tables.push(closings("closings-unseen", &unseen));
    }
    if !replies.is_empty() {
        tables.push(answers(&replies));
    }
    if !general.is_empty() {
        tables.push(tone("general", "Negative", &general));
    }
    tables
}

/// Ranking and decisions, by language.
fn tone(name: &'static str, positive: &str, scored: &[&Scored]) -> Table {
    let fixed = ["Language", positive, "Others", "AUC", "Macro-F1", "Recall at 10 % FP", "Language told"];
    let mut header: Vec<String> = fixed.map(str::to_owned).to_vec();
    for band in BANDS {
        header.extend(["precision", "recall"].map(|what| format!("{}: {what}", band.name)));
    }
    let rows = by_language(scored).into_iter().map(|(language, scored)| {
        let judged: Vec<Judged> =
            scored.iter().map(|one| Judged::new(one.row.complaint, &one.reading)).collect();
        let n_complaints = judged.iter().filter(|judged| judged.complaint).count();
        let mut row =
            vec![language.to_owned(), n_complaints.to_string(), (judged.len() - n_complaints).to_string()];
        let counts = |idx: usize| {
            Counts::of(judged.iter().map(|one| (one.complaint, one.bands.get(idx) == Some(&true))))
        };
        row.push(cell(auc(&judged)));
        row.push(cell(counts(0).macro_f1()));
        row.push(cell(recall_at_a_tenth(&judged)));
        row.push(cell(language_told(language, &scored)));
        for idx in 0..BANDS.len() {
            row.extend([cell(counts(idx).precision()), cell(counts(idx).recall())]);
        }
        row
    });
    Table { name, header, rows: rows.collect() }
}

/// The share of texts read in the language they are in; nothing for a language that hearback does not know.
fn language_told(language: &str, scored: &[&Scored]) -> Option<f64> {
    let language = Language::from_name(language)?;
    share(count(scored, |one| one.reading.language == Some(language)), scored.len() as u64)
}

/// Which complaints are found and which other messages are left alone, all languages together.
fn kinds(scored: &[&Scored]) -> Table {
    let mut kinds: BTreeMap<(bool, &str), Vec<&Scored>> = BTreeMap::new();
    for one in scored {
        kinds.entry((!one.row.complaint, &one.row.kind)).or_default().push(one);
    }
    let header = ["Kind", "Label", "Texts", "Told rightly"].map(str::to_owned).to_vec();
    let rows = kinds.into_iter().map(|((other, kind), scored)| {
        let n_right = count(&scored, |one| one.complains() == one.row.complaint);
        let label = if other { "other" } else { "complaint" };
        let right = cell(share(n_right, scored.len() as u64));
        vec![kind.to_owned(), label.to_owned(), scored.len().to_string(), right]
    });
    Table { name: "kinds", header, rows: rows.collect() }
}

/// Are closing messages told, and does what must be answered stay open?
fn closings(name: &'static str, scored: &[&Scored]) -> Table {
    let header = [
        "Language",
        "Closings",
        "told",
        "Near misses",
        "left open",
        "Complaints",
        "complaints left open",
        "as replies",
    ];
    let rows = by_language(scored).into_iter().map(|(language, scored)| {
        let mut row = vec![language.to_owned()];
        let mut add = |is: fn(&Row) -> bool, right: &[fn(&Scored) -> bool]| {
            let n_all = count(&scored, |one| is(&one.row));
            row.push(n_all.to_string());
            let n_right = right.iter().map(|right| count(&scored, |one| is(&one.row) && right(one)));
            row.extend(n_right.map(|n_right| cell(share(n_right, n_all))));
        };
        add(Row::closes, &[Scored::closes]);
        add(Row::nearly_closes, &[|one| !one.closes()]);
        add(|row| row.complaint, &[|one| !one.closes(), |one| !one.closes_as_reply()]);
        row
    });
    Table { name, header: header.map(str::to_owned).to_vec(), rows: rows.collect() }
}

/// What is asked about a reply: by the words, and by its label.
struct Mark {
    name: &'static str,
    told: fn(&Reading) -> bool,
    kinds: &'static [&'static str],
}

impl Mark {
    fn is(&self, row: &Row) -> bool {
        row.kind.split('+').any(|kind| self.kinds.contains(&kind))
    }
}

/// A promise to come back by a time is a holding reply as well.
const MARKS: &[Mark] = &[
    Mark { name: "holding", told: |reading| reading.holding, kinds: &["holding", "promise"] },
    Mark { name: "promise", told: |reading| reading.promise.is_some(), kinds: &["promise"] },
];

/// Holding replies and promised times.
fn answers(scored: &[&Scored]) -> Table {
    let mut header: Vec<String> = ["Language", "Replies"].map(str::to_owned).to_vec();
    for mark in MARKS {
        header.extend(["precision", "recall"].map(|what| format!("{}: {what}", mark.name)));
    }
    let rows = by_language(scored).into_iter().map(|(language, scored)| {
        let mut row = vec![language.to_owned(), scored.len().to_string()];
        for mark in MARKS {
            let counts = Counts::of(scored.iter().map(|one| (mark.is(&one.row), (mark.told)(&one.reading))));
            row.extend([cell(counts.precision()), cell(counts.recall())]);
        }
        row
    });
    Table { name: "replies", header, rows: rows.collect() }
}

fn by_language<'a>(scored: &[&'a Scored]) -> Vec<(&'a str, Vec<&'a Scored>)> {
    let place = |language: &str| ORDER.iter().position(|known| *known == language).unwrap_or(ORDER.len());
    let mut languages: BTreeMap<(usize, &str), Vec<&Scored>> = BTreeMap::new();
    for one in scored {
        languages.entry((place(&one.row.language), &one.row.language)).or_default().push(one);
    }
    languages.into_iter().map(|((_, language), scored)| (language, scored)).collect()
}

fn count(scored: &[&Scored], test: impl Fn(&Scored) -> bool) -> u64 {
    scored.iter().filter(|one| test(one)).count() as u64
}
