//! The table of files: what each was taken for, and where its records went.

use super::view::{View, maybe_text, text};
use super::{Rows, Section, Show, Value};

/// Every file: what it was taken for and where its records went.
pub fn section<'a>(view: &View<'a>) -> Section<'a> {
    let keys = [
        ("name", Show::Always),
        ("format", Show::Always),
        ("n_read", Show::Always),
        ("n_messages", Show::Always),
        ("n_problems", Show::Always),
        ("n_outside", Show::Always),
        ("why", Show::Never),
        ("file", Show::Never),
    ];
    let names: Vec<_> = view.archive.files.iter().map(|file| view.file(file)).collect();
    let folder = common_folder(names.iter().map(|name| &**name));
    let columns = keys.into_iter().map(|(key, show)| view.column(key, show)).collect();
    let whole = |n: u64| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
    let rows = view
        .archive
        .files
        .iter()
        .zip(&names)
        .map(|(file, name)| {
            vec![
                text(name.get(folder..).unwrap_or_default().to_owned()),
                maybe_text(file.source()),
                whole(file.tally.read),
                whole(file.tally.messages),
                whole(file.tally.problems),
                whole(file.tally.n_outside()),
                text(file.why.as_str()),
                text(name.clone()),
            ]
        })
        .collect();
    Section {
        key: "files",
        title: view.labels.get("title.files").to_owned(),
        lines: Vec::new(),
        table: Some(view.limited(columns, Rows::Held(rows))),
    }
}

/// Length of the folder that all names begin with, its `/` included.
fn common_folder<'a>(mut names: impl Iterator<Item = &'a str>) -> usize {
    let Some(first) = names.next() else { return 0 };
    let folder = first.rfind('/').map_or(0, |at| at + 1);
    names.fold(folder, |folder, name| {
        let common = first[..folder].bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
        first.as_bytes()[..common].iter().rposition(|&byte| byte == b'/').map_or(0, |at| at + 1)
    })
}

#[cfg(test)]
mod tests;
