//! Marketplaces that pass mail on: each buyer, or each order, has an address of its own there.

/// Domains of relays and all domains below them. `*` stands for the country.
const DOMAINS: &[&str] = &[
    "marketplace.amazon.*",
    "members.ebay.*",
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
    address.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && is_relay_domain(domain))
}

/// Does a marketplace give out addresses on this domain?
pub fn is_relay_domain(domain: &str) -> bool {
    let is_below = |domain: &str, relay: &str| {
        domain.strip_suffix(relay).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    DOMAINS.iter().any(|relay| match relay.strip_suffix('*') {
        // `amazon.de`, `amazon.co.uk`, `ebay.com.au`
        Some(stem) => domain.strip_prefix(stem).is_some_and(|country| {
            (2..=6).contains(&country.len())
                && country.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.')
        }),
        None => is_below(domain, relay),
    })
}

#[cfg(test)]
mod tests;
