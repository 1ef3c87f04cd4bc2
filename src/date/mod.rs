//! Every date: texts to stamps, and the time zones that turn local times into instants.

pub mod iso;
pub mod local;
pub mod mail;
pub mod pattern;
pub mod zone;
