//! Any bytes as the source `whatsapp`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hearback_fuzz::read(
    "whatsapp",
    "WhatsApp Chat with Bob.txt",
    bytes
));
