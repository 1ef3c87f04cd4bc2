use super::*;
use crate::date::pattern::Order;
use crate::message::Channel;
use crate::settings::policy::{Headline, Start};
use crate::settings::{Function, HoursOf, Level};

fn read(text: &str) -> Result<Settings, String> {
    load(text, "hearback.toml", Path::new(".")).map_err(|error| error.to_string())
}

#[track_caller]
fn fails(text: &str, errors: &[&str]) {
    let error = read(text).err().unwrap_or_default();
    assert_eq!(error.lines().collect::<Vec<_>>(), errors);
}

/// The example of the documentation.
const EXAMPLE: &str = r#"
timezone = "Europe/Warsaw"
language = "pl"

[team]
addresses = ["@Sklep.example", "pomoc@sklep.example"]
names     = ["Sklep", "Anna (Sklep)"]
phones    = ["+48 22 123 45 67"]
bots      = ["Wirtualny doradca"]
partners  = ["@dostawca.example"]

[hours.default]
mon-fri   = ["09:00-13:00", "14:00-17:00"]
holidays  = "PL"
closed    = ["2026-12-24"]
open      = { "2026-12-13" = ["10:00-14:00"] }
from      = "2026-06-01"

[hours."VIP@sklep.example"]
mon-sun = "00:00-24:00"

[[target]]
name    = "mail: first answer"
where   = { channel = ["email", "form"] }
measure = "first-response"
within  = "4h"
clock   = "working"
share   = "90%"
level   = "warn"

[[rule]]
require = "count(ignored) == 0"
where   = { channel = "review" }
level   = "warn"

[policy]
preset      = "hearback"
new_case_after = "24h"
negative    = { stars = 2, text = 0.8 }

[[source]]
path    = "exports/ozon*.csv"
format  = "mapped"
encoding = "cp1251"
date_order = "dmy"
timezone = "Europe/Moscow"
channel = "review"
"#;

#[test]
fn the_documented_example_is_read() {
    let settings = read(EXAMPLE).unwrap();
    assert_eq!((settings.zone.name(), settings.zone_given), ("Europe/Warsaw", true));
    assert_eq!(settings.language, Language::Polish);
    assert_eq!(settings.team.addresses, ["@sklep.example", "pomoc@sklep.example"]);
    assert_eq!(settings.team.names, ["Sklep", "Anna (Sklep)"]);
    assert_eq!(settings.team.phones, ["48221234567"]);
    assert_eq!(settings.team.bots, ["Wirtualny doradca"]);
    assert_eq!(settings.team.partners, ["@dostawca.example"]);
    let of: Vec<&HoursOf> = settings.hours.iter().map(|hours| &hours.of).collect();
    assert_eq!(of, [&HoursOf::Default, &HoursOf::Address("vip@sklep.example".to_owned())]);
    let target = &settings.targets[0];
    assert_eq!(
        (target.name.as_str(), target.within, target.clock),
        ("mail: first answer", 14_400, Clock::Working)
    );
    assert_eq!(
        (target.share, target.level, target.measure),
        (Some(900), Level::Warn, Measure::FirstResponse)
    );
    assert_eq!(target.filter.channels, [Channel::Email, Channel::Form]);
    assert_eq!(settings.rules[0].require.function, Function::Count);
    assert_eq!(settings.rules[0].filter.channels, [Channel::Review]);
    assert_eq!(settings.policy.differences, ["negative.text = 0.8"]);
    let source = &settings.sources[0];
    assert_eq!(source.path.as_deref(), Some("exports/ozon*.csv"));
    assert_eq!(source.encoding.map(|encoding| encoding.name()), Some("windows-1251"));
    assert_eq!((source.date_order, source.channel), (Some(Order::DayMonth), Some(Channel::Review)));
    assert_eq!(source.zone.as_ref().map(|zone| zone.name()), Some("Europe/Moscow"));
}

#[test]
fn an_empty_file_is_the_defaults() {
    let settings = read("").unwrap();
    assert_eq!((settings.zone.name(), settings.zone_given), ("UTC", false));
    assert!(settings.targets.is_empty() && settings.hours.is_empty());
    assert!(settings.policy.differences.is_empty());
    // The offset basis of FNV-1a is the digest of nothing.
    assert_eq!(settings.digest, Some(0xcbf2_9ce4_8422_2325));
    assert_ne!(read("# x\n").unwrap().digest, settings.digest);
}

#[test]
fn all_mistakes_are_told_at_once_with_their_lines() {
    fails(
        "timezon = \"UTC\"\nlanguage = \"de\"\n\n[hours.default]\nholiday = \"PL\"\n[team]\nnames = 3\n",
        &[
            "hearback.toml:1: unknown key \"timezon\" at the top level; did you mean \"timezone\"?",
            "hearback.toml:2: unknown value \"de\" for \"language\"; expected one of en, pl, ru, fi",
            "hearback.toml:5: unknown key \"holiday\" in [hours.default]; did you mean \"holidays\"?",
            "hearback.toml:7: \"names\" must be a text or a list of texts, found a whole number",
        ],
    );
}

