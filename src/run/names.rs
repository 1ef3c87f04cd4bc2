//! What the settings say and only the sources can judge: names of formats, and mappings.

use anyhow::{anyhow, bail};

use super::detect::named;
use crate::settings::nearest::nearest;
use crate::settings::{Settings, SourceSettings};
use crate::source::SOURCES;
use crate::source::mapped::label;
use crate::source::mapped::mapping::Mapping;
use crate::source::mapped::presets::PRESETS;

/// A misspelt name would hold for no file, and what is asked of no file is always kept.
pub fn check(settings: &Settings) -> anyhow::Result<()> {
    let formats = settings.sources.iter().filter_map(|source| {
        let why = named(source.format.as_deref()?).err()?;
        Some(format!("{}: {why}", source.format_place))
    });
    let of_targets = settings.targets.iter().map(|target| &target.filter);
    let filters = of_targets.chain(settings.rules.iter().map(|rule| &rule.filter));
    let filtered = filters.flat_map(|filter| &filter.sources).filter_map(|source| {
        let why = unknown_source(&source.name, &settings.sources)?;
        Some(format!("{}: {why}", source.place))
    });
    let lines: Vec<String> = formats.chain(filtered).collect();
    if !lines.is_empty() {
        bail!("{}", lines.join("\n"));
    }
    for (text, name) in settings.sources.iter().filter_map(|source| source.mapping.as_ref()) {
        Mapping::parse(name, text).map_err(|error| anyhow!("mapping {name}: {error}"))?;
    }
    Ok(())
}

/// What to say where no file can be of this source: it is neither a format nor a mapping, shipped or the user's.
fn unknown_source(name: &str, sources: &[SourceSettings]) -> Option<String> {
    let own = sources.iter().filter_map(|source| source.mapping.as_ref()).map(|(_, name)| label(name));
    let shipped = PRESETS.iter().map(|preset| preset.name);
    let known: Vec<&str> = SOURCES.iter().map(|source| source.name()).chain(shipped).chain(own).collect();
    if known.contains(&name) {
        return None;
    }
    // `formats` lists a mapping as `mapped:NAME`, and settings name its file.
    let bare = label(name.strip_prefix("mapped:").unwrap_or(name));
    let hint = match nearest(bare, known) {
        Some(known) => format!("did you mean \"{known}\"?"),
        None => {
            "`hearback formats` lists them, and a mapping of yours goes by its file without .toml".to_owned()
        }
    };
    Some(format!("no format and no mapping is called \"{name}\"; {hint}"))
}

#[cfg(test)]
mod tests;
