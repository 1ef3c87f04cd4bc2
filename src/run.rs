//! The one place that wires the rooms together.
