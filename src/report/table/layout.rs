//! Which columns a table shows in a given width, and how wide each of them is.

use std::borrow::Cow;

use crate::document::{Column, Show, Table, Value};
use crate::report::terminal::{CUT, clean_start, cut, width};

/// Spaces between two columns.
const GAP: usize = 2;

/// A text column asks for no more than this before every column has its place.
const TEXT_WISH: usize = 24;

/// A text column is not squeezed below this while another one can give.
const TEXT_FLOOR: usize = 6;

/// A column that is shown.
#[derive(Debug)]
pub struct Shown<'a> {
    column: &'a Column,
    /// Its place in the document's rows.
    pub idx: usize,
    /// Cut to the width.
    pub heading: String,
    pub right: bool,
    width: usize,
    /// The width at which nothing is cut, or that of the whole table.
    natural: usize,
    is_text: bool,
}

impl Shown<'_> {
    /// What the cell shows. A text is cut; half a number would be another number, so only the mark is left of it.
    pub fn cell(&self, value: &Value<'_>) -> String {
        let text = clean_start(&self.column.for_people(value), self.width);
        if width(&text) <= self.width {
            return text;
        }
        if is_text(value) { cut(&text, self.width) } else { CUT.to_string() }
    }
}

/// The columns that fit into `limit` columns of the terminal: those shown always, then from the left those
/// shown where there is room.
pub fn fit<'a>(table: &'a Table<'_>, rows: &[Cow<'_, [Value<'_>]>], limit: usize) -> Vec<Shown<'a>> {
    let mut shown = choose(table, rows, limit);
    while limit < total(&shown) && squeeze(&mut shown) {}
    while limit < total(&shown) {
        shown.pop();
    }
    while total(&shown) < limit && widen(&mut shown) {}
    for column in &mut shown {
        column.heading = cut(&column.heading, column.width);
    }
    shown
}

fn choose<'a>(table: &'a Table<'_>, rows: &[Cow<'_, [Value<'_>]>], limit: usize) -> Vec<Shown<'a>> {
    let n_columns = |show| table.columns.iter().filter(|column| column.show == show).count();
    let mut chosen = Vec::with_capacity(n_columns(Show::Always) + n_columns(Show::Wide));
    for idx in (0..table.columns.len()).filter(|idx| table.columns[*idx].show == Show::Always) {
        chosen.push(measured(table, rows, idx, limit));
    }
    let mut used = total(&chosen);
    for idx in (0..table.columns.len()).filter(|idx| table.columns[*idx].show == Show::Wide) {
        let column = measured(table, rows, idx, limit);
        used += column.width + if chosen.is_empty() { 0 } else { GAP };
        if limit < used {
            break;
        }
        chosen.push(column);
    }
    chosen.sort_by_key(|column| column.idx);
    chosen
}

fn measured<'a>(table: &'a Table<'_>, rows: &[Cow<'_, [Value<'_>]>], idx: usize, limit: usize) -> Shown<'a> {
    let column = &table.columns[idx];
    let heading = clean_start(&column.heading, limit);
    let mut natural = width(&heading).max(1);
    let mut has_text = false;
    for value in rows.iter().filter_map(|row| row.get(idx)) {
        has_text |= is_text(value);
        natural = natural.max(width(&clean_start(&column.for_people(value), limit)));
    }
    let natural = natural.min(limit);
    let width = if has_text { natural.min(TEXT_WISH) } else { natural };
    Shown { column, idx, heading, right: column.right, width, natural, is_text: has_text }
}

/// Takes a column of the terminal from the widest text. When no text can give more, of the widest numbers only the mark of a
/// cut is left, as half of it would help nobody; then the widest texts give all they have. False when none can give.
fn squeeze(shown: &mut [Shown<'_>]) -> bool {
    let widest = |shown: &[Shown<'_>], is_text: bool, floor: usize| {
        let can_give = |column: &(usize, &Shown<'_>)| column.1.is_text == is_text && floor < column.1.width;
        let widest = shown.iter().enumerate().filter(can_give).max_by_key(|(_, column)| column.width);
        widest.map(|(idx, _)| idx)
    };
    if let Some(idx) = widest(shown, true, TEXT_FLOOR) {
        shown[idx].width -= 1;
    } else if let Some(idx) = widest(shown, false, 1) {
        shown[idx].width = 1;
    } else if let Some(idx) = widest(shown, true, 1) {
        shown[idx].width -= 1;
    } else {
        return false;
    }
    true
}

/// Gives a column of the terminal to the narrowest that is cut; false when none is.
fn widen(shown: &mut [Shown<'_>]) -> bool {
    let cut = shown.iter_mut().filter(|column| column.width < column.natural);
    let Some(column) = cut.min_by_key(|column| column.width) else { return false };
    column.width += 1;
    true
}

fn total(shown: &[Shown<'_>]) -> usize {
    let gaps = shown.len().saturating_sub(1) * GAP;
    shown.iter().map(|column| column.width).sum::<usize>() + gaps
}

fn is_text(value: &Value<'_>) -> bool {
    matches!(value, Value::Text(_) | Value::Id(_) | Value::List(_) | Value::Record(_))
}
