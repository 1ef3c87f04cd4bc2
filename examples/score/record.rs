//! Tables of figures in a Markdown page: written between two remarks, read back, compared.

/// A figure may fall by so much before it counts.
pub const TOLERANCE: f64 = 0.01;
/// What stands where there is nothing to divide by.
pub const ABSENT: &str = "–";

const END: &str = "<!-- figures end -->";

/// A table of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name in the remark above it.
    pub name: &'static str,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let mut text = line(&self.header);
        text.push_str(&format!("|{}\n", "---|".repeat(self.header.len())));
        self.rows.iter().for_each(|row| text.push_str(&line(row)));
        text
    }
}

/// A share as tables show it.
pub fn cell(figure: Option<f64>) -> String {
    figure.map_or_else(|| ABSENT.to_owned(), |figure| format!("{figure:.3}"))
}

/// `page` with `table` in its place; `None` where the page has no place for it.
pub fn replace(page: &str, table: &Table) -> Option<String> {
    let (before, _, after) = cut(page, table.name)?;
    Some(format!("{before}\n{}\n{after}", table.markdown()))
}

/// The table of that name as the page has it.
pub fn recorded(page: &str, name: &'static str) -> Option<Table> {
    let (_, inside, _) = cut(page, name)?;
    let mut lines = inside.lines().filter(|line| line.starts_with('|')).map(|line| {
        let cells = line.trim().trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect::<Vec<String>>()
    });
    let header = lines.next()?;
    Some(Table { name, header, rows: lines.skip(1).collect() })
}

/// The page up to a table, the table's place, and the rest.
fn cut<'a>(page: &'a str, name: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let begin = format!("<!-- figures: {name} -->\n");
    let at = page.find(&begin)? + begin.len();
    let (before, rest) = page.split_at_checked(at)?;
    let (inside, after) = rest.split_at_checked(rest.find(END)?)?;
    Some((before, inside, after))
}

/// What is worse now than it was recorded, in words; every figure is better when it is higher.
pub fn falls(recorded: &Table, now: &Table) -> Vec<String> {
    let keys = |table: &Table| table.rows.iter().map(|row| row.first().cloned()).collect::<Vec<_>>();
    if recorded.header != now.header || keys(recorded) != keys(now) {
        return vec![format!("{}: the table has other rows or columns now; record it anew", now.name)];
    }
    let mut falls = Vec::new();
    for (old, new) in recorded.rows.iter().zip(&now.rows) {
        for ((column, old_cell), new_cell) in now.header.iter().zip(old).zip(new) {
            let what = format!("{}, {}, {column}", now.name, new.first().map_or("", String::as_str));
            falls.extend(fall(old_cell, new_cell).map(|why| format!("{what}: {why}")));
        }
    }
    falls
}

fn fall(old: &str, new: &str) -> Option<String> {
    let figure = |cell: &str| cell.contains('.').then(|| cell.parse::<f64>().ok()).flatten();
    match (figure(old), figure(new)) {
        // Three digits make whole thousandths; anything between them is the division's.
        (Some(was), Some(is)) if was - is > TOLERANCE + 1e-9 => Some(format!("fell from {old} to {new}")),
        (Some(_), None) => Some(format!("was {old} and is {new}")),
        (None, None) if old != new => Some(format!("was {old} and is {new}; record it anew")),
        _ => None,
    }
}
