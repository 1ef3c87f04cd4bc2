//! `tune`: gathers the rated texts of an export, and writes what was learned from them.

use std::path::Path;

use anyhow::{Context as _, anyhow};

use super::Audit;
use super::write::in_place;
use crate::message::{Flags, Kind, Role};
use crate::settings::Settings;
use crate::text::tune::{Lesson, Rated, tune};
use crate::text::{Own, Reader};

/// Stars up to here neither praise nor complain.
const MIDDLE: f32 = 3.0;

/// Learns from the customers' rated texts; texts with three of five stars are left out.
pub fn learn(audit: &Audit, settings: &Settings) -> anyhow::Result<Lesson> {
    let negative = settings.policy.negative_stars;
    let rated: Vec<Rated<'_>> = audit
        .archive
        .messages
        .iter()
        .enumerate()
        .filter(|&(idx, message)| {
            message.kind == Kind::Message
                && message.flags.has(Flags::HAS_TEXT)
                && audit.conversations.people.roles[idx] == Role::Customer
        })
        .filter_map(|(_, message)| {
            let stars = message.rating?.of_five();
            let text = audit.archive.text(message.excerpt)?;
            (stars <= negative || MIDDLE < stars).then_some(Rated { text, negative: stars <= negative })
        })
        .collect();
    // What was learned before must not teach itself.
    let own = Own { tuned: None, ..settings.words.clone() };
    let reader = Reader::with(&settings.text_languages, &own);
    tune(&reader, &rated).map_err(|refusal| anyhow!("{refusal}"))
}

/// Writes the file of a lesson.
pub fn write(lesson: &Lesson, path: &str) -> anyhow::Result<()> {
    let notes = [
        ("texts", lesson.n.to_string()),
        ("negative", lesson.n_negative.to_string()),
        ("kept_apart", lesson.n_held_out.to_string()),
        ("before", lesson.before.to_string()),
        ("after", lesson.after.to_string()),
    ];
    let bytes = lesson.tuned.to_bytes(&notes);
    in_place(Path::new(path), |out| out.write_all(&bytes)).with_context(|| format!("cannot write {path}"))
}

/// What the user reads.
pub fn told(lesson: &Lesson, path: &str) -> String {
    let what = if lesson.tuned.table.is_empty() { "the bound" } else { "the bound and the weights of words" };
    format!(
        "learned {what} from {} different rated texts, {} of them negative\n\
         on {} texts kept apart: {} before, {} after\n\
         wrote {path}; name it in hearback.toml:\n  [words]\n  model = {path:?}\n",
        lesson.n, lesson.n_negative, lesson.n_held_out, lesson.before, lesson.after
    )
}
