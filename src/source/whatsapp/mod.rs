//! WhatsApp "Export chat": finds the records in the lines of a text file of any dialect.

mod body;
mod dialect;
mod fold;
mod header;
mod log;
mod people;
mod strings;

use std::io;

use self::header::{Header, Shape};
use self::log::Log;
use self::people::{Known, chat_name, split};
use super::lines::Lines;
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::problem::Problem;

pub struct WhatsApp;

/// The rest of a longer line is dropped.
const LINE_CAP: usize = 1 << 20;
/// Heads that decide the dialect of the file, and the bytes that may lie before the last of them.
const N_DECIDING: usize = 200;
const DECIDING_CAP: usize = 1 << 20;
/// Lines of another dialect in a row that make it a new one.
const N_SWITCH: usize = 3;
/// Bytes of such lines that are held back.
const HELD_CAP: usize = 1 << 20;
/// Records that detection looks at, and how many of ten lines must be records.
const N_SNIFFED: usize = 50;

impl Source for WhatsApp {
    fn name(&self) -> &'static str {
        "whatsapp"
    }

    fn about(&self) -> &'static str {
        "WhatsApp, Export chat: .txt or .zip from Android or iPhone, any language"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let head = peek.text();
        let hint = chat_name(peek.name).hint;
        let headers = head.lines().filter_map(header::parse).take(N_SNIFFED);
        let Some(main) = main_shape(headers) else {
            return Sniff::No("no line begins with a date and time as WhatsApp writes them".to_owned());
        };
        let counts = count(head, main);
        let found = format!(
            "{} of {} records begin with a date and time, {} of them name a sender",
            counts.dated, counts.all, counts.sent
        );
        // One dated line may stand in any text.
        let enough = if hint { 1 } else { 2 };
        let yes =
            enough <= counts.sent && counts.all * 6 <= counts.dated * 10 && counts.foreign * 2 < counts.sent;
        if yes { Sniff::Yes(found) } else { Sniff::No(found) }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut lines = Lines::new(stream.text()?, LINE_CAP);
        let ahead = look_ahead(&mut lines)?;
        let main = main_shape(ahead.iter().filter_map(|line| header::parse(&line.text)));
        let log = Log::new(chat_name(stream.name()), stream.settings.date_order, sink);
        let mut reading = Reading { main, shape: None, held: Held::default(), log };
        for line in ahead {
            reading.line(line);
        }
        while let Some(line) = next(&mut lines)? {
            reading.line(line);
        }
        reading.end();
        let n_replaced = lines.inner().n_replaced;
        if 0 < n_replaced {
            let text =
                format!("{n_replaced} byte sequences were not in the file's encoding and were replaced");
            reading.log.remark(Problem::file("bad-encoding", text));
        }
        Ok(())
    }
}

/// For hints about files that nobody recognises.
pub(super) fn looks_like(line: &str) -> bool {
    header::parse(line).is_some_and(|header| split(header.rest, &Known::default()).is_some())
}

/// A line that is kept.
struct Line {
    number: u64,
    text: String,
    cut: bool,
}

fn next<R: io::Read>(lines: &mut Lines<R>) -> io::Result<Option<Line>> {
    let Some(line) = lines.next()? else { return Ok(None) };
    let text = String::from_utf8_lossy(line.bytes).into_owned();
    Ok(Some(Line { number: line.number, text, cut: line.cut }))
}

fn look_ahead<R: io::Read>(lines: &mut Lines<R>) -> io::Result<Vec<Line>> {
    let (mut ahead, mut n_headers, mut size) = (Vec::new(), 0, 0);
    while n_headers < N_DECIDING
        && size < DECIDING_CAP
        && let Some(line) = next(lines)?
    {
        n_headers += usize::from(header::parse(&line.text).is_some());
        // A line costs more than its bytes.
        size += line.text.len() + size_of::<Line>();
        ahead.push(line);
    }
    Ok(ahead)
}

/// The shape of most headers; the first one of equals.
fn main_shape<'a>(headers: impl Iterator<Item = Header<'a>>) -> Option<Shape> {
    let mut shapes: Vec<(Shape, usize)> = Vec::new();
    for header in headers {
        match shapes.iter_mut().find(|(shape, _)| *shape == header.shape) {
            Some((_, n)) => *n += 1,
            None => shapes.push((header.shape, 1)),
        }
    }
    let most = shapes.iter().map(|&(_, n)| n).max()?;
    shapes.into_iter().find(|&(_, n)| n == most).map(|(shape, _)| shape)
}

