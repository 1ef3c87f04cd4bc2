//! The order of day and month in each column of times: as the mapping or the settings say, else as the whole column
//! proves (of a pipe or packed file its beginning).

use std::io;

use super::Export;
use super::mapping::Pick;
use super::view::View;
use crate::date::pattern::{Order, proven_order};
use crate::source::table::Next;

/// Of the time of a message, of its edit and of the reply beside it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Orders {
    pub sent: Option<Order>,
    pub edited: Option<Order>,
    pub reply: Option<Order>,
}

/// What the rows tell of one column.
struct Told<'a> {
    pick: &'a Pick,
    order: Option<Order>,
    /// So many of its dates have no order.
    n_other: u64,
}

impl Orders {
    pub(super) fn of(export: &Export<'_>) -> io::Result<Self> {
        let (mapping, stream) = (export.mapping, export.stream);
        let said = mapping.times.order.or(stream.settings.date_order);
        let is_plain = export.shape.is_table() && mapping.records.messages.is_empty();
        if said.is_some() || !is_plain || !mapping.times.needs_order() {
            return Ok(Self { sent: said, edited: said, reply: said });
        }
        let picks = [&mapping.times.from, &mapping.fields.edited, &mapping.fields.reply_at];
        let mut columns = picks.map(|pick| Told { pick, order: None, n_other: 0 });
        // A pipe can be opened once only, and what is packed should not be unpacked twice.
        let mut table = if stream.entry.seekable { export.table()? } else { export.head_of_table()? };
        let names = export.columns(&table);
        while columns.iter().any(Told::is_open) {
            match table.advance()? {
                Next::Row(record) => {
                    let view = export.row_view(record, &names);
                    for column in columns.iter_mut().filter(|column| column.is_open()) {
                        column.look(&view, |text| mapping.times.read(text, None).is_ok());
                    }
                }
                Next::Bad(_) | Next::Header => {}
                Next::End => break,
            }
        }
        // A column that proves none is written like another one of its file.
        let any = columns.iter().find_map(|column| column.order);
        let [sent, edited, reply] = columns.map(|column| column.order.or(any));
        Ok(Self { sent, edited, reply })
    }
}

impl Told<'_> {
    /// So many dates without an order show that the column has none.
    const MAX_OTHER: u64 = 1_000;

    fn is_open(&self) -> bool {
        self.pick.is_set() && self.order.is_none() && self.n_other <= Self::MAX_OTHER
    }

    fn look(&mut self, view: &View<'_>, is_time: impl Fn(&str) -> bool) {
        let Some(text) = self.pick.text(view) else { return };
        self.order = proven_order(&text);
        self.n_other += u64::from(self.order.is_none() && is_time(&text));
    }
}
