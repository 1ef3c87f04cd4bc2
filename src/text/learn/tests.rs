use super::*;

#[test]
fn the_functions_agree_with_those_of_the_machine() {
    for x in [-30.0, -2.5, -0.1, 0.0, 0.3, 1.0, 7.7, 39.0_f64] {
        assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "{x}");
    }
    for x in [0.001, 0.5, 1.0, 1.999, 2.0, 17.0, 123_456.0_f64] {
        assert!((ln(x) - x.ln()).abs() < 1e-12, "{x}");
    }
    assert_eq!(sigmoid(0.0), 0.5);
}

#[test]
fn what_parts_the_examples_gets_the_weight() {
    let example = |feature, label| Example { features: vec![(feature, 1.0), (2, 1.0)], label, weight: 1.0 };
    let examples = [example(0, true), example(1, false), example(0, true), example(1, false)];
    let fit = fit(&examples, 3, Plan { n_rounds: 20, rate: 0.2, pull: 0.0 });
    assert!(fit.weights[0] > 1.0 && fit.weights[1] < -1.0, "{fit:?}");
    assert!(fit.weights[2].abs() < 0.5, "{fit:?}");
}

#[test]
fn the_share_of_pairs_in_order_is_counted() {
    // Pairs (true, other): 0.9 beats 0.1 and 0.5; 0.5 beats 0.1 and ties with 0.5: 3.5 of 4.
    let mut scores = [(0.9, true), (0.5, true), (0.5, false), (0.1, false)];
    assert_eq!(auc(&mut scores), Some(0.875));
    assert_eq!(auc(&mut [(0.1, true)]), None);
}
