use toml::de::DeTable;

use super::*;

fn version(text: &str) -> (Version, Vec<String>) {
    let table = DeTable::parse(text).unwrap();
    let value = toml::Spanned::new(table.span(), DeValue::Table(table.into_inner()));
    let mut errors = Errors::new(text, "hearback.toml");
    let version = read_version(&value, "in [hours.default]", &mut errors);
    (version, errors.into_lines())
}

#[track_caller]
fn reads(text: &str) -> Version {
    let (version, errors) = version(text);
    assert_eq!(errors, Vec::<String>::new());
    version
}

#[track_caller]
fn fails(text: &str, error: &str) {
    assert_eq!(version(text).1, [format!("hearback.toml:1: {error}")]);
}

fn hours_of(version: &Version) -> Vec<usize> {
    (0..7).filter(|day| !version.week[*day].is_empty()).collect()
}

#[test]
fn ranges_wrap_and_single_days_beat_them() {
    assert_eq!(hours_of(&reads("mon-fri = \"09:00-17:00\"")), [0, 1, 2, 3, 4]);
    assert_eq!(hours_of(&reads("fri-mon = \"09:00-17:00\"")), [0, 4, 5, 6]);
    assert_eq!(hours_of(&reads("sat = \"09:00-17:00\"")), [5]);
    for text in ["wed = []\nmon-fri = \"09:00-17:00\"", "mon-fri = \"09:00-17:00\"\nwed = []"] {
        assert_eq!(hours_of(&reads(text)), [0, 1, 3, 4]);
    }
}

#[test]
fn intervals_are_minutes_from_midnight() {
    assert_eq!(interval("09:00-17:30"), Ok(Interval { start: 540, end: 1050 }));
    assert_eq!(interval("22:00-06:00"), Ok(Interval { start: 1320, end: 360 }));
    assert_eq!(interval("00:00 - 24:00"), Ok(Interval { start: 0, end: 1440 }));
    assert_eq!(interval("8:00–16:00"), Ok(Interval { start: 480, end: 960 }));
    for text in
        ["", "09:00", "9-17", "24:00-06:00", "09:60-10:00", "09:00-24:01", "09:0-10:00", "+9:00-10:00"]
    {
        let error = format!("\"{text}\" is no interval; expected one such as \"09:00-17:00\"");
        assert_eq!(interval(text), Err(error));
    }
    assert_eq!(
        interval("09:00-09:00").unwrap_err(),
        "\"09:00-09:00\" starts and ends at the same time; a whole day is \"00:00-24:00\", a closed one []"
    );
}

#[test]
fn dates_are_texts_or_dates_of_toml() {
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let version = reads(
        "closed = [\"2026-12-24\", 2026-12-31]\nfrom = 2026-06-01\nopen = { 2026-12-13 = \"10:00-14:00\" }\nholidays = [\"pl\", \"FI\"]",
    );
    assert!(version.closed.contains(&day(12, 24)) && version.closed.contains(&day(12, 31)));
    assert_eq!(version.from, Some(day(6, 1)));
    assert_eq!(version.open.get(&day(12, 13)), Some(&vec![Interval { start: 600, end: 840 }]));
    assert_eq!(version.holidays, ["PL", "FI"]);
}

#[test]
fn impossible_hours_are_told() {
    fails("mon-fry = []", "unknown key \"mon-fry\" in [hours.default]; did you mean \"mon-fri\"?");
    fails(
        "lunch = []",
        "unknown key \"lunch\" in [hours.default]; expected one of holidays, closed, open, from, mon-fri, mon, tue, wed, thu, fri, sat, sun",
    );
    fails(
        "closed = \"24.12.2026\"",
        "\"24.12.2026\" in \"closed\" is no date; expected one such as 2026-12-24",
    );
    fails(
        "from = 2026-06-01T10:00:00",
        "\"from\" must be a date such as \"2026-12-24\", found a date or time",
    );
    fails(
        "open = { \"2026-02-30\" = [] }",
        "\"2026-02-30\" in \"open\" is no date; expected one such as 2026-12-24",
    );
    fails("mon = 9", "\"mon\" must be a text or a list of texts, found a whole number");
    let (_, errors) = version("mon-wed = \"09:00-17:00\"\nwed-fri = \"10:00-18:00\"");
    assert_eq!(
        errors,
        [
            "hearback.toml:2: \"mon-wed\" and \"wed-fri\" in [hours.default] both hold wed; give that day its own key"
        ]
    );
}

#[track_caller]
fn tables(text: &str, dated: bool) -> (Vec<Hours>, Vec<String>) {
    let table = DeTable::parse(text).unwrap();
    let mut errors = Errors::new(text, "hearback.toml");
    let hours = read(table.get_ref(), &Zone::utc(), dated, &mut errors);
    (hours, errors.into_lines())
}

#[test]
fn hours_belong_to_a_channel_or_an_address() {
    let (hours, errors) = tables("[chat]\n[default]\n[\"Vip@sklep.example\"]\n[chatt]\n[shop]\n", true);
    let of: Vec<HoursOf> = hours.into_iter().map(|hours| hours.of).collect();
    assert_eq!(
        of,
        [HoursOf::Channel(Channel::Chat), HoursOf::Default, HoursOf::Address("vip@sklep.example".to_owned())]
    );
    assert_eq!(
        errors,
        [
            "hearback.toml:4: unknown hours \"chatt\"; did you mean \"chat\"?",
            "hearback.toml:5: unknown hours \"shop\"; expected default, a channel (email, form, chat, phone, forum, social, comment, review) or a team address",
        ]
    );
}

/// Hours go by the address that a message was sent to, and nothing is sent to a domain.
#[test]
fn hours_of_half_an_address_are_refused() {
    let of = |key: &str| {
        let channels = "email, form, chat, phone, forum, social, comment, review";
        let expected = format!("expected default, a channel ({channels}) or a team address");
        format!("hearback.toml:1: \"{key}\" in [hours] is no whole address; {expected}")
    };
    for key in
        ["@shop.example", "*@shop.example", "pomoc@", "Shop <pomoc@shop.example>", "a@x.example, b@x.example"]
    {
        let (hours, errors) = tables(&format!("[\"{key}\"]\nmon-sun = \"00:00-24:00\"\n"), true);
        assert_eq!((hours.len(), errors), (0, vec![of(key)]), "{key}");
    }
    let (hours, errors) = tables("[\"@chat\"]\n", true);
    let told = "hearback.toml:1: \"@chat\" in [hours] is no whole address; did you mean \"chat\"?";
    assert_eq!((hours.len(), errors), (0, vec![told.to_owned()]));
}

#[test]
fn versions_differ_by_their_first_day() {
    let text = "[[default]]\nmon = \"09:00-17:00\"\n[[default]]\nfrom = 2026-06-01\ntue = \"09:00-17:00\"\n";
    let (hours, errors) = tables(text, true);
    assert_eq!((hours.len(), errors.len()), (1, 0));
    let (_, errors) = tables(&text.replace("from = 2026-06-01\n", ""), true);
    assert_eq!(
        errors,
        ["hearback.toml:3: two versions in [hours.default] hold always; give each its own \"from\""]
    );
}

#[test]
fn only_the_latest_version_is_kept_when_the_policy_says_so() {
    let newer = reads("from = 2026-06-01\ntue = \"09:00-17:00\"");
    let older = reads("mon = \"09:00-17:00\"");
    let kept = latest(vec![newer.clone(), older]);
    assert_eq!(kept, [Version { from: None, ..newer }]);
}
