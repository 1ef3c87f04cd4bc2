//! Any bytes as the source `mbox`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hearback_fuzz::read("mbox", "a.mbox", bytes));
