//! What every source, report and check owes, run over the registries and every fixture.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a fixture that cannot be read must fail loudly"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::LazyLock;

use hearback::finding::CHECKS;
use hearback::input::text::decode_head;
use hearback::input::{Entry, PEEK};
use hearback::message::strings::Sym;
use hearback::problem::{Problem, Tally};
use hearback::report::REPORTS;
use hearback::settings::{Settings, SourceSettings};
use hearback::source::beside::Beside;
use hearback::source::collect::{Batch, Collector, Context, Keep};
use hearback::source::draft::Draft;
use hearback::source::mapped::presets::PRESETS;
use hearback::source::{Facts, Peek, SOURCES, Sink, Sniff, Source, Stream};
use hearback::text::Reader;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&[]));

#[test]
fn names_are_kebab_case_and_unique() {
    let sources: Vec<&str> = SOURCES.iter().map(|source| source.name()).collect();
    let reports: Vec<&str> = REPORTS.iter().map(|report| report.name()).collect();
    let checks: Vec<&str> = CHECKS.iter().map(|check| check.code()).collect();
    assert!(sources.is_sorted(), "SOURCES is a sorted list: {sources:?}");
    for names in [sources, reports, checks] {
        for name in &names {
            assert!(is_kebab_case(name), "{name:?} is not in kebab-case");
            assert_eq!(1, names.iter().filter(|other| *other == name).count(), "{name} is there twice");
        }
    }
}

#[test]
fn every_entry_tells_people_what_it_is_for_in_one_line() {
    let sources = SOURCES.iter().map(|source| (source.name(), source.about()));
    let reports = REPORTS.iter().map(|report| (report.name(), report.about()));
    let checks = CHECKS.iter().map(|check| (check.code(), check.about()));
    for (name, about) in sources.chain(reports).chain(checks) {
        assert!(!about.is_empty() && !about.contains('\n'), "{name}: {about:?}");
    }
}

#[test]
fn an_ending_of_a_file_means_one_report() {
    let endings: Vec<&str> = REPORTS.iter().flat_map(|report| report.endings()).copied().collect();
    for ending in &endings {
        assert_eq!(*ending, ending.to_ascii_lowercase());
        assert!(!ending.starts_with('.'), "{ending}: without the dot");
        assert_eq!(1, endings.iter().filter(|other| *other == ending).count(), "{ending} means two formats");
    }
}

#[test]
fn every_source_has_its_page_and_a_fixture_with_a_note() {
    for source in SOURCES {
        let name = source.name();
        let page = root().join("docs/formats").join(format!("{name}.md"));
        assert!(page.is_file(), "{}: describe the format there", page.display());
        let cases = folders(&root().join("fixtures").join(name));
        assert!(!cases.is_empty(), "fixtures/{name}: a source needs a case");
        for case in cases {
            let note = case.join("NOTE.md");
            assert!(
                note.is_file(),
                "{}: say there where the shape is from and what the answer is",
                note.display()
            );
        }
    }
}

#[test]
fn the_docs_name_every_shipped_mapping() {
    let page = fs::read_to_string(root().join("docs/formats/mapped.md")).expect("docs/formats/mapped.md");
    for preset in PRESETS {
        let name = format!("`{}`", preset.name);
        assert!(page.contains(&name), "docs/formats/mapped.md: name {name}");
    }
}

#[test]
fn the_docs_name_every_check_and_every_report() {
    let findings = fs::read_to_string(root().join("docs/findings.md")).expect("docs/findings.md");
    for check in CHECKS {
        let code = check.code();
        let has_heading = findings.lines().any(|line| {
            line.starts_with('#') && line.trim_start_matches('#').replace('`', "").trim() == code
        });
        assert!(has_heading, "docs/findings.md: give `{code}` a heading");
    }
    let schema = fs::read_to_string(root().join("docs/schema.md")).expect("docs/schema.md");
    let words: Vec<&str> = schema.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    for report in REPORTS {
        assert!(words.contains(&report.name()), "docs/schema.md: say how {} spells", report.name());
    }
}

