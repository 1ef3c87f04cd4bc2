//! Comment threads of YouTube as the Data API lists them (`commentThreads`, JSON).

mod downloader;

use std::borrow::Cow;
use std::io;

use serde_json::Value;

use crate::message::{Channel, Role, Stamp};

use super::comment::mention::{Mentions, Spoken};
use super::draft::{At, Draft};
use super::json::fields::Fields;
use super::json::records::{self, Count};
use super::{Peek, Sink, Sniff, Source, Stream, comment};

pub struct YouTube;

impl Source for YouTube {
    fn name(&self) -> &'static str {
        "youtube"
    }

    fn about(&self) -> &'static str {
        "YouTube: commentThreads of the Data API (JSON), or comments of youtube-comment-downloader (NDJSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let has = |key: &[u8]| memchr::memmem::find(peek.head, key).is_some();
        if has(b"youtube#commentThread") && has(b"\"topLevelComment\"") {
            return Sniff::Yes("JSON of the kind `youtube#commentThread`".to_owned());
        }
        if downloader::is_ours(peek) {
            return Sniff::Yes("JSON objects with `cid`, `text`, `time`, `author` and `channel`".to_owned());
        }
        Sniff::No(
            "no JSON of the kind `youtube#commentThread`, and no objects with `cid` and `channel`".to_owned(),
        )
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let head = stream.entry.peek()?;
        if downloader::is_ours(&Peek::new(stream.name(), &head, false)) {
            return downloader::read(stream, sink);
        }
        let mut n_cut = 0;
        records::each(stream, "items[*]", comment::BAD_RECORD, sink, |bytes, count, sink| {
            let thread: Value = serde_json::from_slice(bytes)?;
            n_cut += u64::from(Thread::of(Fields(&thread)).emit(count, sink));
            Ok(())
        })?;
        if let Some(remark) = comment::cut_off(n_cut) {
            sink.remark(remark);
        }
        Ok(())
    }
}

/// What is not of the kind it should be is as good as absent.
struct Thread<'a> {
    channel_id: Option<Cow<'a, str>>,
    video_id: Option<Cow<'a, str>>,
    total_reply_count: Option<f64>,
    top: Comment<'a>,
    replies: Vec<Comment<'a>>,
}

struct Comment<'a> {
    id: Option<Cow<'a, str>>,
    /// None where the comment holds nothing that could be read.
    snippet: Option<Snippet<'a>>,
}

struct Snippet<'a> {
    text_original: Option<Cow<'a, str>>,
    text_display: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    author: Option<Cow<'a, str>>,
    published: Cow<'a, str>,
    updated: Cow<'a, str>,
}

impl<'a> Comment<'a> {
    fn of(comment: Fields<'a>) -> Self {
        let snippet = comment.at("snippet");
        let snippet = snippet.0.is_object().then(|| Snippet {
            text_original: snippet.text("textOriginal"),
            text_display: snippet.text("textDisplay"),
            name: snippet.text("authorDisplayName"),
            author: snippet.text("authorChannelId.value"),
            published: snippet.text("publishedAt").unwrap_or_default(),
            updated: snippet.text("updatedAt").unwrap_or_default(),
        });
        Self { id: comment.text("id"), snippet }
    }
}

impl Snippet<'_> {
    fn sent(&self) -> Option<Stamp> {
        comment::utc(&self.published)
    }

    fn text(&self) -> Option<&str> {
        self.text_original.as_deref().or(self.text_display.as_deref())
    }
}

impl<'a> Thread<'a> {
    fn of(thread: Fields<'a>) -> Self {
        Self {
            channel_id: thread.text("snippet.channelId"),
            video_id: thread.text("snippet.videoId"),
            total_reply_count: thread.number("snippet.totalReplyCount"),
            top: Comment::of(thread.at("snippet.topLevelComment")),
            replies: thread.list("replies.comments").map(Comment::of).collect(),
        }
    }

    /// True when the file holds fewer replies than there are.
    fn emit(&self, count: &mut Count, sink: &mut dyn Sink) -> bool {
        let mentions = self.mentions();
        self.comment(&self.top, None, count.next(), sink);
        for reply in &self.replies {
            // All replies stand flat below the first comment; who answers one of them speaks to its author.
            let snippet = reply.snippet.as_ref();
            let named = match snippet.map(|snippet| (snippet.sent(), snippet.text())) {
                Some((Some(Stamp::Instant(sent)), Some(text))) => mentions.spoken_to(text, sent, None),
                _ => None,
            };
            self.comment(reply, named.or(self.top.id.as_deref()), count.next(), sink);
        }
        let n_replies = self.replies.len() as f64;
        self.total_reply_count.is_some_and(|total| n_replies < total)
    }

    /// The comments that others than the channel wrote.
    fn mentions(&self) -> Mentions<'_> {
        let all = std::iter::once(&self.top).chain(&self.replies);
        Mentions::of(all.filter_map(|comment| {
            let snippet = comment.snippet.as_ref()?;
            let author = snippet.author.as_deref()?;
            let Some(Stamp::Instant(sent)) = snippet.sent() else { return None };
            if Some(author) == self.channel_id.as_deref() {
                return None;
            }
            let names = snippet.name.as_deref().into_iter().collect();
            Some((names, Spoken { id: comment.id.as_deref()?, top: "", author, sent }))
        }))
    }

    fn comment(&self, comment: &Comment<'_>, parent: Option<&str>, at: At, sink: &mut dyn Sink) {
        let Some(snippet) = &comment.snippet else {
            return sink.problem(at.problem(comment::BAD_RECORD, "the comment has no `snippet`"));
        };
        let mut draft = Draft::at(at, Channel::Comment);
        draft.sent = match snippet.sent() {
            Some(sent) => sent,
            None => return sink.problem(comment::bad_time(at, &snippet.published)),
        };
        let updated = comment::utc(&snippet.updated).unwrap_or_default();
        draft.edited = comment::edited(draft.sent, updated);
        comment::place(&mut draft, comment.id.clone(), parent.map(Cow::Borrowed));
        draft.author.clone_from(&snippet.author);
        draft.name.clone_from(&snippet.name);
        sink.facts().team_known |= self.channel_id.is_some();
        draft.role = (self.channel_id.is_some() && self.channel_id == draft.author).then_some(Role::Team);
        draft.about.clone_from(&self.video_id);
        match &snippet.text_original {
            Some(text) => comment::set_text(&mut draft, Some(Cow::Borrowed(text))),
            None => comment::set_html(&mut draft, snippet.text_display.as_deref().unwrap_or_default()),
        }
        sink.message(draft);
    }
}

#[cfg(test)]
mod tests;
