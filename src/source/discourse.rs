//! Topics of a Discourse forum as its pages give them.

use std::borrow::Cow;
use std::io;

use super::json::fields::Fields;
use super::talk::{self, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::message::{Channel, Kind, Role};
use crate::problem::Problem;
use crate::text::html;

pub struct Discourse;

const SIGNATURE: &[&str] = &["post_stream.posts", "topics[*].post_stream.posts"];

impl Source for Discourse {
    fn name(&self) -> &'static str {
        "discourse"
    }

    fn about(&self) -> &'static str {
        "Discourse topics: /t/ID.json, one or one a line"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        match peek.finds(SIGNATURE).contains(&true) {
            true => Sniff::Yes("JSON with `post_stream.posts`".to_owned()),
            false => Sniff::No("no JSON with `post_stream.posts`".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        talk::read(stream, &["topics[*]"], sink, &mut |topic, talk| read(topic, talk))
    }
}

fn read(topic: Fields<'_>, talk: &mut Talk<'_>) {
    let id = topic.text("id").unwrap_or_default();
    let title = topic.text("title").or_else(|| topic.text("fancy_title"));
    let (mut n_posts, mut asker) = (0, None);
    for post in topic.list("post_stream.posts") {
        n_posts += 1;
        let number = post.text("post_number");
        let author = post.text("username");
        if number.as_deref() == Some("1") {
            asker.clone_from(&author);
        }
        let Some(sent) = talk.time(post, "created_at") else { continue };
        let mut draft = talk.draft(Channel::Forum, &id, sent);
        let post_id = |number: &str| Cow::Owned(format!("{id}/{number}"));
        draft.id = number.as_deref().map(post_id);
        draft.reply_to = post.text("reply_to_post_number").as_deref().map(post_id);
        draft.role = role(post, &author, &asker);
        draft.name = post.text("name").or_else(|| author.clone());
        draft.author = author;
        draft.subject = title.clone();
        draft.edited = post.time("updated_at").ok().filter(|edited| *edited != sent).unwrap_or_default();
        draft.text =
            post.text("raw").or_else(|| post.text("cooked").map(|body| Cow::Owned(html::to_text(&body))));
        let is_small_action = post.number("post_type").is_some_and(|kind| kind == 3.0);
        if is_small_action {
            talk.event(draft, Kind::Note, Role::System, "discourse:action");
        } else if post.number("post_type").is_some_and(|kind| kind == 4.0) {
            talk.event(draft, Kind::Note, Role::Team, "discourse:whisper");
        } else if post.is_true("user_deleted") || post.is_true("hidden") {
            let role = draft.role.unwrap_or(Role::Other);
            talk.event(draft, Kind::Deleted, role, "discourse:hidden");
        } else {
            talk.say(draft);
        }
    }
    let n_stream = topic.list("post_stream.stream").count();
    if n_posts < n_stream {
        let text = format!("topic {id} has {n_stream} posts and holds {n_posts} of them: save all its pages");
        talk.facts().truncated = true;
        talk.remark(Problem::file("truncated", text));
    }
}

/// Staff is the team, and who asked the customer; what others are is for the settings to say.
fn role(post: Fields<'_>, author: &Option<Cow<'_, str>>, asker: &Option<Cow<'_, str>>) -> Option<Role> {
    if ["staff", "admin", "moderator"].iter().any(|flag| post.is_true(flag)) {
        return Some(Role::Team);
    }
    if author.is_some() && author == asker {
        return Some(Role::Customer);
    }
    // Another customer's reply is no answer, and may be a question of its own.
    Some(Role::Other).filter(|_| asker.is_some())
}

#[cfg(test)]
mod tests;
