//! Work on several cores whose results are taken in order.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// An item whose turn it is.
pub enum Turn<'a, I, T> {
    /// Nobody has begun it; whoever takes it does the work, perhaps in a shorter way.
    Undone(&'a I),
    Done(T),
}

/// Calls `take` with each of `items`, in their order. Meanwhile all threads but this one, which is one of `n_threads`, call
/// `work` with those to come. One other thread leaves every second item undone; more keep this one busy enough. At most
/// `n_threads + 2` results are in work or wait for their turn, so that memory stays small. A panic is passed on.
pub fn in_order<I: Sync, T: Send>(
    n_threads: usize,
    items: &[I],
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(Turn<'_, I, T>),
) {
    let plan = Plan { n_threads, n_items: items.len(), turn: 0, begun: BTreeMap::new() };
    let shared = Shared { plan: Mutex::new(plan), news: Condvar::new() };
    let labour = |idx: usize| {
        let done = panic::catch_unwind(AssertUnwindSafe(|| work(&items[idx])));
        shared.tell(|plan| plan.begun.insert(idx, Some(done)));
    };
    thread::scope(|scope| {
        let _end = End(&shared);
        for _ in 1..n_threads.min(items.len()) {
            scope.spawn(|| {
                while let Some(idx) = shared.claim() {
                    labour(idx);
                }
            });
        }
        for (idx, item) in items.iter().enumerate() {
            shared.tell(|plan| plan.turn = idx);
            let turn = loop {
                match shared.next() {
                    Next::Undone => break Turn::Undone(item),
                    Next::Done(Ok(result)) => break Turn::Done(result),
                    Next::Done(Err(why)) => panic::resume_unwind(why),
                    Next::Meanwhile(other_idx) => labour(other_idx),
                }
            };
            take(turn);
        }
    });
}

struct Shared<T> {
    plan: Mutex<Plan<T>>,
    /// The turn has moved, or something is done.
    news: Condvar,
}

struct Plan<T> {
    n_threads: usize,
    n_items: usize,
    /// Whose turn it is; behind the last one all is over.
    turn: usize,
    /// What is in work, and what waits for its turn.
    begun: BTreeMap<usize, Option<thread::Result<T>>>,
}

/// What to do for the item whose turn it is.
enum Next<T> {
    Undone,
    Done(thread::Result<T>),
    /// Another thread is at it: time for this other one.
    Meanwhile(usize),
}

impl<T> Shared<T> {
    fn plan(&self) -> MutexGuard<'_, Plan<T>> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell<R>(&self, change: impl FnOnce(&mut Plan<T>) -> R) {
        change(&mut self.plan());
        self.news.notify_all();
    }

    fn wait<'a>(&self, plan: MutexGuard<'a, Plan<T>>) -> MutexGuard<'a, Plan<T>> {
        self.news.wait(plan).unwrap_or_else(PoisonError::into_inner)
    }

    /// The next item to work on, as soon as there is one; none when all is over.
    fn claim(&self) -> Option<usize> {
        let mut plan = self.plan();
        while plan.turn < plan.n_items {
            if let Some(idx) = plan.claim(true) {
                return Some(idx);
            }
            plan = self.wait(plan);
        }
        None
    }

    fn next(&self) -> Next<T> {
        let mut plan = self.plan();
        loop {
            let turn = plan.turn;
            match plan.begun.remove(&turn) {
                None => return Next::Undone,
                Some(Some(done)) => return Next::Done(done),
                Some(None) => plan.begun.insert(turn, None),
            };
            if let Some(idx) = plan.claim(false) {
                return Next::Meanwhile(idx);
            }
            plan = self.wait(plan);
        }
    }
}

impl<T> Plan<T> {
    /// An item to begin ahead of its turn; `leave` those that whoever takes the results should find undone.
    fn claim(&mut self, leave: bool) -> Option<usize> {
        let is_left = |idx: &usize| leave && self.n_threads <= 2 && idx.is_multiple_of(2);
        let mut ahead = (self.turn + 1..self.n_items).filter(|idx| !is_left(idx)).take(self.n_threads + 1);
        let idx = ahead.find(|idx| !self.begun.contains_key(idx))?;
        self.begun.insert(idx, None);
        Some(idx)
    }
}

/// Lets the other threads go, also when this one panics.
struct End<'a, T>(&'a Shared<T>);

impl<T> Drop for End<'_, T> {
    fn drop(&mut self) {
        self.0.tell(|plan| plan.turn = plan.n_items);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn done<I, T>(turn: Turn<'_, I, T>, work: impl Fn(&I) -> T) -> T {
        match turn {
            Turn::Undone(item) => work(item),
            Turn::Done(result) => result,
        }
    }

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
                in_order(n_threads, &items, work, |turn| taken.push(done(turn, work)));
                assert_eq!(taken, (0..n_items).map(|item| item * 2).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn few_results_wait_for_their_turn() {
        for n_threads in [1, 2, 3, 7] {
            let (n_begun, mut n_taken) = (AtomicUsize::new(0), 0);
            let items = [(); 100];
            let work = |&(): &()| n_begun.fetch_add(1, Ordering::SeqCst);
            in_order(n_threads, &items, work, |_| {
                // The one that is being taken makes room for another.
                n_taken += 1;
                assert!(n_begun.load(Ordering::SeqCst) <= n_taken + n_threads + 2);
            });
            assert_eq!(n_taken, items.len());
        }
    }

    #[test]
    fn one_thread_leaves_all_to_the_taker_and_others_the_first() {
        for (n_threads, n_undone) in [(1, 50..=50), (2, 1..=50), (7, 1..=50)] {
            let mut undone = Vec::new();
            in_order(
                n_threads,
                &Vec::from_iter(0..50),
                |_| (),
                |turn| {
                    if let Turn::Undone(item) = turn {
                        undone.push(*item);
                    }
                },
            );
            assert_eq!(undone.first(), Some(&0));
            assert!(n_undone.contains(&undone.len()), "{n_threads}: {undone:?}");
        }
    }

    #[test]
    fn a_panic_is_passed_on() {
        let items: Vec<u32> = (0..20).collect();
        for n_threads in [1, 2, 7] {
            let not_five = |&item: &u32| assert_ne!(item, 5, "no five");
            let result =
                panic::catch_unwind(|| in_order(n_threads, &items, not_five, |turn| done(turn, not_five)));
            assert!(result.is_err());
            let result = panic::catch_unwind(|| {
                in_order(n_threads, &items, |&item| item, |turn| assert_ne!(done(turn, |&item| item), 2));
            });
            assert!(result.is_err());
        }
    }
}
