//! Any bytes as the source `maildir`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hearback_fuzz::read(
    "maildir",
    "cur/1760342400.M1P1.host:2,RS",
    bytes
));
