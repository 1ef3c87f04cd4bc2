//! The HTML form of Telegram's export: `messages.html`, `messages2.html` and so on.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::date::pattern::{Context, Format};
use crate::input::Entry;
use crate::message::{Channel, Kind, Role, Stamp};
use crate::problem::Problem;
use crate::source::draft::Draft;
use crate::source::table::replaced;
use crate::source::xml::{self, Event, Tag};
use crate::source::{Sink, Stream};

/// Blocks within blocks that are told apart.
const MAX_DEPTH: usize = 1000;
/// Bytes of a message that are kept.
const MAX_TEXT: usize = 64 << 10;

/// Every page names its stylesheet and the block of its history.
pub(super) fn is_ours(head: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(head, word).is_some();
    has(b"<title>Exported Data</title>") && has(b"page_header")
}

/// Reads a page.
pub(super) fn read(stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    let mut walk = xml::open(stream)?;
    let mut page = Page { folder: shared_name(stream)?, ..Page::default() };
    loop {
        let event = match walk.next()? {
            None => break,
            Some(Event::Broken { line, what }) => Err((line, what)),
            Some(Event::Start(tag)) => Ok(page.start(tag)),
            Some(Event::End("div")) => Ok(page.end_block()),
            Some(Event::End("span")) => {
                page.n_spans = page.n_spans.saturating_sub(1);
                Ok(false)
            }
            Some(Event::End(_)) => Ok(false),
            Some(Event::Text(text)) => {
                page.text(text);
                Ok(false)
            }
        };
        match event {
            // Reading goes on without a message whose end is missing.
            Err((line, what)) => {
                page.n_records += 1;
                sink.problem(Problem::record("bad-html", page.n_records, what).at_line(line));
                page.open = None;
            }
            Ok(true) => page.hand_on(sink),
            Ok(false) => {
                if let Some(open) = &mut page.open
                    && open.line == 0
                {
                    open.line = walk.line();
                }
            }
        }
    }
    if let Some(remark) = replaced(walk.n_replaced()) {
        sink.remark(remark);
    }
    page.tell_sides(sink);
    Ok(())
}

/// The folder of a page where another chat of the same export has the same name: two people, or two who deleted their
/// accounts. Exports of one chat lie in folders of other names.
fn shared_name<'a>(stream: &Stream<'a>) -> io::Result<Option<&'a str>> {
    let Some(folder) = stream.entry.name.rsplit('/').nth(1) else { return Ok(None) };
    let number = folder.strip_prefix("chat_").unwrap_or_default();
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let add = |n_chats: &mut BTreeMap<Vec<u8>, u32>, entry: &Entry| {
        if let Ok(head) = entry.peek()
            && let Some(title) = title(&head)
        {
            *n_chats.entry(title.to_vec()).or_default() += 1;
        }
    };
    let n_chats = stream.beside.gather_around(stream.entry, "messages.html", "titles", add);
    let head = stream.entry.peek()?;
    let of_title = |n_chats: Arc<BTreeMap<Vec<u8>, u32>>| n_chats.get(title(&head)?).copied();
    Ok(n_chats.and_then(of_title).filter(|&n| 1 < n).map(|_| folder))
}

/// The name of the chat as it stands in the head of a page.
fn title(head: &[u8]) -> Option<&[u8]> {
    const MARK: &[u8] = b"text bold";
    let header = head.get(memchr::memmem::find(head, b"page_header")?..)?;
    let behind = header.get(memchr::memmem::find(header, MARK)? + MARK.len()..)?;
    let text = behind.get(memchr::memchr(b'>', behind)? + 1..)?;
    Some(text.get(..memchr::memchr(b'<', text)?)?.trim_ascii())
}

/// What the text in a `div` is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Message,
    Name,
    Words,
    /// What was said elsewhere; its author is not the sender.
    Forwarded,
    /// Says of a call how it went.
    Status,
    Other,
}

#[derive(Default)]
struct Page<'a> {
    /// Tells the chat from others of its name.
    folder: Option<&'a str>,
    /// The chat's name stands above the messages.
    chat: String,
    blocks: Vec<Block>,
    /// Blocks within the innermost of those, which are not told apart.
    n_deeper: usize,
    n_spans: usize,
    n_records: u64,
    /// Who wrote last: a `joined` message has no name of its own.
    last: String,
    /// At most three of those who wrote.
    people: Vec<String>,
    open: Option<Open>,
}

/// The message that is being read.
#[derive(Default)]
struct Open {
    line: u64,
    id: String,
    is_service: bool,
    joined: bool,
    name: String,
    via_bot: bool,
    text: String,
    status: String,
    is_call: bool,
    time: Option<String>,
    reply_to: Option<String>,
}