#[test]
fn a_fixture_is_recognised_by_its_own_source_only() {
    for fixture in fixtures() {
        let head = &fixture.bytes[..fixture.bytes.len().min(PEEK)];
        let head = decode_head(head);
        let peek = Peek::new(&fixture.name, &head, fixture.bytes.len() < PEEK);
        let takers: Vec<&str> = SOURCES
            .iter()
            .filter(|source| matches!(source.sniff(&peek), Sniff::Yes(_)))
            .map(|source| source.name())
            .collect();
        // A file with a mapping beside it may need the settings to be known.
        if fixture.settings.mapping.is_none() || !takers.is_empty() {
            assert_eq!(takers, [fixture.source.name()], "{}", fixture.name);
        }
    }
}

#[test]
fn every_answer_of_detection_has_its_reason() {
    for fixture in fixtures() {
        let peek = Peek::new(&fixture.name, &fixture.bytes, true);
        for source in SOURCES {
            let (Sniff::Yes(why) | Sniff::No(why) | Sniff::Aside(why) | Sniff::Refuse(why)) =
                source.sniff(&peek);
            assert!(!why.is_empty(), "{} about {}", source.name(), fixture.name);
        }
    }
}

#[test]
fn the_tally_of_every_fixture_balances() {
    for fixture in fixtures() {
        let batch = fixture.read(&fixture.bytes);
        assert!(batch.tally.balances(), "{}: {:?}", fixture.name, batch.tally);
        assert!(0 < batch.tally.read, "{}: nothing was read", fixture.name);
        assert_eq!(batch.tally.problems, batch.problems.n(), "{}", fixture.name);
        assert!(
            batch.tally.messages <= batch.messages.len() as u64,
            "{}: a record that counts as a message must yield one",
            fixture.name
        );
    }
}

/// Every source gets every beginning of every fixture, its own and those of the others.
#[test]
fn every_beginning_of_every_fixture_is_read_without_a_panic() {
    for fixture in fixtures() {
        // Each beginning of the small files; of the large ones so many that the test stays quick.
        let step = if fixture.bytes.len() < 3000 { 1 } else { fixture.bytes.len() / 200 };
        for end in (0..fixture.bytes.len()).step_by(step) {
            let bytes = &fixture.bytes[..end];
            let entry = Entry::memory(&*fixture.name, bytes);
            let beside = Beside::new(&fixture.case);
            let stream = Stream { beside: &beside, ..Stream::new(&entry, &fixture.settings) };
            let mut count = Count::default();
            // An error ends a stream; that is an answer, too.
            let _ = fixture.source.read(&stream, &mut count);
            assert!(count.tally.balances(), "{} up to byte {end}: {:?}", fixture.name, count.tally);
        }
    }
}

#[test]
fn every_source_survives_the_fixtures_of_the_others() {
    for fixture in fixtures() {
        let step = 1 + fixture.bytes.len() / 25;
        for source in SOURCES.iter().filter(|source| source.name() != fixture.source.name()) {
            for end in (0..fixture.bytes.len()).step_by(step).chain([fixture.bytes.len()]) {
                let entry = Entry::memory(&*fixture.name, &fixture.bytes[..end]);
                let settings = SourceSettings::default();
                let mut count = Count::default();
                let _ = source.read(&Stream::new(&entry, &settings), &mut count);
                assert!(count.tally.balances(), "{} on {} to {end}", source.name(), fixture.name);
            }
        }
    }
}