/// What detection saw: continuations belong to the record before them.
#[derive(Default)]
struct Counts {
    all: usize,
    dated: usize,
    sent: usize,
    /// Senders that other programs write: log levels and `<nick>`.
    foreign: usize,
}

fn count(head: &str, main: Shape) -> Counts {
    let (mut counts, known) = (Counts::default(), Known::default());
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        if counts.all == N_SNIFFED {
            break;
        }
        let Some(header) = header::parse(line) else {
            counts.all += usize::from(counts.dated == 0);
            continue;
        };
        counts.all += 1;
        // A chat may change its dialect half-way, but not the kind of phone.
        counts.dated += usize::from(header.shape.form == main.form);
        if let Some((sender, _)) = split(header.rest, &known) {
            counts.sent += 1;
            counts.foreign += usize::from(is_foreign(sender));
        }
    }
    counts
}

fn is_foreign(sender: &str) -> bool {
    const LEVELS: [&str; 12] = [
        "TRACE",
        "DEBUG",
        "INFO",
        "NOTICE",
        "WARN",
        "WARNING",
        "ERROR",
        "CRITICAL",
        "ALERT",
        "EMERGENCY",
        "FATAL",
        "SEVERE",
    ];
    let last = sender.trim().rsplit(['.', ' ', '[']).next().unwrap_or_default().trim_end_matches(']');
    LEVELS.contains(&last) || sender.trim_start().starts_with('<')
}

/// Decides for each line whether it begins a record.
struct Reading<'s> {
    /// The dialect of most lines.
    main: Option<Shape>,
    /// The dialect that holds now.
    shape: Option<Shape>,
    held: Held,
    log: Log<'s>,
}

/// Lines that may be the beginning of another dialect.
#[derive(Default)]
struct Held {
    shape: Option<Shape>,
    lines: Vec<Line>,
    n_headers: usize,
    size: usize,
}

impl Reading<'_> {
    fn line(&mut self, line: Line) {
        if line.cut {
            let text = format!("a line of more than {} KiB; the rest of it was dropped", LINE_CAP / 1024);
            self.log.remark(Problem::file("line-too-long", text).at_line(line.number));
        }
        let Some(header) = header::parse(&line.text) else {
            return if self.held.lines.is_empty() { self.log.more(&line.text) } else { self.hold(line) };
        };
        if self.shape == Some(header.shape) || (self.shape.is_none() && self.main == Some(header.shape)) {
            self.release();
            self.shape = Some(header.shape);
            return self.log.record(line.number, &header);
        }
        if self.held.shape != Some(header.shape) {
            self.release();
            self.held.shape = Some(header.shape);
        }
        self.held.n_headers += 1;
        self.hold(line);
        if self.held.n_headers == N_SWITCH {
            self.switch();
        }
    }

    fn end(&mut self) {
        self.release();
        self.log.end();
    }

    fn hold(&mut self, line: Line) {
        self.held.size += line.text.len() + size_of::<Line>();
        self.held.lines.push(line);
        if HELD_CAP < self.held.size {
            self.release();
        }
    }

    /// The held lines were words of the message before them.
    fn release(&mut self) {
        let held = std::mem::take(&mut self.held);
        if let Some(first) = held.lines.first() {
            let text =
                "looks like a message of another dialect and was taken for words of the message before it";
            self.log.remark(Problem::file("stray-header", text).at_line(first.number));
        }
        for line in &held.lines {
            self.log.more(&line.text);
        }
    }

    /// The held lines begin another dialect.
    fn switch(&mut self) {
        let held = std::mem::take(&mut self.held);
        if self.shape.is_some()
            && let Some(first) = held.lines.first()
        {
            let text = "the dates are written in another way from here on, as when the language of the phone changed";
            self.log.remark(Problem::file("dialect-change", text).at_line(first.number));
        }
        self.log.change();
        self.shape = held.shape;
        for line in held.lines {
            self.line(line);
        }
    }
}

#[cfg(test)]
mod tests;
