//! Any bytes as the source `hearback`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hearback_fuzz::read("hearback", "a.ndjson", bytes));
