//! Looks for a format's signature in the beginning of a file.

use memchr::memmem;

use super::{Event, Walk, Want};

/// Which of the places occur in the beginning of a file: the signature of a format.
pub fn finds(head: &[u8], places: &[&str]) -> Vec<bool> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let seen = |place: &str, want: Want| {
        let mut walk = Walk::new(head, &[(place, want)]);
        loop {
            match walk.next() {
                Ok(Some(Event::Broken { .. })) => {}
                Ok(Some(_)) => return true,
                Ok(None) | Err(_) => return false,
            }
        }
    };
    // A place may lie below another one, so each is looked for by itself; a long value may not end in the
    // head, but it begins there.
    let found = |place: &str| may_hold(head, place) && (seen(place, Want::Scope) || seen(place, Want::Value));
    places.iter().map(|place| found(place)).collect()
}

/// Do all keys of a place stand in the head as they are spelt? Most files are rejected by that, without a walk
/// through them.
pub fn may_hold(head: &[u8], place: &str) -> bool {
    let mut keys = place.split('.').map(|part| part.trim_end_matches("[*]")).filter(|key| !key.is_empty());
    keys.all(|key| stands_in(head, key))
}

/// Does the head or one of its lines begin with a bracket, as a document does?
pub fn has_document(head: &[u8]) -> bool {
    let opens = |byte: Option<&u8>| matches!(byte, Some(b'{' | b'['));
    opens(head.trim_ascii_start().first())
        || memchr::memchr2_iter(b'{', b'[', head)
            .any(|at| at.checked_sub(1).is_some_and(|at| head.get(at) == Some(&b'\n')))
}

/// Is the key there, in its quotes?
fn stands_in(head: &[u8], key: &str) -> bool {
    memmem::find_iter(head, key).any(|at| {
        let before = at.checked_sub(1).and_then(|before| head.get(before));
        before == Some(&b'"') && head.get(at + key.len()) == Some(&b'"')
    })
}
