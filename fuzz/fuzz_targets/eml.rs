//! Any bytes as the source `eml`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hearback_fuzz::read("eml", "a.eml", bytes));
