//! Writes reports: to standard output, or beside a file and then in its place.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, anyhow};

use crate::document::Document;
use crate::message::Language;
use crate::report::{self, CsvProfile, Report, Style};

/// Where one report goes.
pub struct Target {
    pub report: &'static dyn Report,
    /// None is standard output.
    pub path: Option<String>,
}

/// How reports are spelt, as the flags say.
#[derive(Clone, Copy, Debug)]
pub struct Spelling {
    pub csv: CsvProfile,
    pub language: Language,
}

/// The report of a name, or what to say.
pub fn by_name(name: &str) -> anyhow::Result<&'static dyn Report> {
    report::by_name(name).ok_or_else(|| {
        anyhow!("no report format is called {name:?}; known are {}", report::names().join(", "))
    })
}

/// `[FORMAT=]PATH`: the format by name, else by the ending; `-` is standard output.
pub fn target(text: &str) -> anyhow::Result<Target> {
    if let Some((name, path)) = text.split_once('=')
        && let Some(report) = report::by_name(name)
    {
        return Ok(Target { report, path: (path != "-").then(|| path.to_owned()) });
    }
    let report = report::by_ending(text).ok_or_else(|| {
        anyhow!(
            "--output {text}: the ending names no format; write FORMAT={text}, with FORMAT one of {}",
            report::names().join(", ")
        )
    })?;
    Ok(Target { report, path: Some(text.to_owned()) })
}

/// Writes a document. A reader that went away is no failure.
pub fn write(document: &Document, target: &Target, spelling: Spelling) -> anyhow::Result<()> {
    let Some(path) = target.path.as_deref() else {
        let stdout = io::stdout();
        let result =
            target.report.write(document, &style(spelling, stdout.is_terminal()), &mut stdout.lock());
        return match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result.context("cannot write to standard output"),
        };
    };
    in_place(Path::new(path), |out| target.report.write(document, &style(spelling, false), out))
        .with_context(|| format!("cannot write {path}"))
}

/// Writes a file beside `path` and then puts it in its place; a link stays, and leads to the new one. What is no file, as a
/// pipe, is written to as it is.
pub fn in_place(path: &Path, fill: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<()> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&real).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        let mut out = io::BufWriter::new(fs::OpenOptions::new().write(true).open(&real)?);
        fill(&mut out)?;
        return out.flush();
    }
    let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hearback-");
    // Others may read it, as any new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    let mut out = io::BufWriter::new(file.as_file_mut());
    fill(&mut out)?;
    out.flush()?;
    drop(out);
    file.persist(&real)?;
    Ok(())
}

/// Whether two paths lead to one file that is there.
pub fn is_same(one: &str, other: &str) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

fn style(spelling: Spelling, terminal: bool) -> Style {
    let width = if terminal { terminal_width() } else { 80 };
    let decimal_comma = matches!(
        spelling.language,
        Language::Polish | Language::Russian | Language::Finnish | Language::German | Language::Swedish
    );
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    Style { width, colour: terminal && !no_colour && !dumb, csv: spelling.csv, decimal_comma }
}

fn terminal_width() -> u16 {
    let columns = comfy_table::Table::new().width();
    columns.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok()).unwrap_or(80)
}
