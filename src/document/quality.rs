//! What the data can bear: everything that was read, left out, assumed or damaged.

use std::collections::BTreeSet;

use crate::conversation::wait::Marks;
use crate::measure::replies;
use crate::message::{Channel, Kind, Message, Role};
use crate::problem::{Problem, Tally};
use crate::source::collect::Problems;

use super::imported;
use super::mask::masked_path;
use super::view::{View, text};
use super::{Line, Rows, Section, Show, Table, Tone, Value, changes, talks, unseen};

/// So many problems of a file are shown in full, and the first of each kind.
const N_SAMPLES: usize = 3;

/// So many mails in spam are named.
const N_SPAM: usize = 5;

/// So many files that were not read are named.
const N_UNREAD: usize = 5;

/// Remarks for whoever reads bare rows, too: half a file is half, and who wrote or belongs together is not known.
const GRAVE: [&str; 3] = ["cut-off", "lossy-ids", "side-table-missing"];

/// One thing to know about the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Stable code in kebab-case.
    pub code: &'static str,
    pub n: Option<u64>,
    pub tone: Tone,
    pub text: String,
    /// It bears on the headline and stands before it.
    pub first: bool,
}

impl Fact {
    pub fn line(&self) -> Line {
        Line { tone: self.tone, text: self.text.clone() }
    }
}

/// Collects what applies, in a fixed order.
pub fn facts(view: &View<'_>) -> Vec<Fact> {
    let mut list = List { view, facts: Vec::new() };
    list.trust();
    list.reading();
    list.facts.extend(imported::facts(view));
    list.people();
    list.times();
    list.facts.extend(changes::facts(view));
    list.facts.extend(talks::facts(view));
    list.templates();
    list.joining();
    list.settings();
    list.damage();
    list.unread();
    list.facts
}

/// The section of data quality.
pub fn section<'a>(view: &View<'a>, facts: Vec<Fact>) -> Section<'a> {
    let columns = ["code", "n", "text"].into_iter().map(|key| view.column(key, Show::Never)).collect();
    let rows = facts
        .iter()
        .map(|fact| {
            let n = fact.n.map_or(Value::Absent, |n| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX)));
            vec![text(fact.code), n, text(fact.text.clone())]
        })
        .collect();
    Section {
        key: "quality",
        title: view.labels.get("title.quality").to_owned(),
        lines: facts.iter().filter(|fact| !fact.first).map(Fact::line).collect(),
        table: Some(Table { columns, rows: Rows::Held(rows), n_more: 0 }),
    }
}

struct List<'a> {
    view: &'a View<'a>,
    facts: Vec<Fact>,
}

