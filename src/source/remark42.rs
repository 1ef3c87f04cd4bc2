//! Backups of Remark42: one line about the site, then one comment a line.

use std::borrow::Cow;
use std::io;

use serde::Deserialize;

use crate::message::{Channel, Kind, Role};

use super::draft::Draft;
use super::json::{Event, Walk, Want};
use super::table::replaced;
use super::{Peek, Sink, Sniff, Source, Stream, comment};

pub struct Remark42;

impl Source for Remark42 {
    fn name(&self) -> &'static str {
        "remark42"
    }

    fn about(&self) -> &'static str {
        "Remark42, backup of a site's comments (.gz or unpacked)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let mut lines = peek.head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
        let first = lines.next().unwrap_or_default();
        let has = |line: &[u8], key: &[u8]| memchr::memmem::find(line, key).is_some();
        let is_head = first.starts_with(b"{") && has(first, b"\"version\"") && has(first, b"\"users\"");
        let next = lines.next().unwrap_or_default();
        if is_head && has(next, b"\"locator\"") && has(next, b"\"user\"") {
            return Sniff::Yes("a line with `version` and `users`, then comments with `locator`".to_owned());
        }
        Sniff::No("no line with `version` and `users` before comments with `locator`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut walk = Walk::new(stream.text()?, &[("", Want::Value)]);
        let mut record = 0;
        while let Some(event) = walk.next()? {
            match event {
                Event::Value { line, bytes, .. } => match serde_json::from_slice::<Entry<'_>>(bytes) {
                    // The line about the site.
                    Ok(entry) if record == 0 && entry.id.is_none() && entry.version.is_some() => {}
                    Ok(entry) => {
                        record += 1;
                        comment(&entry, record, line, sink);
                    }
                    Err(error) => {
                        record += 1;
                        sink.problem(comment::bad_record(record, line, error));
                    }
                },
                Event::Broken { line, what } => {
                    record += 1;
                    sink.problem(comment::bad_record(record, line, what));
                }
                Event::Begin { .. } | Event::End { .. } => {}
            }
        }
        if let Some(remark) = replaced(walk.inner.n_replaced) {
            sink.remark(remark);
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Entry<'a> {
    version: Option<serde::de::IgnoredAny>,
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pid: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    user: User<'a>,
    #[serde(borrow, default)]
    locator: Locator<'a>,
    #[serde(borrow)]
    time: Option<Cow<'a, str>>,
    #[serde(default)]
    delete: bool,
    #[serde(borrow)]
    edit: Option<Edit<'a>>,
}

#[derive(Default, Deserialize)]
struct User<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(default)]
    admin: bool,
}

#[derive(Default, Deserialize)]
struct Locator<'a> {
    #[serde(borrow)]
    url: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Edit<'a> {
    #[serde(borrow)]
    time: Option<Cow<'a, str>>,
}

fn comment(entry: &Entry<'_>, record: u64, line: u64, sink: &mut dyn Sink) {
    let mut draft = Draft::new(record, Channel::Comment);
    draft.place = line;
    let time = entry.time.as_deref().unwrap_or_default();
    draft.sent = match comment::utc(time) {
        Some(sent) => sent,
        None => return sink.problem(comment::bad_time(record, line, time)),
    };
    comment::place(&mut draft, comment::filled(entry.id.clone()), comment::filled(entry.pid.clone()));
    draft.author = comment::filled(entry.user.id.clone());
    draft.name = comment::filled(entry.user.name.clone());
    draft.role = entry.user.admin.then_some(Role::Team);
    sink.facts().team_known |= entry.user.admin;
    draft.about = comment::filled(entry.title.clone()).or_else(|| comment::filled(entry.locator.url.clone()));
    draft.subject.clone_from(&draft.about);
    if entry.delete {
        draft.kind = Kind::Deleted;
        comment::keep_place(&mut draft);
    } else {
        let edit = entry.edit.as_ref().and_then(|edit| edit.time.as_deref());
        let edit = edit.and_then(comment::utc).unwrap_or_default();
        draft.edited = comment::edited(draft.sent, edit);
        comment::set_html(&mut draft, entry.text.as_deref().unwrap_or_default());
    }
    sink.message(draft);
}

#[cfg(test)]
mod tests;
