//! Work on several cores whose results are taken in order.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// Calls `work` with each of `items` on so many threads, and meanwhile `take` with the results, in the order of the items.
/// At most `n_threads + 1` results are in work or wait for their turn, so that memory stays small. A panic is passed on.
pub fn in_order<I: Sync, T: Send>(
    n_threads: usize,
    items: &[I],
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(T),
) {
    let (ask, asked) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    let asked = Mutex::new(asked);
    let next = || asked.lock().unwrap_or_else(PoisonError::into_inner).recv();
    let labour = || {
        while let Ok((idx, item)) = next() {
            let done = panic::catch_unwind(AssertUnwindSafe(|| work(item)));
            if tell.send((idx, done)).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        // When nobody can ask any more, the threads end: behind the last item, and when something panics here.
        let ask = ask;
        for _ in 0..n_threads.min(items.len()) {
            scope.spawn(labour);
        }
        let mut rest = items.iter().enumerate();
        let mut ask_for = |n: usize| {
            for item in rest.by_ref().take(n) {
                // The one who hears it is in this scope.
                let _ = ask.send(item);
            }
        };
        ask_for(n_threads + 1);
        let mut early = BTreeMap::new();
        for idx in 0..items.len() {
            let done = loop {
                if let Some(done) = early.remove(&idx) {
                    break done;
                }
                let Ok((told_idx, done)) = told.recv() else { return };
                early.insert(told_idx, done);
            };
            ask_for(1);
            match done {
                Ok(result) => take(result),
                Err(why) => panic::resume_unwind(why),
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for n_threads in [1, 2, 7] {
            for n_items in [0, 1, 2, 50] {
                let items: Vec<u64> = (0..n_items).collect();
                let mut taken = Vec::new();
                let work = |&item: &u64| {
                    // The first ones take longest.
                    thread::sleep(Duration::from_micros(200 * (n_items - item) / 10));
                    item * 2
                };
                in_order(n_threads, &items, work, |result| taken.push(result));
                assert_eq!(taken, (0..n_items).map(|item| item * 2).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn few_results_wait_for_their_turn() {
        const N_THREADS: usize = 3;
        let (n_begun, mut n_taken) = (AtomicUsize::new(0), 0);
        let items = [(); 100];
        let work = |&(): &()| n_begun.fetch_add(1, Ordering::SeqCst);
        in_order(N_THREADS, &items, work, |_| {
            // The one that is being taken makes room for another.
            n_taken += 1;
            assert!(n_begun.load(Ordering::SeqCst) <= n_taken + N_THREADS + 1);
        });
        assert_eq!(n_taken, items.len());
    }

    #[test]
    fn a_panic_is_passed_on() {
        let work = |&item: &u32| assert_ne!(item, 5, "no five");
        let result = panic::catch_unwind(|| in_order(2, &(0..20).collect::<Vec<_>>(), work, |()| {}));
        assert!(result.is_err());
        let result =
            panic::catch_unwind(|| in_order(2, &[1, 2, 3], |&item| item, |item| assert_ne!(item, 2)));
        assert!(result.is_err());
    }
}
