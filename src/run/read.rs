//! Reads the inputs: what each file is, cut into parts, over all cores, merged in one order.

use std::ops::Range;
use std::sync::atomic::Ordering;

use anyhow::{Context as _, anyhow, bail};
use rayon::prelude::*;

use crate::input::Entry;
use crate::problem::Problem;
use crate::settings::{Settings, SourceSettings, Team};
use crate::source::beside::Beside;
use crate::source::collect::harmless::{self, Repeated};
use crate::source::collect::{Archive, Batch, Collector, Context, FileReport, Keep, made_up};
use crate::source::{Sink as _, Source, Stream, sheet};
use crate::text::Reader;

use super::detect::{OWN_REPORT, Taken, choose, named};
use super::names;
use super::ordered::{Turn, in_order};
use super::progress::Progress;

/// A plain file is cut into parts of so many bytes.
const PART: u64 = 1 << 20;
/// So many files are read by one worker at a time, at most, and so many bytes.
const FILES_AT_ONCE: usize = 64;

/// No machine reads faster with more threads than that.
const MAX_JOBS: usize = 256;

/// What to read and how.
#[derive(Clone, Debug, Default)]
pub struct Job {
    pub paths: Vec<String>,
    /// `--from`.
    pub from: Option<String>,
    /// Threads; none is one per core.
    pub jobs: Option<usize>,
    /// Show progress on standard error, if that is a terminal.
    pub progress: bool,
    /// `--allow-empty`: empty files and folders are no failure.
    pub allow_empty: bool,
}

/// Reads everything; fails only when nothing could be read.
pub fn read(job: &Job, settings: &Settings, keep: Keep) -> anyhow::Result<Archive> {
    let from = job.from.as_deref().map(named).transpose().map_err(|why| anyhow!("--from: {why}"))?;
    names::check(settings)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(job.jobs.unwrap_or(0).min(MAX_JOBS))
        .build()
        .context("cannot start the worker threads")?;
    let inputs = sheet::find(&job.paths);
    if let Some((name, problem)) = inputs.problems.iter().find(|(_, problem)| problem.code == "not-found") {
        bail!("{name}: {}", problem.text);
    }
    let (sources, none) = settings.of_files();
    let mut archive = Archive::default();
    let mut unknown = inputs.problems;
    let mut taken = Vec::new();
    let mut asides = Vec::new();
    archive.n_media += inputs.entries.iter().filter(|entry| entry.media).count() as u64;
    let wanted = |entry: &&Entry| !entry.media && !is_settings(&entry.name);
    let chosen: Vec<_> = pool.install(|| {
        let entries = inputs.entries.par_iter().filter(wanted);
        entries.map(|entry| (entry, choose(entry, &sources, &none, from))).collect()
    });
    for (entry, (own, taken_for)) in chosen {
        match taken_for {
            Taken::Read { source, why } => {
                archive.files.push(FileReport {
                    name: entry.name.clone(),
                    format: Some(source.name()),
                    why,
                    place: source.place(),
                    ..FileReport::default()
                });
                taken.push(Task { entry, source, settings: own });
            }
            Taken::Aside { source, why } => asides.push(aside(&entry.name, Some(source.name()), why)),
            Taken::Refused(advice) => unknown.push((entry.name.clone(), Problem::file("refused", advice))),
            Taken::Unknown { code, why } => unknown.push((entry.name.clone(), Problem::file(code, why))),
        }
    }
    let is_empty = |(_, problem): &(String, Problem)| matches!(problem.code, "empty" | "empty-folder");
    if taken.is_empty() && !(job.allow_empty && unknown.iter().all(is_empty)) {
        bail!("{}", nothing_readable(&job.paths, &unknown));
    }
    let beside = Beside::new(&inputs.entries);
    let reader = Reader::with(&settings.text_languages, &settings.words);
    let reading = Reading { tasks: &taken, beside: &beside, pool: &pool, reader: &reader, but: None };
    if keep.harmless || !may_let_go(settings, &taken) {
        read_all(job, settings, keep, &reading, &mut archive);
    } else {
        read_but_harmless(job, settings, keep, &reading, &mut archive);
    }
    made_up::number(&mut archive);
    for file in &archive.files {
        let Some(why) = &file.facts.unreadable else { continue };
        // That it breaks off may be the reason.
        let damage = file.remarks.samples.iter().find(|remark| remark.code == "cut-off");
        let why = damage.map_or_else(|| why.clone(), |damage| format!("{why}; {}", damage.text));
        unknown.push((file.name.clone(), Problem::file("file-unreadable", why)));
    }
    if !taken.is_empty() && archive.files.iter().all(|file| file.facts.unreadable.is_some()) {
        bail!("{}", nothing_readable(&job.paths, &unknown));
    }
    let (reports, unknown): (Vec<_>, Vec<_>) =
        unknown.into_iter().partition(|(_, problem)| problem.code == OWN_REPORT.0);
    asides.extend(reports.into_iter().map(|(name, problem)| aside(&name, None, problem.text)));
    let (sides, unknown) = unknown.into_iter().partition(|(name, _)| beside.was_used(name));
    let sides: Vec<(String, Problem)> = sides;
    asides.extend(sides.iter().map(|(name, _)| aside(name, None, "a side table of the export".to_owned())));
    for file in &mut asides {
        file.problems = beside.problems(&file.name);
        file.tally.problems = file.problems.n();
        file.tally.read = file.tally.problems;
    }
    archive.files.extend(asides);
    archive.unread = unknown;
    Ok(archive)
}

