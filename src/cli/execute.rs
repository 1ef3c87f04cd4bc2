//! Carries out a command: settings, reading, the report, the exit code.

use std::io::{IsTerminal as _, Write as _};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};

use super::args::{Command, CsvName, Gate, Input, Output, Past};
use super::formats::{Asked, formats};
use crate::document::mask;
use crate::document::rows::{self, Focus};
use crate::document::view::View;
use crate::document::{
    Document, Section, Table, Tone, audit, ignored_by, messages, meta, quality, story, verdict,
};
use crate::exit;
use crate::finding::Finding;
use crate::measure::group::By;
use crate::message::Band;
use crate::report::CsvProfile;
use crate::run::Audit;
use crate::run::detect::OWN_REPORT;
use crate::run::history;
use crate::run::read::{Job, read};
use crate::run::tune;
use crate::run::write::{Spelling, Target, by_name, files, place, spare, target, write};
use crate::settings::overrides::{self, Overrides, SettingsFile};
use crate::settings::{Settings, load};
use crate::source::collect::Keep;

/// Rows of the tables on the audit's screen.
const AUDIT_ROWS: usize = 10;

/// Runs a command; the number is the exit code.
pub fn execute(command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Audit { input, output, by, past, gate } => {
            Run::new(&input, &output, Flags::default())?.with(past).audit(by, gate)
        }
        Command::Waits { input, output, past } => {
            Run::new(&input, &output, Flags::default())?.with(past).rows("waits", None)
        }
        Command::Unanswered { input, output, past } => {
            Run::new(&input, &output, Flags::default())?.with(past).rows("unanswered", None)
        }
        Command::Ignored { input, output, by, past, min_band } => {
            let flags = Flags { min_band: Some(min_band), ..Flags::default() };
            Run::new(&input, &output, flags)?.with(past).rows("ignored", by)
        }
        Command::Tune { input, output } => {
            place(&output).with_context(|| format!("--output {output}"))?;
            Run::new(&input, &Output::default(), Flags::default())?.tune(&output)
        }
        Command::Messages { input, output } => Run::new(&input, &output, Flags::default())?.messages(),
        Command::Explain { id, input, output } => Run::new(&input, &output, Flags::default())?.explain(&id),
        Command::Check { input, mut output, require, show_names, past, gate } => {
            output.redact |= !show_names;
            Run::new(&input, &output, Flags { require, ..Flags::default() })?.with(past).check(gate)
        }
        Command::Formats { paths, show, explain, output, config } => {
            let asked = match (show, explain) {
                (Some(name), _) => Asked::Show(name),
                (None, Some(file)) => Asked::Explain(file),
                (None, None) => Asked::Files(paths),
            };
            formats(asked, &output, config.as_deref())
        }
    }
}

/// What only some commands ask for.
#[derive(Default)]
struct Flags {
    require: Vec<String>,
    min_band: Option<Band>,
}

/// One call of a command that reads exports.
struct Run<'a> {
    input: &'a Input,
    output: &'a Output,
    settings: Settings,
    /// The folder of `--history`.
    history: Option<String>,
}

impl<'a> Run<'a> {
    fn new(input: &'a Input, output: &'a Output, own: Flags) -> anyhow::Result<Self> {
        let targets = targets(output)?;
        let now = chrono::Utc::now().timestamp();
        let flags = Overrides {
            team: input.team.clone(),
            timezone: input.timezone.clone(),
            as_of: input.as_of.clone(),
            since: input.since.clone(),
            until: input.until.clone(),
            last: input.last.clone(),
            channels: input.channel.clone(),
            language: output.lang.clone(),
            require: own.require,
            min_band: own.min_band,
            now,
        };
        let settings = settings(input.config.as_deref(), &flags)?;
        let named = input.paths.iter().map(Path::new).chain(settings.files.iter().map(PathBuf::as_path));
        spare(files(&targets), named)?;
        Ok(Self { input, output, settings, history: None })
    }

    fn with(self, past: Past) -> Self {
        Self { history: past.history, ..self }
    }

    fn audit(&self, by: By, gate: Gate) -> anyhow::Result<u8> {
        let (audit, damaged) = self.judge(Keep::REPORT, gate)?;
        // One table has no place for what its numbers cannot bear.
        if matches!(self.output.format.as_deref(), Some("csv" | "tsv")) {
            self.remarks(&audit)?;
        }
        self.write("audit", &audit, &|view| audit::audit(view, by))?;
        Ok(if damaged { exit::FAILED } else { exit::DONE })
    }

    fn check(&self, gate: Gate) -> anyhow::Result<u8> {
        let (audit, damaged) = self.judge(Keep::REPORT, gate)?;
        self.remarks(&audit)?;
        self.write("check", &audit, &|view| verdict::check(view))?;
        if audit.conversations.mail_without_outgoing {
            if self.output.quiet {
                bail!("{}", audit.labels.get("no_outgoing"));
            }
            return Ok(exit::FAILED);
        }
        if audit.conversations.blind {
            bail!("nothing to judge: no file can show replies");
        }
        if damaged {
            return Ok(exit::FAILED);
        }
        Ok(if audit.findings.iter().any(Finding::gates) { exit::BROKEN } else { exit::DONE })
    }

