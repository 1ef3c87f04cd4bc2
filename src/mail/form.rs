//! Contact forms: mail that a shop's web page sends to the shop, and the customer whom only its text names.

use super::person::{self, any_address};

/// Words before the address in the text of a contact form, in lower case.
const LABELS: &[&str] = &[
    "e-mail",
    "email",
    "mail",
    "e-mail address",
    "email address",
    "mail address",
    "your email",
    "your e-mail",
    "customer email",
    "adres e-mail",
    "adres email",
    "adres mail",
    "twój e-mail",
    "twój adres e-mail",
    "e-mail klienta",
    "adres poczty elektronicznej",
    "почта",
    "e-mail адрес",
    "эл. почта",
    "электронная почта",
    "адрес электронной почты",
    "ваш e-mail",
    "ваш email",
    "ваша почта",
    "sähköposti",
    "sähköpostiosoite",
    "sähköpostisi",
    "sähköpostiosoitteesi",
    "e-post",
    "e-postadress",
    "e-mail-adresse",
    "e-mailadresse",
    "e-mailová adresa",
    "пошта",
    "електронна пошта",
];

/// Lines that are looked at.
const MAX_LINES: usize = 100;

/// The customer of a form that writes from `from` to the shop itself: the first labelled address in its text
/// that is not the shop's own.
pub fn customer(text: &str, from: &str, to: &[impl AsRef<str>]) -> Option<String> {
    if !is_to_itself(from, to) {
        return None;
    }
    address(text).filter(|address| address != from && !to.iter().any(|to| to.as_ref() == address))
}

/// A mail goes to its sender's own domain and nowhere else.
pub fn is_to_itself(from: &str, to: &[impl AsRef<str>]) -> bool {
    let Some((_, own)) = person::halves(from) else { return false };
    let is_own = |to: &str| person::halves(to).is_some_and(|(_, domain)| domain == own);
    !to.is_empty() && to.iter().all(|to| is_own(to.as_ref()))
}

/// The address that stands behind a label such as `E-mail:` in the text of a contact form.
pub fn address(text: &str) -> Option<String> {
    let mut after_label = false;
    for line in text.lines().take(MAX_LINES).map(str::trim) {
        let (label, value) = line.split_once([':', '：', '|', '\t']).unwrap_or((line, ""));
        let is_label = LABELS.contains(&bare(label).as_str());
        let place = if is_label { value } else { line };
        if is_label || after_label {
            if let Some(address) = any_address(place.as_bytes()) {
                return Some(address);
            }
            after_label = is_label || (after_label && line.is_empty());
        }
    }
    None
}

/// A label without stars, brackets and the note that it must be filled in.
fn bare(label: &str) -> String {
    let is_edge = |c: char| matches!(c, '*' | '[' | ']' | '_' | '-' | '–' | '•' | '=') || c.is_whitespace();
    label.trim_matches(is_edge).to_lowercase()
}

#[cfg(test)]
mod tests;
