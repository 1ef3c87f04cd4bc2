//! Conversations for tests, written as one line per message.

use std::path::Path;
use std::sync::LazyLock;

use crate::date::iso;
use crate::input::Entry;
use crate::message::strings::Sym;
use crate::message::{Flags, Message, Stamp};
use crate::settings::load::load;
use crate::settings::{Settings, SourceSettings};
use crate::source::collect::{Archive, Collector, Context, FileReport, Keep};
use crate::source::{SOURCES, Stream};
use crate::text::Reader;

use super::wait::{Confidence, State, Wait};
use super::{Conversations, build};

/// What was read, under which settings, and what became of it.
pub struct Case {
    pub archive: Archive,
    pub settings: Settings,
    pub all: Conversations,
}

/// Reads and joins what a script tells. Each line is a message: time, who, `key=value` words, and behind
/// `|` its text.
///
/// - A time is `10:00`, `10:00:05`, `3/10:00` (3 November 2026) or RFC 3339, in Warsaw; `-` is none. Other
///   lines are on Monday 2 November 2026.
/// - `team`, `bot` and `system` speak for us; `anna` is `anna@example.org`; whatever holds `@` or `:` stays.
/// - Keys are those of NDJSON, with `re` for `reply_to`, `c` for `conversation` (`c=-` is none), `ch` for
///   `channel`, and `subj` with `_` for spaces. A word without `=` is the kind, or one of the marks `sent`,
///   `replied`, `cut-off`, `guessed` and `calls`; `thread=`, `index=`, `refs=`, `why=` and `answer-to=` are set on the message that was read.
///
/// Lines that begin with `@` set the scene: `@chat` and the other channels, `@apart` (no conversation is
/// named), `@as-of TIME`, `@file NAME [FORMAT]` (a further file), `@owner NAME`, `@peer NAME`, `@delivered ADDRESS` (one
/// mail of that mailbox), `@hidden`
/// (this file cannot carry replies), `@team none`, `@hours` (Mon–Fri 9–17), `@policy KEY = VALUE`,
/// `@toml LINE`.
pub fn case(script: &str) -> Case {
    let mut read = Script::read(script);
    let all = build(&mut read.archive, &read.settings);
    Case { archive: read.archive, settings: read.settings, all }
}

/// One line per wait in the order of rows: whose it is, its number, its state, the seconds to the answer
/// (`?` when unknown), what else came, its marks, and its confidence where that is not exact.
pub fn told(case: &Case) -> Vec<String> {
    case.all.waits.iter().map(|wait| tell(case, wait)).collect()
}

/// The waits of a script are these.
#[track_caller]
pub fn check(script: &str, expected: &[&str]) {
    assert_eq!(told(&case(script)), expected, "{script}");
}

/// The same lines under a policy.
#[track_caller]
pub fn check_policy(policy: &str, script: &str, expected: &[&str]) {
    check(&format!("@policy {policy}\n{script}"), expected);
}

/// The script is one of so many conversations.
#[track_caller]
pub fn check_joined(script: &str, n_conversations: usize) {
    let case = case(&format!("@apart\n{script}"));
    assert_eq!(case.all.list.len(), n_conversations, "{:?}\n{script}", told(&case));
}

/// What was read, nothing joined yet, and the settings.
pub struct Script {
    pub archive: Archive,
    pub settings: Settings,
}

fn tell(case: &Case, wait: &Wait) -> String {
    let who = case.archive.text(wait.customer).unwrap_or("?");
    let case_no = if wait.case > 1 { format!("#{}", wait.case) } else { String::new() };
    let mut text = format!(
        "{} {}{case_no} {}",
        who.strip_suffix("@example.org").unwrap_or(who),
        wait.number,
        wait.state.name()
    );
    if wait.state == State::Answered {
        let span = wait.answered_at.get().map(|at| at - wait.opened_at);
        text.push_str(&span.map_or(" ?".to_owned(), |span| format!(" {span}")));
    }
    if wait.n_messages != 1 {
        text.push_str(&format!(" n={}", wait.n_messages));
    }
    let signs = wait.signs();
    let times = [("ack", signs.acknowledged_at), ("held", signs.held_at), ("due", signs.promised_at)];
    for (name, at) in times {
        text.push_str(&at.get().map_or(String::new(), |at| format!(" {name}={}", at - wait.opened_at)));
    }
    let marks: Vec<&str> = wait.marks.names().collect();
    for word in [marks.join(";"), (*wait.confidence.name()).to_owned()] {
        if !word.is_empty() && word != Confidence::Exact.name() {
            text.push_str(&format!(" {word}"));
        }
    }
    text
}

