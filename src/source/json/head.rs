//! Looks for a format's signature in the beginning of a file.

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
    places.iter().map(|place| seen(place, Want::Scope) || seen(place, Want::Value)).collect()
}
