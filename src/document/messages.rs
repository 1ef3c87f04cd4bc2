//! The rows of `messages`: the normalised message, which is an input format too.

use std::borrow::Cow;

use super::view::{View, maybe_text, text};
use super::{Document, Rows, Section, Show, Value, meta, rows};

/// Builds the report of all messages in the order of files and records.
pub fn messages<'a>(view: &View<'a>) -> Document<'a> {
    let keys = [
        ("conversation", Show::Never),
        ("id", Show::Never),
        ("reply_to", Show::Never),
        ("sent", Show::Always),
        ("channel", Show::Always),
        ("role", Show::Always),
        ("author", Show::Always),
        ("name", Show::Never),
        ("to", Show::Never),
        ("kind", Show::Always),
        ("subject", Show::Wide),
        ("text", Show::Wide),
        ("rating", Show::Never),
        ("rating_max", Show::Never),
        ("edited", Show::Never),
        ("language", Show::Never),
        ("tone", Show::Never),
        ("class", Show::Never),
        ("why", Show::Never),
        ("origin", Show::Never),
        ("product", Show::Never),
    ];
    let columns = keys.into_iter().map(|(key, show)| view.column(key, show)).collect();
    let mut classes: Vec<Option<(&'static str, &'static str)>> = vec![None; view.archive.messages.len()];
    let mut names: Vec<Option<u32>> = vec![None; view.archive.messages.len()];
    for (idx, conversation) in (0u32..).zip(&view.conversations.list) {
        for &message_idx in view.conversations.members_of(conversation) {
            names[message_idx as usize] = Some(idx);
        }
        for judged in view.conversations.story(view.archive, view.settings, idx).1 {
            classes[judged.message as usize] = Some((judged.class.name(), judged.why));
        }
    }
    let (n, view) = (view.archive.messages.len(), *view);
    let rows = Rows::Made(n, Box::new(move |idx| row(&view, idx, names[idx], classes[idx])));
    let table = view.limited(columns, rows);
    let section = Section { key: "rows", title: String::new(), lines: Vec::new(), table: Some(table) };
    Document { meta: meta::meta(&view, "messages"), sections: vec![section] }
}

fn row<'a>(
    view: &View<'a>,
    idx: usize,
    conversation: Option<u32>,
    class: Option<(&'static str, &'static str)>,
) -> Vec<Value<'a>> {
    let archive = view.archive;
    let message = &archive.messages[idx];
    let people = &view.conversations.people;
    let conversation = conversation.map(|idx| &view.conversations.list[idx as usize]);
    let id = |sym| match conversation {
        Some(conversation) => view.id_in(conversation, sym),
        None => archive.text(sym).map_or(Value::Absent, |id| Value::Id(id.into())),
    };
    let author = if people.channels[idx] == message.channel { message.author } else { people.who[idx] };
    let place =
        archive.file_of(message).map(|file| file.place).filter(|place| !place.is_empty()).unwrap_or("line");
    let why = class
        .map(|(_, why)| view.reason(why, message).into())
        .or_else(|| archive.text(message.rare().why).map(Cow::Borrowed));
    vec![
        conversation.map_or(Value::Absent, |conversation| Value::Id(view.conversation(conversation))),
        id(message.id),
        id(message.reply_to),
        view.maybe_time(message.sent.get()),
        text(people.channels[idx].name()),
        text(people.roles[idx].name()),
        view.person(author),
        view.person(message.name),
        Value::List(message.to.iter().map(|&to| view.name(archive.strings.get(to))).collect()),
        text(message.kind.name()),
        view.words(message.subject),
        view.words(message.excerpt),
        rows::rating(message.rating.map(|rating| rating.value)),
        rows::rating(message.rating.and_then(|rating| rating.max)),
        view.maybe_time(message.edited.get()),
        maybe_text(message.language.map(|language| language.name())),
        message.tone.get().map_or(Value::Absent, |tone| {
            Value::Record(vec![("score", rows::tone(Some(tone))), ("words", view.tone_words(message.words))])
        }),
        maybe_text(class.map(|(class, _)| class)),
        why.map_or(Value::Absent, Value::Text),
        Value::Record(vec![
            ("file", view.file_of(message)),
            ("record", Value::Integer(i64::from(message.origin.record))),
            (place, Value::Integer(i64::try_from(message.origin.place).unwrap_or(i64::MAX))),
        ]),
        maybe_text(archive.text(message.about)),
    ]
}

#[cfg(test)]
mod tests;
