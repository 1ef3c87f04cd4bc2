//! Which format a stream is read as, and which settings hold for it.

use crate::input::glob;
use crate::input::text::decode_head;
use crate::input::{Entry, PEEK};
use crate::report;
use crate::settings::SourceSettings;
use crate::settings::nearest::hint;
use crate::source::mapped::Mapped;
use crate::source::mapped::detect::{Claim, claim, proposal};
use crate::source::nearest::{Candidate, nearest};
use crate::source::{Peek, SOURCES, Sniff, Source};

/// The code of a file that an earlier run wrote, and what it is called.
pub const OWN_REPORT: (&str, &str) = ("own-report", "a report that hearback wrote");

/// What a stream was taken for.
pub enum Taken {
    Read {
        source: &'static dyn Source,
        why: String,
    },
    /// Part of an export, without records of its own.
    Aside {
        source: &'static dyn Source,
        why: String,
    },
    /// Recognised, and not readable here: what to do instead.
    Refused(String),
    /// Nobody's, and why; with the code of the problem.
    Unknown {
        code: &'static str,
        why: String,
    },
}

/// The settings for a file: the first `[[source]]` whose path fits.
fn settings_for<'a>(
    name: &str,
    sources: &'a [SourceSettings],
    none: &'a SourceSettings,
) -> &'a SourceSettings {
    sources.iter().find(|source| source.path.as_deref().is_none_or(|path| fits(path, name))).unwrap_or(none)
}

/// The settings for a file and what it is taken for. A `[[source]]` with a mapping and no format is for the files
/// that its mapping claims; they come before what detection finds.
pub fn choose<'a>(
    entry: &Entry,
    sources: &'a [SourceSettings],
    none: &'a SourceSettings,
    from: Option<&'static dyn Source>,
) -> (&'a SourceSettings, Taken) {
    if from.is_none() && sources.iter().any(|source| source.mapping.is_some()) {
        let head = entry.peek().unwrap_or_default();
        let decoded = decode_head(&head);
        let path_fits =
            |source: &&SourceSettings| source.path.as_deref().is_none_or(|path| fits(path, &entry.name));
        for source in sources.iter().filter(path_fits) {
            let claim = match &source.mapping {
                Some((text, called)) => claim(text, called, &entry.name, &decoded, head.len() < PEEK),
                None => Claim::Silent,
            };
            match claim {
                Claim::Ours(why) if source.format.is_none() => {
                    return (source, Taken::Read { source: &Mapped, why });
                }
                Claim::NotOurs if source.format.is_none() => {}
                Claim::Ours(_) | Claim::NotOurs | Claim::Silent => {
                    return (source, detect(entry, source, from));
                }
            }
        }
        return (none, detect(entry, none, from));
    }
    let own = settings_for(&entry.name, sources, none);
    (own, detect(entry, own, from))
}

/// Decides by `--from`, by the settings, else by the first bytes.
fn detect(entry: &Entry, settings: &SourceSettings, from: Option<&'static dyn Source>) -> Taken {
    if let Some(source) = from {
        return Taken::Read { source, why: "named by --from".to_owned() };
    }
    if let Some(name) = settings.format.as_deref() {
        return match named(name) {
            Ok(source) => Taken::Read { source, why: "named in the settings".to_owned() },
            Err(why) => Taken::Unknown { code: "unknown-format", why },
        };
    }
    let head = match entry.peek() {
        Ok(head) => head,
        Err(error) => return Taken::Unknown { code: "unreadable", why: error.to_string() },
    };
    if head.is_empty() {
        return Taken::Unknown { code: "empty", why: "the file is empty".to_owned() };
    }
    let whole = head.len() < PEEK;
    sniff(&Peek::new(&entry.name, &decode_head(&head), whole))
}

/// The source of a name, or what to say.
pub fn named(name: &str) -> Result<&'static dyn Source, String> {
    SOURCES.iter().copied().find(|source| source.name() == name).ok_or_else(|| {
        let names: Vec<&str> = SOURCES.iter().map(|source| source.name()).collect();
        format!("no export format is called {name:?}; {}", hint(name, names.iter().copied()))
    })
}

