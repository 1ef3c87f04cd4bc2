//! Numbers over waits: spans, outcomes, attainment, percentiles and survival curves.

pub mod outcome;
pub mod percentile;
pub mod survival;
