//! Any bytes as the source `mapped`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hearback_fuzz::read("mapped", "a.csv", bytes));
