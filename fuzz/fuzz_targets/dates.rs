//! Any text as a time of each kind.

#![no_main]

use hearback::date::pattern::{Context, Format, Order};
use hearback::date::{iso, mail};

libfuzzer_sys::fuzz_target!(|text: &str| {
    iso::parse(text);
    iso::date_only(text);
    mail::parse(text);
    mail::parse_from_line(text);
    mail::sent(&mail::Clues { date: Some(text), received: Some(text), ..mail::Clues::default() });
    for name in ["rfc3339", "unix", "unix-ms", "unix-us", "excel", "numeric", "%d.%m.%Y %H:%M", "%B %d, %Y"] {
        let Ok(format) = Format::named(name) else { continue };
        for order in [None, Some(Order::DayMonth), Some(Order::MonthDay)] {
            for locale in [None, Some("pl"), Some("fi")] {
                format.read(text, Context { locale, order });
            }
        }
    }
    // The text as the pattern itself.
    if let Ok(format) = Format::named(text) {
        format.read("2026-02-01 09:00", Context::default());
    }
});
