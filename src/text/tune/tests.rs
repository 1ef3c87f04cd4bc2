use super::*;

/// Invented reviews in words that no list knows: a plant shop's customers. `n_of_three` of each three complain.
fn reviews(n: usize, n_of_three: usize) -> Vec<(String, bool)> {
    let plants = ["fern", "cactus", "orchid", "maple", "basil", "ivy", "palm"];
    let sad = ["wilted overnight", "dropped its leaves", "has root rot", "is full of aphids"];
    let glad = ["grows like mad", "has three buds", "stands upright", "is in bloom"];
    let mut numbers = learn::Numbers(3);
    let mut pick = |list: &[&str]| list[(numbers.draw() % list.len() as u64) as usize].to_owned();
    (0..n)
        .map(|idx| {
            let negative = idx % 3 < n_of_three;
            let told = pick(if negative { &sad } else { &glad });
            (format!("The {} {told}, pot {} row {}", pick(&plants), pick(&plants), pick(&plants)), negative)
        })
        .collect()
}

fn learned(reviews: &[(String, bool)]) -> Result<Lesson, Refusal> {
    let rated: Vec<Rated<'_>> =
        reviews.iter().map(|(text, negative)| Rated { text, negative: *negative }).collect();
    tune(&Reader::new(&[]), &rated)
}

#[test]
fn own_words_are_learned_and_used() {
    let lesson = learned(&reviews(900, 1)).unwrap();
    assert!(lesson.before.auc < lesson.after.auc && 0.95 < lesson.after.auc, "{lesson:?}");
    assert!(!lesson.tuned.table.is_empty());
    let own = crate::text::Own { tuned: Some(lesson.tuned), ..Default::default() };
    let tone = |reader: &Reader, text: &str| reader.read(text).tone.unwrap();
    let (shipped, tuned) = (Reader::new(&[]), Reader::with(&[], &own));
    assert!(tone(&shipped, "My ivy is full of aphids") < 0.7);
    assert!(tone(&tuned, "My ivy is full of aphids") >= 0.7);
    assert!(tone(&tuned, "My ivy is in bloom") < 0.5);
}

#[test]
fn the_same_texts_teach_the_same_in_any_order() {
    let mut texts = reviews(600, 1);
    let lesson = learned(&texts).unwrap();
    texts.reverse();
    texts.extend_from_within(..50);
    assert_eq!(learned(&texts), Ok(lesson));
}

#[test]
fn too_few_texts_teach_nothing() {
    let refusal = learned(&reviews(60, 1)).unwrap_err();
    assert!(matches!(refusal, Refusal::TooFew { .. }), "{refusal}");
    let refusal = learned(&reviews(900, 0)).unwrap_err();
    let Refusal::TooFew { n_negative: 0, .. } = refusal else { panic!("{refusal}") };
    assert!(refusal.to_string().contains("300 with 30 of either side"));
}

#[test]
fn stars_at_random_are_refused() {
    let mut numbers = learn::Numbers(11);
    let texts: Vec<(String, bool)> =
        reviews(900, 1).into_iter().map(|(text, _)| (text, numbers.draw() & 1 == 0)).collect();
    let refusal = learned(&texts).unwrap_err();
    assert!(matches!(refusal, Refusal::NotBetter { .. }), "{refusal}");
}
