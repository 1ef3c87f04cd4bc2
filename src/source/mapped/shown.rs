//! Does a file of reviews have a place for replies of the team? Decided by columns and keys, never by their emptiness.

use std::io;

use super::mapping::{From, Pick};
use super::view::{Column, PathId, View};
use super::{Export, detect};

/// What is known so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown {
    Yes,
    No,
    /// Not unless a record has the key of one of these paths.
    Unless(Vec<PathId>),
}

impl Shown {
    pub fn of(export: &Export<'_>) -> io::Result<Self> {
        let mapping = export.mapping;
        let is_beside = || {
            let name = mapping.records.replies_in.as_deref();
            name.is_some_and(|name| detect::lies_beside(name, export.stream))
        };
        let yes_or_no = |is_shown: bool| if is_shown || is_beside() { Self::Yes } else { Self::No };
        if export.shape.is_table() && mapping.records.messages.is_empty() {
            let columns = export.columns(&export.head_of_table()?);
            let has_column = |id: &PathId| columns.get(*id).is_some_and(|found| *found != Column::Missing);
            return Ok(yes_or_no(mapping.can_show_replies(has_column)));
        }
        if mapping.fields.reply_by_key {
            return Ok(Self::Unless(
                paths(&mapping.fields.reply).chain(paths(&mapping.fields.reply_at)).collect(),
            ));
        }
        Ok(yes_or_no(mapping.can_show_replies(|_| true)))
    }

    /// Looks for the keys in one more record.
    pub fn look(&mut self, view: &View<'_>) {
        if let Self::Unless(paths) = self
            && paths.iter().any(|path| view.has_key(*path))
        {
            *self = Self::Yes;
        }
    }
}

fn paths(pick: &Pick) -> impl Iterator<Item = PathId> {
    pick.0.iter().filter_map(|from| match from {
        From::Path(path) => Some(*path),
        From::Constant(_) | From::Join { .. } | From::If(..) => None,
    })
}
