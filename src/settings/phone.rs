//! Telephone numbers, however they are written.

/// So many digits tell a number without its country code and its zeros.
const MIN_SHARED: usize = 8;

/// Are these two ways to write one number: with the country code, with zeros in front, with spaces?
pub fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (digits(one), digits(other));
    if one == other {
        return !one.is_empty();
    }
    let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    MIN_SHARED <= short.len() && long.ends_with(short)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests;
