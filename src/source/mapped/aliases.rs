//! The usual names of columns in many languages, for mappings that do not name them and for guesses.

pub const REVIEW: &[&str] = &[
    "review",
    "review text",
    "comment",
    "content",
    "text",
    "body",
    "opinia",
    "treść",
    "treść opinii",
    "отзыв",
    "комментарий",
    "arvostelu",
    "bewertungstext",
    "avis",
    "reseña",
    "ulasan",
    "bewertung",
];
pub const RATING: &[&str] = &[
    "rating",
    "stars",
    "score",
    "star rating",
    "ocena",
    "оценка",
    "arvosana",
    "bewertung",
    "note",
    "calificación",
];
pub const REPLY: &[&str] = &[
    "reply",
    "reply text",
    "reply comment",
    "response",
    "owner response",
    "developer reply",
    "company reply",
    "answer",
    "odpowiedź",
    "odpowiedź właściciela",
    "odpowiedź sprzedawcy",
    "ответ",
    "ответ продавца",
    "ответ разработчика",
    "vastaus",
    "antwort",
    "réponse",
    "respuesta",
    "balasan",
];
pub const CREATED: &[&str] = &[
    "date",
    "created",
    "created at",
    "create time",
    "created time",
    "at",
    "published",
    "data",
    "data dodania",
    "дата",
    "päivämäärä",
    "pvm",
    "datum",
    "fecha",
    "tanggal",
];
pub const TIME_WORDS: [&str; 7] = ["date", "time", "at", "data", "дата", "pvm", "datum"];
pub const ID: &[&str] = &["id", "review id", "reviewid"];
pub const NAME: &[&str] = &[
    "name",
    "author",
    "user",
    "username",
    "reviewer",
    "reviewer name",
    "autor",
    "автор",
    "nimi",
    "nimimerkki",
];

/// What `{ alias = "…" }` may name.
pub const NAMES: [&str; 7] = ["review", "rating", "reply", "reply_at", "created", "id", "name"];

/// The names that a column of this meaning may have.
pub fn of(name: &str) -> Option<Vec<String>> {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut names: Vec<String> = match name {
        "review" => owned(REVIEW),
        "rating" => owned(RATING),
        "reply" => owned(REPLY),
        "created" => owned(CREATED),
        "id" => owned(ID),
        "name" => owned(NAME),
        "reply_at" => {
            let times = |reply: &&str| TIME_WORDS.map(|word| format!("{reply} {word}"));
            REPLY.iter().flat_map(times).collect()
        }
        _ => return None,
    };
    let joined: Vec<String> =
        names.iter().filter(|name| name.contains(' ')).map(|name| name.replace(' ', "_")).collect();
    names.extend(joined);
    Some(names)
}

/// Is the column the time of a reply?
pub fn is_reply_time(column: &str) -> bool {
    REPLY.iter().any(|reply| column.strip_prefix(reply).is_some_and(|rest| TIME_WORDS.contains(&rest.trim())))
}

/// A column's name as the lists spell it.
pub fn folded(column: &str) -> String {
    column.to_lowercase().replace(['_', '-'], " ")
}
