//! Turns drafts into messages: judges the words, interns the texts, resolves local times, counts every
//! record, and drops the rest.
