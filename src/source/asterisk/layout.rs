//! Which column is what: administrators reorder them, so their contents tell.

use csv::{ReaderBuilder, StringRecord};

use crate::source::table::Record;

/// Rows that are looked at.
const N_ROWS: usize = 50;
const DISPOSITIONS: [&str; 5] = ["ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION"];

/// Columns of the widest rows that Asterisk itself writes.
const FULL: usize = 21;

/// The columns by their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Cells of the widest row that was looked at.
    pub width: usize,
    pub src: usize,
    pub dst: usize,
    pub context: usize,
    pub channel: usize,
    pub dst_channel: usize,
    pub last_app: usize,
    pub start: usize,
    pub billed: usize,
    pub disposition: usize,
    unique: Option<usize>,
    linked: Option<usize>,
}

impl Layout {
    /// So many cells can a row have: an upgrade adds columns at the end, from one row to the next.
    pub const fn widths(&self) -> (usize, usize) {
        (self.disposition + 1, if self.width < FULL { FULL } else { self.width })
    }

    /// The numbers of a row's channel and of the call it belongs to.
    pub fn numbers<'r>(&self, record: &Record<'r>) -> (Option<&'r str>, Option<&'r str>) {
        let cell = |column: usize| record.raw(column).map(str::trim).filter(|cell| !cell.is_empty());
        if record.raw(self.width).is_some() {
            // Nothing is known of these columns but what they hold.
            let mut numbers = (self.disposition..FULL).filter_map(cell).filter(|cell| is_unique(cell));
            return (numbers.next(), numbers.next());
        }
        (self.unique.and_then(cell), self.linked.and_then(cell))
    }
}

/// The layout of a file by its first rows; none when most of them are no call records.
pub(super) fn of_head(head: &[u8], whole: bool) -> Option<Layout> {
    let says = |word: &&str| memchr::memmem::find(head, word.as_bytes()).is_some();
    if !DISPOSITIONS.iter().any(says) {
        return None;
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}');
    // A row that the head cuts off would look narrower.
    let end = if whole { text.len() } else { text.rfind('\n').unwrap_or(text.len()) };
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.get(..end)?.as_bytes());
    let rows: Vec<StringRecord> = reader.records().take(N_ROWS).filter_map(Result::ok).collect();
    let found: Vec<(usize, usize)> = rows.iter().filter_map(times_and_disposition).collect();
    let n_like = |wanted: (usize, usize)| found.iter().filter(|&&other| other == wanted).count();
    // Damaged rows do not hide what the others are.
    let (start, disposition) = found.iter().copied().find(|&place| rows.len() < 2 * n_like(place))?;
    let rows: Vec<&StringRecord> =
        rows.iter().filter(|row| times_and_disposition(row) == Some((start, disposition))).collect();
    let width = rows.iter().map(|row| row.len()).max()?;
    let holds_numbers = |&column: &usize| {
        let cells = || rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.trim().is_empty());
        cells().count() < 2 * cells().filter(|cell| is_unique(cell.trim())).count()
    };
    let mut numbers = (disposition..width).filter(holds_numbers);
    Some(Layout {
        width,
        src: 1,
        dst: 2,
        context: 3,
        channel: start - 4,
        dst_channel: start - 3,
        last_app: start - 2,
        start,
        billed: disposition - 1,
        disposition,
        unique: numbers.next(),
        linked: numbers.next(),
    })
}

/// Where the start of the call and its disposition stand in a row.
fn times_and_disposition(row: &StringRecord) -> Option<(usize, usize)> {
    let cell = |column: usize| row.get(column).map(str::trim);
    let is = |column: usize, fits: &dyn Fn(&str) -> bool| cell(column).is_some_and(fits);
    // Four columns of channels and applications stand before the start, source and context before them.
    let start = (8..row.len()).find(|&column| {
        is(column, &is_time)
            && is(column + 1, &|cell| cell.is_empty() || is_time(cell))
            && is(column + 2, &is_time)
    })?;
    let disposition =
        (start + 5..row.len()).find(|&column| is(column, &|cell| DISPOSITIONS.contains(&cell)))?;
    Some((start, disposition))
}

/// `2026-11-02 10:00:00`.
fn is_time(cell: &str) -> bool {
    crate::date::iso::parse(cell).is_some()
}

/// `1793610000.12`: the second a channel was made, and a count.
fn is_unique(cell: &str) -> bool {
    // A system name may stand before it.
    let number = cell.rsplit('-').next().unwrap_or_default();
    number.split_once('.').is_some_and(|(second, count)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        second.len() == 10 && digits(second) && digits(count)
    })
}
