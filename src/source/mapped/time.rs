//! The `[time]` table of a mapping: where times stand, how they are written and in which zone.

use toml::Table;

use super::keys::Section;
use super::mapping::{Paths, Pick};
use super::number::{Numbers, Span};
use super::view::PathId;
use crate::date::pattern::{Context, Format, Order, months};
use crate::date::zone::Zone;
use crate::message::Stamp;

#[derive(Clone, Debug)]
pub struct Times {
    pub from: Pick,
    pub formats: Vec<Format>,
    pub locale: Option<String>,
    pub zone: Option<Zone>,
    /// `None` is told from the file.
    pub order: Option<Order>,
}

/// Fields that are spans of time.
type Durations = Vec<(PathId, Span)>;

/// Why a text gives no time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// No format fits.
    Unknown,
    /// Day and month could be either way round.
    Ambiguous,
    /// Two formats read it as different times.
    Contradicting,
}

/// 1973-03-03: no export is so old, and a number that would be an earlier time is mostly another form.
const OLDEST: i64 = 100_000_000;

impl Times {
    pub fn parse(table: Option<&Table>, paths: &mut Paths) -> Result<(Self, Durations), String> {
        let mut times = Self {
            from: Pick::default(),
            formats: vec![Format::Iso, Format::Unix, Format::Numeric],
            locale: None,
            zone: None,
            order: None,
        };
        let Some(table) = table else {
            return Ok((times, Vec::new()));
        };
        let section =
            Section::new(table, "[time]", &["from", "formats", "locale", "zone", "order", "duration"])?;
        if let Some(value) = section.value("from") {
            times.from = Pick::parse(value, "[time] `from`", paths)?;
        }
        let formats = section.texts("formats")?;
        if !formats.is_empty() {
            times.formats = formats
                .iter()
                .map(|name| Format::named(name).map_err(|error| format!("[time]: {error}")))
                .collect::<Result<_, _>>()?;
        }
        if let Some(locale) = section.text("locale")? {
            if locale != "en" && !months::LOCALES.contains(&locale) {
                return Err(section.wrong("locale", &format!("en or one of {}", months::LOCALES.join(", "))));
            }
            times.locale = Some(locale.to_owned());
        }
        if let Some(name) = section.text("zone")? {
            times.zone =
                Some(Zone::named(name).ok_or_else(|| section.wrong("zone", "a zone such as Europe/Warsaw"))?);
        }
        times.order = match section.text("order")? {
            None | Some("auto") => None,
            Some("dmy") => Some(Order::DayMonth),
            Some("mdy") => Some(Order::MonthDay),
            Some(_) => return Err(section.wrong("order", "dmy, mdy or auto")),
        };
        let durations = match section.table("duration")? {
            Some(table) => Numbers::durations(table, paths)?,
            None => Vec::new(),
        };
        Ok((times, durations))
    }

    /// The time of a text, and whether that is a day without a time of day; `0` is how some exports write none.
    pub fn read(&self, text: &str, order: Option<Order>) -> Result<(Stamp, bool), Unreadable> {
        if text == "0" {
            return Ok((Stamp::Unknown, false));
        }
        let context = Context { locale: self.locale.as_deref(), order };
        let (mut found, mut early) = (None, None);
        for format in &self.formats {
            // Only patterns can contradict each other; the other forms exclude one another, but for early numbers.
            if found.is_some() && !matches!(format, Format::Pattern(_)) {
                continue;
            }
            let Some(stamp) = format.read(text, context) else { continue };
            match (found, stamp) {
                (None, Stamp::Instant(seconds)) if format.is_epoch() && seconds < OLDEST => {
                    early = early.or(Some((stamp, false)));
                }
                (None, _) => found = Some((stamp, format.is_day(text))),
                (Some((before, _)), _) if before == stamp => {}
                (Some(_), _) => return Err(Unreadable::Contradicting),
            }
        }
        match (found.or(early), &self.zone) {
            (Some((Stamp::Local(local), is_day)), Some(zone)) => {
                Ok((Stamp::Instant(zone.instant(local)), is_day))
            }
            (Some(found), _) => Ok(found),
            (None, _) if order.is_none() && self.is_swappable(text) => Err(Unreadable::Ambiguous),
            (None, _) => Err(Unreadable::Unknown),
        }
    }

    /// May the order of day and month decide about these times?
    pub fn needs_order(&self) -> bool {
        self.order.is_none() && self.formats.contains(&Format::Numeric)
    }

    /// A date that any order would make readable.
    fn is_swappable(&self, text: &str) -> bool {
        let context = Context { locale: None, order: Some(Order::DayMonth) };
        self.formats.contains(&Format::Numeric) && Format::Numeric.read(text, context).is_some()
    }
}
