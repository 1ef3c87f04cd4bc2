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
    let domain = |address: &str| person::halves(address).map(|(_, domain)| domain.to_owned());
    let own = domain(from)?;
    let is_to_itself = |to: &str| to == from || domain(to).is_some_and(|domain| domain == own);
    if to.is_empty() || !to.iter().all(|to| is_to_itself(to.as_ref())) {
        return None;
    }
    address(text).filter(|address| address != from && !to.iter().any(|to| to.as_ref() == address))
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
