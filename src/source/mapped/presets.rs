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
    "bitrix24",
    "brevo",
    "chatwoot",
    "crisp",
    "discord-csv",
    "dixa",
    "drift",
    "freepbx",
    "freshchat",
    "freshdesk",
    "front",
    "gbp-flat",
    "google-play-scraper",
    "google-play-scraper-node",
    "gorgias",
    "graph-inbox",
    "help-scout",
    "hubspot",
    "intercom-fivetran",
    "intercom-fivetran-conversations",
    "intercom-messages-csv",
    "judgeme",
    "olark",
    "outscraper-maps",
    "outscraper-play",
    "phpbb",
    "reamaze",
    "shopify-reviews",
    "support-tweets",
    "teams-graph",
    "trustpilot-csv",
    "website-comments",
    "zammad",
    "zendesk-csv",
    "zendesk-fivetran",
    "zendesk-fivetran-tickets",
];
