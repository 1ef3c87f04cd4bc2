//! The files beside the one that is read: side tables of the same export, found by name and parsed once.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::collect::Problems;
use crate::input::Entry;

/// All inputs of a run, and what sources made of those that are side tables.
pub struct Beside<'a> {
    /// Sorted by name.
    entries: &'a [Entry],
    parsed: Mutex<BTreeMap<(usize, String), Parsed>>,
    used: Mutex<BTreeSet<usize>>,
    damaged: Mutex<BTreeMap<(usize, String), Problems>>,
}

type Parsed = Arc<dyn Any + Send + Sync>;

impl<'a> Beside<'a> {
    /// Nothing lies beside.
    pub const NONE: &'static Beside<'static> = {
        static NONE: Beside<'static> = Beside::new(&[]);
        &NONE
    };

    /// `entries` are sorted by name, as [`crate::input::find`] hands them out.
    pub const fn new(entries: &'a [Entry]) -> Self {
        Self {
            entries,
            parsed: Mutex::new(BTreeMap::new()),
            used: Mutex::new(BTreeSet::new()),
            damaged: Mutex::new(BTreeMap::new()),
        }
    }

    /// The file of that name in the folder of `of`; `../` climbs to the folder above.
    pub fn find(&self, of: &Entry, name: &str) -> Option<&'a Entry> {
        self.position(of, name).and_then(|entry_idx| self.entries.get(entry_idx))
    }

    /// All files in the folder of `of` and in the folders below it, in the order of their names.
    pub fn folder(&self, of: &Entry) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let folder = folder_of(&of.name).to_owned();
        let rest = self.entries.get(self.first_of(&folder)..).unwrap_or_default();
        rest.iter().take_while(move |entry| entry.name.starts_with(&folder))
    }

    /// What `parse` makes of the file of that name beside `of`; parsed once for all streams. `what` tells
    /// apart different readings of one file.
    pub fn load<T: Send + Sync + 'static>(
        &self,
        of: &Entry,
        name: &str,
        what: &str,
        parse: impl FnOnce(&Entry) -> T,
    ) -> Option<Arc<T>> {
        let entry_idx = self.position(of, name)?;
        held(&self.used).insert(entry_idx);
        self.parsed(entry_idx, what, parse)
    }

    /// Does `fits` hold of any file in the folder of `of` or below? Looked at once for all streams of the folder; a
    /// file that is looked at does not count as used. `what` tells apart different questions.
    pub fn has_any(&self, of: &Entry, what: &str, fits: impl Fn(&Entry) -> bool) -> bool {
        let folder = folder_of(&of.name);
        let what = format!("{what} in {folder}");
        self.parsed(self.first_of(folder), &what, |_| self.folder(of).any(fits)).is_some_and(|has| *has)
    }

    /// What `add` collects from the files of that name in the folders beside that of `of`, its own included; looked at
    /// once for all of them. A file that is looked at does not count as used.
    pub fn gather_around<T: Default + Send + Sync + 'static>(
        &self,
        of: &Entry,
        name: &str,
        what: &str,
        add: impl Fn(&mut T, &Entry),
    ) -> Option<Arc<T>> {
        let above = folder_of(folder_of(&of.name).strip_suffix('/')?);
        let first_idx = self.first_of(above);
        self.parsed(first_idx, &format!("{what} around {above}"), |_| {
            let mut made = T::default();
            for entry in self.entries.get(first_idx..).unwrap_or_default() {
                let Some(rest) = entry.name.strip_prefix(above) else { break };
                if rest.split_once('/').is_some_and(|(_, file)| file == name) {
                    add(&mut made, entry);
                }
            }
            made
        })
    }

    /// What `parse` makes of a file, once for all streams.
    fn parsed<T: Send + Sync + 'static>(
        &self,
        entry_idx: usize,
        what: &str,
        parse: impl FnOnce(&Entry) -> T,
    ) -> Option<Arc<T>> {
        let entry = self.entries.get(entry_idx)?;
        let key = (entry_idx, what.to_owned());
        let known = held(&self.parsed).get(&key).cloned();
        let parsed = known.unwrap_or_else(|| {
            // Two threads may parse at the same time; they find the same and the first one stays.
            let parsed: Parsed = Arc::new(parse(entry));
            Arc::clone(held(&self.parsed).entry(key).or_insert(parsed))
        });
        parsed.downcast().ok()
    }

    /// What `add` collects from the files in the folder of `of` and below it, `of` included; collected once for
    /// all streams of the folder. `add` says whether it used the file. A pipe can be read only once, so that
    /// nothing is collected from it.
    pub fn gather<T: Default + Send + Sync + 'static>(
        &self,
        of: &Entry,
        what: &str,
        add: impl Fn(&mut T, &Entry) -> bool,
    ) -> Arc<T> {
        let folder = folder_of(&of.name);
        let first_idx = self.first_of(folder);
        let collect = |entries: &mut dyn Iterator<Item = &Entry>| {
            let mut made = T::default();
            for (entry, entry_idx) in entries.zip(first_idx..) {
                if entry.seekable && add(&mut made, entry) {
                    held(&self.used).insert(entry_idx);
                }
            }
            made
        };
        if self.index(&of.name).is_none() {
            return Arc::new(collect(&mut std::iter::once(of)));
        }
        let what = format!("{what} of {folder}");
        self.parsed(first_idx, &what, |_| collect(&mut self.folder(of))).unwrap_or_default()
    }

    /// Keeps what could not be read of a side table, from that reading of it.
    pub fn note(&self, entry: &Entry, what: &str, problems: Problems) {
        if let Some(entry_idx) = self.index(&entry.name).filter(|_| problems.n() > 0) {
            // Whoever parses it again finds the same.
            held(&self.damaged).insert((entry_idx, what.to_owned()), problems);
        }
    }

    /// What could not be read of the side table of that name.
    pub fn problems(&self, name: &str) -> Problems {
        let Some(entry_idx) = self.index(name) else { return Problems::default() };
        let damaged = held(&self.damaged);
        let mut readings = damaged.range((entry_idx, String::new())..);
        let first = readings.next().filter(|((of, _), _)| *of == entry_idx);
        first.map(|(_, problems)| problems.clone()).unwrap_or_default()
    }

    /// Was the file of that name read as a side table?
    pub fn was_used(&self, name: &str) -> bool {
        self.index(name).is_some_and(|entry_idx| held(&self.used).contains(&entry_idx))
    }

    fn position(&self, of: &Entry, name: &str) -> Option<usize> {
        let mut folder = folder_of(&of.name);
        let mut name = name;
        while let Some(rest) = name.strip_prefix("../") {
            folder = folder_of(folder.strip_suffix('/')?);
            name = rest;
        }
        self.index(&format!("{folder}{name}"))
    }

    /// Where the files of a folder begin.
    fn first_of(&self, folder: &str) -> usize {
        self.entries.partition_point(|entry| entry.name.as_str() < folder)
    }

    fn index(&self, path: &str) -> Option<usize> {
        self.entries.binary_search_by(|entry| entry.name.as_str().cmp(path)).ok()
    }
}

/// A path up to and with its last `/`; empty where there is none.
fn folder_of(path: &str) -> &str {
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or_default()
}

/// A panic of another thread leaves nothing half done in these maps.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
