//! Whom a comment of the Graph API speaks to: the API puts every reply below the first comment of its thread.

use super::shape::Comment;
use crate::message::Stamp;
use crate::source::comment;
use crate::source::comment::mention::{Mentions, Spoken};

/// The comments that others than the owners wrote, by their authors.
pub fn mentions<'a>(comments: &'a [Comment<'_>], owners: &[String]) -> Mentions<'a> {
    let mut open: Vec<(&Comment<'_>, &str)> =
        comments.iter().filter_map(|one| Some((one, one.parent().or(one.id.as_deref())?))).collect();
    let mut spoken = Vec::new();
    while let Some((one, top)) = open.pop() {
        open.extend(one.below().map(|below| (below, top)));
        if let (Some(Stamp::Instant(sent)), Some(id), Some(author)) =
            (comment::utc(one.time()), one.id.as_deref(), one.author().or(one.name()))
            && !one.is_hidden
            && !one.is_by(owners)
        {
            spoken.push((one.names(), Spoken { id, top, author, sent }));
        }
    }
    Mentions::of(spoken)
}

/// The comment that one answers by a tag or name: below a comment only in its thread.
pub fn spoken_to<'a>(
    mentions: &Mentions<'a>,
    one: &Comment<'_>,
    sent: Stamp,
    top: Option<&str>,
) -> Option<&'a str> {
    let Stamp::Instant(sent) = sent else { return None };
    let by_tag = one.tagged.iter().find_map(|id| mentions.newest(id, sent, top));
    by_tag.or_else(|| mentions.spoken_to(one.words()?, sent, top))
}
