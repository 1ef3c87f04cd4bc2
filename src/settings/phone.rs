//! Telephone numbers, however they are written.

/// So many digits tell a number without its country code and its zeros.
const MIN_SHARED: usize = 8;

/// In Russia, Kazakhstan and Belarus 8 stands where others dial a zero, before ten digits.
const LONG_WITH_EIGHT: usize = 11;

/// Are these two ways to write one number: with the country code, with zeros in front, with spaces?
pub fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (digits(one), digits(other));
    if one == other {
        return !one.is_empty();
    }
    let (one, other) = (without_prefix(&one), without_prefix(&other));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    MIN_SHARED <= short.len() && long.ends_with(short)
}

/// Without what is dialled before a number of the same country.
fn without_prefix(digits: &str) -> &str {
    match digits.strip_prefix('8') {
        Some(number) if digits.len() == LONG_WITH_EIGHT => number,
        _ => digits.trim_start_matches('0'),
    }
}

/// What of a number counts.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests;
