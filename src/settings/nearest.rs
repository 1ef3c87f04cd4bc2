//! The known word that somebody may have meant.

/// The word of `known` that is closest to `word`; `None` when none is close. Letter case does not count.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(MAX).flat_map(char::to_lowercase).collect();
    let allowed = 1 + word.len() / 4;
    let scored = known.into_iter().map(|known| (distance(&word, known), known));
    scored.filter(|(distance, _)| *distance <= allowed).min().map(|(_, known)| known)
}

/// ` did you mean …?`, or the whole list when nothing is close.
pub fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match nearest(word, known.clone()) {
        Some(known) => format!("did you mean \"{known}\"?"),
        None => format!("expected one of {}", known.into_iter().collect::<Vec<_>>().join(", ")),
    }
}

/// Longer words are compared by their beginning.
const MAX: usize = 64;

/// Insertions, deletions, replacements and swaps of neighbours.
fn distance(word: &[char], known: &str) -> usize {
    let known: Vec<char> = known.chars().take(MAX).flat_map(char::to_lowercase).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=known.len()).collect();
    for (i, &a) in word.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, &b) in known.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(MAX);
            let mut best = (at(&row, j) + usize::from(a != b)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && word.get(i - 1) == Some(&b) && known.get(j - 1) == Some(&a);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(word.len())
}

#[cfg(test)]
mod tests;
