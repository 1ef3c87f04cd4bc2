//! Any bytes as the source that the variable `HEARBACK_SOURCE` names, in a file of the name in `HEARBACK_FILE`.

#![no_main]

use std::env;
use std::sync::LazyLock;

static SOURCE: LazyLock<String> = LazyLock::new(|| env::var("HEARBACK_SOURCE").expect("HEARBACK_SOURCE"));
static FILE: LazyLock<String> = LazyLock::new(|| env::var("HEARBACK_FILE").unwrap_or_else(|_| "a.txt".to_owned()));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hearback_fuzz::read(&SOURCE, &FILE, bytes));
