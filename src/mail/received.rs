//! Who wrote a `Received`: the server of the mailbox that a mail was put into, or any on its way there.

use super::person;

/// Did the server of a recipient's own domain take in this mail, and was it another's who sent it? What
/// `by mx.shop.example` writes above a mail to `help@shop.example` is true, and no sender can forge it.
pub fn is_of_recipient(received: &str, from: &str, to: &[impl AsRef<str>]) -> bool {
    let Some(server) = server(received) else { return false };
    let is_at = |address: &str| person::halves(address).is_some_and(|(_, domain)| is_below(server, domain));
    !is_at(from) && to.iter().any(|to| is_at(to.as_ref()))
}

/// `mx.shop.example` of `from a.example (…) by mx.shop.example (Postfix) with ESMTP id 1; …`.
fn server(received: &str) -> Option<&str> {
    let (trace, _) = received.rsplit_once(';')?;
    let mut words = trace.split_ascii_whitespace();
    words.find(|word| word.eq_ignore_ascii_case("by"))?;
    words.next()
}

/// A server stands in a domain or is called like it; the names of machines and networks (`local`) are none.
fn is_below(server: &str, domain: &str) -> bool {
    let Some(above) = server.len().checked_sub(domain.len()) else { return false };
    let (names, end) = server.split_at_checked(above).unwrap_or_default();
    domain.contains('.') && end.eq_ignore_ascii_case(domain) && (names.is_empty() || names.ends_with('.'))
}

#[cfg(test)]
mod tests;