#[derive(Default)]
struct File {
    name: String,
    format: Option<&'static str>,
    lines: Vec<String>,
    patches: Vec<Vec<(String, String)>>,
    owner: Option<String>,
    peer: Option<String>,
    delivered: Vec<String>,
    hidden: bool,
}

impl Script {
    pub fn read(script: &str) -> Self {
        let mut files = vec![File { name: "messages.ndjson".to_owned(), ..File::default() }];
        let (mut channel, mut apart, mut team) = ("email", false, true);
        let (mut policy, mut toml, mut as_of) = (String::new(), String::new(), None);
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let Some(scene) = line.strip_prefix('@') else {
                let file = files.last_mut().unwrap();
                let (json, patches) = message(line, channel, apart);
                file.lines.push(json);
                file.patches.push(patches);
                continue;
            };
            let (word, rest) = scene.split_once(' ').unwrap_or((scene, ""));
            match word {
                "apart" => apart = true,
                "as-of" => as_of = Some(instant(&time(rest))),
                "file" => {
                    let (name, format) = rest.split_once(' ').unwrap_or((rest, "hearback"));
                    let format = SOURCES.iter().map(|source| source.name()).find(|name| *name == format);
                    files.push(File { name: name.to_owned(), format, ..File::default() });
                }
                "owner" => files.last_mut().unwrap().owner = Some(rest.to_owned()),
                "delivered" => files.last_mut().unwrap().delivered.push(rest.to_owned()),
                "peer" => files.last_mut().unwrap().peer = Some(rest.to_owned()),
                "hidden" => files.last_mut().unwrap().hidden = true,
                "team" => team = false,
                "hours" => toml.push_str("[hours.default]\nmon-fri = \"09:00-17:00\"\nholidays = \"PL\"\n"),
                "policy" => policy.push_str(&format!("{rest}\n")),
                "toml" => toml.push_str(&format!("{rest}\n")),
                _ => channel = word,
            }
        }
        let team = if team {
            "[team]\naddresses = [\"@sklep.example\"]\nnames = [\"Sklep\"]\nbots = [\"Doradca\"]\n\
             phones = [\"48221234567\"]\npartners = [\"@dostawca.example\"]\n"
        } else {
            ""
        };
        let text = format!("timezone = \"Europe/Warsaw\"\n{team}[policy]\n{policy}{toml}");
        let mut settings = load(&text, "hearback.toml", Path::new("")).unwrap();
        settings.as_of = as_of;
        Self { archive: archive(files, &settings), settings }
    }
}

fn archive(files: Vec<File>, settings: &Settings) -> Archive {
    static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&[]));
    let own = SourceSettings::default();
    let source = SOURCES.iter().find(|source| source.name() == "hearback").unwrap();
    let mut archive = Archive::default();
    for (file_idx, file) in files.into_iter().enumerate() {
        let mut collector = Collector::new(Context::new(settings, &own, &READER, Keep::REPORT));
        let entry = Entry::memory(file.name.as_str(), file.lines.join("\n").into_bytes());
        source.read(&Stream::new(&entry, &own), &mut collector).unwrap();
        let mut batch = collector.finish();
        assert_eq!(batch.problems.samples, [], "{:#?}", file.lines);
        batch.facts.owner = file.owner;
        batch.facts.peer = file.peer;
        for address in file.delivered {
            batch.facts.note_delivery(address);
        }
        batch.facts.replies_hidden = file.hidden;
        let format = file.format.or(Some("hearback"));
        archive.files.push(FileReport { name: file.name, format, ..FileReport::default() });
        let n_before = archive.messages.len();
        archive.absorb(file_idx, batch);
        for (idx, patches) in file.patches.iter().enumerate() {
            for (key, value) in patches {
                let sym = |archive: &mut Archive, text: &str| archive.strings.intern(text);
                let values: Vec<Sym> = value.split(',').filter_map(|text| sym(&mut archive, text)).collect();
                if key == "beside" {
                    archive.messages[n_before + idx].origin = archive.messages[n_before + idx - 1].origin;
                    continue;
                }
                let message = &mut archive.messages[n_before + idx];
                patch(message, key, &values);
                archive.census.add(message);
            }
        }
    }
    archive
}

