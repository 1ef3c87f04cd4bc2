//! Workbooks (`.xlsx`, ECMA-376): each worksheet becomes a table of comma separated values, made on the way.
//!
//! Read by hand as calamine 0.38 makes room for as many texts as a workbook claims to have (`uniqueCount`): a file
//! of 1 KB ends the process. Nothing here grows but with what was read.

mod rows;
mod styles;
mod texts;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};

use super::xml::{Event, Tag, Xml};
use crate::input::book::{Book, WORKBOOK};
use crate::input::text::TextReader;
use crate::input::{Entry, Inputs, Made};
use crate::problem::Problem;
use rows::Rows;
use styles::Dates;
use texts::Texts;

/// More sheets than anybody turns over.
const MAX_SHEETS: usize = 1_000;

type Document = Xml<TextReader<Box<dyn Read + Send>>>;

/// Finds everything under `paths`, worksheets among it.
pub fn find(paths: &[String]) -> Inputs {
    let mut inputs = crate::input::find(paths);
    let mut made = Vec::new();
    let problems = &mut inputs.problems;
    inputs.entries.retain(|entry| {
        let Some(book) = entry.book() else { return true };
        match sheets(&entry.name, book) {
            Ok(sheets) => made.extend(sheets),
            Err(error) => problems.push((entry.name.clone(), damaged(&error))),
        }
        false
    });
    inputs.entries.extend(made);
    inputs.entries.sort_by(|a, b| a.name.cmp(&b.name));
    inputs.problems.sort();
    inputs
}

fn damaged(error: &io::Error) -> Problem {
    let text = format!("the workbook cannot be read ({error}): save its table as CSV (UTF-8)");
    Problem::file("damaged-workbook", text)
}

/// What the sheets of a workbook share.
struct Workbook {
    book: Arc<Book>,
    dates: Dates,
    /// Read when the first sheet is.
    texts: OnceLock<Result<Texts, String>>,
}

struct Sheet {
    workbook: Arc<Workbook>,
    member: String,
}

fn sheets(name: &str, book: &Arc<Book>) -> io::Result<Vec<Entry>> {
    let relations = relations(book)?;
    let mut named: Vec<(String, String)> = Vec::new();
    let mut from_1904 = false;
    each_tag(&mut document(book, WORKBOOK, None)?, |tag, local| match local {
        "workbookPr" => from_1904 |= tag.get("date1904").is_some_and(|value| matches!(&*value, "1" | "true")),
        "sheet" if named.len() < MAX_SHEETS => {
            let id = tag.attributes().find(|(key, _)| local_name(key) == "id").map(|(_, value)| value);
            let target = id.and_then(|id| relations.get(&*id));
            if let (Some(title), Some(target)) = (tag.get("name"), target) {
                named.push((title.into_owned(), target.clone()));
            }
        }
        _ => {}
    })?;
    // Charts are sheets, too.
    named.retain(|(_, member)| member.contains("worksheets/") && book.stored(member).is_some());
    if named.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it has no worksheets"));
    }
    let dates = Dates::of(book, from_1904)?;
    let workbook = Arc::new(Workbook { book: Arc::clone(book), dates, texts: OnceLock::new() });
    let entry = |(title, member): (String, String)| {
        let stored = book.stored(&member);
        let title = title.replace(['/', '\\'], "_");
        let sheet = Sheet { workbook: Arc::clone(&workbook), member };
        Entry::made(format!("{name}/{title}.csv"), stored, Arc::new(sheet))
    };
    Ok(named.into_iter().map(entry).collect())
}

/// The members that the workbook names by ids.
fn relations(book: &Book) -> io::Result<BTreeMap<String, String>> {
    let mut relations = BTreeMap::new();
    each_tag(&mut document(book, "xl/_rels/workbook.xml.rels", None)?, |tag, local| {
        if local == "Relationship"
            && let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target"))
        {
            let member = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{}", target.trim_start_matches("./")),
            };
            relations.insert(id.into_owned(), member);
        }
    })?;
    Ok(relations)
}

impl Made for Sheet {
    fn open(&self, done: Option<Arc<AtomicU64>>) -> io::Result<Box<dyn Read + Send>> {
        let workbook = Arc::clone(&self.workbook);
        let texts =
            workbook.texts.get_or_init(|| Texts::of(&workbook.book).map_err(|error| error.to_string()));
        if let Err(error) = texts {
            return Err(io::Error::new(io::ErrorKind::InvalidData, error.clone()));
        }
        let xml = document(&workbook.book, &self.member, done)?;
        Ok(Box::new(Rows::new(xml, workbook)))
    }
}

fn document(book: &Book, member: &str, done: Option<Arc<AtomicU64>>) -> io::Result<Document> {
    Ok(Xml::new(TextReader::new(book.member(member, done)?, None)))
}

/// Visits the start of every element with its name without prefix.
fn each_tag(xml: &mut Document, mut visit: impl FnMut(Tag<'_>, &str)) -> io::Result<()> {
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => visit(tag, local_name(tag.name)),
            Event::Broken { what, .. } => return Err(io::Error::new(io::ErrorKind::InvalidData, what)),
            Event::End(_) | Event::Text(_) => {}
        }
    }
    Ok(())
}

fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
