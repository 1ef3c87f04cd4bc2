//! Carries out `formats`: what is known, what each file is taken for, and why a mapped file is read as it is.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use rayon::prelude::*;

use super::args::Output;
use super::execute::{settings, spelling, targets, with_screen};
use crate::document::Document;
use crate::document::formats::{self, Decided, Taken};
use crate::document::labels::Labels;
use crate::document::mask::masked_text;
use crate::exit;
use crate::input::text::decode_head;
use crate::input::{Entry, PEEK};
use crate::run::detect::{self, choose};
use crate::run::read::is_settings;
use crate::run::write::{files as written, spare, write};
use crate::settings::Settings;
use crate::settings::overrides::Overrides;
use crate::source::beside::Beside;
use crate::source::mapped::detect::proposal;
use crate::source::mapped::explain;
use crate::source::mapped::mapping::Mapping;
use crate::source::mapped::presets::PRESETS;
use crate::source::{SOURCES, Stream, sheet};

/// So many records of a mapped file are explained.
const N_EXPLAINED: usize = 20;

/// What the user wants to know.
pub enum Asked {
    /// The text of a shipped mapping.
    Show(String),
    /// The fields of a mapped file.
    Explain(String),
    /// What these files are taken for; of none, what is known.
    Files(Vec<String>),
}

/// Carries out `formats`; it fails when no file is recognised.
pub fn formats(asked: Asked, output: &Output, config: Option<&str>) -> anyhow::Result<u8> {
    let targets = targets(output)?;
    let settings = settings(config, &Overrides { language: output.lang.clone(), ..Overrides::default() })?;
    spare(written(&targets), settings.files.iter().map(PathBuf::as_path))?;
    let labels = Labels::new(settings.language);
    let mut code = exit::DONE;
    let document = match asked {
        Asked::Show(name) => return show(&name),
        Asked::Explain(file) => {
            spare(written(&targets), std::iter::once(Path::new(&file)))?;
            explained(&file, &settings, &labels, output.redact)?
        }
        Asked::Files(paths) if paths.is_empty() => {
            let sources = SOURCES.iter().map(|source| (source.name().to_owned(), source.about().to_owned()));
            let mappings = PRESETS.iter().map(|preset| {
                let about = Mapping::parse(preset.name, preset.text).map(|mapping| mapping.about);
                (format!("mapped:{}", preset.name), about.unwrap_or_default())
            });
            formats::known(&labels, &sources.chain(mappings).collect::<Vec<formats::Known>>())
        }
        Asked::Files(paths) => {
            let files = taken(&paths, &settings);
            let exports = files.iter().filter(|taken| taken.why != detect::OWN_REPORT.1);
            let found = exports.map(|taken| &taken.file);
            spare(written(&targets), paths.iter().chain(found).map(Path::new))?;
            if files.iter().all(|file| file.format.is_none()) {
                code = exit::FAILED;
            }
            formats::taken(&labels, &files)
        }
    };
    for target in with_screen(targets, output, true)? {
        write(&document, &target, spelling(output, &settings))?;
    }
    Ok(code)
}

fn show(name: &str) -> anyhow::Result<u8> {
    let text =
        PRESETS.iter().find(|preset| preset.name == name).map(|preset| preset.text).ok_or_else(|| {
            let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
            anyhow!("no column mapping is called {name:?}; known are {}", names.join(", "))
        })?;
    std::io::stdout().lock().write_all(text.as_bytes()).context("cannot write to standard output")?;
    Ok(exit::DONE)
}

/// What the mapping of a file makes of its first records.
fn explained(
    file: &str,
    settings: &Settings,
    labels: &Labels,
    redact: bool,
) -> anyhow::Result<Document<'static>> {
    let (sources, none) = settings.of_files();
    let inputs = sheet::find(&[file.to_owned()]);
    let Some(entry) = inputs.entries.first() else {
        let why = inputs
            .problems
            .first()
            .map_or_else(|| "nothing is in it".to_owned(), |(_, why)| why.text.clone());
        bail!("{file}: {why}");
    };
    let (own, taken) = choose(entry, &sources, &none, None);
    match taken {
        detect::Taken::Read { source, .. } if source.name() == "mapped" => {}
        detect::Taken::Read { source, why } | detect::Taken::Aside { source, why } => {
            bail!(
                "{}: only mapped files are explained by field; this one is {} ({why})",
                entry.name,
                source.name()
            )
        }
        detect::Taken::Refused(why) => bail!("{}: {why}", entry.name),
        detect::Taken::Unknown { why, .. } => bail!("{}: {why}{}", entry.name, proposed(entry)),
    }
    // A table may look into the files beside it.
    let folder = Path::new(&entry.name).parent().filter(|folder| !folder.as_os_str().is_empty());
    let around = folder.map_or_else(|| ".".to_owned(), |folder| folder.display().to_string());
    let siblings = sheet::find(&[around]);
    let beside = Beside::new(&siblings.entries);
    let stream = Stream { beside: &beside, ..Stream::new(entry, own) };
    let explained = explain::explain(&stream, N_EXPLAINED).with_context(|| entry.name.clone())?;
    let decided = |(line, fields): (u64, Vec<explain::Field>)| {
        fields
            .into_iter()
            .map(|explain::Field { name, value, rule }| {
                let is_open = matches!(name, "role" | "kind" | "time" | "outside");
                let value = if redact && !is_open { masked_text(&value) } else { value };
                Decided { line, field: name, value, rule }
            })
            .collect()
    };
    let records: Vec<Vec<Decided>> = explained.records.into_iter().map(decided).collect();
    Ok(formats::explained(labels, &explained.mapping, &records))
}

/// A mapping to begin with, where the file has fields that look like those of messages.
fn proposed(entry: &Entry) -> String {
    let head = entry.peek().unwrap_or_default();
    match proposal(&decode_head(&head), head.len() < PEEK) {
        Some(toml) => format!(
            "\na mapping to check and complete: save it as mapping.toml and name it in a [[source]] with path and mapping\n\n{toml}"
        ),
        None => String::new(),
    }
}

fn taken(paths: &[String], settings: &Settings) -> Vec<Taken> {
    let (sources, none) = settings.of_files();
    let inputs = sheet::find(paths);
    let mut files: Vec<Taken> = inputs
        .entries
        .par_iter()
        .map(|entry| {
            let (format, why) = if entry.media {
                (None, "a picture, sound, film or document: not opened".to_owned())
            } else if is_settings(&entry.name) {
                (None, "settings or a column mapping: no export".to_owned())
            } else {
                match choose(entry, &sources, &none, None).1 {
                    detect::Taken::Read { source, why } | detect::Taken::Aside { source, why } => {
                        (Some(source.name()), why)
                    }
                    detect::Taken::Refused(why) | detect::Taken::Unknown { why, .. } => (None, why),
                }
            };
            Taken { file: entry.name.clone(), format, why }
        })
        .collect();
    files.extend(inputs.problems.into_iter().map(|(file, problem)| Taken {
        file,
        format: None,
        why: problem.text,
    }));
    files.sort_by(|a, b| a.file.cmp(&b.file));
    files
}
