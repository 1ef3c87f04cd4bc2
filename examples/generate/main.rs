//! Writes an invented mailbox, the same mails as NDJSON or CSV, or app reviews, of any size and with a known answer,
//! to measure with.
//!
//! `cargo run --release --example generate -- mbox 100000 > inbox.mbox`; the answer goes to standard error. The
//! same arguments give the same bytes: the numbers come from splitmix64, and the clock is not asked.
//! `tools/peers.py` answers the same questions with other programs.

mod reviews;

use std::env;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

const FIRST_NAMES: &[&str] =
    &["anna", "bruno", "clara", "daniel", "ewa", "filip", "greta", "henrik", "ida", "jan"];
const QUESTIONS: &[&str] = &[
    "Where is my parcel? It should have been here on Friday.",
    "Do you ship to Oulu, and how much is it?",
    "Dzień dobry, kiedy dotrze zamówienie?",
    "The cup arrived broken. I want my money back.",
    "Hei, onko tämä saatavilla sinisenä?",
    "Здравствуйте, можно ли вернуть товар?",
];
const ANSWERS: &[&str] = &[
    "It left the house on Monday and arrives tomorrow.",
    "Yes we do, within three days.",
    "Dzień dobry, paczka jest w drodze i dotrze jutro.",
    "We have sent the money back to your account.",
];
/// 2026-01-05T08:00:00Z, a Monday.
const START: i64 = 1_767_600_000;

/// One mail of an invented conversation.
struct Mail {
    /// Number of its conversation.
    case: u64,
    /// Position in the conversation.
    turn: u64,
    sent: i64,
    customer: String,
    text: &'static str,
}

/// What an audit of all mails must say.
#[derive(Default)]
struct Answer {
    n_messages: u64,
    n_waits: u64,
    n_answered: u64,
    n_waiting: u64,
    n_response_seconds: i64,
}

/// Steele, Lea and Flood's generator of equally distributed numbers.
struct SplitMix64(u64);

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let n_mails = args.get(1).and_then(|text| text.parse().ok());
    let seed = args.get(2).map_or(Some(1), |text| text.parse().ok());
    let (Some(format), Some(n_mails), Some(seed)) = (args.first(), n_mails, seed) else { return usage() };
    let mut out = BufWriter::new(io::stdout().lock());
    let write: fn(&mut dyn Write, &Mail) -> io::Result<()> = match format.as_str() {
        "mbox" => mbox,
        "ndjson" => ndjson,
        "csv" => csv,
        "reviews" => return exit_code(reviews::write(&mut out, n_mails, seed, false)),
        "varied-reviews" => return exit_code(reviews::write(&mut out, n_mails, seed, true)),
        _ => return usage(),
    };
    let answer = generate(&mut out, format == "csv", n_mails, seed, write);
    exit_code(answer.and_then(|answer| tell(&answer)))
}

fn exit_code(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing can be done when standard error is gone too.
            let _ = writeln!(io::stderr(), "generate: {error}");
            ExitCode::from(2)
        }
    }
}

fn usage() -> ExitCode {
    let _ = writeln!(io::stderr(), "usage: generate mbox|ndjson|csv|reviews|varied-reviews RECORDS [SEED]");
    ExitCode::from(2)
}

