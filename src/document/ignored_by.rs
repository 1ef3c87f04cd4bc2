//! The ignored complaints counted by group: product, source, language and so on.

use std::collections::BTreeMap;

use crate::measure::group::{By, group_of};

use super::view::{View, count, duration};
use super::{Column, Rows, Show, Table};

/// How a group stands.
#[derive(Default)]
struct Group {
    n_ignored: usize,
    n_waits: usize,
    oldest: Option<i64>,
}

/// One row per group with an ignored complaint, the most first.
pub fn ignored_by<'a>(view: &View<'a>, by: By) -> Table<'a> {
    let ruler = view.ruler();
    let key = |wait: usize| group_of(&ruler, view.conversations, &view.waits[wait], by);
    let mut groups: BTreeMap<Option<String>, Group> = BTreeMap::new();
    for one in view.ignored {
        let group = groups.entry(key(one.wait)).or_default();
        group.n_ignored += 1;
        group.oldest = group.oldest.max(Some(one.age));
    }
    for wait in 0..view.waits.len() {
        if let Some(group) = groups.get_mut(&key(wait)) {
            group.n_waits += 1;
        }
    }
    let mut groups: Vec<(Option<String>, Group)> = groups.into_iter().collect();
    groups.sort_by(|(a, one), (b, other)| {
        other.n_ignored.cmp(&one.n_ignored).then(a.is_none().cmp(&b.is_none())).then(a.cmp(b))
    });
    let rows = groups.into_iter().map(|(name, group)| {
        let name = view.group(name, by);
        vec![name, count(group.n_ignored), count(group.n_waits), duration(group.oldest)]
    });
    let keys = ["group", "n_ignored", "n_waits", "oldest_seconds"];
    let mut columns: Vec<_> = keys.iter().map(|key| view.column(key, Show::Always)).collect();
    if let Some(group) = columns.first_mut() {
        *group = Column { key: group.key, ..view.column(by.name(), group.show) };
    }
    view.limited(columns, Rows::Held(rows.collect()))
}