    fn rows(&self, command: &'static str, by: Option<By>) -> anyhow::Result<u8> {
        let keep = if command == "ignored" && by.is_none() && self.tells_rows_alone()? {
            Keep::IGNORED
        } else {
            Keep::REPORT
        };
        let (audit, damaged) = self.read(keep, false)?;
        audit.require_team(self.output.redact)?;
        self.remarks(&audit)?;
        self.write(command, &audit, &|view| {
            let table = match (command, by) {
                ("unanswered", _) => rows::waits(view, Focus::Unanswered),
                ("ignored", None) => rows::ignored(view),
                ("ignored", Some(by)) => ignored_by::ignored_by(view, by),
                _ => rows::waits(view, Focus::Waits),
            };
            rows_document(view, command, table)
        })?;
        Ok(if damaged { exit::FAILED } else { exit::DONE })
    }

    fn messages(&self) -> anyhow::Result<u8> {
        let (audit, damaged) = self.read(Keep::ALL, false)?;
        self.remarks(&audit)?;
        self.write("messages", &audit, &messages::messages)?;
        Ok(if damaged { exit::FAILED } else { exit::DONE })
    }

    fn explain(&self, id: &str) -> anyhow::Result<u8> {
        let (audit, damaged) = self.read(Keep::STORY, false)?;
        audit.require_team(self.output.redact)?;
        let view = audit.view(&self.settings, self.output.redact, None);
        let conversation = story::find(&view, id).map_err(|near| match near.as_slice() {
            [] => {
                anyhow!("no conversation and no message is called {id:?}; `hearback waits` lists the names")
            }
            near => anyhow!("several conversations fit {id:?}: {}", near.join(", ")),
        })?;
        self.remarks(&audit)?;
        self.write("explain", &audit, &|view| story::explain(view, conversation))?;
        Ok(if damaged { exit::FAILED } else { exit::DONE })
    }

    fn tune(&self, path: &str) -> anyhow::Result<u8> {
        let (audit, damaged) = self.read(Keep::ALL, false)?;
        spare(std::iter::once(path), self.exports(&audit))?;
        let lesson = tune::learn(&audit, &self.settings)?;
        tune::write(&lesson, path)?;
        let mut out = std::io::stdout().lock();
        write!(out, "{}", tune::told(&lesson, path)).context("cannot write to standard output")?;
        Ok(if damaged { exit::FAILED } else { exit::DONE })
    }

    /// Reads and judges for a report that must not be green over nothing.
    fn judge(&self, keep: Keep, gate: Gate) -> anyhow::Result<(ManuallyDrop<Audit>, bool)> {
        let (audit, damaged) = self.read(keep, gate.allow_empty)?;
        if gate.allow_empty && audit.archive.messages.is_empty() {
            return Ok((audit, damaged));
        }
        audit.require_team(self.output.redact)?;
        if !gate.allow_empty && !audit.has_something_to_judge(&self.settings) {
            // What could not be read may be why.
            self.remarks(&audit)?;
            bail!(
                "nothing to judge: no dated message of a customer is in the input and the period asked for\n  look at `hearback formats PATH` and `hearback messages PATH`; --allow-empty makes this fine"
            );
        }
        Ok((audit, damaged))
    }

    /// Reads the input; the second value says that `--strict` objects to damage. The process ends with the command, so
    /// nothing takes millions of messages apart again.
    fn read(&self, keep: Keep, allow_empty: bool) -> anyhow::Result<(ManuallyDrop<Audit>, bool)> {
        let job = Job {
            paths: self.input.paths.clone(),
            from: self.input.from.clone(),
            jobs: self.input.jobs,
            progress: !self.output.no_progress && !self.output.quiet,
            allow_empty,
        };
        let mut archive = read(&job, &self.settings, keep)?;
        if self.output.redact {
            mask::find_peers(&mut archive);
        }
        let mut err = std::io::stderr().lock();
        if self.output.verbose {
            for file in &archive.files {
                let name = if self.output.redact { mask::masked_file(file) } else { file.name.clone() };
                let name = crate::report::terminal::clean(&name);
                writeln!(err, "{name}: {} ({})", file.source().unwrap_or("?"), file.why)?;
            }
            for line in crate::text::model::Model::shipped().manifest.lines() {
                writeln!(err, "words: {line}")?;
            }
        }
        let n_damaged = archive
            .files
            .iter()
            .filter(|file| file.problems.n() > 0 || file.remarks.counts.contains_key("cut-off"))
            .count();
        let strict = self.input.strict && (n_damaged > 0 || !archive.unread.is_empty());
        if strict {
            writeln!(
                err,
                "hearback: --strict: damaged files: {n_damaged}, files not read: {}; the exit code is 2",
                archive.unread.len()
            )?;
        }
        drop(err);
        let Some(folder) = self.history.as_deref() else {
            return Ok((ManuallyDrop::new(Audit::new(archive, &self.settings)), strict));
        };
        let folder = history::Folder::open(folder)?;
        let mut known = folder.load()?;
        let audit = Audit::with_history(archive, &self.settings, Some(&mut known));
        folder.save(&known)?;
        Ok((ManuallyDrop::new(audit), strict))
    }

