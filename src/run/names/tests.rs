use std::path::Path;

use super::*;
use crate::settings::load::load;

#[track_caller]
fn check_text(text: &str, told: &[&str]) {
    let mut settings = load(text, "hearback.toml", Path::new(".")).unwrap();
    let own = (PRESETS[0].text.to_owned(), "maps/our-returns.toml".to_owned());
    settings.sources.push(SourceSettings { mapping: Some(own), ..SourceSettings::default() });
    let error = check(&settings).err().map(|error| error.to_string()).unwrap_or_default();
    assert_eq!(error.lines().collect::<Vec<_>>(), told);
}

fn rule(source: &str) -> String {
    format!("[[rule]]\nrequire = \"count(ignored) == 0\"\nwhere = {{ source = {source} }}\n")
}

#[test]
fn a_source_is_a_format_or_a_mapping() {
    check_text(&rule("[\"mbox\", \"play-console\", \"mapped\", \"judgeme\", \"our-returns\"]"), &[]);
    check_text("", &[]);
}

#[test]
fn a_misspelt_source_is_told_with_the_nearest_name() {
    let of = |name: &str, near: &str| {
        format!("hearback.toml:3: no format and no mapping is called \"{name}\"; did you mean \"{near}\"?")
    };
    for (name, near) in [
        ("playconsole", "play-console"),
        ("Mbox", "mbox"),
        ("mapped:judgeme", "judgeme"),
        ("maps/our-returns.toml", "our-returns"),
        ("our-return", "our-returns"),
    ] {
        check_text(&rule(&format!("\"{name}\"")), &[&of(name, near)]);
    }
    let far = "hearback.toml:3: no format and no mapping is called \"everything else\"; `hearback formats` lists them, \
               and a mapping of yours goes by its file without .toml";
    check_text(&rule("\"everything else\""), &[far]);
}

#[test]
fn all_misspelt_names_are_told_at_once() {
    let target =
        "[[target]]\nmeasure = \"review-reply\"\nwithin = \"1d\"\nwhere = { source = [\"gbp\",\n\"gpb\"] }\n";
    check_text(
        &format!("{target}{}[[source]]\nformat = \"mboxx\"\n", rule("\"playconsole\"")),
        &[
            "hearback.toml:10: no export format is called \"mboxx\"; did you mean \"mbox\"?",
            "hearback.toml:5: no format and no mapping is called \"gpb\"; did you mean \"gbp\"?",
            "hearback.toml:8: no format and no mapping is called \"playconsole\"; did you mean \"play-console\"?",
        ],
    );
}
