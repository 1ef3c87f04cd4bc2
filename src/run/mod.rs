//! The one place that wires the rooms together.

pub mod detect;
pub mod history;
mod names;
mod ordered;
mod progress;
pub mod read;
pub mod tune;
pub mod write;

use std::collections::VecDeque;

use anyhow::bail;

use crate::conversation::history::{self as past, History, Merged};
use crate::conversation::wait::Wait;
use crate::conversation::{Conversations, facts::newest, people::Undecided};
use crate::document::labels::Labels;
use crate::document::mask::masked_name;
use crate::document::view::View;
use crate::finding::{self, Evidence};
use crate::measure::outcome::{Measured, Ruler};
use crate::measure::{period, replies};
use crate::message::{Kind, Role};
use crate::settings::Settings;
use crate::source::collect::Archive;

/// Everything that was worked out from the input, ready to be looked at.
pub struct Audit {
    pub archive: Archive,
    pub conversations: Conversations,
    pub waits: Vec<Measured>,
    pub ignored: Vec<finding::ignored::Ignored>,
    pub findings: Vec<finding::Finding>,
    pub labels: Labels,
}

/// So many waits are measured before the room they took is given back.
const N_MEASURED: usize = 1 << 16;

impl Audit {
    /// Joins, measures and judges what was read.
    pub fn new(archive: Archive, settings: &Settings) -> Self {
        Self::with_history(archive, settings, None)
    }

    /// Likewise with what earlier runs knew, which learns what this one has read.
    pub fn with_history(mut archive: Archive, settings: &Settings, history: Option<&mut History>) -> Self {
        let merge = |history: &mut History| {
            let as_of = settings.as_of.or_else(|| newest(&archive))?;
            Some(history.merge(&mut archive, as_of))
        };
        let Merged { changes, removed, known_until } = history.and_then(merge).unwrap_or_default();
        let mut conversations = crate::conversation::build(&mut archive, settings);
        archive.strings.close();
        past::mark(&removed, &archive, &mut conversations.waits);
        conversations.changes = changes;
        // Who gives as-of knows how old the export is.
        conversations.known_until = known_until.filter(|_| settings.as_of.is_none());
        replies::mark_templated(&archive, &conversations.people, &mut conversations.waits);
        crate::conversation::language::vote(&mut archive, &conversations);
        let ruler = Ruler { archive: &archive, settings, as_of: conversations.as_of };
        let waits = measured(&ruler, std::mem::take(&mut conversations.waits));
        let ignored = finding::ignored::ignored(&ruler, &waits);
        let findings =
            finding::all(&Evidence { ruler, waits: &waits, ignored: &ignored, blind: conversations.blind });
        Self { conversations, waits, ignored, findings, labels: Labels::new(settings.language), archive }
    }

    pub fn view<'a>(&'a self, settings: &'a Settings, redact: bool, limit: Option<usize>) -> View<'a> {
        View {
            archive: &self.archive,
            settings,
            conversations: &self.conversations,
            waits: &self.waits,
            ignored: &self.ignored,
            findings: &self.findings,
            labels: &self.labels,
            redact,
            limit,
        }
    }

    /// Is there any customer message that is dated, public and in the period? An empty or stale export must
    /// not look green.
    pub fn has_something_to_judge(&self, settings: &Settings) -> bool {
        let as_of = self.conversations.as_of;
        let from = settings.since.max(settings.last.map(|last| as_of.saturating_sub(last)));
        self.archive.messages.iter().enumerate().any(|(idx, message)| {
            let people = &self.conversations.people;
            let channel = people.channels[idx];
            people.roles[idx] == Role::Customer
                && matches!(message.kind, Kind::Message | Kind::Call | Kind::MissedCall)
                && (settings.channels.is_empty() || settings.channels.contains(&channel))
                && message.sent.get().is_some_and(|sent| {
                    sent <= as_of
                        && from.is_none_or(|from| sent >= from)
                        && settings.until.is_none_or(|until| sent < until)
                })
        })
    }

    /// Without knowing the team nothing can be measured.
    pub fn require_team(&self, redact: bool) -> anyhow::Result<()> {
        let Some(Undecided { candidates }) = &self.conversations.people.undecided else { return Ok(()) };
        let name = |who: &String| if redact { masked_name(who) } else { who.clone() };
        let seen: Vec<String> =
            candidates.iter().map(|(who, n)| format!("{} (conversations: {n})", name(who))).collect();
        let seen = if seen.is_empty() { String::new() } else { format!("; seen most: {}", seen.join(", ")) };
        bail!(
            "cannot tell who of the authors is your team{seen}\n  say it with --team ADDRESS, --team @DOMAIN or --team NAME, or under [team] in hearback.toml"
        );
    }
}

/// The waits of the period with their numbers. Both lists are never held in full: the waits are taken from
/// their end, and what they took is given back now and then.
fn measured(ruler: &Ruler<'_>, mut waits: Vec<Wait>) -> Vec<Measured> {
    let mut list = VecDeque::with_capacity(waits.len());
    while let Some(wait) = waits.pop() {
        let one = ruler.measure(wait);
        if period::holds(ruler.settings, ruler.as_of, &one) {
            list.push_front(one);
        }
        if waits.len().is_multiple_of(N_MEASURED) {
            waits.shrink_to_fit();
        }
    }
    list.shrink_to_fit();
    list.into()
}
