//! Reddit: posts and comments, as dumps have them one a line and as the listings of the API nest them.

use std::borrow::Cow;
use std::io;

use super::draft::{Draft, filled};
use super::json::fields::Fields;
use super::talk::{self, Talk};
use super::{Peek, Sink, Sniff, Source, Stream, comment};
use crate::message::{Channel, Kind, Role, Stamp};
use crate::text::{html, quote};

pub struct Reddit;

const CHILDREN: &str = "data.children[*]";
/// Keys of comments and of posts, of dumps and of listings; those of one list stand together.
const SIGNATURES: [&[&str]; 4] = [
    &["subreddit", "link_id", "parent_id", "body", "created_utc"],
    &["subreddit", "title", "selftext", "num_comments", "created_utc"],
    &["data.children[*].data.subreddit", "data.children[*].data.author", "data.children[*].data.created_utc"],
    &["data.subreddit", "data.author", "data.created_utc"],
];
/// The first letters of the names of comments and posts; a name begins with its kind, as ids of two kinds may be equal.
const COMMENT: &str = "t1_";
const POST: &str = "t3_";
/// Comments below comments; the API shows ten levels.
const MAX_DEPTH: u32 = 20;

impl Source for Reddit {
    fn name(&self) -> &'static str {
        "reddit"
    }

    fn about(&self) -> &'static str {
        "Reddit: dumps of posts and comments (NDJSON), listings of the API (JSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        if peek.header().is_some_and(|header| header.has_all(["permalink", "subreddit", "gildings", "body"]))
        {
            let advice = "the data of an account of Reddit holds only what the account itself wrote; save the threads through the API";
            return Sniff::Refuse(advice.to_owned());
        }
        let has_all = |places: &&&[&str]| peek.finds(places).iter().all(|found| *found);
        match SIGNATURES.iter().find(has_all) {
            Some(_) => {
                Sniff::Yes("JSON objects with `subreddit`, `created_utc` and what was written".to_owned())
            }
            None => Sniff::No("no JSON objects with `subreddit` and `created_utc`".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut n_cut = 0;
        talk::read(stream, &[CHILDREN], sink, &mut |thing, talk| n_cut += self::thing(thing, 0, talk))?;
        if let Some(remark) = comment::cut_off(n_cut) {
            sink.remark(remark);
        }
        Ok(())
    }
}

/// A post or a comment with what is below it; gives the number of lists that go on elsewhere.
fn thing(thing: Fields<'_>, depth: u32, talk: &mut Talk<'_>) -> u64 {
    match thing.text("kind").as_deref() {
        Some("t1" | "t3") => {}
        Some("more") => {
            talk.outside("not-loaded");
            return 1;
        }
        Some(_) if thing.text("data.created_utc").is_some() => {
            talk.outside("not-a-post");
            return 0;
        }
        // Of a dump.
        _ => {
            say(thing, talk);
            return 0;
        }
    }
    let data = thing.at("data");
    say(data, talk);
    if depth == MAX_DEPTH {
        return u64::from(data.has_any("replies.data.children"));
    }
    data.list("replies.data.children").map(|reply| self::thing(reply, depth + 1, talk)).sum()
}

fn say(data: Fields<'_>, talk: &mut Talk<'_>) {
    let is_comment = data.text("body").is_some();
    if !is_comment && data.text("title").is_none() && data.text("selftext").is_none() {
        return talk.outside("not-a-post");
    }
    let prefix = if is_comment { COMMENT } else { POST };
    let name = |id: Cow<'_, str>| match id.starts_with(prefix) {
        true => id.into_owned(),
        false => format!("{prefix}{id}"),
    };
    let Some(id) = data.text("name").or_else(|| data.text("id")).map(name) else {
        return talk.bad(comment::BAD_RECORD, "neither `name` nor `id`");
    };
    let Some(sent) = talk.time(data, "created_utc") else { return };
    let post = if is_comment { data.text("link_id") } else { Some(Cow::Borrowed(id.as_str())) };
    let post = post.unwrap_or_default();
    let mut draft = talk.draft(Channel::Forum, &post, sent);
    draft.id = Some(Cow::Borrowed(&id));
    draft.reply_to = data.text("parent_id").filter(|parent| is_comment && !parent.is_empty());
    draft.author = filled(data.text("author")).filter(|author| *author != "[deleted]");
    draft.name.clone_from(&draft.author);
    draft.subject = filled(data.text("title").or_else(|| data.text("link_title"))).map(decoded);
    draft.about = filled(data.text("subreddit")).map(|name| Cow::Owned(format!("r/{name}")));
    draft.edited = match data.number("edited") {
        Some(_) => comment::edited(sent, data.time("edited").unwrap_or_default()),
        None => Stamp::Unknown,
    };
    // The site's own helper greets and warns in every thread.
    draft.role = (draft.author.as_deref() == Some("AutoModerator")).then_some(Role::Bot);
    let text = data.text(if is_comment { "body" } else { "selftext" }).map(decoded);
    match text.as_deref().map(str::trim) {
        Some("[deleted]") => gone(draft, "reddit:deleted", talk),
        Some(text) if is_removed(text) => gone(draft, "reddit:removed", talk),
        _ => {
            let title = draft.subject.clone().filter(|_| !is_comment);
            let own = text.as_deref().map(quote::strip).unwrap_or_default();
            let words = [title.as_deref().unwrap_or_default(), own.trim()].join("\n");
            comment::set_text(&mut draft, Some(Cow::Owned(words.trim().to_owned())));
            talk.say(draft);
        }
    }
}

/// Moderators and the site leave a note in the place of what they remove.
fn is_removed(text: &str) -> bool {
    text == "[removed]" || (text.starts_with("[ Removed by") && text.ends_with(']'))
}

/// What is gone keeps its place, so that its answers stay where they are.
fn gone(mut draft: Draft<'_>, why: &'static str, talk: &mut Talk<'_>) {
    (draft.kind, draft.why) = (Kind::Deleted, why);
    comment::keep_place(&mut draft);
    talk.say(draft);
}

/// The site writes `&amp;`, `&lt;` and `&gt;` for its signs.
fn decoded(text: Cow<'_, str>) -> Cow<'_, str> {
    Cow::Owned(html::decode(&text).into_owned())
}

#[cfg(test)]
mod tests;
