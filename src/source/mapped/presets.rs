//! The mappings that ship with the program. A new one is its file and its line here.

/// A shipped mapping: users copy and change its text.
pub struct Preset {
    pub name: &'static str,
    pub text: &'static str,
}

macro_rules! presets {
    ($($name:literal),+ $(,)?) => {
        &[$(Preset { name: $name, text: include_str!(concat!("presets/", $name, ".toml")) }),+]
    };
}

/// In the order in which they are tried.
pub static PRESETS: &[Preset] = presets![
    "3cx",
    "allegro-ratings",
    "amazon-seller-feedback",
    "apify-maps",
    "apify-maps-places",
    "bitrix24",
    "booking-reviews",
    "brevo",
    "chatwoot",
    "crisp",
    "discord-csv",
    "dixa",
    "drift",
    "ebay-feedback",
    "freepbx",
    "freshchat",
    "freshdesk",
    "front",
    "gbp-flat",
    "google-play-scraper",
    "google-play-scraper-node",
    "google-play-scraper-node-list",
    "gorgias",
    "gosom-maps",
    "gosom-maps-list",
    "graph-inbox",
    "help-scout",
    "hubspot",
    "intercom-fivetran",
    "intercom-fivetran-conversations",
    "intercom-messages-csv",
    "judgeme",
    "loox",
    "okendo",
    "olark",
    "outscraper-maps",
    "outscraper-play",
    "ozon-comments",
    "ozon-reviews",
    "phpbb",
    "play-selenium",
    "reamaze",
    "shopify-reviews",
    "steam-reviews",
    "steam-reviews-csv",
    "support-tweets",
    "teams-graph",
    "tripadvisor",
    "trustpilot-api",
    "trustpilot-csv",
    "trustpilot-products",
    "trustpilot-scraped",
    "website-comments",
    "wildberries-feedbacks",
    "wildberries-questions",
    "yandex-market",
    "yandex-market-comments",
    "yotpo",
    "zammad",
    "zendesk-csv",
    "zendesk-fivetran",
    "zendesk-fivetran-tickets",
];
