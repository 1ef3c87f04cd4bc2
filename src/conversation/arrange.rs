//! Orders of many things, worked out on their numbers.

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

/// The messages by the group they are in, and in each group by their place. The number of a group is that of a message.
pub fn by_group(groups: &[u32]) -> Vec<u32> {
    let mut ends = vec![0_u32; groups.len()];
    for &group in groups {
        ends[group as usize] += 1;
    }
    let mut n = 0;
    for end in &mut ends {
        n += *end;
        *end = n;
    }
    let mut order = vec![0; groups.len()];
    for (idx, &group) in groups.iter().enumerate().rev() {
        ends[group as usize] -= 1;
        order[ends[group as usize] as usize] = node(idx);
    }
    order
}

#[cfg(test)]
mod tests;
