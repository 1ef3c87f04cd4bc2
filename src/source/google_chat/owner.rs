//! Whose Takeout it is: the one user of the folder `Users` beside `Groups`.

use std::io::Read;
use std::sync::Arc;

use serde_json::Value;

use crate::input::Entry;
use crate::source::Stream;
use crate::source::json::fields::Fields;

/// A file about one person is small.
const MAX_BYTES: u64 = 16 << 20;

/// The address of the owner; none where the file is missing or there are several.
pub fn find(stream: &Stream<'_>) -> Option<Arc<String>> {
    let groups = stream.name().rsplit_once('/')?.0.rsplit_once('/')?.0;
    let above = groups.rsplit_once('/').map_or("", |(above, _)| above);
    let users = Entry::memory(format!("{above}/Users/").trim_start_matches('/'), b"".as_slice());
    let files = stream.beside.folder(&users).filter(|entry| entry.name.ends_with("/user_info.json"));
    let mut owners =
        files.filter_map(|entry| stream.beside.load(entry, "user_info.json", "google-chat-owner", read));
    let first = owners.next().filter(|owner| !owner.is_empty())?;
    owners.next().is_none().then_some(first)
}

/// Empty where the file tells no address.
fn read(entry: &Entry) -> String {
    let mut bytes = Vec::new();
    let read = entry.open(0).and_then(|stream| stream.take(MAX_BYTES).read_to_end(&mut bytes));
    let value = read.ok().and_then(|_| serde_json::from_slice::<Value>(&bytes).ok());
    value.and_then(|value| Fields(&value).text("user.email").map(Into::into)).unwrap_or_default()
}
