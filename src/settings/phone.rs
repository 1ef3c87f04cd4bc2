//! Telephone numbers, however they are written.

/// So many digits tell a number without its country code and its zeros.
const MIN_SHARED: usize = 8;

/// In Russia, Kazakhstan and Belarus 8 stands where others dial a zero, before ten digits.
const LONG_WITH_EIGHT: usize = 11;

/// Numbers of so many digits lie outside an exchange; shorter ones are telephones inside, or short codes.
pub const OUTSIDE: usize = 7;

/// No number has more digits (ITU-T E.164), with `00` before its country code.
const LONGEST: usize = 17;

/// So many last digits tell a number whatever stands before them.
const NATIONAL: usize = 9;

/// Country codes of two digits (ITU-T E.164); `1` and `7` are the only shorter ones, all others have three.
const TWO_DIGITS: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 \
     81 82 84 86 90 91 92 93 94 95 98";

/// Words that exchanges write for a caller who shows no number.
const WITHHELD: [&str; 7] =
    ["anonymous", "blocked", "private", "restricted", "unavailable", "unknown", "withheld"];

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

/// Is this a number that can be called from outside, and no name, extension or long id?
pub fn is_outside(text: &str) -> bool {
    !text.contains(char::is_alphabetic) && (OUTSIDE..=LONGEST).contains(&digits(text).len())
}

/// Does this say that the caller showed no number?
pub fn is_withheld(text: &str) -> bool {
    let text = text.trim();
    WITHHELD.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// The thread of the calls and texts with a number, however each file writes it; none of a name or a short number.
pub fn thread(number: &str) -> Option<String> {
    is_outside(number).then(|| format!("tel:{}", national(number)))
}

/// The end of a number that all ways to write it share: without country code and zeros, its last nine digits.
pub fn national(text: &str) -> String {
    let all = digits(text);
    let with_country = match all.strip_prefix("00") {
        _ if text.trim_start().starts_with('+') => Some(&*all),
        rest => rest.filter(|_| OUTSIDE < all.len()),
    };
    let number = without_prefix(with_country.map_or(&*all, without_country));
    number.get(number.len().saturating_sub(NATIONAL)..).unwrap_or(number).to_owned()
}

fn without_country(digits: &str) -> &str {
    let is_of_two = |code: &str| TWO_DIGITS.split(' ').any(|known| known == code);
    let length = match digits.get(..2) {
        _ if digits.starts_with(['1', '7']) => 1,
        Some(code) if is_of_two(code) => 2,
        _ => 3,
    };
    digits.get(length..).unwrap_or(digits)
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
