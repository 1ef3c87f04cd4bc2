//! Writes reports: to standard output, or beside a file and then in its place.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};

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

/// Where the file of `--output` will lie; told before anything is read or written.
pub fn place(text: &str) -> anyhow::Result<PathBuf> {
    let path = Path::new(text);
    if path.is_dir() {
        bail!("{} is a folder; name a file in it", path.display());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(name) = path.file_name().filter(|_| !text.ends_with('/')) else { bail!("no file is named") };
    if !folder.is_dir() {
        bail!("there is no folder {}", folder.display());
    }
    // A link to nothing is replaced by the report.
    let real = fs::canonicalize(path).or_else(|_| fs::canonicalize(folder).map(|folder| folder.join(name)));
    real.with_context(|| format!("cannot write to {}", path.display()))
}

/// The files among the places.
pub fn files(targets: &[Target]) -> impl Iterator<Item = &str> {
    targets.iter().filter_map(|target| target.path.as_deref())
}

/// No report takes the place of what was read. An input may be a member of an archive that lies there.
pub fn spare<'a>(
    paths: impl Iterator<Item = &'a str>,
    inputs: impl Iterator<Item = &'a Path>,
) -> anyhow::Result<()> {
    let real = |path| fs::canonicalize(path).ok().filter(|real| real.is_file());
    let old: BTreeMap<PathBuf, &str> = paths.filter_map(|path| Some((real(path)?, path))).collect();
    if old.is_empty() {
        return Ok(());
    }
    for input in inputs {
        let lies_at = input.ancestors().find_map(|part| fs::canonicalize(part).ok());
        if let Some(path) = lies_at.and_then(|real| old.get(&real)) {
            bail!(
                "--output {path}: this file was read as input or settings and is left as it is; name another one, outside the folders that are read"
            );
        }
    }
    Ok(())
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
