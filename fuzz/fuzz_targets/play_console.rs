//! Any bytes as the source `play-console`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hearback_fuzz::read(
    "play-console",
    "reviews_com.example_202602.csv",
    bytes
));
