//! Which column is what: administrators reorder them, so their contents tell.

use csv::{ReaderBuilder, StringRecord};

/// Rows that are looked at.
const N_ROWS: usize = 50;
const DISPOSITIONS: [&str; 5] = ["ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION"];

/// The columns by their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
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
    pub unique: Option<usize>,
    pub linked: Option<usize>,
}

/// The layout of a file by its first rows; none when they are no call records.
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
    let width = rows.first()?.len();
    let rows: Vec<&StringRecord> = rows.iter().filter(|row| row.len() == width).collect();
    let all = |column: usize, fits: &dyn Fn(&str) -> bool| {
        rows.iter().all(|row| row.get(column).is_some_and(|cell| fits(cell.trim())))
    };
    let start = (0..width).find(|&column| {
        all(column, &is_time)
            && all(column + 1, &|cell| cell.is_empty() || is_time(cell))
            && all(column + 2, &is_time)
    })?;
    let disposition = (start..width).find(|&column| all(column, &|cell| DISPOSITIONS.contains(&cell)))?;
    // Four columns of channels and applications stand before the start, source and context before them.
    if start < 8 || disposition < start + 5 {
        return None;
    }
    let numbers: Vec<usize> =
        (disposition..width).filter(|&column| all(column, &|cell| is_unique(cell))).collect();
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
        unique: numbers.first().copied(),
        linked: numbers.get(1).copied(),
    })
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
