//! Reads texts, one per line of standard input, and says how fast their words are judged on one core.
//!
//! `cargo run --release --example speed < texts.txt`. The digests are the same in debug and
//! release builds and on every machine: one of all languages and tones, bit by bit, one of everything that was read.

#![expect(clippy::print_stdout, reason = "an example speaks to whoever runs it")]

use std::io::Read as _;
use std::time::{Duration, Instant};
use std::{fs, io};

use hearback::message::hash::Hash;
use hearback::text::Reader;

const N_ROUNDS: usize = 5;

fn main() -> io::Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let texts: Vec<&str> = input.lines().collect();
    let start = Clock::start();
    let reader = Reader::new(&[]);
    let made = start.elapsed();
    let mut best = Duration::MAX;
    let mut digest = 0;
    for _ in 0..N_ROUNDS {
        let start = Clock::start();
        let mut hash = Hash::default();
        for text in &texts {
            let reading = reader.read(text);
            let language = reading.language.map_or(255, |language| language as u8);
            let tone = reading.tone.map_or(0, f32::to_bits);
            tone.to_le_bytes().into_iter().chain([language]).for_each(|byte| hash.add(byte));
        }
        best = best.min(start.elapsed());
        digest = hash.value();
    }
    let mut whole = Hash::default();
    for text in &texts {
        format!("{:?}", reader.read(text)).bytes().for_each(|byte| whole.add(byte));
    }
    let n = texts.len().max(1) as f64;
    println!(
        "{} texts of {:.0} letters on average: {:.2} µs each, {:.0} texts/s; made ready in {made:.1?}; digests {digest:016x} \
         and {:016x}",
        texts.len(),
        input.chars().count() as f64 / n,
        best.as_secs_f64() * 1e6 / n,
        n / best.as_secs_f64(),
        whole.value(),
    );
    Ok(())
}

/// The time this thread spent on a core where the system tells it, else the time that went by.
struct Clock {
    wall: Instant,
    core: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        Self { wall: Instant::now(), core: on_core() }
    }

    fn elapsed(&self) -> Duration {
        let core = self.core.and_then(|start| Some(on_core()?.saturating_sub(start)));
        core.unwrap_or_else(|| self.wall.elapsed())
    }
}

fn on_core() -> Option<Duration> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
