//! Call records of Asterisk (`Master.csv`): the rows of a call become one call or one missed call.

use std::collections::BTreeMap;
use std::io;

use super::table::{Next, Options, Record, Table};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::problem::Problem;
use crate::settings::Exchange;

mod call;
mod layout;

use call::{Call, Leg};
use layout::Layout;

pub struct Asterisk;

/// Rows are written when a leg ends. Legs of one call end within this many seconds of each other.
const OPEN_FOR: u64 = 6 * 3600;
/// Rows without a number of the call belong together when they start so close to each other.
const CLOSE: i64 = 2;
/// Calls that are over are looked for so often, in seconds of the log's own time, which may run backwards.
const LOOK_EVERY: u64 = 600;

impl Source for Asterisk {
    fn name(&self) -> &'static str {
        "asterisk"
    }

    fn about(&self) -> &'static str {
        "Asterisk call records, Master.csv in any order of columns"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        match layout::of_head(peek.head, peek.whole) {
            Some(_) => Sniff::Yes("rows with a disposition and start, answer and end of a call".to_owned()),
            None => Sniff::No("no rows with a disposition and three times".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let head = stream.entry.peek()?;
        let Some(layout) = layout::of_head(&head, head.len() < crate::input::PEEK) else {
            let text = "no column of dispositions and three of times in the first rows: is it a Master.csv?";
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        };
        let columns = (1..=layout.width).map(|number| number.to_string()).collect();
        let options = Options {
            delimiter: Some(b','),
            columns: Some(columns),
            widths: Some(layout.widths()),
            ..Options::default()
        };
        let mut table = Table::open(stream, &options)?;
        let exchange = &stream.settings.exchange;
        let mut calls = Calls { open: BTreeMap::new(), offset: None, last_look: None, exchange, sink };
        loop {
            match table.advance()? {
                Next::Row(record) => calls.row(&layout, &record),
                Next::Bad(problem) => calls.sink.problem(problem),
                Next::Header => calls.sink.outside("repeated-header"),
                Next::End => break,
            }
        }
        calls.close(|_| true);
        if let Some(remark) = table.remark() {
            calls.sink.remark(remark);
        }
        Ok(())
    }
}

/// Calls whose rows may still come.
struct Calls<'a> {
    open: BTreeMap<String, Call>,
    /// Seconds by which the exchange's clock is ahead of UTC, as the last row proved.
    offset: Option<i64>,
    /// When calls that are over were looked for.
    last_look: Option<i64>,
    exchange: &'a Exchange,
    sink: &'a mut dyn Sink,
}

impl Calls<'_> {
    fn row(&mut self, layout: &Layout, record: &Record<'_>) {
        let leg = match Leg::read(layout, record, self.offset, self.exchange) {
            Ok(leg) => leg,
            Err(text) => {
                let problem = Problem::record("bad-call", record.number, text);
                return self.sink.problem(problem.at_line(record.line));
            }
        };
        self.offset = leg.offset.or(self.offset);
        if self.last_look.is_none_or(|last| LOOK_EVERY <= leg.end.abs_diff(last)) {
            self.last_look = Some(leg.end);
            self.close(|call| OPEN_FOR < call.end.abs_diff(leg.end));
        }
        let key = leg.key.clone().unwrap_or_else(|| self.neighbour(&leg));
        match self.open.get_mut(&key) {
            Some(call) => {
                call.add(leg);
                self.sink.outside("same-call");
            }
            None => {
                // Counted when the call is complete.
                self.open.insert(key, Call::new(leg, record.number, record.line));
            }
        }
    }

    /// Without numbers: the same caller and callee at about the same time.
    fn neighbour(&self, leg: &Leg) -> String {
        let near = (-CLOSE..=CLOSE).map(|shift| leg.near(leg.start + shift));
        near.into_iter().find(|key| self.open.contains_key(key)).unwrap_or_else(|| leg.near(leg.start))
    }

    /// Gives out the calls that are over, in the order of their first rows.
    fn close(&mut self, is_done: impl Fn(&Call) -> bool) {
        let done: Vec<String> =
            self.open.iter().filter(|(_, call)| is_done(call)).map(|(key, _)| key.clone()).collect();
        let mut calls: Vec<Call> = done.iter().filter_map(|key| self.open.remove(key)).collect();
        calls.sort_by_key(|call| call.record);
        for call in calls {
            call.tell(self.sink);
        }
    }
}

#[cfg(test)]
mod tests;
