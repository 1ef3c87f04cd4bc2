//! Puts many things into an order that was worked out on their numbers.

use super::join::node;

/// Puts the items into an order that says for each place where its item stands now.
pub fn arrange<T>(items: &mut [T], mut order: Vec<u32>) {
    for start in 0..order.len() {
        let mut to = start;
        loop {
            let from = std::mem::replace(&mut order[to], node(to)) as usize;
            if from == start {
                break;
            }
            items.swap(to, from);
            to = from;
        }
    }
}

#[cfg(test)]
mod tests;
