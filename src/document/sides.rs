//! The decision table: who was taken for whom, by what rule and on what evidence.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::conversation::people::Directory;
use crate::message::strings::Sym;
use crate::message::{Channel, Message, Role};
use crate::settings::Team;

use super::view::{View, count, text};
use super::{Rows, Section, Show, Table, Value};

/// So many people are shown where no limit is set.
const MAX_SHOWN: usize = 1000;

/// What decided a side, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Rule {
    /// The export says it of the message.
    Stated,
    /// `[team]` or `--team`.
    Settings,
    /// The evidence for a team that nobody named.
    Inferred,
    /// Nothing says otherwise.
    Default,
}

impl Rule {
    const fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Settings => "settings",
            Self::Inferred => "inferred",
            Self::Default => "default",
        }
    }
}

/// One side of one person.
struct Side {
    /// The author, else the name.
    author: Sym,
    name: Option<Sym>,
    role: Role,
    rule: Rule,
    n: usize,
}

/// The people with the most messages; none where the data itself names all sides, and in mail with a named team.
pub fn section<'a>(view: &View<'a>) -> Option<Section<'a>> {
    let people = &view.conversations.people;
    let is_unsaid = |message: &Message| {
        let talks =
            matches!(message.channel, Channel::Chat | Channel::Phone | Channel::Forum | Channel::Social);
        message.role.is_none() && talks
    };
    if people.inferred.is_empty() && !view.archive.messages.iter().any(is_unsaid) {
        return None;
    }
    let sides = sides(view);
    let n_shown = view.limit.unwrap_or(MAX_SHOWN);
    let n_more = sides.len().saturating_sub(n_shown);
    let rows = sides.iter().take(n_shown).map(|side| row(view, side)).collect();
    let columns = [
        ("who", Show::Always),
        ("author", Show::Never),
        ("role", Show::Always),
        ("rule", Show::Always),
        ("evidence", Show::Always),
        ("n_messages", Show::Always),
    ];
    let columns = columns.map(|(key, show)| view.column(key, show)).to_vec();
    Some(Section {
        key: "sides",
        title: view.labels.get("title.sides").to_owned(),
        lines: Vec::new(),
        table: Some(Table { columns, rows: Rows::Held(rows), n_more }),
    })
}

/// Everybody with role and rule, most messages first.
fn sides(view: &View<'_>) -> Vec<Side> {
    let mut directory = Directory::new(view.archive, &view.settings.team);
    // By identity, role and rule: the first name that was seen, and the number of messages.
    let mut found = FxHashMap::default();
    for (message, &role) in view.archive.messages.iter().zip(&view.conversations.people.roles) {
        // Who posts a review is its author, whatever the name; and nobody is no person.
        let Some(who) = message.author.or(message.name).filter(|_| message.channel != Channel::Review) else {
            continue;
        };
        let known = [message.author, message.name].into_iter().flatten();
        let rule = match role {
            _ if message.role.is_some() => Rule::Stated,
            _ if known.into_iter().any(|who| directory.role(who).is_some()) => Rule::Settings,
            Role::Team => Rule::Inferred,
            _ => Rule::Default,
        };
        let side = found.entry((who, role, rule)).or_insert((message.name, 0));
        side.0 = side.0.or(message.name);
        side.1 += 1;
    }
    let mut sides: Vec<Side> = (found.into_iter())
        .map(|((who, role, rule), (name, n))| Side { author: who, name, role, rule, n })
        .collect();
    sides.sort_by_cached_key(|side| {
        let who = view.archive.strings.get(side.author).to_owned();
        (Reverse(side.n), who, side.rule, side.role.name())
    });
    sides
}

fn row<'a>(view: &View<'a>, side: &Side) -> Vec<Value<'a>> {
    vec![
        view.person(side.name.or(Some(side.author))),
        view.person(Some(side.author)),
        text(side.role.name()),
        text(side.rule.name()),
        text(evidence(view, side)),
        count(side.n),
    ]
}

fn evidence(view: &View<'_>, side: &Side) -> String {
    match side.rule {
        Rule::Stated => view.labels.get("side_stated").to_owned(),
        Rule::Settings => list_of(view, side).map_or_else(String::new, str::to_owned),
        Rule::Inferred => inferred(view, side),
        Rule::Default => view.labels.get("side_default").to_owned(),
    }
}

/// The list of the settings that names somebody.
fn list_of(view: &View<'_>, side: &Side) -> Option<&'static str> {
    let team = &view.settings.team;
    let lists = [
        ("[team] bots", Team { bots: team.bots.clone(), ..Team::default() }),
        ("[team] addresses", Team { addresses: team.addresses.clone(), ..Team::default() }),
        ("[team] phones", Team { phones: team.phones.clone(), ..Team::default() }),
        ("[team] names", Team { names: team.names.clone(), ..Team::default() }),
        ("[team] partners", Team { partners: team.partners.clone(), ..Team::default() }),
    ];
    lists.into_iter().find(|(_, list)| holds(view, side, list)).map(|(name, _)| name)
}

/// What speaks for a member of the team whom nobody named.
fn inferred(view: &View<'_>, side: &Side) -> String {
    let all = &view.conversations.people.inferred;
    let found = all.iter().find(|one| {
        let (names, addresses) = (vec![one.member.clone()], vec![one.member.clone()]);
        holds(view, side, &Team { names, addresses, ..Team::default() })
    });
    found.map_or_else(String::new, |one| view.why(one.why))
}

fn holds(view: &View<'_>, side: &Side, team: &Team) -> bool {
    let mut directory = Directory::new(view.archive, team);
    [Some(side.author), side.name].into_iter().flatten().any(|who| directory.role(who).is_some())
}

#[cfg(test)]
mod tests;
