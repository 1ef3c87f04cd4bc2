//! What every target checks: a source reads any bytes without a panic and counts every record once.

use std::sync::LazyLock;

use hearback::input::text::decode_head;
use hearback::input::{Entry, PEEK};
use hearback::settings::{Settings, SourceSettings};
use hearback::source::collect::{Batch, Collector, Context, Keep};
use hearback::source::{Peek, SOURCES, Stream};
use hearback::text::Reader;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&[]));

/// Sniffs and reads the bytes as the source of that name; a source that splits reads them in two parts, too,
/// which must yield as many records.
pub fn read(source: &str, name: &str, bytes: &[u8]) {
    let Some(source) = SOURCES.iter().find(|known| known.name() == source) else {
        panic!("no source is called {source}");
    };
    let head = decode_head(&bytes[..bytes.len().min(PEEK)]);
    source.sniff(&Peek::new(name, &head, bytes.len() < PEEK));

    let (all, own) = (Settings::default(), SourceSettings::default());
    let entry = Entry::memory(name, bytes);
    let part = |range| {
        let mut collector = Collector::new(Context::new(&all, &own, &READER, Keep::ALL));
        // A stream may end in an error; what came before counts.
        let _ = source.read(&Stream { range, ..Stream::new(&entry, &own) }, &mut collector);
        let batch = collector.finish();
        assert!(batch.tally.balances(), "{:?}", batch.tally);
        batch
    };
    let whole = part(None);
    if source.splits() && !bytes.is_empty() {
        let size = bytes.len() as u64;
        let cut = 1 + u64::from(bytes[bytes.len() / 2]) * size / 256;
        let two = [part(Some(0..cut)), part(Some(cut..size))];
        let n: u64 = two.iter().map(|batch: &Batch| batch.tally.read).sum();
        assert_eq!(whole.tally.read, n, "cut at byte {cut}");
    }
}
