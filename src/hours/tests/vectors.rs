//! The tables of spans and deadlines, each row of which must come out.

use std::collections::BTreeMap;

use super::{Calendar, at, calendar};

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn calendars() -> BTreeMap<&'static str, Calendar> {
    let calendars = rows(include_str!("schedules.tsv"));
    calendars.map(|row| (row[0], calendar(row[1], row[2]))).collect()
}

#[test]
fn every_row_of_the_table_of_spans_is_reproduced() {
    let calendars = calendars();
    let mut wrong = Vec::new();
    let mut n_rows = 0;
    for row in rows(include_str!("working_time.tsv")) {
        let calendar = &calendars[row[1]];
        let (start, end) = (at(calendar, row[2]), at(calendar, row[3]));
        let (found, expected) = (calendar.between(start, end), row[4].parse::<i64>().unwrap());
        let pieces: i64 = calendar.pieces(start, end).iter().map(|(start, end)| end - start).sum();
        if found != expected || pieces != expected {
            wrong.push(format!(
                "{} ({}): {found} s, pieces {pieces} s, expected {expected} s",
                row[0], row[1]
            ));
        }
        n_rows += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(n_rows, 174);
}

#[test]
fn every_row_of_the_table_of_deadlines_is_reproduced() {
    let calendars = calendars();
    let mut wrong = Vec::new();
    let mut n_rows = 0;
    for row in rows(include_str!("deadline.tsv")) {
        let calendar = &calendars[row[1]];
        let found = calendar.add(at(calendar, row[2]), row[3].parse().unwrap());
        let expected = (!row[4].is_empty()).then(|| at(calendar, row[4]));
        if found != expected {
            wrong.push(format!("{} ({}): {found:?}, expected {expected:?}", row[0], row[1]));
        }
        n_rows += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(n_rows, 75);
}