impl Page<'_> {
    /// Always false: a start ends no message.
    fn start(&mut self, tag: Tag<'_>) -> bool {
        match tag.name {
            "div" => self.block(tag),
            "span" => self.n_spans += 1,
            "br" => self.text("\n"),
            "a" => {
                let target = tag.get("href").unwrap_or_default();
                if let Some(id) = target.split_once("go_to_message").map(|(_, id)| id)
                    && let Some(open) = &mut self.open
                {
                    open.reply_to = Some(id.to_owned());
                }
            }
            _ => {}
        }
        false
    }

    fn block(&mut self, tag: Tag<'_>) {
        let class = tag.get("class").unwrap_or_default();
        let has = |word: &str| class.split_ascii_whitespace().any(|part| part == word);
        let block = match () {
            () if has("message") && (has("default") || has("service")) => {
                let id = tag.get("id").unwrap_or_default();
                let id = id.strip_prefix("message").unwrap_or_default().to_owned();
                self.open =
                    Some(Open { id, is_service: has("service"), joined: has("joined"), ..Open::default() });
                Block::Message
            }
            () if has("forwarded") => Block::Forwarded,
            () if has("from_name") => Block::Name,
            () if has("text") => Block::Words,
            () if has("status") => Block::Status,
            () => Block::Other,
        };
        if let Some(open) = &mut self.open {
            open.is_call |= has("media_call");
            if has("date") && open.time.is_none() {
                open.time = tag.get("title").map(Cow::into_owned);
            }
        }
        if self.blocks.len() < MAX_DEPTH {
            self.blocks.push(block);
        } else {
            self.n_deeper += 1;
        }
    }

    /// Was it the one of a message?
    fn end_block(&mut self) -> bool {
        if 0 < self.n_deeper {
            self.n_deeper -= 1;
            return false;
        }
        self.blocks.pop() == Some(Block::Message)
    }

    fn text(&mut self, text: &str) {
        let is_forwarded = self.blocks.contains(&Block::Forwarded);
        let block = self.blocks.last().copied();
        let Some(open) = &mut self.open else {
            if block == Some(Block::Words) && self.chat.is_empty() {
                text.trim().clone_into(&mut self.chat);
            }
            return;
        };
        match block {
            Some(Block::Name) if is_forwarded => {}
            Some(Block::Name) if 0 < self.n_spans => open.via_bot |= text.contains("via @"),
            Some(Block::Name) => push(&mut open.name, text),
            Some(Block::Words) => push(&mut open.text, text),
            Some(Block::Status) => push(&mut open.status, text),
            _ => {}
        }
    }

    /// The message has ended.
    fn hand_on(&mut self, sink: &mut dyn Sink) {
        let Some(open) = self.open.take() else { return };
        self.n_spans = 0;
        // Below zero are the days between the messages.
        if open.is_service && open.id.starts_with('-') {
            return;
        }
        self.n_records += 1;
        if open.is_service {
            return sink.outside("system-line");
        }
        let name = open.name.trim();
        if !name.is_empty() || !open.joined {
            name.clone_into(&mut self.last);
        }
        if self.people.len() < 3 && !self.people.contains(&self.last) {
            self.people.push(self.last.clone());
        }
        let sent = match open.time.as_deref().map(time) {
            None => Stamp::Unknown,
            Some(Some(sent)) => sent,
            Some(None) => {
                let text = format!("the date is {:?}, expected D.M.Y", open.time.unwrap_or_default());
                return sink.problem(Problem::record("bad-time", self.n_records, text).at_line(open.line));
            }
        };
        let mut draft = Draft { place: open.line, sent, ..Draft::new(self.n_records, Channel::Chat) };
        draft.conversation = Some(match self.folder {
            Some(folder) => Cow::Owned(format!("{} ({folder})", self.chat)),
            None => Cow::Borrowed(self.chat.as_str()),
        });
        draft.id = Some(Cow::Borrowed(open.id.as_str()));
        draft.reply_to = open.reply_to.as_deref().map(Cow::Borrowed);
        draft.name = Some(Cow::Borrowed(self.last.as_str())).filter(|name| !name.is_empty());
        draft.role = open.via_bot.then_some(Role::Bot);
        if open.is_call {
            let talked = open.status.contains(|c: char| matches!(c, '1'..='9'));
            (draft.kind, draft.why) = match talked {
                true => (Kind::Call, "telegram:call"),
                false => (Kind::MissedCall, "telegram:missed-call"),
            };
        } else {
            draft.text = Some(Cow::Borrowed(open.text.trim()));
        }
        sink.message(draft);
    }

    /// A chat of two is called after the other side.
    fn tell_sides(self, sink: &mut dyn Sink) {
        let others: Vec<&String> = self.people.iter().filter(|name| **name != self.chat).collect();
        if let [owner] = others.as_slice()
            && self.people.len() == 2
        {
            sink.facts().owner = Some((*owner).clone());
        }
        sink.facts().peer = Some(self.chat).filter(|chat| !chat.is_empty());
    }
}

/// `03.10.2025 12:34:18 UTC+03:00`; the zone is missing in older files.
fn time(text: &str) -> Option<Stamp> {
    let zoned = Format::Pattern("%d.%m.%Y %H:%M:%S UTC%:z".to_owned());
    let local = Format::Pattern("%d.%m.%Y %H:%M:%S".to_owned());
    zoned.read(text, Context::default()).or_else(|| local.read(text, Context::default()))
}

fn push(out: &mut String, text: &str) {
    if out.len() < MAX_TEXT {
        out.push_str(text);
    }
}
