//! Backups of Remark42: one line about the site, then one comment a line.

use std::borrow::Cow;
use std::io;

use serde::Deserialize;

use crate::message::{Channel, Kind, Role};

use super::draft::{At, Draft, filled};
use super::json::records;
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
        records::each(stream, "", comment::BAD_RECORD, sink, |bytes, count, sink| {
            let entry: Entry<'_> = serde_json::from_slice(bytes)?;
            if !(count.is_zero() && entry.is_head()) {
                comment(&entry, count.next(), sink);
            }
            Ok(())
        })
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

impl Entry<'_> {
    /// The line about the site.
    fn is_head(&self) -> bool {
        self.id.is_none() && self.version.is_some()
    }
}

fn comment(entry: &Entry<'_>, at: At, sink: &mut dyn Sink) {
    let mut draft = Draft::at(at, Channel::Comment);
    let time = entry.time.as_deref().unwrap_or_default();
    draft.sent = match comment::utc(time) {
        Some(sent) => sent,
        None => return sink.problem(comment::bad_time(at, time)),
    };
    comment::place(&mut draft, filled(entry.id.clone()), filled(entry.pid.clone()));
    draft.author = filled(entry.user.id.clone());
    draft.name = filled(entry.user.name.clone());
    draft.role = entry.user.admin.then_some(Role::Team);
    sink.facts().team_known |= entry.user.admin;
    draft.about = filled(entry.title.clone()).or_else(|| filled(entry.locator.url.clone()));
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
