use super::*;

fn applied(overrides: &Overrides) -> Result<Settings, String> {
    settings(None, overrides).map_err(|error| error.to_string())
}

#[track_caller]
fn fails(overrides: Overrides, error: &str) {
    assert_eq!(applied(&overrides).err().as_deref(), Some(error));
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn team_entries_are_sorted_by_their_form() {
    let mut team = Team::default();
    for entry in
        ["Pomoc@Sklep.example", "@sklep.example", "+48 22 123-45-67", "Anna (Sklep)", "Sklep 24", "Sklep 24"]
    {
        add_team(&mut team, entry);
    }
    assert_eq!(team.addresses, ["pomoc@sklep.example", "@sklep.example"]);
    assert_eq!(team.phones, ["48221234567"]);
    assert_eq!(team.names, ["Anna (Sklep)", "Sklep 24"]);
}

#[test]
fn a_team_of_nobody_is_refused() {
    for entry in ["@", "+", "", " "] {
        fails(
            Overrides { team: vec![entry.to_owned()], ..Overrides::default() },
            &format!(
                "--team: \"{entry}\" names nobody; expected an address, @domain, telephone number or name"
            ),
        );
    }
}

#[test]
fn times_are_instants_or_local() {
    let utc = Zone::utc();
    // 2026-11-02 is 20759 days after 1970-01-01.
    let midnight = 20_759 * 86_400;
    assert_eq!(parse_time("2026-11-02", &utc), Ok(midnight));
    assert_eq!(parse_time("2026-11-02T09:00", &utc), Ok(midnight + 9 * 3600));
    assert_eq!(parse_time("2026-11-02 09:00:30", &utc), Ok(midnight + 9 * 3600 + 30));
    assert_eq!(parse_time("2026-11-02T09:00:00+01:00", &utc), Ok(midnight + 8 * 3600));
    assert_eq!(
        parse_time("2.11.2026", &utc).unwrap_err(),
        "\"2.11.2026\" is no time; expected 2026-11-02, 2026-11-02T09:00 or 2026-11-02T09:00:00+01:00"
    );
}

#[test]
fn a_local_time_is_read_in_the_zone_of_the_flag() {
    let overrides =
        Overrides { timezone: some("Europe/Warsaw"), since: some("2026-11-02"), ..Overrides::default() };
    let settings = applied(&overrides).unwrap();
    assert_eq!((settings.zone.name(), settings.zone_given), ("Europe/Warsaw", true));
    let local = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap().and_time(NaiveTime::MIN);
    assert_eq!(settings.since, Some(settings.zone.instant(local)));
}

#[test]
fn flags_fill_the_settings() {
    let overrides = Overrides {
        team: vec!["@sklep.example".to_owned()],
        as_of: some("now"),
        now: 1_000,
        last: some("7d"),
        channels: vec!["review".to_owned(), "chat".to_owned()],
        language: some("pl"),
        require: vec!["count(ignored) == 0".to_owned()],
        ..Overrides::default()
    };
    let settings = applied(&overrides).unwrap();
    assert_eq!(settings.as_of, Some(1_000));
    assert_eq!(settings.last, Some(604_800));
    assert_eq!(settings.channels, [Channel::Review, Channel::Chat]);
    assert_eq!(settings.language, Language::Polish);
    assert_eq!(
        (settings.rules[0].text.as_str(), settings.rules[0].level),
        ("count(ignored) == 0", Level::Error)
    );
}

#[test]
fn flags_beat_the_file_and_lists_add_to_it() {
    let text = "timezone = \"UTC\"\n[team]\nnames = [\"Sklep\"]\n[[rule]]\nrequire = \"count(ignored) <= 3\"\n[hours.default]\nmon = \"09:00-17:00\"\n";
    let file = SettingsFile { text, name: "hearback.toml", base_dir: Path::new(".") };
    let overrides = Overrides {
        timezone: some("Europe/Helsinki"),
        team: vec!["Anna".to_owned()],
        require: vec!["p90(first_response) <= w4h".to_owned()],
        ..Overrides::default()
    };
    let settings = settings(Some(file), &overrides).unwrap();
    assert_eq!(settings.zone.name(), "Europe/Helsinki");
    assert_eq!(settings.team.names, ["Sklep", "Anna"]);
    assert_eq!(settings.rules.len(), 2);
}

#[test]
fn a_wrong_flag_is_named() {
    let none = Overrides::default;
    fails(
        Overrides { timezone: some("Warsaw"), ..none() },
        "--timezone: unknown time zone \"Warsaw\"; did you mean \"Europe/Warsaw\"?",
    );
    fails(
        Overrides { as_of: some("today"), ..none() },
        "--as-of: \"today\" is no time; expected 2026-11-02, 2026-11-02T09:00 or 2026-11-02T09:00:00+01:00, or now",
    );
    fails(
        Overrides { since: some("2026-11-02"), until: some("2026-11-01"), ..none() },
        "--until must be later than --since: no time lies between them",
    );
    fails(
        Overrides { last: some("7"), ..none() },
        "--last: \"7\" has no unit; expected a duration such as 90m, 4h, 2d or 1h30m",
    );
    fails(
        Overrides { last: some("w7h"), ..none() },
        "--last: \"w7h\" is no stretch of calendar time; expected one such as 7d",
    );
    fails(
        Overrides { channels: vec!["reviews".to_owned()], ..none() },
        "--channel: unknown channel \"reviews\"; did you mean \"review\"?",
    );
    fails(
        Overrides { language: some("de"), ..none() },
        "--lang: unknown language \"de\"; expected one of en, pl, ru, fi",
    );
    fails(
        Overrides { require: vec!["cont(ignored) == 0".to_owned()], ..none() },
        "--require 'cont(ignored) == 0': unknown function \"cont\"; did you mean \"count\"?",
    );
    fails(
        Overrides { require: vec!["max(first_response) < w4h".to_owned()], ..none() },
        "--require 'max(first_response) < w4h': it counts working time, but there are no working hours; add [hours.default]",
    );
}
