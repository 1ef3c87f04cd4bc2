use super::{End, Quantile, curve};

/// Columns: id, note, waits, n, answered, p50, p50_low, p50_high, p90, curve, three shares.
const TABLE: &str = include_str!("tests.tsv");

fn end(name: &str) -> End {
    match name {
        "answered" => End::Answered,
        "closed-without-reply" => End::Closed,
        "withdrawn" => End::Withdrawn,
        "waiting" => End::Open,
        other => panic!("{other}"),
    }
}

#[test]
fn curves_quantiles_bands_and_shares_agree_with_the_table() {
    let mut n_rows = 0;
    for line in TABLE.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let id = cells[0];
        let waits = cells[2]
            .split(' ')
            .map(|wait| wait.split_once(':').map(|(at, name)| (at.parse().unwrap(), end(name))).unwrap());
        let curve = curve(waits.collect());
        let time = |idx: usize| cells[idx].parse::<i64>().ok();
        let at = |quantile: f64| match curve.quantile(quantile) {
            Some(Quantile::At(at)) => Some(at),
            _ => None,
        };
        assert_eq!(curve.n, cells[3].parse::<usize>().unwrap(), "{id}");
        assert_eq!(curve.n_answered, cells[4].parse::<usize>().unwrap(), "{id}");
        assert_eq!(at(0.5), time(5), "{id} p50");
        assert_eq!(curve.median_band(), (time(6), time(7)), "{id} band");
        assert_eq!(at(0.9), time(8), "{id} p90");
        for (step, expected) in curve.steps.iter().zip(cells[9].split(' ')) {
            let parts: Vec<&str> = expected.split(':').collect();
            assert_eq!(step.at, parts[0].parse::<i64>().unwrap(), "{id}");
            let near = |got: f64, text: &str| {
                assert!((got - text.parse::<f64>().unwrap()).abs() < 1e-6, "{id} {got} {text}")
            };
            near(step.waiting, parts[1]);
            match step.limits {
                Some((low, high)) => {
                    near(low, parts[2]);
                    near(high, parts[3]);
                }
                None => assert_eq!((parts[2], parts[3]), ("", ""), "{id}"),
            }
        }
        for (share, idx) in curve.shares.iter().zip(10..) {
            assert!((share - cells[idx].parse::<f64>().unwrap()).abs() < 1e-6, "{id} share {share}");
        }
        n_rows += 1;
    }
    assert_eq!(n_rows, 20);
}

#[test]
fn where_the_curve_does_not_get_there_the_longest_span_bounds_it() {
    let curve = curve(vec![(100, End::Open), (200, End::Open), (50, End::Answered)]);
    assert_eq!(curve.quantile(0.5), Some(Quantile::AtLeast(200)));
}

#[test]
fn nobody_has_no_quantile() {
    assert_eq!(curve(Vec::new()).quantile(0.5), None);
}
