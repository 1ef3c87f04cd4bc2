//! Whom a comment speaks to by name: where all replies stand flat below the first comment, nothing else tells.

use rustc_hash::FxHashMap;

/// A name has at most so many words.
const MAX_WORDS: usize = 5;
/// Longer names are none (Facebook and YouTube allow half as much).
const MAX_NAME: usize = 100;
/// So many names of a text are looked up.
const MAX_NAMED: usize = 8;

/// The comments of a post or thread, by the names and ids of their authors.
#[derive(Default)]
pub struct Mentions<'a> {
    /// By the name and the comment at the top of the thread; that is empty for all threads together.
    listed: FxHashMap<(String, String), Listed<'a>>,
}

/// What goes by one name.
#[derive(Default)]
struct Listed<'a> {
    /// Times and ids, in order.
    all: Vec<(i64, &'a str)>,
    author: &'a str,
    /// From then on somebody else of that name has written, too.
    mixed_from: Option<i64>,
}

/// A comment that may be spoken to.
#[derive(Clone, Copy)]
pub struct Spoken<'a> {
    pub id: &'a str,
    /// The comment at the top of its thread.
    pub top: &'a str,
    /// Tells namesakes apart.
    pub author: &'a str,
    pub sent: i64,
}

impl<'a> Mentions<'a> {
    /// Of comments with all names of their authors, in any order.
    pub fn of<'n>(comments: impl IntoIterator<Item = (Vec<&'n str>, Spoken<'a>)>) -> Self {
        let mut comments: Vec<_> = comments.into_iter().collect();
        comments.sort_by_key(|(_, comment)| (comment.sent, comment.id));
        let mut mentions = Self::default();
        for (names, comment) in comments {
            let mut names: Vec<String> =
                names.into_iter().map(folded).filter(|name| !name.is_empty()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                let of_thread = (name.clone(), comment.top.to_owned());
                mentions.listed.entry(of_thread).or_default().add(comment);
                mentions.listed.entry((name, String::new())).or_default().add(comment);
            }
        }
        mentions
    }

    /// The newest comment before `sent` of the first person whom the text names with an at sign, or begins with
    /// (there only a name of several words); of one thread where `top` is given. Of namesakes none is meant.
    pub fn spoken_to(&self, text: &str, sent: i64, top: Option<&str>) -> Option<&'a str> {
        let of_start = candidates(text).filter(|name| name.contains(char::is_whitespace));
        // In an address somebody stands before the sign.
        let is_address = |at: &usize| text.get(..*at).is_some_and(|before| before.ends_with(is_of_name));
        let signs = memchr::memchr_iter(b'@', text.as_bytes()).filter(|at| !is_address(at)).take(MAX_NAMED);
        let of_signs = signs.filter_map(|at| text.get(at + 1..)).flat_map(candidates);
        of_start.chain(of_signs).find_map(|name| self.newest(name, sent, top))
    }

    /// The same by a name or id that the export itself marks.
    pub fn newest(&self, name: &str, sent: i64, top: Option<&str>) -> Option<&'a str> {
        let listed = self.listed.get(&(folded(name), top.unwrap_or_default().to_owned()))?;
        if listed.mixed_from.is_some_and(|from| from < sent) {
            return None;
        }
        let n_before = listed.all.partition_point(|(at, _)| *at < sent);
        listed.all.get(n_before.checked_sub(1)?).map(|(_, id)| *id)
    }
}

impl<'a> Listed<'a> {
    fn add(&mut self, comment: Spoken<'a>) {
        if self.all.is_empty() {
            self.author = comment.author;
        } else if self.author != comment.author {
            self.mixed_from.get_or_insert(comment.sent);
        }
        self.all.push((comment.sent, comment.id));
    }
}

/// What the name at the beginning of the text may be, the longest first.
fn candidates(text: &str) -> impl Iterator<Item = &str> {
    let mut ends = Vec::new();
    let mut n_words = 0;
    let mut before = ' ';
    let text = text.char_indices().nth(MAX_NAME).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    for (at, c) in text.char_indices() {
        let is_end = !is_of_name(c) && is_of_name(before);
        if is_end {
            ends.push(at);
            n_words += 1;
        }
        if n_words == MAX_WORDS || c == '\n' || c == '@' {
            break;
        }
        before = c;
    }
    if n_words < MAX_WORDS && ends.last() != Some(&text.len()) && is_of_name(before) {
        ends.push(text.len());
    }
    ends.into_iter().rev().filter_map(|end| text.get(..end))
}

/// A dot or hyphen ends a name as often as it stands in one, so that both ways are tried.
fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn folded(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

#[cfg(test)]
mod tests;
