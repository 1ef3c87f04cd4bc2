//! hearback works out from exported mail, chats and reviews how long customers waited for a human
//! answer, who is still waiting and which complaints were ignored.
//!
//! Data flows one way through the rooms below; each uses only itself and the rooms above it
//! (`tests/it/layers.rs`). `ARCHITECTURE.md` is the map.

pub mod message;

pub mod date;
pub mod hours;
pub mod input;
pub mod mail;
pub mod problem;
pub mod text;

pub mod settings;

pub mod source;

pub mod conversation;

pub mod measure;

pub mod finding;

pub mod document;

pub mod report;

pub mod cli;
pub mod exit;
pub mod run;
