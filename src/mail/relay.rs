//! Marketplaces that pass mail on: each buyer, or each order, has an address of its own there.

use super::person;

/// Domains of relays; behind the point stands the country.
const STEMS: &[&str] = &["marketplace.amazon.", "members.ebay."];

/// Domains of relays, and all domains below them.
const DOMAINS: &[&str] = &[
    "allegromail.pl",
    "user.allegromail.pl",
    "guest.booking.com",
    "guest.airbnb.com",
    "reply.airbnb.com",
    "host.airbnb.com",
    "convos.etsy.com",
    "mail.etsy.com",
    "msg.etsy.com",
];

/// Is it an address of a buyer at a marketplace? Answers given in its own pages are in no mailbox.
pub fn is_relay(address: &str) -> bool {
    person::halves(address).is_some_and(|(local, domain)| !local.is_empty() && is_relay_domain(domain))
}

/// Does a marketplace give out addresses on this domain?
pub fn is_relay_domain(domain: &str) -> bool {
    // `amazon.de`, `amazon.co.uk`, `ebay.com.au`
    let is_country = |text: &str| {
        (2..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.')
    };
    let is_below = |before: &str| before.is_empty() || before.ends_with('.');
    STEMS.iter().any(|stem| domain.strip_prefix(stem).is_some_and(is_country))
        || DOMAINS.iter().any(|relay| domain.strip_suffix(relay).is_some_and(is_below))
}

#[cfg(test)]
mod tests;
