//! The command line: what can be asked, and how help teaches it.

pub mod args;
mod execute;
mod formats;

pub use execute::execute;
