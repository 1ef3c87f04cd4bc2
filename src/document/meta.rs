//! What a report says about itself, so that it can be made again.

use std::borrow::Cow;

use super::view::{View, text};
use super::{Meta, Phrases, Value};

/// The facts of a report of `command`.
pub fn meta(view: &View<'_>, command: &'static str) -> Meta {
    let settings = view.settings;
    let mut inputs: Vec<Cow<'static, str>> = Vec::new();
    for (file, digest) in view.archive.files.iter().zip(&view.conversations.facts.digests) {
        if file.format.is_some() {
            inputs.push(format!("{} {digest:016x}", view.file(file)).into());
        }
    }
    let mut policy = vec![settings.policy.preset.into()];
    policy.extend(settings.policy.differences.iter().cloned().map(Cow::Owned));
    let phrases = Phrases { nothing: view.labels.get("nothing"), more_rows: view.labels.get("more_rows") };
    Meta {
        command,
        phrases,
        facts: vec![
            ("version", text(env!("CARGO_PKG_VERSION"))),
            ("as_of", view.as_of()),
            ("as_of_from", text(if settings.as_of.is_some() { "given" } else { "newest-message" })),
            ("timezone", text(settings.zone.name().to_owned())),
            ("policy", Value::List(policy)),
            (
                "settings_digest",
                settings.digest.map_or(Value::Absent, |hash| Value::Id(format!("{hash:016x}").into())),
            ),
            ("inputs", Value::List(inputs)),
        ],
    }
}
