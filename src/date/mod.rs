//! Every date: texts to stamps, and the time zones that turn local times into instants.

pub mod iso;
pub mod pattern;
pub mod zone;
