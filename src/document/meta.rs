//! What a report says about itself, so that it can be made again.

use super::view::{View, text};
use super::{Meta, Phrases, Value};

/// The facts of a report of `command`.
pub fn meta(view: &View<'_>, command: &'static str) -> Meta {
    let settings = view.settings;
    let mut inputs: Vec<String> = Vec::new();
    for (file_idx, file) in (0u32..).zip(&view.archive.files) {
        if file.format.is_some() {
            inputs.push(format!("{} {:016x}", view.file(file), digest(view, file_idx)));
        }
    }
    let mut policy = vec![settings.policy.preset.to_owned()];
    policy.extend(settings.policy.differences.iter().cloned());
    let phrases = Phrases { nothing: view.labels.get("nothing"), more_rows: view.labels.get("more_rows") };
    Meta {
        command,
        phrases,
        facts: vec![
            ("version", text(env!("CARGO_PKG_VERSION"))),
            ("as_of", view.as_of()),
            ("as_of_from", text(if settings.as_of.is_some() { "given" } else { "newest-message" })),
            ("timezone", text(settings.zone.name())),
            ("policy", Value::List(policy)),
            (
                "settings_digest",
                settings.digest.map_or(Value::Absent, |hash| Value::Id(format!("{hash:016x}"))),
            ),
            ("inputs", Value::List(inputs)),
        ],
    }
}

/// A hash over what was read from a file, whatever the order of its messages.
fn digest(view: &View<'_>, file_idx: u32) -> u64 {
    let of_file = view.archive.messages.iter().filter(|message| message.origin.file == file_idx);
    of_file.fold(0, |sum: u64, message| {
        let sent = message.sent.unwrap_or_default().unsigned_abs();
        sum.wrapping_add((message.fingerprint ^ sent.rotate_left(20)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    })
}
