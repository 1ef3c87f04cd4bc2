//! Reviews with their stars and their answers hidden: does `ignored` put the unhappy ones on top, by words alone?

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use anyhow::{Context as _, bail};

use hearback::message::{Closing, Message, Rating, Role};
use hearback::run::Audit;
use hearback::run::read::{Job, read};
use hearback::settings::Settings;
use hearback::source::collect::{Archive, Keep};
use hearback::text::Reading;

use super::figures::{Counts, Judged, auc, share};
use super::record::{ABSENT, Table, cell};

/// So many of the unhappy reviews that are not among the top rows are shown, and as many wrong top rows.
const N_SHOWN: usize = 10;
/// Reviews of at most so many stars of five are unhappy.
const UNHAPPY: f32 = 2.0;

/// The reviews of one export as `ignored` sees them.
struct Ranked {
    name: String,
    /// Those with words, worst first by the order of `ignored`.
    reviews: Vec<Review>,
    /// Records of the export whose review has no words; nobody can be told from them.
    n_wordless: u64,
    /// Reviews with words that `ignored` does not list even with the lowest limit.
    n_unlisted: u64,
}

struct Review {
    unhappy: bool,
    stars: f32,
    tone: Option<f32>,
    /// `ignored` lists it with the default settings.
    listed: bool,
    /// Taken for thanks or a goodbye, which nobody answers.
    closes: bool,
    language: &'static str,
    text: String,
}

/// The name and the paths of `NAME=PATH[,PATH]`; a path alone is its own name.
fn named(argument: &str) -> (String, Vec<String>) {
    let (name, paths) = argument.split_once('=').unwrap_or((argument, argument));
    (name.to_owned(), paths.split(',').map(str::to_owned).collect())
}

/// Ranks each export, tells what was found and what was missed, and gives the table.
pub fn hidden(arguments: &[String], out: &mut dyn Write) -> anyhow::Result<Table> {
    let mut rows = Vec::new();
    for argument in arguments {
        let (name, paths) = named(argument);
        let ranked = rank(name, paths).with_context(|| argument.clone())?;
        ranked.tell(out)?;
        rows.push(ranked.row());
    }
    let header = [
        "Export",
        "With words",
        "Unhappy",
        "Share",
        "AUC",
        "Found in the top N",
        "Found in the top 2N",
        "negative: precision",
        "negative: recall",
    ];
    Ok(Table { name: "reviews", header: header.map(str::to_owned).to_vec(), rows })
}

fn rank(name: String, paths: Vec<String>) -> anyhow::Result<Ranked> {
    let job = Job { paths, ..Job::default() };
    let (all, stars) = audit(&job, |settings| settings.policy.negative_text = 0.0)?;
    let (default, _) = audit(&job, |_| {})?;
    let listed: BTreeSet<Key> =
        default.ignored.iter().filter_map(|one| message(&default, one.message)).map(key).collect();
    let reviews: Vec<Review> =
        all.ignored.iter().filter_map(|one| review(&all, one.message, &stars, &listed)).collect();
    if reviews.is_empty() {
        bail!("no review with stars and words");
    }
    let messages = || all.archive.messages.iter().filter(|message| stars.contains_key(&key(message)));
    let n_rated = messages().count() as u64;
    let n_told = messages().filter(|message| message.tone.is_some()).count() as u64;
    let n_unlisted = n_told - reviews.len() as u64;
    Ok(Ranked { name, reviews, n_wordless: n_rated - n_told, n_unlisted })
}

/// File and record.
type Key = (u32, u32);

fn key(message: &Message) -> Key {
    (message.origin.file, message.origin.record)
}

/// The audit of reviews that nobody rated and nobody answered, and the stars they had.
fn audit(job: &Job, change: fn(&mut Settings)) -> anyhow::Result<(Audit, BTreeMap<Key, f32>)> {
    let mut settings = Settings::default();
    settings.policy.reviews_all = true;
    settings.policy.ignored_after = 0;
    change(&mut settings);
    let mut archive = read(job, &settings, Keep::REPORT)?;
    let stars = hide(&mut archive);
    Ok((Audit::new(archive, &settings), stars))
}

fn hide(archive: &mut Archive) -> BTreeMap<Key, f32> {
    archive.messages.retain(|message| message.role != Some(Role::Team));
    let mut stars = BTreeMap::new();
    for message in &mut archive.messages {
        if let Some(rating) = message.rating.take() {
            stars.insert(key(message), Rating::of_five(rating));
        }
    }
    stars
}

