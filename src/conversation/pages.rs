//! Pages of several sites that are called after the same path.

use rustc_hash::FxHashMap;

use crate::message::strings::Sym;
use crate::source::collect::Archive;

use super::join::{Sets, node};

/// Takes conversations apart whose name is a path. Each export of a site holds all comments of a page: two files
/// with a page of one name and no comment in common come from two sites, and so does who answers there.
pub fn part(archive: &mut Archive) {
    if archive.files.iter().filter(|file| file.facts.named_by_path).nth(1).is_none() {
        return;
    }
    let mut nodes: FxHashMap<(Sym, u32), u32> = FxHashMap::default();
    // The name and the file of each node.
    let mut pages: Vec<(Sym, u32)> = Vec::new();
    let mut node_of: Vec<(usize, u32)> = Vec::new();
    for (idx, message) in archive.messages.iter().enumerate() {
        let is_path = archive.file_of(message).is_some_and(|file| file.facts.named_by_path);
        let Some(name) = message.conversation.filter(|_| is_path) else { continue };
        let page = (name, message.origin.file);
        let page_node = *nodes.entry(page).or_insert_with(|| {
            pages.push(page);
            node(pages.len() - 1)
        });
        node_of.push((idx, page_node));
    }
    let mut sites = Sets::new(pages.len());
    let mut seen = FxHashMap::default();
    for &(idx, page_node) in &node_of {
        let message = &archive.messages[idx];
        let Some(sent) = message.sent.get() else { continue };
        let comment = (message.conversation, message.author, message.name, sent);
        sites.unite(*seen.entry(comment).or_insert(page_node) as usize, page_node as usize);
    }
    let roots = sites.groups();
    // A name of one site only stays.
    let mut first_of: FxHashMap<Sym, u32> = FxHashMap::default();
    let mut shared: FxHashMap<Sym, bool> = FxHashMap::default();
    for (&(name, _), &root) in pages.iter().zip(&roots) {
        *shared.entry(name).or_default() |= *first_of.entry(name).or_insert(root) != root;
    }
    let names: Vec<Option<Sym>> = roots
        .iter()
        .map(|&root| {
            let (name, file) = pages[root as usize];
            let file = archive.files.get(file as usize).filter(|_| shared[&name])?;
            let apart = format!("{} {}", file.name, archive.strings.get(name));
            archive.strings.intern(&apart)
        })
        .collect();
    for (idx, page_node) in node_of {
        if let Some(name) = names[page_node as usize] {
            archive.messages[idx].conversation = Some(name);
        }
    }
}
