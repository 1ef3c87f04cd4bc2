use super::{fastest_90, mean, percentile};

/// Columns: id, values, n, mean, p25, p50, p75, p90, p95, max.
const TABLE: &str = include_str!("tests.tsv");

#[test]
fn percentiles_and_means_agree_with_the_table() {
    let mut n_rows = 0;
    for line in TABLE.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let mut values: Vec<i64> = cells[1].split(' ').map(|value| value.parse().unwrap()).collect();
        values.sort_unstable();
        let expected = |idx: usize| cells[idx].parse::<f64>().unwrap();
        let near = |got: Option<f64>, idx: usize| {
            let (got, expected) = (got.unwrap(), expected(idx));
            assert!(
                (got - expected).abs() <= expected.abs() * 1e-9 + 1e-6,
                "{}: {got} is not {expected}",
                cells[0]
            );
        };
        assert_eq!(values.len() as f64, expected(2), "{}", cells[0]);
        near(mean(&values), 3);
        for (idx, quantile) in [(4, 0.25), (5, 0.5), (6, 0.75), (7, 0.9), (8, 0.95), (9, 1.0)] {
            near(percentile(&values, quantile), idx);
        }
        n_rows += 1;
    }
    assert_eq!(n_rows, 24);
}

#[test]
fn nothing_has_no_percentile_and_no_mean() {
    assert_eq!(percentile(&[], 0.5), None);
    assert_eq!(mean(&[]), None);
    assert_eq!(fastest_90(&[]), None);
}

#[test]
fn the_fastest_nine_tenths_leave_the_slowest_out() {
    assert_eq!(fastest_90(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 1000]), Some(5.0));
    assert_eq!(fastest_90(&[7]), Some(7.0));
}
