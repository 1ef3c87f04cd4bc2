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
    "allegro-ratings",
    "amazon-seller-feedback",
    "apify-maps",
    "apify-maps-bare",
    "apify-maps-places",
    "booking-reviews",
    "ebay-feedback",
    "gbp-flat",
    "google-play-scraper",
    "google-play-scraper-node",
    "google-play-scraper-node-list",
    "gosom-maps",
    "gosom-maps-list",
    "judgeme",
    "loox",
    "okendo",
    "outscraper-maps",
    "outscraper-play",
    "ozon-reviews",
    "play-selenium",
    "shopify-reviews",
    "steam-reviews",
    "steam-reviews-csv",
    "support-tweets",
    "tripadvisor",
    "trustpilot-api",
    "trustpilot-api-bare",
    "trustpilot-csv",
    "trustpilot-products",
    "trustpilot-scraped",
    "website-comments",
    "wildberries-feedbacks",
    "yandex-market",
    "yotpo",
];