    /// No report of rows says what else was in the input, nor is anything of it remembered or masked.
    fn tells_rows_alone(&self) -> anyhow::Result<bool> {
        let targets = with_screen(targets(self.output)?, self.output, false)?;
        let tells_more = targets.iter().any(|target| target.report.tells_inputs());
        Ok(self.history.is_none() && !self.output.redact && !tells_more)
    }

    /// What a reader of bare rows must know goes to standard error.
    fn remarks(&self, audit: &Audit) -> anyhow::Result<()> {
        if self.output.quiet {
            return Ok(());
        }
        let view = audit.view(&self.settings, self.output.redact, None);
        let mut err = std::io::stderr().lock();
        for fact in quality::facts(&view).iter().filter(|fact| matches!(fact.tone, Tone::Warn | Tone::Bad)) {
            writeln!(err, "hearback: {}", crate::report::terminal::clean(&fact.text))?;
        }
        Ok(())
    }

    fn write(
        &self,
        command: &str,
        audit: &Audit,
        build: &dyn for<'v> Fn(&View<'v>) -> Document<'v>,
    ) -> anyhow::Result<()> {
        let for_people = matches!(command, "audit" | "check" | "explain");
        let targets = with_screen(targets(self.output)?, self.output, for_people)?;
        spare(files(&targets), self.exports(audit))?;
        for target in targets {
            let limit = match self.output.limit {
                Some(0) => None,
                Some(limit) => Some(limit),
                None => (command == "audit" && target.report.name() == "table").then_some(AUDIT_ROWS),
            };
            let view = audit.view(&self.settings, self.output.redact, limit);
            write(&build(&view), &target, spelling(self.output, &self.settings))?;
        }
        Ok(())
    }

    /// What was given and what was found there, whether it could be read or not. The report of last week may be written anew.
    fn exports<'b>(&'b self, audit: &'b Audit) -> impl Iterator<Item = &'b Path> {
        let archive = &audit.archive;
        let found = archive.files.iter().filter(|file| file.why != OWN_REPORT.1).map(|file| &file.name);
        let unread =
            archive.unread.iter().filter(|(_, problem)| problem.code != "empty").map(|(name, _)| name);
        self.input.paths.iter().chain(found).chain(unread).map(Path::new)
    }
}

fn rows_document<'v>(view: &View<'v>, command: &'static str, table: Table<'v>) -> Document<'v> {
    let section = Section { key: "rows", title: String::new(), lines: Vec::new(), table: Some(table) };
    Document { meta: meta::meta(view, command), sections: vec![section] }
}

/// The places of `-o`. A slip here must not show only after hours of reading.
pub(super) fn targets(output: &Output) -> anyhow::Result<Vec<Target>> {
    let (mut targets, mut places) = (Vec::new(), Vec::new());
    for text in &output.output {
        let target = target(text)?;
        let place = target.path.as_deref().map(place).transpose();
        let place = place.with_context(|| format!("--output {text}"))?;
        if places.contains(&place) {
            bail!("--output {text}: another report goes there already; give each its own file");
        }
        places.push(place);
        targets.push(target);
    }
    let format = output.format.as_deref();
    format.map(by_name).transpose()?;
    if let (Some(name), true) = (format, places.contains(&None)) {
        bail!("--format {name}: --output sends another report to standard output; give one of the two");
    }
    Ok(targets)
}

/// With standard output, unless something goes there already or rows were sent to files only.
pub(super) fn with_screen(
    mut targets: Vec<Target>,
    output: &Output,
    for_people: bool,
) -> anyhow::Result<Vec<Target>> {
    let name = match output.format.as_deref() {
        Some(name) => Some(name),
        None if targets.iter().any(|target| target.path.is_none()) => None,
        None if for_people => Some("table"),
        None if !targets.is_empty() => None,
        None if std::io::stdout().is_terminal() => Some("table"),
        None => Some("csv"),
    };
    if let Some(name) = name {
        targets.push(Target { report: by_name(name)?, path: None });
    }
    Ok(targets)
}

pub(super) fn spelling(output: &Output, settings: &Settings) -> Spelling {
    let csv = match output.csv {
        CsvName::Plain => CsvProfile::Plain,
        CsvName::Excel => CsvProfile::Excel,
    };
    Spelling { csv, language: settings.language }
}

/// Settings of the named file, else of the working directory, under the flags.
pub(super) fn settings(config: Option<&str>, flags: &Overrides) -> anyhow::Result<Settings> {
    let path = match config {
        Some(path) => Some(PathBuf::from(path)),
        None => load::find_default(Path::new(".")),
    };
    let Some(path) = path else { return overrides::settings(None, flags) };
    let name = path.strip_prefix(".").unwrap_or(&path).display().to_string();
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read the settings {name}"))?;
    let base_dir = path.parent().unwrap_or(Path::new(""));
    let mut settings = overrides::settings(Some(SettingsFile { text: &text, name: &name, base_dir }), flags)?;
    settings.files.push(path);
    Ok(settings)
}
