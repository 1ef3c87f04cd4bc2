//! Day or month first: what the dates of one dialect say about the order of their numbers.

use std::cmp::Ordering;

use super::header::{Header, Shape};
use crate::date::pattern;

/// The order of the three numbers of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    YearMonthDay,
    DayMonth,
    MonthDay,
}

/// How well the order is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ground {
    Certain,
    /// By habit or by the flow of time.
    Likely,
    /// Nothing tells; the user should.
    Guess,
}

/// What was seen of the dates of one dialect.
#[derive(Clone, Debug)]
pub struct Evidence {
    shape: Shape,
    /// Media names that are dated as day-month and as month-day.
    media: [u64; 2],
    /// A first number above 12; a second one.
    above: [bool; 2],
    padded: bool,
    /// Days that go back when read as day-month and as month-day.
    backward: [u64; 2],
    /// Changes of the first and of the second number.
    changes: [u64; 2],
    last: Option<[u16; 3]>,
}

impl Evidence {
    pub const fn new(shape: Shape) -> Self {
        Self {
            shape,
            media: [0; 2],
            above: [false; 2],
            padded: false,
            backward: [0; 2],
            changes: [0; 2],
            last: None,
        }
    }

    /// Takes in a date, and the day that the media file of its message names.
    pub fn see(&mut self, header: &Header<'_>, media_day: Option<(u16, u16, u16)>) {
        let date @ [first, second, year] = header.date;
        self.above[0] |= 12 < first;
        self.above[1] |= 12 < second;
        self.padded |= header.padded;
        if let Some((media_year, month, day)) = media_day
            && first != second
            && media_year == year
        {
            self.media[0] += u64::from((first, second) == (day, month));
            self.media[1] += u64::from((first, second) == (month, day));
        }
        if let Some([last_first, last_second, last_year]) = self.last {
            let now = [(year, second, first), (year, first, second)];
            let before = [(last_year, last_second, last_first), (last_year, last_first, last_second)];
            for (n, (now, before)) in self.backward.iter_mut().zip(now.iter().zip(&before)) {
                *n += u64::from(now < before);
            }
            self.changes[0] += u64::from(first != last_first);
            self.changes[1] += u64::from(second != last_second);
        }
        self.last = Some(date);
    }

    /// The order, as soon as there is no doubt about it.
    pub fn certain(&self) -> Option<Order> {
        if self.shape.year_first {
            return Some(Order::YearMonthDay);
        }
        prefer(self.media[1].cmp(&self.media[0]))
            .or_else(|| prefer(self.above[1].cmp(&self.above[0])))
            // Both numbers were above 12: the first that was decided would have told.
            .or_else(|| self.above[0].then_some(Order::DayMonth))
    }

    /// The order after the last date, and how well it is known.
    pub fn order(&self, declared: Option<pattern::Order>) -> (Order, Ground) {
        if let Some(order) = self.certain() {
            return (order, Ground::Certain);
        }
        match declared {
            Some(pattern::Order::DayMonth) => return (Order::DayMonth, Ground::Certain),
            Some(pattern::Order::MonthDay) => return (Order::MonthDay, Ground::Certain),
            None => {}
        }
        if self.shape.separator == '.' {
            return (Order::DayMonth, Ground::Certain);
        }
        let american =
            self.shape.separator == '/' && self.shape.half_day && !self.shape.long_year && !self.padded;
        if american {
            return (Order::MonthDay, Ground::Likely);
        }
        let by_flow = prefer(self.backward[0].cmp(&self.backward[1]));
        // The day changes more often than the month.
        let by_change = || prefer(self.changes[1].cmp(&self.changes[0]));
        match by_flow.or_else(by_change) {
            Some(order) => (order, Ground::Likely),
            None => (Order::DayMonth, Ground::Guess),
        }
    }
}

/// `Greater` speaks for the month first.
const fn prefer(month_first: Ordering) -> Option<Order> {
    match month_first {
        Ordering::Greater => Some(Order::MonthDay),
        Ordering::Less => Some(Order::DayMonth),
        Ordering::Equal => None,
    }
}

impl Order {
    /// Year, month and day of a date.
    pub fn read(self, date: [u16; 3]) -> (i32, u32, u32) {
        let [one, two, three] = date;
        let (year, month, day) = match self {
            Self::YearMonthDay => (one, two, three),
            Self::DayMonth => (three, two, one),
            Self::MonthDay => (three, one, two),
        };
        (i32::from(year), u32::from(month), u32::from(day))
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::YearMonthDay => "year-month-day",
            Self::DayMonth => "day-month",
            Self::MonthDay => "month-day",
        }
    }
}

#[cfg(test)]
mod tests;