#[test]
fn broken_toml_is_told_with_its_line() {
    let error = read("timezone = \"UTC\"\n[team\n").err().unwrap();
    assert!(error.starts_with("hearback.toml:2: "), "{error}");
}

#[test]
fn a_zone_must_exist() {
    fails(
        "timezone = \"Warsaw\"",
        &["hearback.toml:1: unknown time zone \"Warsaw\"; did you mean \"Europe/Warsaw\"?"],
    );
}

#[test]
fn team_entries_must_fit_their_list() {
    fails(
        "[team]\naddresses = [\n  \"Sklep\",\n]\nphones = \"none\"\nname = \"x\"",
        &[
            "hearback.toml:3: \"Sklep\" in addresses is no address; expected one such as pomoc@sklep.example or @sklep.example, names go to names",
            "hearback.toml:5: \"none\" in phones holds no digits",
            "hearback.toml:6: unknown key \"name\" in [team]; did you mean \"names\"?",
        ],
    );
}

#[test]
fn presets_bring_targets_and_hours_unless_the_file_names_some() {
    let names = |settings: &Settings| {
        let targets = settings.targets.iter();
        targets.map(|target| (target.name.clone(), target.within, target.clock)).collect::<Vec<_>>()
    };
    let amazon = read("[policy]\npreset = \"amazon\"").unwrap();
    assert_eq!(
        names(&amazon),
        [
            ("amazon: first-response".to_owned(), 86_400, Clock::Calendar),
            ("amazon: next-response".to_owned(), 86_400, Clock::Calendar),
        ]
    );
    let allegro = read("[policy]\npreset = \"allegro\"").unwrap();
    assert_eq!(names(&allegro)[0], ("allegro: first-response".to_owned(), 86_400, Clock::Working));
    assert_eq!(allegro.hours.len(), 1);
    let facebook = read("[policy]\npreset = \"facebook\"").unwrap();
    assert_eq!(names(&facebook), [("facebook: first-response".to_owned(), 900, Clock::Calendar)]);
    let own = read("[policy]\npreset = \"amazon\"\n[[target]]\nmeasure = \"review-reply\"\nwithin = \"2d\"")
        .unwrap();
    assert_eq!(names(&own), [("review-reply within 2d".to_owned(), 172_800, Clock::Calendar)]);
}

#[test]
fn a_key_beats_the_preset() {
    let settings = read(
        "[policy]\nstart = \"last\"\npreset = \"zendesk\"\nthanks = \"closing\"\nstop = [\"reply\", \"note\"]\nnew_case_after = \"12h\"\nheadline = \"mean\"\nfollowups = false\nskew = \"5m\"",
    )
    .unwrap();
    let policy = &settings.policy;
    assert_eq!((policy.start, policy.headline, policy.thanks_close), (Start::Last, Headline::Mean, true));
    assert_eq!((policy.new_case_after, policy.new_thread_after), (Some(43_200), None));
    assert_eq!(
        policy.differences,
        [
            "preset = zendesk",
            "start = last",
            "stop = reply, note",
            "closed_without_reply = unmeasured",
            "followups = false",
            "new_case_after = 12h",
            "new_thread_after = never",
            "headline = mean",
            "hours_versions = latest",
            "bot_silence = waiting",
            "reviews = all",
            "skew = 5m",
        ]
    );
}

#[test]
fn impossible_policies_are_told() {
    fails(
        "[policy]\npreset = \"zendsk\"\nskew = \"w10m\"\nignored_after = \"never\"\nstop = []\nnegative = { stars = 6, txt = 1 }\nthanks = true",
        &[
            "hearback.toml:2: unknown value \"zendsk\" for \"preset\"; did you mean \"zendesk\"?",
            "hearback.toml:3: \"skew\" runs on calendar time: leave out the w",
            "hearback.toml:4: \"ignored_after\": \"never\" is no duration; expected a duration such as 90m, 4h, 2d or 1h30m",
            "hearback.toml:5: \"stop\" must name at least one thing, such as \"reply\"",
            "hearback.toml:6: \"stars\" must be a number from 0 to 5, found 6",
            "hearback.toml:6: unknown key \"txt\" in negative; did you mean \"text\"?",
            "hearback.toml:7: \"thanks\" must be one of closing, counts, found true or false",
        ],
    );
}

