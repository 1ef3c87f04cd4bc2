//! Comment threads of YouTube as the Data API lists them (`commentThreads`, JSON).

mod downloader;

use std::borrow::Cow;
use std::io;

use serde::Deserialize;

use crate::message::{Channel, Role, Stamp};

use super::comment::mention::{Mentions, Spoken};
use super::draft::{At, Draft, filled};
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
            let thread: Thread<'_> = serde_json::from_slice(bytes)?;
            n_cut += u64::from(thread.emit(count, sink));
            Ok(())
        })?;
        if let Some(remark) = comment::cut_off(n_cut) {
            sink.remark(remark);
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Thread<'a> {
    #[serde(borrow)]
    snippet: Top<'a>,
    #[serde(borrow, default)]
    replies: Replies<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Top<'a> {
    #[serde(borrow)]
    channel_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    video_id: Option<Cow<'a, str>>,
    total_reply_count: Option<u64>,
    #[serde(borrow)]
    top_level_comment: Comment<'a>,
}

#[derive(Default, Deserialize)]
struct Replies<'a> {
    #[serde(borrow, default)]
    comments: Vec<Comment<'a>>,
}

#[derive(Deserialize)]
struct Comment<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    snippet: Snippet<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Snippet<'a> {
    #[serde(borrow)]
    text_original: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text_display: Option<Cow<'a, str>>,
    #[serde(borrow)]
    author_display_name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    author_channel_id: Option<ChannelId<'a>>,
    #[serde(borrow)]
    published_at: Option<Cow<'a, str>>,
    #[serde(borrow)]
    updated_at: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct ChannelId<'a> {
    #[serde(borrow)]
    value: Option<Cow<'a, str>>,
}

impl Snippet<'_> {
    fn author(&self) -> Option<&str> {
        self.author_channel_id.as_ref()?.value.as_deref().filter(|id| !id.is_empty())
    }

    fn sent(&self) -> Option<Stamp> {
        comment::utc(self.published_at.as_deref().unwrap_or_default())
    }
}

impl Thread<'_> {
    /// True when the file holds fewer replies than there are.
    fn emit(&self, count: &mut Count, sink: &mut dyn Sink) -> bool {
        let top = &self.snippet.top_level_comment;
        let mentions = self.mentions();
        self.comment(top, None, count.next(), sink);
        for reply in &self.replies.comments {
            // All replies stand flat below the first comment; who answers one of them speaks to its author.
            let snippet = &reply.snippet;
            let text = snippet.text_original.as_deref().or(snippet.text_display.as_deref());
            let named = match (snippet.sent(), text) {
                (Some(Stamp::Instant(sent)), Some(text)) => mentions.spoken_to(text, sent, None),
                _ => None,
            };
            self.comment(reply, named.or(top.id.as_deref()), count.next(), sink);
        }
        let n_replies = self.replies.comments.len() as u64;
        self.snippet.total_reply_count.is_some_and(|total| n_replies < total)
    }

    /// The comments that others than the channel wrote.
    fn mentions(&self) -> Mentions<'_> {
        let top = &self.snippet.top_level_comment;
        let all = std::iter::once(top).chain(&self.replies.comments);
        Mentions::of(all.filter_map(|comment| {
            let snippet = &comment.snippet;
            let author = snippet.author()?;
            let Some(Stamp::Instant(sent)) = snippet.sent() else { return None };
            if Some(author) == self.snippet.channel_id.as_deref() {
                return None;
            }
            let names = snippet.author_display_name.as_deref().into_iter().collect();
            Some((names, Spoken { id: comment.id.as_deref()?, top: "", author, sent }))
        }))
    }

    fn comment(&self, comment: &Comment<'_>, parent: Option<&str>, at: At, sink: &mut dyn Sink) {
        let snippet = &comment.snippet;
        let mut draft = Draft::at(at, Channel::Comment);
        draft.sent = match snippet.sent() {
            Some(sent) => sent,
            None => {
                let published = snippet.published_at.as_deref().unwrap_or_default();
                return sink.problem(comment::bad_time(at, published));
            }
        };
        let updated = snippet.updated_at.as_deref().and_then(comment::utc).unwrap_or_default();
        draft.edited = comment::edited(draft.sent, updated);
        comment::place(&mut draft, filled(comment.id.clone()), parent.map(Cow::Borrowed));
        draft.author = snippet.author_channel_id.as_ref().and_then(|id| filled(id.value.clone()));
        draft.name = filled(snippet.author_display_name.clone());
        let owner = filled(self.snippet.channel_id.clone());
        sink.facts().team_known |= owner.is_some();
        draft.role = (owner.is_some() && owner == draft.author).then_some(Role::Team);
        draft.about = filled(self.snippet.video_id.clone());
        match filled(snippet.text_original.clone()) {
            Some(text) => comment::set_text(&mut draft, Some(text)),
            None => comment::set_html(&mut draft, snippet.text_display.as_deref().unwrap_or_default()),
        }
        sink.message(draft);
    }
}

#[cfg(test)]
mod tests;
