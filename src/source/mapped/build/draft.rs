//! The fields of one message, and the reply that a review carries.

use std::borrow::Cow;

use super::{Builder, Failure, shown};
use crate::mail::person;
use crate::message::hash::Hash;
use crate::message::{Channel, Flags, Kind, Language, Rating, Role, Stamp};
use crate::settings::phone;
use crate::source::draft::Draft;
use crate::source::mapped::condition::{Condition, same};
use crate::source::mapped::mapping::{From, Thread};
use crate::source::mapped::number;
use crate::source::mapped::view::View;
use crate::source::review::{original, reply_id};
use crate::source::table::value;
use crate::text::html;

impl<'m> Builder<'m> {
    /// The message of a record, and the reply beside it.
    pub(super) fn message<'a>(&mut self, view: &View<'a>, place: u64) -> Result<Vec<Draft<'a>>, Failure>
    where
        'm: 'a,
    {
        let mapping = self.mapping;
        let fields = &mapping.fields;
        let mut draft = Draft::new(self.n_records + 1, self.channel);
        draft.place = place;
        self.date(view, &mut draft)?;
        draft.author = self.key(fields.author.text(view));
        draft.name = fields.name.text(view).map(|name| self.repaired(name));
        let email = fields.email.text(view);
        let phone = fields.phone.text(view).filter(|phone| self.is_whole(phone));
        if draft.author.is_none() {
            draft.author = email.clone().or(phone);
        }
        draft.role = self.role(view, &draft, email.as_deref());
        if draft.role.is_none() && draft.author.is_none() && draft.name.is_none() {
            return Err(Failure {
                code: "no-author",
                text: "neither author nor name nor role is known".to_owned(),
            });
        }
        if draft.role == Some(Role::Customer) && email != draft.author {
            draft.answer_to = email;
        }
        draft.kind =
            mapping.kinds.iter().find(|rule| rule.when.holds(view)).map_or(Kind::Message, |rule| rule.set);
        if draft.kind != Kind::Message {
            draft.why = "mapping:kind";
        }
        let number = draft.record;
        draft.id = self.key(fields.id.text(view));
        let mut parents = self.keys(fields.reply_to.text(view));
        if !parents.is_empty() {
            draft.reply_to = Some(parents.remove(0));
            draft.references = parents;
        }
        draft.to = self.keys(fields.to.text(view)).into();
        draft.conversation = match mapping.thread {
            Thread::Field => self.conversation(view),
            Thread::File => Some(Cow::Owned(self.file.clone())),
            Thread::ReplyTo => None,
            Thread::AuthorGap(gap) => self.pair(view, &draft, gap),
        };
        if mapping.thread == Thread::ReplyTo && draft.reply_to.is_none() && !draft.channel.is_mail() {
            // What answers nothing begins a thread of its own, also beside others of the same author.
            draft.thread.clone_from(&draft.id);
        }
        let names_link =
            [&fields.conversation, &fields.reply_to, &fields.to].iter().any(|pick| pick.is_set());
        if draft.role == Some(Role::Team) && draft.conversation.is_none() && !names_link {
            self.odd("team-without-link", || {
                format!("record {number}: nothing says whom the team answers; give `conversation`, `to` or `reply_to`, or set `by = \"file\"` in [thread]")
            });
        }
        draft.subject = fields.subject.text(view);
        draft.about = fields.about.text(view);
        draft.link = fields.link.text(view);
        draft.language = fields.language.text(view).and_then(|tag| Language::from_tag(&tag));
        draft.rating = self.rating(view, number);
        if let Some(edited) = fields.edited.text(view) {
            match self.time(&edited, self.orders.edited) {
                Ok((edited, _)) if edited != draft.sent => draft.edited = edited,
                Ok(_) => {}
                Err(failure) => {
                    self.odd("edit-time-unreadable", || format!("record {number}: {}", failure.text))
                }
            }
        }
        if draft.role == Some(Role::Customer) && self.says_replied(view) {
            draft.flags.set(Flags::REPLIED);
        }
        draft.text = self.text(view);
        if draft.text.is_some() {
            draft.flags.set(Flags::HAS_TEXT);
        }
        self.with_reply(view, draft)
    }

    /// When it was sent: the first of the times that are there and can be read.
    fn date(&mut self, view: &View<'_>, draft: &mut Draft<'_>) -> Result<(), Failure> {
        if let Some((sent, is_day)) = view.begun() {
            // The first row of its group began what they all tell of.
            draft.sent = sent;
            draft.flags.set(if is_day { Flags::DAY } else { Flags::default() });
            return Ok(());
        }
        let mut failed = Ok(());
        for from in &self.mapping.times.from.0 {
            let Some(text) = from.text(view) else {
                continue;
            };
            match self.time(&text, self.orders.sent) {
                Ok((Stamp::Unknown, _)) => failed = Ok(()),
                Ok((sent, is_day)) => {
                    draft.sent = sent;
                    self.mark_day(draft, is_day, &text);
                    return Ok(());
                }
                Err(failure) => failed = Err(failure),
            }
        }
        failed
    }

    /// The conversation of a pair of parties.
    fn pair<'a>(&mut self, view: &View<'a>, draft: &Draft<'a>, gap: Option<i64>) -> Option<Cow<'a, str>>
    where
        'm: 'a,
    {
        let gap = gap?;
        let customer = match draft.role {
            Some(Role::Customer) => draft.author.clone().or_else(|| draft.name.clone()),
            _ => draft.to.first().cloned(),
        };
        let of_number =
            |number: Cow<'a, str>| match draft.channel == Channel::Phone && phone::is_outside(&number) {
                true => Cow::Owned(phone::national(&number)),
                false => number,
            };
        let key = self.conversation(view).or(customer.map(of_number))?;
        match self.pairs.conversation(&key, draft, gap) {
            Some(conversation) => Some(Cow::Owned(conversation)),
            None => Some(key),
        }
    }

    pub(super) fn conversation<'a>(&mut self, view: &View<'a>) -> Option<Cow<'a, str>>
    where
        'm: 'a,
    {
        let mapping = self.mapping;
        let pick = &mapping.fields.conversation;
        let [From::Join { parts, separator }] = pick.0.as_slice() else {
            return self.key(pick.text(view));
        };
        // Messages seldom repeat the key of their conversation.
        let outer = view.outer();
        let part = |&id: &usize| view.text(id).or_else(|| outer.as_ref().and_then(|outer| outer.text(id)));
        let texts: Vec<String> =
            parts.iter().filter_map(part).map(|text| value::id(&text).to_owned()).collect();
        // Half a key would throw conversations together.
        let is_whole = texts.iter().all(|text| self.is_whole(text));
        (is_whole && !texts.is_empty()).then(|| Cow::Owned(texts.join(separator)))
    }

    /// An id or name as a key: without the fraction that data frames add to numbers, and none that a
    /// spreadsheet has rounded.
    pub(super) fn key<'a>(&mut self, text: Option<Cow<'a, str>>) -> Option<Cow<'a, str>> {
        let text = text.filter(|text| self.is_whole(text))?;
        Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(value::id(text)),
            Cow::Owned(text) => Cow::Owned(value::id(&text).to_owned()),
        })
    }

    /// The keys of a comma-separated list.
    fn keys<'a>(&mut self, text: Option<Cow<'a, str>>) -> Vec<Cow<'a, str>> {
        // The comma of a rounded id separates nothing.
        let mut keys = text.filter(|text| self.is_whole(text)).map(list).unwrap_or_default();
        keys.retain(|key| self.is_whole(key));
        keys
    }

    /// Two rounded ids can be equal and mean different people.
    fn is_whole(&mut self, id: &str) -> bool {
        let is_lossy = value::is_lossy_id(id);
        if is_lossy {
            let number = self.n_records + 1;
            self.odd("lossy-ids", || {
                format!("record {number}: the id `{id}` was rounded by a spreadsheet and is not used")
            });
        }
        !is_lossy
    }

    /// A rule that names the role decides; then the mapping's own team; then the default.
    fn role(&self, view: &View<'_>, draft: &Draft<'_>, email: Option<&str>) -> Option<Role> {
        let mapping = self.mapping;
        if let Some(rule) = mapping.roles.iter().find(|rule| rule.when.holds(view)) {
            return Some(rule.set);
        }
        let team = &mapping.team;
        let is_address = |address: &str| {
            let address = address.to_lowercase();
            team.addresses.iter().any(|known| match known.strip_prefix('@') {
                Some(domain) => person::halves(&address).is_some_and(|(_, of)| of == domain),
                None => address == *known,
            })
        };
        let is_phone = |number: &str| {
            phone::OUTSIDE <= phone::digits(number).len()
                && team.phones.iter().any(|own| phone::is_same(own, number))
        };
        let is_name = |name: &str| !team.names.is_empty() && team.names.contains(&name.to_lowercase());
        let author = draft.author.as_deref();
        let is_team = author.is_some_and(|author| is_address(author) || is_phone(author) || is_name(author))
            || email.is_some_and(is_address)
            || draft.name.as_deref().is_some_and(is_name);
        if is_team {
            return Some(Role::Team);
        }
        // A number of the team is no default: the settings decide and are the evidence.
        let is_colleague = self.channel == Channel::Phone
            && author
                .is_some_and(|author| !author.contains(char::is_alphabetic) && self.exchange.is_team(author));
        mapping.default_role.filter(|_| !is_colleague)
    }

    fn rating(&mut self, view: &View<'_>, number: u64) -> Option<Rating> {
        let mapping = self.mapping;
        let fields = &mapping.fields;
        let text = fields.rating.text(view)?;
        if fields.good.iter().any(|good| same(good, &text)) {
            return Some(Rating { value: 5.0, max: Some(5.0) });
        }
        if fields.bad.iter().any(|bad| same(bad, &text)) {
            return Some(Rating { value: 1.0, max: Some(5.0) });
        }
        if !fields.good.is_empty() || !fields.bad.is_empty() {
            // A value that is neither, such as `not_rated`.
            return None;
        }
        let decimal = mapping.numbers.decimal;
        let max =
            fields.rating_max.text(view).and_then(|max| number::number(&max, decimal)).map(|max| max as f32);
        let rating = value::rating(&number::plain(&text, decimal))
            .map(|rating| Rating { max: rating.max.or(max), ..rating })
            .filter(|rating| rating.max.is_none_or(|max| 0.0 < max && rating.value <= max));
        if rating.is_none() {
            self.odd("rating-unreadable", || {
                let found = shown(&text);
                format!(
                    "record {number}: the rating `{found}` cannot be read; the message is kept without one"
                )
            });
        }
        rating
    }

    fn text<'a>(&self, view: &View<'a>) -> Option<Cow<'a, str>>
    where
        'm: 'a,
    {
        let fields = &self.mapping.fields;
        let title = fields.title.text(view);
        let text = match (title, fields.text.lines(view)) {
            (Some(title), Some(text)) => Some(Cow::Owned(format!("{title}\n{text}"))),
            (title, text) => title.or(text),
        };
        let text = self.repaired(text?);
        let text = if self.channel == Channel::Review { original::shown(text) } else { text };
        if !fields.html {
            return Some(text);
        }
        let text = html::comment(&text);
        (!text.is_empty()).then_some(Cow::Owned(text))
    }

    /// Adds the reply that stands beside a review.
    fn with_reply<'a>(&mut self, view: &View<'a>, mut draft: Draft<'a>) -> Result<Vec<Draft<'a>>, Failure>
    where
        'm: 'a,
    {
        let fields = &self.mapping.fields;
        if draft.channel != Channel::Review && !fields.reply.is_set() && !fields.reply_at.is_set() {
            return Ok(vec![draft]);
        }
        if draft.id.is_none() {
            draft.id = Some(Cow::Owned(made_up_id(&draft)));
            draft.flags.set(Flags::MADE_UP_ID);
        }
        if draft.conversation.is_none() && draft.reply_to.is_none() {
            draft.conversation.clone_from(&draft.id);
        }
        let text = fields
            .reply
            .lines(view)
            .map(|text| if fields.html { Cow::Owned(html::comment(&text)) } else { self.repaired(text) });
        let number = draft.record;
        let reply_at = fields.reply_at.text(view);
        let (sent, is_day) = match reply_at.map(|text| self.time(&text, self.orders.reply)) {
            None => (Stamp::Unknown, false),
            Some(Ok(told)) => told,
            Some(Err(failure)) => {
                self.odd("reply-time-unreadable", || format!("record {number}: {}", failure.text));
                (Stamp::Unknown, false)
            }
        };
        let is = |when: &Option<Condition>| when.as_ref().is_some_and(|when| when.holds(view));
        if text.is_none() && sent == Stamp::Unknown || is(&fields.reply_rejected) {
            return Ok(vec![draft]);
        }
        let mut reply = Draft::new(draft.record, draft.channel);
        reply.place = draft.place;
        reply.conversation.clone_from(&draft.conversation);
        reply.id = draft.id.as_deref().map(|id| Cow::Owned(reply_id(id)));
        reply.reply_to.clone_from(&draft.id);
        reply.role = Some(Role::Team);
        reply.name = fields.reply_name.text(view);
        reply.sent = sent;
        if is_day {
            reply.flags.set(Flags::DAY);
        }
        if fields.reply_last_edit {
            // Equal times say that only the last edit of the reply is known.
            reply.edited = sent;
        }
        if text.is_some() {
            reply.flags.set(Flags::HAS_TEXT);
        }
        reply.text = text;
        if is(&fields.reply_pending) {
            reply.kind = Kind::Draft;
            reply.why = "reply-pending";
        }
        Ok(vec![draft, reply])
    }

    fn repaired<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        if !self.mapping.input.mojibake || text.is_ascii() {
            return text;
        }
        let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
        match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(repaired) => Cow::Owned(repaired),
            None => text,
        }
    }
}

/// The parts of a comma-separated list.
fn list(text: Cow<'_, str>) -> Vec<Cow<'_, str>> {
    let part = |part: &str| value::present(part).map(|part| value::id(part).to_owned());
    match text {
        Cow::Borrowed(text) => {
            let parts = text.split(',').filter_map(value::present);
            parts.map(|part| Cow::Borrowed(value::id(part))).collect()
        }
        Cow::Owned(text) => text.split(',').filter_map(part).map(Cow::Owned).collect(),
    }
}

/// A key for a review without one: the same review gets the same key in every export.
fn made_up_id(draft: &Draft<'_>) -> String {
    let mut hash = Hash::default();
    // No text holds the byte that ends each.
    let mut add = |text: &str| text.bytes().chain([0xff]).for_each(|byte| hash.add(byte));
    add(&format!("{:?}", draft.sent));
    for text in [&draft.author, &draft.name, &draft.text] {
        add(text.as_deref().unwrap_or_default());
    }
    format!("row-{:016x}", hash.value())
}