/// Conversations of one to three questions; each question but some of the last ones is answered.
fn generate(
    out: &mut dyn Write,
    with_header: bool,
    n_mails: u64,
    seed: u64,
    write: fn(&mut dyn Write, &Mail) -> io::Result<()>,
) -> io::Result<Answer> {
    let mut random = SplitMix64(seed);
    let mut answer = Answer::default();
    if with_header {
        out.write_all(b"id,parent,author,email,date,text,page,staff\n")?;
    }
    let mut case = 0;
    while answer.n_messages < n_mails {
        let name = FIRST_NAMES[random.below(FIRST_NAMES.len() as u64) as usize];
        let customer = format!("{name}.{case}@example.org");
        let n_questions = 1 + random.below(3);
        let is_answered = random.below(10) < 8;
        let mut sent = START + i64::try_from(case * 97 % 2_400_000).unwrap_or_default();
        for question in 0..n_questions {
            let text = QUESTIONS[random.below(QUESTIONS.len() as u64) as usize];
            write(out, &Mail { case, turn: question * 2, sent, customer: customer.clone(), text })?;
            answer.n_messages += 1;
            answer.n_waits += 1;
            if !is_answered && question + 1 == n_questions {
                answer.n_waiting += 1;
                break;
            }
            let seconds = 60 + i64::try_from(random.below(100_000)).unwrap_or_default();
            sent += seconds;
            let text = ANSWERS[random.below(ANSWERS.len() as u64) as usize];
            write(out, &Mail { case, turn: question * 2 + 1, sent, customer: customer.clone(), text })?;
            answer.n_messages += 1;
            answer.n_answered += 1;
            answer.n_response_seconds += seconds;
            sent += 60 + i64::try_from(random.below(20_000)).unwrap_or_default();
        }
        case += 1;
    }
    out.flush()?;
    Ok(answer)
}

fn tell(answer: &Answer) -> io::Result<()> {
    let Answer { n_messages, n_waits, n_answered, n_waiting, n_response_seconds } = answer;
    writeln!(
        io::stderr(),
        "{n_messages} messages, {n_waits} waits: {n_answered} answered after {n_response_seconds} s in all, {n_waiting} waiting \
         (with --team @shop.example)"
    )
}

fn mbox(out: &mut dyn Write, mail: &Mail) -> io::Result<()> {
    let date = time(mail.sent, "%a, %d %b %Y %H:%M:%S +0000");
    let (from, to) = mail.parties();
    let re = if mail.turn == 0 { "" } else { "Re: " };
    writeln!(out, "From {from} {}", time(mail.sent, "%a %b %e %H:%M:%S %Y"))?;
    writeln!(out, "From: {from}\nTo: {to}\nDate: {date}\nSubject: {re}Order {}", mail.case)?;
    writeln!(out, "Message-ID: <{}.{}@example.org>", mail.case, mail.turn)?;
    if let Some(before) = mail.turn.checked_sub(1) {
        writeln!(out, "In-Reply-To: <{}.{before}@example.org>", mail.case)?;
    }
    writeln!(out, "Content-Type: text/plain; charset=utf-8\n\n{}\n", mail.text)
}

fn ndjson(out: &mut dyn Write, mail: &Mail) -> io::Result<()> {
    let (from, to) = mail.parties();
    let line = serde_json::json!({
        "conversation": format!("c{}", mail.case),
        "id": format!("{}.{}", mail.case, mail.turn),
        "sent": time(mail.sent, "%Y-%m-%dT%H:%M:%SZ"),
        "channel": "email",
        "role": if mail.is_question() { "customer" } else { "team" },
        "author": from,
        "to": [to],
        "subject": format!("Order {}", mail.case),
        "text": mail.text,
    });
    writeln!(out, "{line}")
}

/// The columns of comments on a website.
fn csv(out: &mut dyn Write, mail: &Mail) -> io::Result<()> {
    let (from, _) = mail.parties();
    let parent = mail.turn.checked_sub(1).map(|before| format!("{}.{before}", mail.case)).unwrap_or_default();
    writeln!(
        out,
        "{}.{},{parent},{from},{from},{},\"{}\",/page/{},{}",
        mail.case,
        mail.turn,
        time(mail.sent, "%Y-%m-%dT%H:%M:%SZ"),
        mail.text,
        mail.case,
        if mail.is_question() { "no" } else { "yes" }
    )
}

fn time(seconds: i64, pattern: &str) -> String {
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default().format(pattern).to_string()
}

impl Mail {
    fn is_question(&self) -> bool {
        self.turn.is_multiple_of(2)
    }

    fn parties(&self) -> (&str, &str) {
        const SHOP: &str = "help@shop.example";
        if self.is_question() { (&self.customer, SHOP) } else { (SHOP, &self.customer) }
    }
}

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}