fn message(audit: &Audit, idx: u32) -> Option<&Message> {
    audit.archive.messages.get(idx as usize)
}

fn review(audit: &Audit, idx: u32, stars: &BTreeMap<Key, f32>, listed: &BTreeSet<Key>) -> Option<Review> {
    let message = message(audit, idx)?;
    let stars = *stars.get(&key(message))?;
    Some(Review {
        unhappy: stars <= UNHAPPY,
        stars,
        tone: message.tone.get(),
        listed: listed.contains(&key(message)),
        closes: message.closing != Closing::No,
        language: message.language.map_or(ABSENT, |language| language.name()),
        text: audit.archive.text(message.excerpt).unwrap_or_default().to_owned(),
    })
}

impl Ranked {
    fn n_unhappy(&self) -> usize {
        self.reviews.iter().filter(|review| review.unhappy).count()
    }

    /// The share of the unhappy that is among so many top rows.
    fn found_in(&self, n_rows: usize) -> Option<f64> {
        let found = self.reviews.iter().take(n_rows).filter(|review| review.unhappy).count();
        share(found as u64, self.n_unhappy() as u64)
    }

    fn listed<'a>(reviews: impl Iterator<Item = &'a Review>) -> Counts {
        Counts::of(reviews.map(|review| (review.unhappy, review.listed)))
    }

    fn row(&self) -> Vec<String> {
        let n_unhappy = self.n_unhappy();
        let judged: Vec<Judged> = self
            .reviews
            .iter()
            .map(|review| Judged::new(review.unhappy, &Reading { tone: review.tone, ..Reading::default() }))
            .collect();
        let counts = Self::listed(self.reviews.iter());
        vec![
            self.name.clone(),
            self.reviews.len().to_string(),
            n_unhappy.to_string(),
            cell(share(n_unhappy as u64, self.reviews.len() as u64)),
            cell(auc(&judged)),
            cell(self.found_in(n_unhappy)),
            cell(self.found_in(2 * n_unhappy)),
            cell(counts.precision()),
            cell(counts.recall()),
        ]
    }

    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        let n_unhappy = self.n_unhappy();
        writeln!(out, "## {}", self.name)?;
        writeln!(
            out,
            "{} reviews with words, {n_unhappy} unhappy; without words {}, with words and not listed {}",
            self.reviews.len(),
            self.n_wordless,
            self.n_unlisted
        )?;
        let mut languages: BTreeMap<&str, Vec<&Review>> = BTreeMap::new();
        for review in &self.reviews {
            languages.entry(review.language).or_default().push(review);
        }
        for (language, reviews) in languages {
            let counts = Self::listed(reviews.iter().copied());
            writeln!(
                out,
                "  {language}: {} reviews, {} unhappy, precision {}, recall {}",
                reviews.len(),
                counts.found + counts.missed,
                cell(counts.precision()),
                cell(counts.recall())
            )?;
        }
        let closes = |review: &&Review| review.unhappy && review.closes;
        writeln!(out, "  unhappy and taken for a closing: {}", self.reviews.iter().filter(closes).count())?;
        show(self.reviews.iter().filter(closes), out)?;
        let (top, rest) = self.reviews.split_at(n_unhappy.min(self.reviews.len()));
        writeln!(out, "  unhappy and not among the top {n_unhappy}, from all over the list:")?;
        show(rest.iter().filter(|review| review.unhappy), out)?;
        writeln!(out, "  content and among the top {n_unhappy}:")?;
        show(top.iter().filter(|review| !review.unhappy), out)
    }
}

/// A few of many at equal distances, so that both ends are seen.
fn show<'a>(reviews: impl Iterator<Item = &'a Review>, out: &mut dyn Write) -> io::Result<()> {
    let reviews: Vec<&Review> = reviews.collect();
    let step = (reviews.len() / N_SHOWN).max(1);
    for review in reviews.iter().step_by(step).take(N_SHOWN) {
        let tone = review.tone.map_or_else(|| ABSENT.to_owned(), |tone| format!("{tone:.2}"));
        writeln!(out, "    {} stars, tone {tone}, {}: {}", review.stars, review.language, review.text)?;
    }
    Ok(())
}
