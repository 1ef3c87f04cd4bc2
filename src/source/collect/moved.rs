//! Symbols of one store as symbols of another.

use crate::message::Message;
use crate::message::few::Few;
use crate::message::strings::{Strings, Sym};

/// Moves messages from the texts of a part to those of the archive.
pub struct Moved<'a> {
    from: &'a Strings,
    to: &'a mut Strings,
    known: Vec<Option<Sym>>,
}

impl<'a> Moved<'a> {
    pub fn new(from: &'a Strings, to: &'a mut Strings) -> Self {
        Self { from, to, known: vec![None; from.len()] }
    }

    pub fn message(&mut self, message: &mut Message) {
        self.syms([
            &mut message.conversation,
            &mut message.id,
            &mut message.reply_to,
            &mut message.author,
            &mut message.name,
            &mut message.subject,
            &mut message.about,
            &mut message.words,
        ]);
        self.list(&mut message.to);
        message.excerpt = message.excerpt.and_then(|sym| self.pushed(sym));
        if let Some(rare) = message.rare.as_deref_mut() {
            self.syms([
                &mut rare.thread,
                &mut rare.thread_index,
                &mut rare.answer_to,
                &mut rare.evidence,
                &mut rare.why,
            ]);
            rare.link = rare.link.and_then(|sym| self.pushed(sym));
            self.list(&mut rare.references);
        }
    }

    fn syms<const N: usize>(&mut self, syms: [&mut Option<Sym>; N]) {
        for sym in syms {
            *sym = sym.and_then(|sym| self.sym(sym));
        }
    }

    fn list(&mut self, list: &mut Few<Sym>) {
        if !list.is_empty() {
            *list = list.iter().filter_map(|&sym| self.sym(sym)).collect();
        }
    }

    fn sym(&mut self, sym: Sym) -> Option<Sym> {
        let known = self.known.get_mut(sym.index())?;
        if known.is_none() {
            *known = self.to.intern(self.from.get(sym));
        }
        *known
    }

    /// Of a text that was not looked up when it came.
    fn pushed(&mut self, sym: Sym) -> Option<Sym> {
        let known = self.known.get_mut(sym.index())?;
        if known.is_none() {
            *known = self.to.push(self.from.get(sym));
        }
        *known
    }
}