#[test]
fn impossible_targets_are_told() {
    fails(
        "[hours.default]\nmon = \"09:00-17:00\"\n[[target]]\nmeasure = \"first-respons\"\nwithin = \"2d\"\nclock = \"working\"\nwhere = { chanel = \"chat\", channel = \"chats\" }\nshare = 90\n[[target]]\nlevel = \"fatal\"\n[[target]]\nmeasure = \"next-response\"\nwithin = \"w1h\"\nclock = \"calendar\"\n",
        &[
            "hearback.toml:4: unknown value \"first-respons\" for \"measure\"; did you mean \"first-response\"?",
            "hearback.toml:5: \"within\": a working day has no agreed length; write hours and minutes instead of days",
            "hearback.toml:7: unknown key \"chanel\" in where; did you mean \"channel\"?",
            "hearback.toml:7: unknown value \"chats\" for \"channel\"; did you mean \"chat\"?",
            "hearback.toml:8: \"share\" must be a share such as \"90%\", found a whole number",
            "hearback.toml:9: [[target]] needs \"measure\", one of first-response, next-response, acknowledgement, review-reply",
            "hearback.toml:9: [[target]] needs \"within\", a duration such as \"4h\"",
            "hearback.toml:10: unknown value \"fatal\" for \"level\"; expected one of error, warn",
            "hearback.toml:13: \"within\" is working time by its w, but \"clock\" is \"calendar\"",
        ],
    );
}

#[test]
fn working_time_needs_hours() {
    fails(
        "[[target]]\nmeasure = \"first-response\"\nwithin = \"w4h\"\n[[rule]]\nrequire = \"p90(first_response) < w4h\"\n[[rule]]\nlevel = \"warn\"\n",
        &[
            "hearback.toml:3: the target counts working time, but there are no working hours; add [hours.default]",
            "hearback.toml:5: the rule counts working time, but there are no working hours; add [hours.default]",
            "hearback.toml:6: [[rule]] needs \"require\", such as \"count(ignored) == 0\"",
        ],
    );
}

#[test]
fn a_mapping_is_a_file_or_a_table() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ozon.toml"), "[input]\n").unwrap();
    let text = "[[source]]\nmapping = \"ozon.toml\"\n[[source]]\nformat = \"mapped\"\n[source.fields]\nid = \"id\"\nhtml = true\n[source.input]\nskip_rows = 2\n[[source.role]]\ndefault = \"customer\"\n";
    let settings = load(text, "hearback.toml", folder.path()).unwrap();
    assert_eq!(settings.sources[0].mapping, Some(("[input]\n".to_owned(), "ozon.toml".to_owned())));
    let (mapping, name) = settings.sources[1].mapping.clone().unwrap();
    assert_eq!(name, "mapping of [[source]] 2");
    let mapping: toml::Table = mapping.parse().unwrap();
    let expected: toml::Table =
        "fields = { id = \"id\", html = true }\ninput = { skip_rows = 2 }\nrole = [{ default = \"customer\" }]"
            .parse()
            .unwrap();
    assert_eq!(mapping, expected);
}

#[test]
fn impossible_sources_are_told() {
    let text = "[[source]]\nmapping = \"gone.toml\"\nencoding = \"windows-125\"\ndate_order = \"ymd\"\nchannel = \"mail\"\npaht = \"x\"\n";
    let error = read(text).err().unwrap();
    let lines: Vec<&str> = error.lines().collect();
    assert!(lines[0].starts_with("hearback.toml:2: the mapping \"gone.toml\" cannot be read: "), "{error}");
    assert_eq!(
        lines[1..],
        [
            "hearback.toml:3: unknown encoding \"windows-125\"; did you mean \"windows-1250\"?",
            "hearback.toml:4: unknown value \"ymd\" for \"date_order\"; expected one of dmy, mdy",
            "hearback.toml:5: unknown value \"mail\" for \"channel\"; did you mean \"email\"?",
            "hearback.toml:6: unknown key \"paht\" in [[source]]; did you mean \"path\"?",
        ]
    );
}

#[test]
fn every_prefix_of_the_example_is_read_without_panic() {
    for end in 0..EXAMPLE.len() {
        if let Some(text) = EXAMPLE.get(..end) {
            let _ = read(text);
        }
    }
}

#[test]
fn automatic_replies_are_phrases_with_words() {
    let settings = read("[team]\nauto_replies = [\"Dziękujemy za wiadomość\"]\n").unwrap();
    assert_eq!(settings.auto_replies.find("dziękujemy za\nwiadomość!"), Some("Dziękujemy za wiadomość"));
    fails("[team]\nauto_replies = \"!\"\n", &["hearback.toml:2: \"!\" in auto_replies holds no words"]);
    fails(
        "[team]\nauto_reply = \"Hi\"\n",
        &["hearback.toml:2: unknown key \"auto_reply\" in [team]; did you mean \"auto_replies\"?"],
    );
}
