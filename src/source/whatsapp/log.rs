//! Puts the lines of a chat together to messages, and keeps them until the order of day and month is known.

use super::body::{Body, is_notice_of, judge, judge_senderless, media_day, without_edited};
use super::dialect::{Evidence, Ground, Order};
use super::fold::plain;
use super::header::{Form, Header};
use super::people::{ChatName, Known, canonical, split};
use crate::date::local::local;
use crate::date::pattern;
use crate::message::{Channel, Flags, Kind};
use crate::problem::Problem;
use crate::source::Sink;
use crate::source::draft::Draft;

/// Bytes of a message that are kept.
const TEXT_CAP: usize = 8 * 1024;
/// Bytes of messages that wait for the order of their dates.
const PENDING_CAP: usize = 32 << 20;
/// Remarks that are listed of one file.
const REMARK_CAP: u64 = 50;
/// Messages that an export holds at most, with and without media; not documented by WhatsApp.
const EXPORT_CAPS: [u64; 2] = [10_000, 40_000];

/// A chat on its way from lines to messages.
pub struct Log<'s> {
    sink: &'s mut dyn Sink,
    name: ChatName,
    declared: Option<pattern::Order>,
    known: Known,
    /// The person that the file's name tells has written: it is no group.
    peer_wrote: bool,
    n_records: u64,
    begins_with_notice: bool,
    n_remarks: u64,
    /// Lines before the first record that hold something.
    n_before: u64,
    open: Option<Open>,
    run: Option<Run>,
}

/// The message whose lines are being read.
struct Open {
    record: u64,
    line: u64,
    date: [u16; 3],
    time: (u32, u32, u32),
    seconds: bool,
    /// `None` is a notice: its further lines belong to it.
    what: Option<What>,
}

struct What {
    sender: String,
    kind: Kind,
    /// The text of the first line is the app's own and not kept when nothing else follows.
    own: Option<String>,
    text: String,
}

/// Records of one dialect.
struct Run {
    line: u64,
    evidence: Evidence,
    order: Option<Order>,
    pending: Vec<Open>,
    size: usize,
}

impl<'s> Log<'s> {
    pub fn new(name: ChatName, declared: Option<pattern::Order>, sink: &'s mut dyn Sink) -> Self {
        sink.facts().peer.clone_from(&name.peer);
        let mut known = Known::default();
        if let Some(peer) = &name.peer {
            known.add(peer);
        }
        Self {
            sink,
            name,
            declared,
            known,
            peer_wrote: false,
            n_records: 0,
            begins_with_notice: false,
            n_remarks: 0,
            n_before: 0,
            open: None,
            run: None,
        }
    }

    /// Says what is odd about the file, as long as there is not too much of it.
    pub fn remark(&mut self, problem: Problem) {
        self.n_remarks += 1;
        if self.n_remarks <= REMARK_CAP {
            self.sink.remark(problem);
        }
    }

    /// A line that begins a record.
    pub fn record(&mut self, line: u64, header: &Header<'_>) {
        self.finish();
        self.n_records += 1;
        let bracket = header.shape.form != Form::Dash;
        let what = self.judge(header.rest, bracket);
        let own = what.as_ref().and_then(|what| what.own.as_deref());
        let run = self.run.get_or_insert_with(|| Run {
            line,
            evidence: Evidence::new(header.shape),
            order: None,
            pending: Vec::new(),
            size: 0,
        });
        run.evidence.see(header, own.and_then(media_day));
        self.open = Some(Open {
            record: self.n_records,
            line,
            date: header.date,
            time: header.time,
            seconds: header.shape.seconds,
            what,
        });
    }

    /// A line that belongs to the record before it.
    pub fn more(&mut self, line: &str) {
        match &mut self.open {
            Some(Open { what: Some(what), .. }) => append(&mut what.text, line),
            Some(_) => {}
            None => self.n_before += u64::from(!line.trim().is_empty()),
        }
    }

    /// Another dialect begins.
    pub fn change(&mut self) {
        self.finish();
        self.decide();
        self.run = None;
    }

    /// There are no more lines.
    pub fn end(&mut self) {
        self.change();
        if REMARK_CAP < self.n_remarks {
            let text = format!("{} further remarks are left out", self.n_remarks - REMARK_CAP);
            self.sink.remark(Problem::file("more-remarks", text));
        }
        // Of two people who wrote, the one who is not the other side made the export.
        if self.peer_wrote
            && let Some(peer) = &self.name.peer
        {
            self.sink.facts().owner = self.known.only_other(peer).map(str::to_owned);
        }
        if 0 < self.n_before {
            let text = format!("{} lines before the first message belong to none", self.n_before);
            self.sink.remark(Problem::file("text-before-first", text));
        }
        if EXPORT_CAPS.contains(&self.n_records) && !self.begins_with_notice {
            self.sink.facts().truncated = true;
            self.sink.facts().cut_at_start = true;
            let text = format!(
                "{} messages, as many as WhatsApp exports at most: older ones may be missing",
                self.n_records
            );
            self.sink.remark(Problem::file("export-cut", text));
        }
    }

