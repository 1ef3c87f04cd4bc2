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
    "gbp-flat",
    "google-play-scraper",
    "google-play-scraper-node",
    "judgeme",
    "outscraper-maps",
    "outscraper-play",
    "shopify-reviews",
    "support-tweets",
    "trustpilot-csv",
    "website-comments",
];
