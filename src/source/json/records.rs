//! Reads the values at one place of a JSON stream as records, each counted once.

use std::io;

use super::{Event, Walk, Want};
use crate::source::draft::At;
use crate::source::table::replaced;
use crate::source::{Sink, Stream};

/// Counts the records of a stream. One value can hold many of them, or none.
#[derive(Debug, Default)]
pub struct Count {
    n: u64,
    line: u64,
}

impl Count {
    /// One more record, and where it stands.
    pub const fn next(&mut self) -> At {
        self.n += 1;
        At { record: self.n, line: self.line }
    }

    /// Nothing was counted so far.
    pub const fn is_zero(&self) -> bool {
        self.n == 0
    }
}

/// Hands every value at `place` to `tell`, which counts its records. A value that it cannot read and what is no
/// JSON are a problem each, called `code`.
pub fn each(
    stream: &Stream<'_>,
    place: &str,
    code: &'static str,
    sink: &mut dyn Sink,
    mut tell: impl FnMut(&[u8], &mut Count, &mut dyn Sink) -> serde_json::Result<()>,
) -> io::Result<()> {
    let mut walk = Walk::new(stream.text()?, &[(place, Want::Value)]);
    let mut count = Count::default();
    while let Some(event) = walk.next()? {
        let what = match event {
            Event::Value { line, bytes, .. } => {
                count.line = line;
                tell(bytes, &mut count, sink).err().map(|error| error.to_string())
            }
            Event::Broken { line, what } => {
                count.line = line;
                Some(what.to_owned())
            }
            Event::Begin { .. } | Event::End { .. } => None,
        };
        if let Some(what) = what {
            sink.problem(count.next().problem(code, what));
        }
    }
    if let Some(remark) = replaced(walk.inner.n_replaced) {
        sink.remark(remark);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
