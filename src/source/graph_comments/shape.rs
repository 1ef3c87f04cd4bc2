//! The objects of the Graph API, as far as they matter here.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Post<'a> {
    #[serde(borrow)]
    pub id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub created_time: Option<Cow<'a, str>>,
    #[serde(borrow)]
    message: Option<Cow<'a, str>>,
    #[serde(borrow)]
    caption: Option<Cow<'a, str>>,
    #[serde(borrow)]
    permalink_url: Option<Cow<'a, str>>,
    #[serde(borrow)]
    permalink: Option<Cow<'a, str>>,
    #[serde(borrow)]
    from: Option<Person<'a>>,
    #[serde(borrow)]
    owner: Option<Person<'a>>,
    #[serde(borrow)]
    username: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub comments: Option<List<'a>>,
    #[serde(borrow)]
    pub recommendation_type: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub review_text: Option<Cow<'a, str>>,
    pub rating: Option<f32>,
    #[serde(borrow)]
    pub reviewer: Option<Person<'a>>,
    #[serde(borrow)]
    pub open_graph_story: Option<Story<'a>>,
}

#[derive(Deserialize)]
pub struct Story<'a> {
    #[serde(borrow)]
    pub id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub comments: Option<List<'a>>,
}

#[derive(Deserialize)]
pub struct List<'a> {
    #[serde(borrow, default)]
    pub data: Vec<Comment<'a>>,
    paging: Option<Paging>,
}

#[derive(Deserialize)]
struct Paging {
    next: Option<IgnoredAny>,
}

#[derive(Deserialize)]
pub struct Comment<'a> {
    #[serde(borrow)]
    pub id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    created_time: Option<Cow<'a, str>>,
    #[serde(borrow)]
    timestamp: Option<Cow<'a, str>>,
    #[serde(borrow)]
    message: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    from: Option<Person<'a>>,
    #[serde(borrow)]
    username: Option<Cow<'a, str>>,
    /// In lists that are flat (`filter=stream`).
    #[serde(borrow)]
    parent: Option<Person<'a>>,
    /// Replies below it, wherever they are.
    comment_count: Option<u64>,
    is_hidden: Option<bool>,
    /// The same on Instagram.
    hidden: Option<bool>,
    /// Whom its words name.
    message_tags: Option<Value>,
    #[serde(borrow)]
    pub comments: Option<List<'a>>,
    #[serde(borrow)]
    pub replies: Option<List<'a>>,
}

#[derive(Deserialize)]
pub struct Person<'a> {
    #[serde(borrow)]
    pub id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    username: Option<Cow<'a, str>>,
}

impl Post<'_> {
    /// Whose post it is. The id of a page's post begins with the page's own.
    pub fn owners(&self) -> impl Iterator<Item = &str> {
        let people = [&self.from, &self.owner].into_iter().flatten().flat_map(Person::keys);
        let page = self.id.as_deref().and_then(|id| id.split_once('_')).map(|(page, _)| page);
        people.chain(page).chain(self.username.as_deref())
    }

    /// What the comments are about: the first words of the post, else its address.
    pub fn about(&self) -> Option<&str> {
        const MAX_ABOUT: usize = 60;
        let text = self.message.as_deref().or(self.caption.as_deref());
        let text = text.and_then(|text| text.lines().find(|line| !line.trim().is_empty())).map(|line| {
            let end = line.char_indices().nth(MAX_ABOUT).map_or(line.len(), |(at, _)| at);
            line.get(..end).unwrap_or(line).trim()
        });
        text.or(self.permalink_url.as_deref()).or(self.permalink.as_deref()).or(self.id.as_deref())
    }
}

impl List<'_> {
    /// There are more of them than are here.
    pub fn goes_on(&self) -> bool {
        self.paging.as_ref().is_some_and(|paging| paging.next.is_some())
    }
}

impl Comment<'_> {
    pub fn author(&self) -> Option<&str> {
        let from = self.from.as_ref();
        from.and_then(|from| from.id.as_deref()).or(self.username.as_deref()).filter(|id| !id.is_empty())
    }

    pub fn name(&self) -> Option<&str> {
        let from = self.from.as_ref();
        from.and_then(|from| from.name.as_deref().or(from.username.as_deref())).or(self.username.as_deref())
    }

    /// The comment that it answers, where it says so itself.
    pub fn parent(&self) -> Option<&str> {
        self.parent.as_ref()?.id.as_deref().filter(|id| !id.is_empty())
    }

    /// Ids of those whom it tags.
    pub fn tagged(&self) -> impl Iterator<Item = &str> {
        let tags = self.message_tags.as_ref().and_then(Value::as_array);
        tags.into_iter().flatten().filter_map(|tag| tag.get("id")?.as_str())
    }

    /// Others than its author and the owner do not see it.
    pub fn is_hidden(&self) -> bool {
        self.is_hidden == Some(true) || self.hidden == Some(true)
    }

    /// All that its author may be called by.
    pub fn names(&self) -> Vec<&str> {
        self.keys().chain(self.name()).collect()
    }

    pub fn words(&self) -> Option<&Cow<'_, str>> {
        self.message.as_ref().or(self.text.as_ref())
    }

    pub fn below(&self) -> impl Iterator<Item = &Comment<'_>> {
        self.comments.iter().chain(&self.replies).flat_map(|list| &list.data)
    }

    pub fn time(&self) -> &str {
        self.created_time.as_deref().or(self.timestamp.as_deref()).unwrap_or_default()
    }

    /// How many replies it has that do not stand below it, nor on a further page.
    pub fn n_elsewhere(&self) -> i64 {
        let lists = || self.comments.iter().chain(&self.replies);
        let n_here: usize = lists().map(|list| list.data.len()).sum();
        match self.comment_count {
            Some(n) if !lists().any(List::goes_on) => {
                i64::try_from(n.saturating_sub(n_here as u64)).unwrap_or(0)
            }
            _ => 0,
        }
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.from.iter().flat_map(Person::keys).chain(self.username.as_deref())
    }

    /// One of these ids or user names wrote it.
    pub fn is_by(&self, owners: &[String]) -> bool {
        self.keys().any(|key| owners.iter().any(|owner| owner == key))
    }
}

impl Person<'_> {
    /// Id and user name; a display name may be anybody's.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.id.as_deref().into_iter().chain(self.username.as_deref())
    }
}
