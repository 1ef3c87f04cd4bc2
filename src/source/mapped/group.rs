//! Which row speaks for the rows that tell of one thing, and when that thing began: the order of rows does not matter.

use std::collections::HashMap;
use std::io;

use super::Export;
use crate::message::Stamp;
use crate::message::hash::Hash;
use crate::source::table::{Next, value};

/// By the number of each row that speaks, the time of the earliest row of its group, and whether that is a day alone.
pub type Spokesmen = HashMap<u64, Option<(Stamp, bool)>>;

/// The rows of one key, as far as they were seen.
struct Rows {
    /// The row that speaks is the least: a best one, the earliest, the first in the file.
    speaks: (bool, i64, u64),
    begun: Option<i64>,
    stamp: Option<(Stamp, bool)>,
}

/// The rows that speak; none where the mapping knows no groups.
pub fn spokesmen(export: &Export<'_>) -> io::Result<Option<Spokesmen>> {
    let (mapping, times) = (export.mapping, &export.mapping.times);
    let Some(group) = &mapping.records.group else { return Ok(None) };
    let order = export.orders()?.sent;
    let mut table = export.table()?;
    let columns = export.columns(&table);
    let mut groups: HashMap<u64, Rows> = HashMap::new();
    let mut spokesmen = Spokesmen::new();
    loop {
        match table.advance()? {
            Next::Row(record) => {
                let view = export.row_view(record, &columns);
                let Some(key) = group.by.text(&view).filter(|key| !value::is_lossy_id(key)) else {
                    spokesmen.insert(record.number, None);
                    continue;
                };
                let is_best = group.best.as_ref().is_some_and(|when| when.holds(&view));
                let stamp = times.from.text(&view).and_then(|text| times.read(&text, order).ok());
                let at = stamp.and_then(|(stamp, _)| stamp.seconds());
                let row =
                    Rows { speaks: (!is_best, at.unwrap_or(i64::MAX), record.number), begun: at, stamp };
                groups.entry(Hash::of(&*key)).and_modify(|rows| rows.add(&row)).or_insert(row);
            }
            Next::Bad(_) | Next::Header => {}
            Next::End => break,
        }
    }
    spokesmen.extend(groups.into_values().map(|rows| (rows.speaks.2, rows.begun.and(rows.stamp))));
    Ok(Some(spokesmen))
}

impl Rows {
    fn add(&mut self, row: &Self) {
        self.speaks = self.speaks.min(row.speaks);
        let is_earlier = match (row.begun, self.begun) {
            (Some(at), Some(begun)) => at < begun,
            (at, None) => at.is_some(),
            (None, Some(_)) => false,
        };
        if is_earlier {
            (self.begun, self.stamp) = (row.begun, row.stamp);
        }
    }
}
