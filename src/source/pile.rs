//! Messages that an export writes newest first, put back into their order before they are handed on.

use super::draft::Draft;
use super::talk::Talk;

/// More than this is handed on in pieces.
const MAX_BYTES: usize = 64 << 20;

/// Messages of one conversation, as long as the file goes on with it.
#[derive(Default)]
pub struct Pile {
    held: Vec<(i64, Draft<'static>)>,
    n_bytes: usize,
}

impl Pile {
    /// Adds a message with its time in a unit that tells neighbours apart, 0 where it has none.
    pub fn push(&mut self, time: i64, draft: Draft<'static>) {
        let texts = [&draft.text, &draft.name, &draft.author, &draft.conversation, &draft.subject];
        let n_bytes: usize = texts.into_iter().flatten().map(|text| text.len()).sum();
        self.n_bytes += n_bytes + size_of::<Draft<'static>>();
        self.held.push((time, draft));
    }

    /// It is time to hand on what is here, whatever follows.
    pub const fn is_full(&self) -> bool {
        MAX_BYTES < self.n_bytes
    }

    /// Hands on all, oldest first, after `finish` has seen each. Records are counted in that order, so that
    /// it holds within one second, too.
    pub fn empty(&mut self, talk: &mut Talk<'_>, mut finish: impl FnMut(&mut Draft<'static>)) {
        let mut held = std::mem::take(&mut self.held);
        self.n_bytes = 0;
        let times = || held.iter().map(|(time, _)| *time).filter(|time| *time != 0);
        if times().next_back() < times().next() {
            let records: Vec<u64> = held.iter().map(|(_, draft)| draft.record).collect();
            held.reverse();
            for ((_, draft), record) in held.iter_mut().zip(records) {
                draft.record = record;
            }
        }
        for (_, mut draft) in held {
            finish(&mut draft);
            talk.say(draft);
        }
    }
}
