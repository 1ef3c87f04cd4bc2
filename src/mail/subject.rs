//! stub
use std::borrow::Cow;
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum Prefix {
    Reply,
    Forward,
    None,
}
pub fn normalise(s: &str) -> (Cow<'_, str>, Prefix) {
    let l = s.to_lowercase();
    for p in ["re:", "odp:", "aw:"] {
        if let Some(r) = l.strip_prefix(p) {
            return (Cow::Owned(r.trim().to_owned()), Prefix::Reply);
        }
    }
    (Cow::Owned(l), Prefix::None)
}
pub fn is_generic(_: &str) -> bool {
    false
}