impl List<'_> {
    /// What decides whether the headline may be believed.
    fn trust(&mut self) {
        let view = self.view;
        if view.conversations.mail_without_outgoing {
            self.first("no-outgoing-mail", Tone::Bad, "no_outgoing");
        }
        let truncated = view.archive.files.iter().filter(|file| file.facts.truncated).count();
        self.counted("truncated-export", truncated, Tone::Warn, "truncated");
        for file in view.archive.files.iter().filter(|file| file.facts.replies_hidden) {
            self.push("replies-hidden", None, Tone::Warn, "replies_hidden", &[("file", &view.file(file))]);
        }
        let tally = self.tally();
        if tally.problems > 0 {
            self.first_counted("problems", tally.problems, "n_damaged");
        }
    }

    fn reading(&mut self) {
        let view = self.view;
        let tally = self.tally();
        let outside =
            spell_counts(tally.outside.iter().map(|(reason, n)| (view.labels.code("reason", reason), *n)));
        self.push(
            "read",
            Some(tally.read),
            Tone::Plain,
            "read",
            &[
                ("files", &view.archive.files.len().to_string()),
                ("read", &tally.read.to_string()),
                ("messages", &tally.messages.to_string()),
                ("problems", &tally.problems.to_string()),
                ("outside", &tally.n_outside().to_string()),
                ("reasons", &outside),
            ],
        );
        self.plain("also", tally.also, "also");
        let facts = &view.conversations.facts;
        let left_out: u64 = facts.left_out.values().sum();
        let reasons =
            spell_counts(facts.left_out.iter().map(|(reason, n)| (view.labels.code("reason", reason), *n)));
        let values = [("used", facts.n_used.to_string()), ("n", left_out.to_string())];
        let mut values: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        values.push(("reasons", &reasons));
        self.push("used", Some(facts.n_used), Tone::Plain, "used", &values);
        if let (Some(first), Some(last)) = (facts.first_at, facts.last_at) {
            let (first, last) = (view.units().value(&view.time(first)), view.units().value(&view.time(last)));
            self.push("period", None, Tone::Plain, "period", &[("first", &first), ("last", &last)]);
        }
        self.plain("duplicates", view.conversations.duplicates.n_removed, "duplicates");
        let shared = &view.conversations.duplicates.shared_ids;
        if let Some(example) = shared.first() {
            let n = shared.len().to_string();
            self.push(
                "shared-ids",
                Some(shared.len() as u64),
                Tone::Warn,
                "shared_ids",
                &[("n", &n), ("id", example)],
            );
        }
        self.plain("later", facts.n_later, "later");
        self.plain("in-spam", facts.n_in_spam, "in_spam");
        if facts.n_in_spam > 0 {
            self.requests_in_spam();
        }
        self.plain("stars-only", facts.n_stars_only, "stars_only");
    }

    /// Mails that lie in spam and that no filter's mark or machine's sign speaks against.
    fn requests_in_spam(&mut self) {
        let view = self.view;
        let mut found: Vec<&Message> = (0..)
            .zip(&view.archive.messages)
            .filter(|&(idx, message): &(usize, &Message)| {
                message.kind == Kind::Spam
                    && view.archive.text(message.rare().why) == Some("folder:spam")
                    && view.conversations.people.roles[idx] == Role::Customer
            })
            .map(|(_, message)| message)
            .collect();
        self.plain("requests-in-spam", found.len() as u64, "requests_in_spam");
        found.sort_by_key(|message| (std::cmp::Reverse(message.sent.get()), message.origin));
        for message in found.into_iter().take(N_SPAM) {
            let sent = view.units().value(&view.maybe_time(message.sent.get()));
            let who = view.units().value(&view.person(message.author.or(message.name)));
            let subject = view.units().value(&view.words(message.subject));
            let file = view.units().value(&view.file_of(message));
            let values = [("sent", sent.as_str()), ("who", &who), ("subject", &subject), ("file", &file)];
            self.push("request-in-spam", None, Tone::Plain, "request_in_spam", &values);
        }
    }

    fn people(&mut self) {
        let view = self.view;
        for evidence in &view.conversations.people.inferred {
            let member = view.name(&evidence.member);
            let why = view.why(evidence.why);
            let values = [("member", &*member), ("why", why.as_str())];
            self.push("team-inferred", None, Tone::Warn, "team_inferred", &values);
        }
        self.facts.extend(talks::sides(view));
        self.facts.extend(unseen::facts(view));
        let team = view.conversations.people.roles.iter().filter(|role| **role == Role::Team).count();
        self.push(
            "team-messages",
            Some(team as u64),
            Tone::Plain,
            "team_messages",
            &[("n", &team.to_string())],
        );
    }

    fn times(&mut self) {
        let view = self.view;
        let facts = &view.conversations.facts;
        if facts.n_tz_assumed > 0 {
            let total = view.archive.messages.len() as u64 + view.archive.harmless.n_messages;
            let share =
                view.units().per_cent(u32::try_from(facts.n_tz_assumed * 1000 / total).unwrap_or(1000));
            let key = if view.settings.zone_given { "tz_assumed" } else { "tz_unnamed" };
            let tone = if view.settings.zone_given { Tone::Plain } else { Tone::Warn };
            let zone = view.settings.zone.name();
            self.push(
                "tz-assumed",
                Some(facts.n_tz_assumed),
                tone,
                key,
                &[("share", &share), ("zone", zone)],
            );
        }
        self.plain("undated", facts.n_undated, "undated");
        self.plain("clock-repaired", facts.n_clock_repaired, "clock_repaired");
        let counted = [
            (Marks::TIME_UNKNOWN, "time-unknown", "time_unknown"),
            (Marks::STALE_REPLY, "stale-reply", "stale_reply"),
            (Marks::SKEW, "skew", "skew"),
            (Marks::LEFT_TRUNCATED, "left-truncated", "left_truncated"),
        ];
        let counts =
            Marks::count(view.waits.iter().map(|one| one.wait.marks), counted.map(|(mark, ..)| mark));
        for ((_, code, key), n) in counted.into_iter().zip(counts) {
            self.plain(code, n as u64, key);
        }
    }

    fn templates(&mut self) {
        if !self.view.archive.census.has_channel(Channel::is_public) {
            return;
        }
        let (n, all) = replies::templated(self.view.waits);
        if n > 0 {
            let values = [("n", n.to_string()), ("all", all.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            self.push("templated", Some(n as u64), Tone::Plain, "templated", &values);
        }
    }

    fn joining(&mut self) {
        let facts = &self.view.conversations.facts;
        self.plain("joined-by-subject", facts.n_joined_by_subject, "joined_by_subject");
        self.plain("joined-by-ticket", facts.n_joined_by_ticket, "joined_by_ticket");
        self.plain("joined-by-thread-index", facts.n_joined_by_thread_index, "joined_by_thread_index");
        self.plain("joined-by-parties", facts.n_joined_by_parties, "joined_by_parties");
        self.plain("links-refused", facts.n_links_refused, "links_refused");
        let elsewhere = crate::conversation::wait::State::AnsweredElsewhere;
        let n = self.view.waits.iter().filter(|measured| measured.wait.state == elsewhere).count();
        self.plain("answered-elsewhere", n as u64, "answered_elsewhere");
        let through_relay = self
            .view
            .waits
            .iter()
            .filter(|measured| measured.wait.marks.has(Marks::RELAY) && measured.wait.answer.is_none());
        let n = through_relay.count();
        self.plain("relay", n as u64, "relay");
    }

    fn settings(&mut self) {
        let view = self.view;
        if !view.settings.policy.differences.is_empty() {
            let all = view.settings.policy.differences.join(", ");
            self.push("policy", None, Tone::Plain, "policy", &[("keys", &all)]);
        }
        if view.settings.hours.is_empty() {
            self.push("no-hours", None, Tone::Faint, "no_hours", &[]);
        }
        let (first, last) = (view.conversations.facts.first_at, Some(view.conversations.as_of));
        let (Some(first), Some(last)) = (first, last) else { return };
        let mut missing: Vec<(String, i32)> =
            view.settings.hours.iter().flat_map(|hours| hours.calendar.uncovered(first, last)).collect();
        missing.sort();
        missing.dedup();
        for (code, year) in missing.iter().take(10) {
            let year = year.to_string();
            self.push("no-holidays", None, Tone::Warn, "no_holidays", &[("code", code), ("year", &year)]);
        }
    }

    /// Problems and remarks, file by file.
    fn damage(&mut self) {
        let view = self.view;
        for file in &view.archive.files {
            for (problems, code, tone) in
                [(&file.problems, "problem", Tone::Warn), (&file.remarks, "remark", Tone::Plain)]
            {
                self.samples(&view.file(file), problems, code, tone);
            }
        }
    }

    /// Files that are no exports.
    fn unread(&mut self) {
        let view = self.view;
        for (file, problem) in view.archive.unread.iter().take(N_UNREAD) {
            let file = if view.redact { masked_path(file) } else { file.clone() };
            let why = view.problem(problem);
            self.push("not-read", None, Tone::Warn, "not_read", &[("file", &file), ("why", &why)]);
        }
        let n_more = view.archive.unread.len().saturating_sub(N_UNREAD);
        self.plain("not-read", n_more as u64, "not_read_more");
        self.plain("media", view.archive.n_media, "media");
    }

    fn samples<'p>(&mut self, file: &str, problems: &'p Problems, code: &'static str, tone: Tone) {
        let mut codes = BTreeSet::new();
        let is_shown = |(idx, problem): (usize, &'p Problem)| {
            (codes.insert(problem.code) || idx < N_SAMPLES).then_some(problem)
        };
        let shown: Vec<&Problem> = problems.samples.iter().enumerate().filter_map(is_shown).collect();
        for problem in &shown {
            let tone = if GRAVE.contains(&problem.code) { Tone::Warn } else { tone };
            let text = format!("{file}: {}", self.view.problem(problem));
            self.facts.push(Fact { code, n: None, tone, text, first: false });
        }
        let n_more = problems.n().saturating_sub(shown.len() as u64);
        if n_more > 0 {
            let n = n_more.to_string();
            self.push(code, Some(n_more), tone, "more_problems", &[("file", file), ("n", &n)]);
        }
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for file in &self.view.archive.files {
            tally.add(&file.tally);
        }
        tally
    }

    fn push(
        &mut self,
        code: &'static str,
        n: Option<u64>,
        tone: Tone,
        key: &'static str,
        values: &[(&str, &str)],
    ) {
        let text = self.view.labels.fill(key, values);
        self.facts.push(Fact { code, n, tone, text, first: false });
    }

    fn plain(&mut self, code: &'static str, n: u64, key: &'static str) {
        if n > 0 {
            self.push(code, Some(n), Tone::Plain, key, &[("n", &n.to_string())]);
        }
    }

    fn counted(&mut self, code: &'static str, n: usize, tone: Tone, key: &'static str) {
        if n > 0 {
            self.push(code, Some(n as u64), tone, key, &[("n", &n.to_string())]);
        }
    }

    fn first(&mut self, code: &'static str, tone: Tone, key: &'static str) {
        let text = self.view.labels.get(key).to_owned();
        self.facts.push(Fact { code, n: None, tone, text, first: true });
    }

    fn first_counted(&mut self, code: &'static str, n: u64, key: &'static str) {
        let text = self.view.labels.fill(key, &[("n", &n.to_string())]);
        self.facts.push(Fact { code, n: Some(n), tone: Tone::Warn, text, first: true });
    }
}

fn spell_counts<'a>(counts: impl Iterator<Item = (&'a str, u64)>) -> String {
    let parts: Vec<String> = counts.map(|(reason, n)| format!("{n} × {reason}")).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

#[cfg(test)]
mod tests;
