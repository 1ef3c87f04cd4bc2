//! Turns one record into drafts by the rules of a mapping, and counts what failed.

mod call;
mod draft;
mod pair;
pub mod transcript;

use std::collections::BTreeMap;

use super::mapping::Mapping;
use super::orders::Orders;
use super::view::{Place, View};
use crate::date::pattern::Order;
use crate::message::hash::Hash;
use crate::message::{Channel, Flags, Kind, Role, Stamp};
use crate::problem::Problem;
use crate::settings::Exchange;
use crate::source::draft::{Draft, Glance};
use crate::source::{Sink, Stream};
use pair::Pairs;

/// Reads the records of one file.
pub struct Builder<'m> {
    mapping: &'m Mapping,
    exchange: &'m Exchange,
    channel: Channel,
    /// Orders of day and month, where the file or the settings tell them.
    orders: Orders,
    /// The name of the file without its ending.
    file: String,
    pairs: Pairs,
    n_records: u64,
    /// Records that failed, by code.
    failures: BTreeMap<&'static str, u64>,
    /// What is odd and costs no record: how often, and where first.
    oddities: BTreeMap<&'static str, (u64, String)>,
}

/// Why a record fails.
struct Failure {
    code: &'static str,
    text: String,
}

impl<'m> Builder<'m> {
    pub fn new(mapping: &'m Mapping, stream: &Stream<'m>, orders: Orders) -> Self {
        let channel = stream.settings.channel.or(mapping.fields.channel).unwrap_or(Channel::Chat);
        Self {
            mapping,
            exchange: &stream.settings.exchange,
            channel,
            orders,
            file: stream.file_stem().to_owned(),
            pairs: Pairs::default(),
            n_records: 0,
            failures: BTreeMap::new(),
            oddities: BTreeMap::new(),
        }
    }

    /// Reads one record that begins at `place` of the file.
    pub fn record(&mut self, view: View<'_>, place: u64, sink: &mut dyn Sink) {
        let mapping = self.mapping;
        if mapping.drops.iter().any(|when| when.holds(&view)) {
            return self.outside("dropped-by-mapping", sink);
        }
        let Some(explode) = &mapping.records.explode else {
            return self.one(&view, place, sink);
        };
        let parts =
            view.text(explode.field).map(|text| transcript::parts(explode, &text)).unwrap_or_default();
        if parts.is_empty() {
            let text = "no line of the transcript fits the pattern of `explode`".to_owned();
            return self.fail(Failure { code: "no-transcript", text }, place, sink);
        }
        for groups in &parts {
            let part = View { place: Place::Part { groups, outer: &view }, ..view };
            if mapping.drops.iter().any(|when| when.holds(&part)) {
                self.outside("dropped-by-mapping", sink);
            } else {
                self.one(&part, place, sink);
            }
        }
    }

    pub const fn channel(&self) -> Channel {
        self.channel
    }

    /// A record that is no message.
    pub fn outside(&mut self, reason: &'static str, sink: &mut dyn Sink) {
        self.n_records += 1;
        sink.outside(reason);
    }

    /// A record that could not even be taken apart.
    pub fn broken(&mut self, code: &'static str, text: String, place: u64, sink: &mut dyn Sink) {
        self.fail(Failure { code, text }, place, sink);
    }

    /// A row that the table reader could not read.
    pub fn unread(&mut self, problem: Problem, sink: &mut dyn Sink) {
        self.n_records += 1;
        *self.failures.entry(problem.code).or_default() += 1;
        sink.problem(problem);
    }

    /// Says what is wrong with the file as a whole.
    pub fn finish(self, sink: &mut dyn Sink) {
        let n_failed: u64 = self.failures.values().sum();
        let is_unreadable = match self.mapping.input.max_failing {
            Some(per_mille) => self.n_records.saturating_mul(per_mille) < n_failed.saturating_mul(1_000),
            // More than 1 % and more than a handful.
            None => 5 < n_failed && self.n_records < n_failed.saturating_mul(100),
        };
        if is_unreadable {
            let codes: Vec<String> = self.failures.iter().map(|(code, n)| format!("{code} {n}")).collect();
            sink.facts().unreadable = Some(format!(
                "{n_failed} of {} records do not fit the mapping `{}` ({}), so none is used; correct its fields or time formats, name another mapping, or allow more with `max_failing`",
                self.n_records,
                self.mapping.name,
                codes.join(", ")
            ));
        }
        for (code, (n, first)) in self.oddities {
            sink.remark(Problem::file(code, format!("{first}; {n} in all")));
        }
    }

