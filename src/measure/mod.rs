//! Numbers over waits: outcomes, attainment, percentiles and survival curves.
