use super::*;

#[test]
fn the_file_is_whole_and_names_its_sources() {
    let model = Model::parse(SHIPPED).unwrap();
    assert!(model.manifest.starts_with("hearback words 1\n"));
    let weights = &SHIPPED[model.manifest.len() + 1..];
    assert_eq!(value(model.manifest, "digest"), Some(digest(weights).as_str()));
    assert_eq!(weights.len(), (16 << 14) + (1 << 19) + (1 << 19));
    assert_eq!(model.manifest.lines().filter(|line| line.starts_with("source = ")).count(), 4);
    assert!(
        model
            .manifest
            .lines()
            .filter(|line| line.starts_with("source = "))
            .all(|line| { line.ends_with("CC BY 4.0") || line.ends_with("MIT") })
    );
    // All lists and weights together stay below 4 MiB of the program.
    let lists = [crate::text::LEXICON, crate::text::PHRASES].iter().map(|list| list.len()).sum::<usize>();
    assert!(SHIPPED.len() + lists < 3 << 20);
}

#[test]
fn a_file_that_is_cut_or_another_is_refused() {
    assert!(Model::parse(b"").is_none());
    assert!(Model::parse(b"hearback words 2\n\n").is_none());
    assert!(Model::parse(&SHIPPED[..SHIPPED.len() - 1]).is_none());
}

#[test]
fn a_logit_is_the_same_to_the_last_bit_in_every_build() {
    // 1234 · 0.036777988 / √77 − 0.6393081, rounded to 24 bits at each step by hand.
    assert_eq!(Model::shipped().logit(Sum { weights: 1234, n: 77 }).to_bits(), 0x40910bbd);
}

#[test]
fn a_sum_without_features_says_nothing() {
    assert_eq!(Model::shipped().logit(Sum::default()), 0.0);
}