    /// Who says what in a line; `None` is a notice.
    fn judge(&mut self, rest: &str, bracket: bool) -> Option<What> {
        let Some((sender, text)) = split(rest, &self.known) else {
            let missed = judge_senderless(rest) == Body::Missed;
            self.begins_with_notice |= self.n_records == 1;
            // Only calls of the other side are missed on the phone that exports.
            let peer = self.name.peer.clone().filter(|_| missed)?;
            return Some(What {
                sender: peer,
                kind: Kind::MissedCall,
                own: Some(String::new()),
                text: String::new(),
            });
        };
        let of = |kind, own: Option<&str>, words: &str| {
            let mut what =
                What { sender: sender.to_owned(), kind, own: own.map(str::to_owned), text: String::new() };
            append(&mut what.text, words);
            Some(what)
        };
        let body = match judge(text, bracket) {
            Body::Words(words) if is_notice_of(sender, words) => Body::System,
            body => body,
        };
        let what = match body {
            // Only on iPhones a notice stands under the name of the chat.
            Body::System if bracket => {
                self.notice(sender);
                return None;
            }
            Body::System => return None,
            Body::Deleted => of(Kind::Deleted, Some(text), ""),
            Body::Call => of(Kind::Call, Some(text), ""),
            Body::Missed => of(Kind::MissedCall, Some(text), ""),
            Body::Media(caption) => of(Kind::Message, Some(text), caption),
            Body::Words(words) => of(Kind::Message, None, words),
        };
        self.known.add(sender);
        if !self.peer_wrote
            && let Some(peer) = &self.name.peer
        {
            self.peer_wrote = *peer == canonical(sender).0;
        }
        what
    }

    /// A notice of an iPhone stands under the name of the chat.
    fn notice(&mut self, sender: &str) {
        if self.n_records != 1 {
            return;
        }
        self.begins_with_notice = true;
        if self.name.peer.is_none() {
            let (peer, _) = canonical(sender);
            self.known.add(&peer);
            self.name.conversation.clone_from(&peer);
            self.name.peer = Some(peer.clone());
            self.sink.facts().peer = Some(peer);
        }
    }

    /// The open record has all its lines.
    fn finish(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.what.is_none() {
            self.sink.outside("system-line");
            return;
        }
        let Some(run) = &mut self.run else { return };
        if let Some(order) = run.order {
            return emit(self.sink, &self.name.conversation, order, open);
        }
        run.size += size_of::<Open>() + open.what.as_ref().map_or(0, What::size);
        run.pending.push(open);
        if run.evidence.certain().is_some() || PENDING_CAP < run.size {
            self.decide();
        }
    }

    /// Decides on the order of the dates and lets the waiting messages go.
    fn decide(&mut self) {
        let Some(run) = &mut self.run else { return };
        let (order, ground) = match run.order {
            Some(order) => (order, Ground::Certain),
            None => run.evidence.order(self.declared),
        };
        run.order = Some(order);
        let (line, pending) = (run.line, std::mem::take(&mut run.pending));
        let doubt = match ground {
            Ground::Certain => None,
            Ground::Likely => {
                Some(("dates-by-habit", "no date tells which number is the day; most likely it is"))
            }
            Ground::Guess => {
                Some(("dates-ambiguous", "nothing tells which number of a date is the day; read as"))
            }
        };
        if let Some((code, text)) = doubt {
            let text = format!("{text} {}; `date_order` in the settings decides", order.name());
            self.remark(Problem::file(code, text).at_line(line));
        }
        for open in pending {
            emit(self.sink, &self.name.conversation, order, open);
        }
    }
}

impl What {
    fn size(&self) -> usize {
        self.sender.len() + self.text.len() + self.own.as_ref().map_or(0, String::len)
    }
}

/// Adds a line as far as there is room.
fn append(text: &mut String, line: &str) {
    if !text.is_empty() {
        if TEXT_CAP <= text.len() {
            return;
        }
        text.push('\n');
    }
    let room = TEXT_CAP.saturating_sub(text.len()).min(line.len());
    let end = (0..=room).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
    text.push_str(line.get(..end).unwrap_or_default());
}

fn emit(sink: &mut dyn Sink, conversation: &str, order: Order, open: Open) {
    let Some(what) = open.what else { return };
    let Some(sent) = local(order.read(open.date), open.time) else {
        let [one, two, three] = open.date;
        let text =
            format!("{one}, {two}, {three} is no date in the order {} of the lines around it", order.name());
        sink.problem(Problem::record("bad-date", open.record, text).at_line(open.line));
        return;
    };
    let (kind, text) = what.read();
    let (author, name) = canonical(&what.sender);
    let mut flags = if open.seconds { Flags::default() } else { Flags::MINUTES };
    if text.is_some() {
        flags.set(Flags::HAS_TEXT);
    }
    sink.message(Draft {
        place: open.line,
        conversation: Some(conversation.into()),
        sent,
        author: Some(author.into()),
        name: Some(name.into()),
        kind,
        why: why(kind),
        text: text.map(Into::into),
        flags,
        ..Draft::new(open.record, Channel::Chat)
    });
}

const fn why(kind: Kind) -> &'static str {
    match kind {
        Kind::Deleted => "text:deleted",
        Kind::Call | Kind::MissedCall => "text:call",
        _ => "",
    }
}

impl What {
    /// The kind and the words. What looked like a notice of the app is words when more lines follow.
    fn read(&self) -> (Kind, Option<String>) {
        let (text, _) = without_edited(&self.text);
        let text = plain(text.trim());
        match (self.kind, &self.own) {
            (Kind::Message, _) => (Kind::Message, Some(text.into_owned())),
            (kind, _) if text.is_empty() => (kind, None),
            (_, own) => {
                let first = own.as_deref().unwrap_or_default();
                (Kind::Message, Some(format!("{}\n{text}", plain(first)).trim_start().to_owned()))
            }
        }
    }
}
