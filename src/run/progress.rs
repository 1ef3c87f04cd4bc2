//! The bar on a terminal while files are read.

use std::io::{IsTerminal as _, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

const PERIOD: Duration = Duration::from_millis(100);

/// Shown until it is dropped.
pub struct Progress {
    /// Stored bytes that were read; more than there are when a file is looked at twice.
    pub done: Arc<AtomicU64>,
    bar: ProgressBar,
    watcher: Option<JoinHandle<()>>,
}

impl Progress {
    /// Of `total` stored bytes; on standard error, if that is a terminal.
    pub fn start(wanted: bool, total: u64) -> Self {
        let done = Arc::new(AtomicU64::new(0));
        if !wanted || !stderr().is_terminal() {
            return Self { done, bar: ProgressBar::hidden(), watcher: None };
        }
        let bar = ProgressBar::new(total);
        if let Ok(style) = ProgressStyle::with_template("{bytes} of {total_bytes} read {wide_bar}") {
            bar.set_style(style);
        }
        let (shown, read) = (bar.clone(), Arc::clone(&done));
        let watcher = thread::spawn(move || {
            while !shown.is_finished() {
                shown.set_position(read.load(Ordering::Relaxed).min(total));
                thread::park_timeout(PERIOD);
            }
        });
        Self { done, bar, watcher: Some(watcher) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        if let Some(watcher) = self.watcher.take() {
            watcher.thread().unpark();
            // It only draws: what went wrong there is of no consequence for the report.
            let _ = watcher.join();
        }
    }
}
