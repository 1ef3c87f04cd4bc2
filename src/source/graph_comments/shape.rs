//! The objects of the Graph API, as far as they matter here. What is not of the kind it should be is as good as absent.

use std::borrow::Cow;

use serde_json::Value;

use crate::source::json::fields::Fields;

#[derive(Default)]
pub struct Post<'a> {
    pub id: Option<Cow<'a, str>>,
    pub created_time: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    caption: Option<Cow<'a, str>>,
    permalink_url: Option<Cow<'a, str>>,
    permalink: Option<Cow<'a, str>>,
    from: Option<Person<'a>>,
    owner: Option<Person<'a>>,
    username: Option<Cow<'a, str>>,
    pub comments: Option<List<'a>>,
    pub recommendation_type: Option<Cow<'a, str>>,
    pub review_text: Option<Cow<'a, str>>,
    pub rating: Option<f32>,
    pub reviewer: Option<Person<'a>>,
    pub open_graph_story: Option<Story<'a>>,
}

pub struct Story<'a> {
    pub id: Option<Cow<'a, str>>,
    pub comments: Option<List<'a>>,
}

pub struct List<'a> {
    pub data: Vec<Comment<'a>>,
    /// There are more of them than are here.
    pub goes_on: bool,
}

pub struct Comment<'a> {
    /// It is no object, so that nothing of it is known.
    pub is_broken: bool,
    pub id: Option<Cow<'a, str>>,
    created_time: Option<Cow<'a, str>>,
    timestamp: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    text: Option<Cow<'a, str>>,
    from: Option<Person<'a>>,
    username: Option<Cow<'a, str>>,
    /// In lists that are flat (`filter=stream`).
    parent: Option<Person<'a>>,
    /// Replies below it, wherever they are.
    comment_count: Option<u64>,
    /// Others than its author and the owner do not see it.
    pub is_hidden: bool,
    /// Ids of those whom its words name.
    pub tagged: Vec<&'a str>,
    pub comments: Option<List<'a>>,
    pub replies: Option<List<'a>>,
}

pub struct Person<'a> {
    pub id: Option<Cow<'a, str>>,
    pub name: Option<Cow<'a, str>>,
    username: Option<Cow<'a, str>>,
}

impl<'a> Post<'a> {
    pub fn of(post: Fields<'a>) -> Self {
        Self {
            id: post.text("id"),
            created_time: post.text("created_time"),
            message: post.text("message"),
            caption: post.text("caption"),
            permalink_url: post.text("permalink_url"),
            permalink: post.text("permalink"),
            from: Person::of(post.at("from")),
            owner: Person::of(post.at("owner")),
            username: post.text("username"),
            comments: List::of(post.at("comments")),
            recommendation_type: post.text("recommendation_type"),
            review_text: post.text("review_text"),
            rating: post.number("rating").map(|rating| rating as f32),
            reviewer: Person::of(post.at("reviewer")),
            open_graph_story: Story::of(post.at("open_graph_story")),
        }
    }

    /// A post of which no more is known than its id and its author.
    pub fn by(id: Fields<'a>, from: Fields<'a>) -> Self {
        Self { id: id.text(""), from: Person::of(from), ..Self::default() }
    }
}

impl<'a> Story<'a> {
    fn of(story: Fields<'a>) -> Option<Self> {
        let is_there = story.0.is_object();
        is_there.then(|| Self { id: story.text("id"), comments: List::of(story.at("comments")) })
    }
}

impl<'a> List<'a> {
    /// What stands in the place of the list is a comment that cannot be read.
    fn of(list: Fields<'a>) -> Option<Self> {
        let data = match list.at("data").0 {
            _ if list.0.is_null() => return None,
            Value::Array(data) => data.iter().map(|one| Comment::of(Fields(one))).collect(),
            Value::Null if list.0.is_object() => Vec::new(),
            data => vec![Comment::of(Fields(data))],
        };
        Some(Self { data, goes_on: list.has("paging.next") })
    }
}

impl<'a> Comment<'a> {
    pub fn of(comment: Fields<'a>) -> Self {
        Self {
            is_broken: !comment.0.is_object(),
            id: comment.text("id"),
            created_time: comment.text("created_time"),
            timestamp: comment.text("timestamp"),
            message: comment.text("message"),
            text: comment.text("text"),
            from: Person::of(comment.at("from")),
            username: comment.text("username"),
            parent: Person::of(comment.at("parent")),
            comment_count: comment.at("comment_count").0.as_u64(),
            // On Instagram it is called `hidden`.
            is_hidden: comment.is_true("is_hidden") || comment.is_true("hidden"),
            tagged: comment.list("message_tags").filter_map(|tag| tag.at("id").0.as_str()).collect(),
            comments: List::of(comment.at("comments")),
            replies: List::of(comment.at("replies")),
        }
    }
}

impl<'a> Person<'a> {
    fn of(person: Fields<'a>) -> Option<Self> {
        let is_there = person.0.is_object();
        is_there.then(|| Self {
            id: person.text("id"),
            name: person.text("name"),
            username: person.text("username"),
        })
    }
}

impl Post<'_> {
    /// Whose post it is. The id of a page's post begins with the page's own: a visitor wrote what is from anybody else.
    pub fn owners(&self) -> impl Iterator<Item = &str> {
        let page = self.id.as_deref().and_then(|id| id.split_once('_')).map(|(page, _)| page);
        let is_page = |from: &&Person<'_>| page.is_none_or(|page| from.id.as_deref() == Some(page));
        let people = self.from.as_ref().filter(is_page).into_iter().chain(&self.owner);
        people.flat_map(Person::keys).chain(page).chain(self.username.as_deref())
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
            Some(n) if !lists().any(|list| list.goes_on) => {
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