/// A file read in two parts, cut at any byte, yields what it yields in one.
#[test]
fn a_file_that_splits_gives_the_same_messages_wherever_it_is_cut() {
    for fixture in fixtures().into_iter().filter(|fixture| fixture.source.splits()) {
        let whole = spelt(&fixture.read(&fixture.bytes));
        let size = fixture.bytes.len() as u64;
        // Behind each line end, beside it and at other bytes; so many that the test stays quick.
        let lines = memchr::memchr_iter(b'\n', &fixture.bytes).map(|at| at as u64);
        let cuts: Vec<u64> = lines.flat_map(|at| [at, at + 1, at + 7]).filter(|cut| *cut <= size).collect();
        for &cut in cuts.iter().step_by(1 + cuts.len() / 60) {
            let first = fixture.read_part(&fixture.bytes, Some(0..cut));
            let second = fixture.read_part(&fixture.bytes, Some(cut..size));
            let mut both = spelt(&first);
            both.extend(spelt(&second));
            let plain = |texts: &[String]| texts.iter().map(|text| without_place(text)).collect::<Vec<_>>();
            assert_eq!(plain(&whole), plain(&both), "{} cut at byte {cut}", fixture.name);
        }
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_do_not_matter() {
    for fixture in fixtures() {
        // UTF-16 has its own marks and line ends, an .emlx counts its bytes, and a lone carriage return is
        // what one fixture is about.
        let is_text = std::str::from_utf8(&fixture.bytes).is_ok() && fixture.bytes.contains(&b'\n');
        if !is_text || fixture.name.ends_with(".emlx") {
            continue;
        }
        let text = std::str::from_utf8(&fixture.bytes).unwrap();
        let lf = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let variants = [
            ("LF", lf.clone()),
            ("CRLF", lf.replace('\n', "\r\n")),
            ("a byte order mark and LF", format!("\u{feff}{lf}")),
            ("a byte order mark and CRLF", format!("\u{feff}{}", lf.replace('\n', "\r\n"))),
        ];
        let expected = spelt(&fixture.read(&fixture.bytes));
        for (what, variant) in variants {
            let read = fixture.read(variant.as_bytes());
            assert!(read.tally.balances());
            let plain = |texts: &[String]| texts.iter().map(|text| without_place(text)).collect::<Vec<_>>();
            assert_eq!(plain(&expected), plain(&spelt(&read)), "{} with {what}", fixture.name);
        }
    }
}

/// A file of a fixture, with what the settings of its case say.
struct Fixture {
    source: &'static dyn Source,
    /// Path below the repository.
    name: String,
    bytes: Vec<u8>,
    settings: SourceSettings,
    /// All files of its case, sorted by name: its side tables are among them.
    case: Rc<[Entry]>,
}

impl Fixture {
    fn read(&self, bytes: &[u8]) -> Batch {
        self.read_part(bytes, None)
    }

    fn read_part(&self, bytes: &[u8], range: Option<std::ops::Range<u64>>) -> Batch {
        let settings = Settings::default();
        let context = Context::new(&settings, &self.settings, &READER, Keep::ALL);
        let mut collector = Collector::new(context);
        let entry = Entry::memory(&*self.name, bytes);
        let beside = Beside::new(&self.case);
        let stream = Stream { range, beside: &beside, ..Stream::new(&entry, &self.settings) };
        self.source.read(&stream, &mut collector).unwrap();
        collector.finish()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every input below `fixtures/SOURCE/CASE`, and those of the demo, in the order of their paths.
fn fixtures() -> Vec<Fixture> {
    let mut fixtures = Vec::new();
    for source in SOURCES {
        for case in folders(&root().join("fixtures").join(source.name())) {
            add_fixtures(*source, &case, &mut fixtures);
        }
    }
    for (folder, name) in
        [("mail", "mbox"), ("chat", "whatsapp"), ("reviews", "play-console"), ("comments", "mapped")]
    {
        let source = SOURCES.iter().find(|source| source.name() == name).unwrap();
        add_fixtures(*source, &root().join("fixtures/demo").join(folder), &mut fixtures);
    }
    assert!(!fixtures.is_empty());
    fixtures
}

fn add_fixtures(source: &'static dyn Source, case: &Path, fixtures: &mut Vec<Fixture>) {
    let mapping = fs::read_to_string(case.join("mapping.toml")).ok();
    let mapping = mapping.map(|text| (text, "mapping.toml".to_owned()));
    let mut inputs: Vec<(String, Vec<u8>)> = Vec::new();
    for path in files(case) {
        let is_input = path.extension().is_none_or(|ending| ending != "md" && ending != "toml")
            && path.file_name().is_some_and(|name| name != "expected.json");
        if is_input {
            let name = path.strip_prefix(root()).unwrap();
            let name = name.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/");
            inputs.push((name, fs::read(&path).unwrap()));
        }
    }
    inputs.sort();
    let entries = inputs.iter().map(|(name, bytes)| Entry::memory(&**name, &**bytes));
    let case: Rc<[Entry]> = entries.collect();
    let found: Vec<Fixture> = inputs
        .into_iter()
        .map(|(name, bytes)| {
            let settings = SourceSettings { mapping: mapping.clone(), ..SourceSettings::default() };
            Fixture { source, name, bytes, settings, case: Rc::clone(&case) }
        })
        .collect();
    let sides = side_tables(&found, &case);
    fixtures.extend(found.into_iter().filter(|fixture| !sides.contains(&fixture.name)));
}

/// The files of a case that hold no records of their own: known as such, or used by the others.
fn side_tables(fixtures: &[Fixture], case: &[Entry]) -> Vec<String> {
    let beside = Beside::new(case);
    let sniff = |fixture: &Fixture| {
        let head = decode_head(&fixture.bytes[..fixture.bytes.len().min(PEEK)]);
        let whole = fixture.bytes.len() < PEEK;
        fixture.source.sniff(&Peek::new(&fixture.name, &head, whole))
    };
    for (fixture, entry) in fixtures.iter().zip(case) {
        let stream = Stream { beside: &beside, ..Stream::new(entry, &fixture.settings) };
        let _ = fixture.source.read(&stream, &mut Count::default());
    }
    let is_side = |fixture: &&Fixture| match sniff(fixture) {
        Sniff::Aside(_) => true,
        Sniff::Yes(_) => false,
        _ => beside.was_used(&fixture.name),
    };
    fixtures.iter().filter(is_side).map(|fixture| fixture.name.clone()).collect()
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(path)
        .expect("every source has a folder of fixtures")
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// All files below a folder, in the order of their paths.
fn files(path: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    found.extend(folders(path).iter().flat_map(|folder| files(folder)));
    found.sort();
    found
}

fn is_kebab_case(name: &str) -> bool {
    name.split('-')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

/// Each message of a batch as a text, with its symbols resolved; behind a tab, where it lay.
fn spelt(batch: &Batch) -> Vec<String> {
    let text = |sym: Option<Sym>| sym.map(|sym| batch.strings.get(sym));
    let list = |syms: &[Sym]| syms.iter().map(|&sym| batch.strings.get(sym).to_owned()).collect::<Vec<_>>();
    let of = |message: &hearback::message::Message| {
        let texts = [
            message.conversation,
            message.rare().thread,
            message.id,
            message.reply_to,
            message.author,
            message.name,
            message.rare().answer_to,
            message.subject,
            message.excerpt,
            message.words,
            message.rare().why,
        ]
        .map(text);
        let lists = [list(&message.rare().references), list(&message.to)];
        let times = [message.sent.get(), message.edited.get()];
        let judged =
            (message.rating, message.tone, message.rare().promise, message.fingerprint, message.closing);
        let kind = (message.kind, message.role, message.channel, message.language, message.flags);
        let (record, place) = (message.origin.record, message.origin.place);
        format!("{texts:?} {lists:?} {times:?} {judged:?} {kind:?}\trecord {record} place {place}")
    };
    batch.messages.iter().map(of).collect()
}

fn without_place(spelt: &str) -> String {
    spelt.rsplit_once('\t').expect("a tab").0.to_owned()
}

/// Counts, and keeps nothing.
#[derive(Default)]
struct Count {
    tally: Tally,
    facts: Facts,
}

impl Sink for Count {
    fn message(&mut self, _: Draft<'_>) {
        self.tally.read += 1;
        self.tally.messages += 1;
    }

    fn also(&mut self, _: Draft<'_>) {
        assert!(0 < self.tally.messages, "a further message needs one before it");
    }

    fn problem(&mut self, problem: Problem) {
        assert!(is_kebab_case(problem.code), "{problem}");
        assert!(!problem.text.is_empty() && !problem.text.ends_with('.'), "{problem}");
        self.tally.read += 1;
        self.tally.problems += 1;
    }

    fn outside(&mut self, reason: &'static str) {
        assert!(is_kebab_case(reason), "{reason}");
        self.tally.read += 1;
        *self.tally.outside.entry(reason).or_default() += 1;
    }

    fn remark(&mut self, problem: Problem) {
        assert!(is_kebab_case(problem.code), "{problem}");
    }

    fn facts(&mut self) -> &mut Facts {
        &mut self.facts
    }
}
