//! Exit codes, as the README lists them.

/// Done; for `check`: every error-level rule holds.
pub const DONE: u8 = 0;
/// `check` only: an error-level rule is broken.
pub const BROKEN: u8 = 1;
/// The job could not be done: wrong usage, bad settings, unreadable input, or nothing to judge.
pub const FAILED: u8 = 2;
