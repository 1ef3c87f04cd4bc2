//! Workbooks: zip archives by their form, whose members say together what their sheets hold.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::archive::{Archive, Member};

/// Endings of workbooks, which are read sheet by sheet.
pub const BOOKS: &[&str] = &["xlsx", "xlsm"];

/// Every workbook has this member (ECMA-376 Part 1 §12.3.23 names none, all programs do).
pub const WORKBOOK: &str = "xl/workbook.xml";

/// The workbook of a sheet, by the sheet's name: `in/a.xlsx` of `in/a.xlsx/Sheet1.csv`.
pub fn of_sheet(name: &str) -> Option<&str> {
    let (book, _) = name.rsplit_once('/')?;
    let ending = book.rsplit_once('.')?.1;
    BOOKS.iter().any(|known| ending.eq_ignore_ascii_case(known)).then_some(book)
}

/// A workbook with its members.
pub struct Book {
    archive: Archive,
    members: BTreeMap<String, Member>,
}

impl Book {
    /// The archive again when it is no workbook that can be opened.
    pub(super) fn of(archive: Archive) -> Result<Self, Archive> {
        let members: BTreeMap<String, Member> = archive.list().members.into_iter().collect();
        if members.contains_key(WORKBOOK) { Ok(Self { archive, members }) } else { Err(archive) }
    }

    /// Names of the members.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// Bytes of a member as stored.
    pub fn stored(&self, name: &str) -> Option<u64> {
        self.members.get(name).map(|member| member.stored())
    }

    /// Bytes of the whole as stored.
    pub fn size(&self) -> u64 {
        self.members.values().fold(0, |sum, member| sum.saturating_add(member.stored()))
    }

    /// What a member holds.
    pub fn member(&self, name: &str, done: Option<Arc<AtomicU64>>) -> io::Result<Box<dyn Read + Send>> {
        match self.members.get(name) {
            Some(member) => self.archive.open(*member, done),
            None => Err(io::Error::new(io::ErrorKind::NotFound, format!("the workbook has no {name}"))),
        }
    }

    /// The file as it is.
    pub(super) fn bytes(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(self.archive.bytes()?))
    }
}