/// May reviews be let go at a glance? Only where nothing but reviews is read, a second time if need be, and neither the answer
/// nor the time of a review nor the names in it are judged by anything else.
fn may_let_go(settings: &Settings, tasks: &[Task<'_>]) -> bool {
    let is_plain = |task: &Task<'_>| {
        task.settings.channel.is_none()
            && task.entry.opens_again()
            && task.source.reads_reviews(&Stream::new(task.entry, task.settings))
    };
    settings.as_of.is_none()
        && settings.team == Team::default()
        && settings.auto_replies.is_empty()
        && tasks.iter().all(is_plain)
}

/// A file without records of its own; it stands behind those that have some.
fn aside(name: &str, format: Option<&'static str>, why: String) -> FileReport {
    FileReport { name: name.to_owned(), format, why, ..FileReport::default() }
}

/// The settings of the audit and of mappings are no exports.
pub fn is_settings(name: &str) -> bool {
    name.ends_with(".toml")
}

fn nothing_readable(paths: &[String], unknown: &[(String, Problem)]) -> String {
    let mut text = format!("nothing to read in {}", paths.join(", "));
    for (name, problem) in unknown.iter().take(10) {
        text.push_str(&format!("\n  {name}: {problem}"));
    }
    if unknown.len() > 10 {
        text.push_str(&format!("\n  … and {} more files", unknown.len() - 10));
    }
    if unknown.is_empty() {
        text.push_str("\n  no export is in it; pictures, sound, films, settings and spreadsheets other than .xlsx are not opened");
    } else {
        text.push_str("\n  `hearback formats` lists what can be read; --from FORMAT skips detection");
    }
    text
}

/// A file and how it is read.
struct Task<'a> {
    entry: &'a Entry,
    source: &'static dyn Source,
    settings: &'a SourceSettings,
}

/// All files to read, what lies beside them, and who reads.
#[derive(Clone, Copy)]
struct Reading<'a> {
    tasks: &'a [Task<'a>],
    beside: &'a Beside<'a>,
    pool: &'a rayon::ThreadPool,
    reader: &'a Reader,
    /// Harmless reviews need not be kept but for these.
    but: Option<&'a Repeated>,
}

/// What one worker takes at a time: a part of a large file, or several small files.
struct Unit {
    parts: Vec<(usize, Option<Range<u64>>)>,
}

