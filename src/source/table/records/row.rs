//! One row of a table: its text, and where its cells are in it.

/// One row; reused for the next.
#[derive(Default)]
pub struct Row {
    pub(super) text: String,
    /// Where each cell begins and ends in the text.
    pub(super) cells: Vec<(usize, usize)>,
    /// Line of its first byte, from 1.
    pub line: u64,
}

impl Row {
    /// Number of cells.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// The text of a cell.
    pub fn cell(&self, idx: usize) -> Option<&str> {
        let (start, end) = *self.cells.get(idx)?;
        self.text.get(start..end)
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.width()).filter_map(|idx| self.cell(idx))
    }
}