fn sniff(peek: &Peek<'_>) -> Taken {
    let mut yes = Vec::new();
    let (mut aside, mut refused) = (None, None);
    for source in SOURCES.iter().filter(|source| source.reads_mail() || !peek.has_mail()) {
        match source.sniff(peek) {
            Sniff::Yes(why) => yes.push((*source, why)),
            Sniff::Aside(why) => aside = aside.or(Some((*source, why))),
            Sniff::Refuse(advice) => refused = refused.or(Some(advice)),
            Sniff::No(_) => {}
        }
    }
    if yes.len() > 1 {
        let names: Vec<&str> = yes.iter().map(|(source, _)| source.name()).collect();
        let why = format!("it could be {}; say which with --from or [[source]]", names.join(" or "));
        return Taken::Unknown { code: "ambiguous", why };
    }
    match (yes.pop(), aside, refused) {
        (Some((source, why)), ..) => Taken::Read { source, why },
        (None, Some((source, why)), _) => Taken::Aside { source, why },
        (None, None, _) if report::is_report(peek.text()) => {
            let (code, why) = OWN_REPORT;
            Taken::Unknown { code, why: why.to_owned() }
        }
        (None, None, Some(advice)) => Taken::Refused(advice),
        (None, None, None) => Taken::Unknown { code: "unrecognised", why: unrecognised(peek) },
    }
}

/// What the bytes look like, for people who do not know.
fn unrecognised(peek: &Peek<'_>) -> String {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF", "a PDF document"),
        (
            b"SQLite format 3\0",
            "an SQLite database, such as Skype's main.db or the store of a phone: export the chats in the program itself",
        ),
        (b"PK\x03\x04", "an Office document: save the table as CSV (UTF-8)"),
        (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
        (b"Rar!", "a RAR archive: unpack it first"),
        (b"\xd0\xcf\x11\xe0", "an old Office or Outlook file"),
    ];
    let looks = MAGIC.iter().find(|(magic, _)| peek.head.starts_with(magic)).map_or_else(
        || match std::str::from_utf8(peek.head) {
            _ if peek.head.contains(&0) => "binary data",
            Ok(_) => "text",
            Err(error) if error.error_len().is_none() => "text",
            Err(_) => "text in an old encoding",
        },
        |(_, name)| *name,
    );
    let found: Vec<String> = nearest(peek.head, peek.whole).iter().map(spelt).collect();
    let found = match found.is_empty() {
        true => table(peek).unwrap_or_else(|| format!("it looks like {looks}")),
        false => format!("nearest: {}", found.join("; ")),
    };
    let advice = match proposal(peek.head, peek.whole) {
        Some(_) => {
            "; its fields look like those of messages: `hearback formats --explain` proposes a mapping"
        }
        None => "",
    };
    format!("no export format fits it; {found}{advice}")
}

/// The columns of a file that looks like a table: prose has commas, too, but not as many in each line.
fn table(peek: &Peek<'_>) -> Option<String> {
    let names = &peek.header()?.names;
    let mut lines = peek.text().lines().filter(|line| !line.trim().is_empty());
    let (first, second) = (lines.next()?, lines.next()?);
    let count = |line: &str, delimiter: char| line.matches(delimiter).count();
    let is_even = |delimiter: &char| {
        count(first, *delimiter) + 1 == names.len() && count(second, *delimiter) + 1 == names.len()
    };
    if names.len() < 3 || peek.head.contains(&0) || ![',', ';', '\t', '|'].iter().any(is_even) {
        return None;
    }
    let first = names.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if 5 < names.len() { ", …" } else { "" };
    Some(format!("it is a table of {first}{more}; a mapping says what they mean, see docs/formats/mapped.md"))
}

/// A format that nearly fits, and what it lacks.
fn spelt(candidate: &Candidate) -> String {
    /// More would hide the others.
    const N_MISSING: usize = 4;
    let Candidate { name, n_found, n_wanted, missing } = candidate;
    let more = if missing.len() > N_MISSING { ", …" } else { "" };
    let missing = missing.iter().take(N_MISSING).cloned().collect::<Vec<_>>().join(", ");
    format!("{name} ({n_found} of {n_wanted}, missing {missing}{more})")
}

/// Does a path of the settings fit a name? A path without a leading folder fits in every folder.
fn fits(pattern: &str, name: &str) -> bool {
    glob::fits_path(pattern.trim_start_matches("./"), name)
}

#[cfg(test)]
mod tests;
