//! Working stretches: sorted, merged and summed, so that questions about them need no walk over days.

/// Working time between two instants or within a week, oldest first, without overlap.
#[derive(Debug, Default)]
pub struct Stretches {
    stretches: Vec<Stretch>,
    total: i64,
}

#[derive(Debug)]
struct Stretch {
    start: i64,
    end: i64,
    /// Working time of all stretches before this one.
    before: i64,
}

impl Stretches {
    /// Merges what overlaps or touches and keeps what lies between `low` and `high`.
    pub fn new(mut spans: Vec<(i64, i64)>, low: i64, high: i64) -> Self {
        spans.sort_unstable();
        let mut merged: Vec<Stretch> = Vec::with_capacity(spans.len());
        for (start, end) in spans {
            let (start, end) = (start.max(low), end.min(high));
            if end <= start {
                continue;
            }
            match merged.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => merged.push(Stretch { start, end, before: 0 }),
            }
        }
        let mut total = 0;
        for stretch in &mut merged {
            stretch.before = total;
            total += stretch.end - stretch.start;
        }
        merged.shrink_to_fit();
        Self { stretches: merged, total }
    }

    /// All working time.
    pub fn total(&self) -> i64 {
        self.total
    }

    /// Working time before an instant.
    pub fn before(&self, instant: i64) -> i64 {
        let n_begun = self.stretches.partition_point(|stretch| stretch.start < instant);
        let last = n_begun.checked_sub(1).and_then(|last| self.stretches.get(last));
        last.map_or(0, |last| last.before + instant.min(last.end) - last.start)
    }

    /// The earliest instant before which lies that much working time, at least one second.
    pub fn reach(&self, seconds: i64) -> Option<i64> {
        if self.total < seconds {
            return None;
        }
        let n_begun = self.stretches.partition_point(|stretch| stretch.before < seconds);
        let last = self.stretches.get(n_begun.checked_sub(1)?)?;
        Some(last.start + seconds - last.before)
    }

    /// The stretches between two instants.
    pub fn within(&self, start: i64, end: i64) -> impl Iterator<Item = (i64, i64)> {
        let first = self.stretches.partition_point(|stretch| stretch.end <= start);
        let later = self.stretches.get(first..).unwrap_or_default();
        let begun = later.iter().take_while(move |stretch| start < end && stretch.start < end);
        begun.map(move |stretch| (stretch.start.max(start), stretch.end.min(end)))
    }
}
