//! Scores what the library reads from words against labelled texts, and records the figures in a page.
//!
//! `cargo run --release --example score` scores `tests/words`; `-- PATH…` scores other files (TSV, compressed or not;
//! see `rows.rs` for their columns). `-- --write docs/words.md` records the figures there, and
//! `-- --check docs/words.md` fails when one has fallen by more than 0.01. `-- --misses` lists the texts that
//! were judged wrongly. `-- --reviews NAME=PATH[,PATH]…` hides the stars of review exports and ranks them by words.

mod figures;
mod hidden;
mod record;
mod rows;
mod sets;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use record::Table;
use sets::Scored;

const OWN: &str = "tests/words";

/// What to do, as the arguments say.
#[derive(Default)]
struct Wish {
    paths: Vec<String>,
    reviews: bool,
    misses: bool,
    write: Option<String>,
    check: Option<String>,
}

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    match run(&mut out).and_then(|good| Ok(out.flush().map(|()| good)?)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Nothing can be done when standard error is gone too.
            let _ = writeln!(io::stderr(), "score: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// False when figures have fallen.
fn run(out: &mut dyn Write) -> anyhow::Result<bool> {
    let wish = wish(std::env::args().skip(1))?;
    let tables = if wish.reviews {
        vec![hidden::hidden(&wish.paths, out)?]
    } else {
        let scored = sets::score(rows::read(&wish.paths)?);
        if scored.is_empty() {
            bail!("no labelled text in {}", wish.paths.join(", "));
        }
        if wish.misses {
            misses(&scored, out)?;
        }
        writeln!(out, "{} texts, all tones together {:016x}\n", scored.len(), digest(&scored))?;
        sets::tables(&scored)
    };
    for table in &tables {
        writeln!(out, "{}\n{}", table.name, table.markdown())?;
    }
    if let Some(path) = &wish.write {
        write(path, &tables).with_context(|| path.clone())?;
    }
    wish.check.map_or(Ok(true), |path| check(&path, &tables, out).with_context(|| path.clone()))
}

fn wish(mut args: impl Iterator<Item = String>) -> anyhow::Result<Wish> {
    let mut wish = Wish::default();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--reviews" => wish.reviews = true,
            "--misses" => wish.misses = true,
            "--write" => wish.write = Some(args.next().context("--write needs a page")?),
            "--check" => wish.check = Some(args.next().context("--check needs a page")?),
            flag if flag.starts_with('-') => {
                bail!("unknown {flag}; known are --write PAGE, --check PAGE, --misses and --reviews")
            }
            _ => wish.paths.push(arg),
        }
    }
    if wish.paths.is_empty() {
        if wish.reviews {
            bail!("--reviews needs NAME=PATH[,PATH] of review exports");
        }
        wish.paths.push(OWN.to_owned());
    }
    Ok(wish)
}

/// Equal digests are equal tones to the last bit, whatever the build.
fn digest(scored: &[Scored]) -> u64 {
    // Fowler, Noll and Vo's hash, 64 bits, variant 1a.
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let tones = scored.iter().map(|one| one.reading.tone.map_or(u32::MAX, f32::to_bits));
    tones.flat_map(u32::to_le_bytes).fold(0xcbf2_9ce4_8422_2325, add)
}

/// The rows that were judged wrongly with the default settings, with the words that the judgement went by.
fn misses(scored: &[Scored], out: &mut dyn Write) -> io::Result<()> {
    for one in scored {
        let (row, reading) = (&one.row, &one.reading);
        let tone = reading.tone.map_or_else(|| record::ABSENT.to_owned(), |tone| format!("{tone:.2}"));
        for fault in one.faults() {
            let place = format!("{fault}\t{}\t{}", row.language, row.kind);
            writeln!(out, "{place}\t{tone}\t{}\t{}", reading.words, row.text)?;
        }
    }
    Ok(())
}

fn write(path: &str, tables: &[Table]) -> anyhow::Result<()> {
    let mut page = std::fs::read_to_string(path)?;
    for table in tables {
        page = record::replace(&page, table)
            .with_context(|| format!("no remark `<!-- figures: {} -->` and its end", table.name))?;
    }
    let beside = format!("{path}.new");
    std::fs::write(&beside, page)?;
    Ok(std::fs::rename(beside, path)?)
}

fn check(path: &str, tables: &[Table], out: &mut dyn Write) -> anyhow::Result<bool> {
    let page = std::fs::read_to_string(path)?;
    let mut falls = Vec::new();
    for table in tables {
        let recorded = record::recorded(&page, table.name)
            .with_context(|| format!("no table `{}` is recorded", table.name))?;
        falls.extend(record::falls(&recorded, table));
    }
    for fall in &falls {
        writeln!(out, "{fall}")?;
    }
    let verdict = if falls.is_empty() { "no figure fell" } else { "figures fell; see above" };
    writeln!(out, "{path}: {verdict}")?;
    Ok(falls.is_empty())
}