/// Lets go of harmless reviews; those of which several records speak are kept when all is read a second time.
fn read_but_harmless(
    job: &Job,
    settings: &Settings,
    keep: Keep,
    reading: &Reading<'_>,
    archive: &mut Archive,
) {
    let files = archive.files.clone();
    let read = |but: &Repeated, archive: &mut Archive| {
        read_all(job, settings, keep, &Reading { but: Some(but), ..*reading }, archive);
    };
    read(&Repeated::default(), archive);
    let repeated = harmless::repeated(archive);
    if !repeated.is_empty() {
        *archive = Archive { files, n_media: archive.n_media, ..Archive::default() };
        read(&repeated, archive);
        archive.harmless.sort();
    }
}

fn read_all(job: &Job, settings: &Settings, keep: Keep, reading: &Reading<'_>, archive: &mut Archive) {
    let Reading { tasks, pool, reader, but, .. } = *reading;
    let units = cut(tasks);
    let total = tasks.iter().filter_map(|task| task.entry.size).sum();
    let progress = Progress::start(job.progress, total);
    let read_one = |batch: Batch, task_idx: usize, range: &Option<Range<u64>>| {
        let task = &tasks[task_idx];
        let context = Context { but, ..Context::new(settings, task.settings, reader, keep) };
        let collector = Collector::onto(batch, context);
        read_part(collector, task, range.clone(), reading.beside, &progress)
    };
    let read_unit = |unit: &Unit| -> Vec<(usize, Batch)> {
        let parts = unit.parts.iter();
        parts.map(|(task_idx, range)| (*task_idx, read_one(Batch::default(), *task_idx, range))).collect()
    };
    in_order(pool.current_num_threads(), &units, read_unit, |turn| match turn {
        // It goes on with what is in the archive, so that nothing has to be moved.
        Turn::Undone(unit) => {
            for (task_idx, range) in &unit.parts {
                let batch = read_one(archive.lend(), *task_idx, range);
                archive.absorb(*task_idx, batch);
            }
        }
        Turn::Done(batches) => {
            for (task_idx, batch) in batches {
                archive.absorb(task_idx, batch);
            }
        }
    });
}

fn read_part(
    mut collector: Collector<'_>,
    task: &Task<'_>,
    range: Option<Range<u64>>,
    beside: &Beside<'_>,
    progress: &Progress,
) -> Batch {
    // A part reads beyond its end, so that its bytes are counted when it is done.
    let done = range.is_none().then_some(&progress.done);
    let len = range.as_ref().map_or(0, |range| range.end.saturating_sub(range.start));
    let stream = Stream { range, beside, done, ..Stream::new(task.entry, task.settings) };
    let read = task.source.read(&stream, &mut collector);
    if let Some(problem) = stream.damage.problem(&read) {
        collector.remark(problem);
    }
    progress.done.fetch_add(len, Ordering::Relaxed);
    collector.finish()
}

fn cut(tasks: &[Task<'_>]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut small = Unit { parts: Vec::new() };
    let mut n_bytes = 0;
    for (task_idx, task) in tasks.iter().enumerate() {
        let size = task.entry.size.unwrap_or(u64::MAX);
        let splits = task.source.splits() && task.entry.seekable;
        if splits && size > PART && size != u64::MAX {
            if !small.parts.is_empty() {
                units.push(std::mem::replace(&mut small, Unit { parts: Vec::new() }));
                n_bytes = 0;
            }
            let starts = (0..size).step_by(usize::try_from(PART).unwrap_or(usize::MAX));
            units.extend(
                starts.map(|start| Unit { parts: vec![(task_idx, Some(start..(start + PART).min(size)))] }),
            );
            continue;
        }
        small.parts.push((task_idx, None));
        n_bytes = size.saturating_add(n_bytes);
        if small.parts.len() >= FILES_AT_ONCE || n_bytes >= PART {
            units.push(std::mem::replace(&mut small, Unit { parts: Vec::new() }));
            n_bytes = 0;
        }
    }
    if !small.parts.is_empty() {
        units.push(small);
    }
    units
}