/// What NDJSON cannot say and other exports can.
fn patch(message: &mut Message, key: &str, values: &[Sym]) {
    match key {
        "sent" => message.flags.set(Flags::SENT),
        "replied" => message.flags.set(Flags::REPLIED),
        "guessed" => message.flags.set(Flags::ROLE_GUESSED),
        "calls" => message.flags.set(Flags::ADDRESSED),
        "cut-off" => message.flags.set(Flags::LEFT_TRUNCATED),
        "thread" => message.rare_mut().thread = values.first().copied(),
        "index" => message.rare_mut().thread_index = values.first().copied(),
        "why" => message.rare_mut().why = values.first().copied(),
        "answer-to" => message.rare_mut().answer_to = values.first().copied(),
        "refs" => message.rare_mut().references = values.iter().copied().collect(),
        _ => panic!("no mark is called {key:?}"),
    }
}

fn set(object: &mut serde_json::Map<String, serde_json::Value>, key: &str, value: &str) {
    object.insert(key.to_owned(), value.into());
}

fn message(line: &str, channel: &str, apart: bool) -> (String, Vec<(String, String)>) {
    let (head, text) = line.split_once('|').map_or((line, None), |(head, text)| (head, Some(text.trim())));
    let mut words = head.split_whitespace();
    let (sent, who) = (words.next().unwrap(), words.next().unwrap_or_else(|| panic!("no author: {line}")));
    let mut object = serde_json::Map::new();
    set(&mut object, "channel", channel);
    if !apart {
        set(&mut object, "conversation", "c1");
    }
    match who {
        "team" => set(&mut object, "author", "pomoc@sklep.example"),
        "bot" => set(&mut object, "name", "Doradca"),
        "system" => set(&mut object, "role", "system"),
        "nobody" => {}
        _ => set(&mut object, "author", &address(who)),
    }
    if let Some(text) = text {
        set(&mut object, "text", text);
    }
    let mut patches = Vec::new();
    for word in words {
        match word.split_once('=') {
            None if matches!(word, "sent" | "replied" | "cut-off" | "guessed" | "calls" | "beside") => {
                patches.push((word.to_owned(), String::new()));
            }
            None => set(&mut object, "kind", word),
            Some((key @ ("thread" | "index" | "refs" | "why"), value)) => {
                patches.push((key.to_owned(), value.to_owned()))
            }
            Some(("answer-to", value)) => patches.push(("answer-to".to_owned(), address(value))),
            Some(("re", value)) => set(&mut object, "reply_to", value),
            Some(("ch", value)) => set(&mut object, "channel", value),
            Some(("subj", value)) => set(&mut object, "subject", &value.replace('_', " ")),
            Some(("edited", value)) => set(&mut object, "edited", &time(value)),
            Some(("c", "-")) => _ = object.remove("conversation"),
            Some(("c", value)) => set(&mut object, "conversation", value),
            Some(("to", value)) => {
                let to: Vec<String> = value.split(',').map(address).collect();
                object.insert("to".to_owned(), to.into());
            }
            Some((key @ ("rating" | "rating_max"), value)) => {
                object.insert(key.to_owned(), value.parse::<f64>().unwrap().into());
            }
            Some((key, value)) => set(&mut object, key, &value.replace('_', " ")),
        }
    }
    object.insert("sent".to_owned(), if sent == "-" { serde_json::Value::Null } else { time(sent).into() });
    (serde_json::Value::Object(object).to_string(), patches)
}

fn address(word: &str) -> String {
    match word {
        "team" => "pomoc@sklep.example".to_owned(),
        _ if word.contains(['@', ':', '+']) => word.trim_start_matches(':').replace('_', " "),
        _ => format!("{word}@example.org"),
    }
}

/// RFC 3339, or a local time.
fn time(text: &str) -> String {
    if text.contains('T') {
        return text.to_owned();
    }
    let (day, clock) = text.split_once('/').unwrap_or(("2", text));
    let seconds = if clock.len() > 5 { "" } else { ":00" };
    format!("2026-11-{day:0>2}T{clock}{seconds}+01:00")
}

fn instant(text: &str) -> i64 {
    match iso::parse(text) {
        Some(Stamp::Instant(instant)) => instant,
        other => panic!("{text}: {other:?}"),
    }
}