    fn one(&mut self, view: &View<'_>, place: u64, sink: &mut dyn Sink) {
        let read = if self.mapping.fields.first_inbound_at.is_set() {
            self.case(view, place)
        } else {
            self.message(view, place)
        };
        match read {
            Ok(mut drafts) => {
                if let Some(reason) = self.settle_calls(&mut drafts) {
                    return self.outside(reason, sink);
                }
                self.note_metrics(view, &drafts, sink);
                self.note_removable(view, &drafts, sink);
                self.emit(drafts, sink);
            }
            Err(failure) => self.fail(failure, place, sink),
        }
    }

    /// Keeps the vendor's own figures apart, one of each kind for a conversation.
    fn note_metrics(&mut self, view: &View<'_>, drafts: &[Draft<'_>], sink: &mut dyn Sink) {
        let mapping = self.mapping;
        for metric in &mapping.metrics {
            let Some(text) = metric.from.text(view) else { continue };
            let Some(seconds) = metric.span.seconds(&text, mapping.numbers.decimal) else {
                let number = self.n_records + 1;
                self.odd("metric-unreadable", || {
                    format!(
                        "record {number}: the figure `{}` of {} cannot be read",
                        shown(&text),
                        metric.name
                    )
                });
                continue;
            };
            let key = drafts.iter().find_map(|draft| draft.conversation.as_deref().or(draft.id.as_deref()));
            let key = key.map_or(self.n_records + 1, Hash::of);
            let figures = sink.facts().imported.entry(metric.name).or_default();
            figures.entry(key).or_insert(seconds as i64);
        }
    }

    /// Keeps until when a review may be asked to be removed; a time that cannot be read is odd and no more.
    fn note_removable(&mut self, view: &View<'_>, drafts: &[Draft<'_>], sink: &mut dyn Sink) {
        let Some(text) = self.mapping.fields.removable_until.text(view) else { return };
        let Some(id) = drafts.first().and_then(|draft| draft.id.as_deref()) else { return };
        match self.time(&text, self.orders.sent) {
            Ok((Stamp::Instant(until), _)) => {
                sink.facts().removable.insert(Hash::of(id), until);
            }
            Ok(_) => {}
            Err(failure) => self.odd("removal-time-unreadable", || failure.text),
        }
    }

    fn emit(&mut self, mut drafts: Vec<Draft<'_>>, sink: &mut dyn Sink) {
        self.n_records += 1;
        if let Some(glance) = glance(&drafts) {
            if sink.let_go(&glance) {
                return;
            }
            let is_alone = glance.answered.is_none();
            drafts.iter_mut().for_each(|draft| draft.alone = is_alone);
        }
        let mut drafts = drafts.into_iter();
        match drafts.next() {
            Some(draft) => sink.message(draft),
            None => sink.outside("nothing-happened"),
        }
        for draft in drafts {
            sink.also(draft);
        }
    }

    fn fail(&mut self, failure: Failure, place: u64, sink: &mut dyn Sink) {
        self.n_records += 1;
        *self.failures.entry(failure.code).or_default() += 1;
        sink.problem(Problem::record(failure.code, self.n_records, failure.text).at_line(place));
    }

    fn odd(&mut self, code: &'static str, text: impl FnOnce() -> String) {
        self.oddities.entry(code).or_insert_with(|| (0, text())).0 += 1;
    }

    /// One row that stands for a whole conversation: its first question, first answer and close.
    fn case<'a>(&mut self, view: &View<'a>, place: u64) -> Result<Vec<Draft<'a>>, Failure>
    where
        'm: 'a,
    {
        let fields = &self.mapping.fields;
        let mut drafts = Vec::new();
        let id = self.key(fields.id.text(view)).or_else(|| self.key(fields.conversation.text(view)));
        for (field, role, kind) in [
            (&fields.first_inbound_at, Some(Role::Customer), Kind::Message),
            (&fields.first_reply_at, Some(Role::Team), Kind::Message),
            // Tickets by mail are solved by the team; a chat may also end by itself.
            (&fields.closed_at, self.channel.is_mail().then_some(Role::Team), Kind::Closed),
        ] {
            let Some(text) = field.text(view) else {
                continue;
            };
            let (sent, is_day) = self.time(&text, self.orders.sent)?;
            if sent == Stamp::Unknown {
                continue;
            }
            let mut draft = Draft::new(self.n_records + 1, self.channel);
            draft.place = place;
            draft.conversation = self.key(fields.conversation.text(view)).or_else(|| id.clone());
            draft.sent = sent;
            self.mark_day(&mut draft, is_day, &text);
            draft.role = role;
            draft.kind = kind;
            if role == Some(Role::Customer) {
                draft.author = self.key(fields.author.text(view));
                draft.name = fields.name.text(view);
                draft.subject = fields.subject.text(view);
                draft.flags.set(Flags::HAS_TEXT);
                if self.says_replied(view) {
                    draft.flags.set(Flags::REPLIED);
                }
            }
            drafts.push(draft);
        }
        Ok(drafts)
    }

    /// The export says that there is an answer, or the vendor measured one, and does not show it.
    fn says_replied(&self, view: &View<'_>) -> bool {
        let fields = &self.mapping.fields;
        if fields.replied.as_ref().is_some_and(|when| when.holds(view)) {
            return true;
        }
        let mut measured =
            self.mapping.metrics.iter().filter(|metric| metric.name.starts_with("first_response"));
        fields.first_inbound_at.is_set()
            && fields.first_reply_at.text(view).is_none()
            && measured.any(|metric| metric.from.text(view).is_some())
    }

    /// Says of a message that only its day is known.
    fn mark_day(&mut self, draft: &mut Draft<'_>, is_day: bool, text: &str) {
        if is_day {
            draft.flags.set(Flags::DAY);
            self.odd("dates-without-time", || {
                format!("`{}` is a day without a time of day; its first second is taken", shown(text))
            });
        }
    }

    /// A time, and whether it is a day without a time of day.
    fn time(&self, text: &str, order: Option<Order>) -> Result<(Stamp, bool), Failure> {
        use super::time::Unreadable;
        self.mapping.times.read(text, order).map_err(|why| {
            let found = shown(text);
            match why {
                Unreadable::Unknown => Failure {
                    code: "bad-time",
                    text: format!("the time `{found}` fits no format of the mapping"),
                },
                Unreadable::Ambiguous => Failure {
                    code: "ambiguous-time",
                    text: format!(
                        "the time `{found}` can be read in two ways; set `date_order` for this file"
                    ),
                },
                Unreadable::Contradicting => Failure {
                    code: "ambiguous-time",
                    text: format!(
                        "two of the `formats` read the time `{found}` differently; keep the one in which the export writes it"
                    ),
                },
            }
        })
    }
}

/// What is seen at once of a review and its answer, where the record holds nothing else.
fn glance<'d>(drafts: &'d [Draft<'_>]) -> Option<Glance<'d>> {
    let (review, answered) = match drafts {
        [review] => (review, None),
        [review, reply] if reply.kind == Kind::Message && reply.role == Some(Role::Team) => {
            (review, Some(reply.sent))
        }
        _ => return None,
    };
    let is_one = review.channel == Channel::Review
        && (review.kind, review.role) == (Kind::Message, Some(Role::Customer))
        && review.conversation == review.id
        && !review.flags.has(Flags::MADE_UP_ID)
        && review.reply_to.is_none()
        && review.thread.is_none()
        // By which of several addresses somebody goes is told by all messages.
        && [&review.author, &review.answer_to].into_iter().flatten().all(|who| !who.contains('@'));
    let Draft { rating, sent, edited, .. } = *review;
    let has_words = review.flags.has(Flags::HAS_TEXT);
    let id = review.id.as_deref().filter(|_| is_one)?;
    Some(Glance { id, sent, edited, rating, has_words, answered })
}

/// The beginning of what was found, for messages.
fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests;
