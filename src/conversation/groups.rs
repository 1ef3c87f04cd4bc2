//! The messages of each conversation side by side.

use super::join::node;

/// Messages by the group they are in.
pub struct Groups {
    /// The number of each message's group, which is that of a message.
    of: Vec<u32>,
    /// The messages by group, and in each group by their place.
    order: Vec<u32>,
}

impl Groups {
    pub fn new(of: Vec<u32>) -> Self {
        Self { order: by_group(&of), of }
    }

    /// The messages of each group.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.order.chunk_by(|&a, &b| self.of[a as usize] == self.of[b as usize])
    }
}

fn by_group(groups: &[u32]) -> Vec<u32> {
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
mod tests {
    use super::*;

    #[test]
    fn members_of_a_group_stand_together_in_their_own_order() {
        // Messages 1, 3 and 4 are the group of message 1.
        let groups = Groups::new(vec![0, 1, 2, 1, 1, 0]);
        assert_eq!(Vec::from_iter(groups.iter()), [&[0, 5][..], &[1, 3, 4], &[2]]);
        assert_eq!(Groups::new(Vec::new()).iter().count(), 0);
    }
}
