//! Numbers over waits: spans, outcomes, attainment, percentiles and survival curves.

pub mod group;
pub mod outcome;
pub mod percentile;
pub mod period;
pub mod replies;
pub mod survival;
#[cfg(test)]
pub mod testing;
