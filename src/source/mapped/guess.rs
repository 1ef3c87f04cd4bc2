//! A mapping to propose for a table of reviews that nobody knows, from the usual names of its columns.

use std::fmt::Write;

use crate::source::table::header::Header;

const REVIEW: &[&str] = &[
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
];
const RATING: &[&str] = &[
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
const REPLY: &[&str] = &[
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
const CREATED: &[&str] = &[
    "date",
    "created",
    "created_at",
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
const TIME_WORDS: &[&str] = &["date", "time", "at", "data", "дата", "pvm", "datum"];
const ID: &[&str] = &["id", "review id", "reviewid", "review_id"];
const NAME: &[&str] = &[
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

/// The mapping as TOML; `None` unless there is a column of ratings and one of texts.
pub fn mapping(header: &Header) -> Option<String> {
    let find = |names: &[&str]| {
        header.names.iter().find(|column| names.contains(&folded(column).as_str())).map(String::as_str)
    };
    let rating = find(RATING)?;
    let text = header
        .names
        .iter()
        .find(|column| REVIEW.contains(&folded(column).as_str()) && *column != rating)
        .map(String::as_str)?;
    let reply_at = header.names.iter().map(String::as_str).find(|column| {
        let column = folded(column);
        REPLY
            .iter()
            .any(|reply| column.strip_prefix(reply).is_some_and(|rest| TIME_WORDS.contains(&rest.trim())))
    });
    let mut out = String::from("[fields]\nchannel = \"review\"\n");
    let mut field = |key: &str, column: Option<&str>| {
        if let Some(column) = column {
            // Writing to a text cannot fail.
            let _ = writeln!(out, "{key} = {}", path(column));
        }
    };
    field("id", find(ID));
    field("name", find(NAME));
    field("rating", Some(rating));
    field("text", Some(text));
    field("reply", find(REPLY));
    field("reply_at", reply_at);
    if let Some(created) = find(CREATED) {
        let _ = write!(out, "\n[time]\nfrom = {}\n", path(created));
    }
    out.push_str("\n[[role]]\ndefault = \"customer\"\n");
    Some(out)
}

fn folded(column: &str) -> String {
    column.to_lowercase().replace(['_', '-'], " ")
}

/// A column's name as a path in TOML.
fn path(column: &str) -> String {
    if column.contains(['.', '[', '^', '$']) && !column.contains('"') {
        return toml::Value::String(format!("\"{column}\"")).to_string();
    }
    toml::Value::String(column.to_owned()).to_string()
}
