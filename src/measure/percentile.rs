//! Plain percentiles and means over what was answered.

/// Of fewer values there is no percentile beyond the median.
pub const FEW: usize = 5;
/// Fewer values are a small sample, and have no 95th percentile.
pub const SMALL: usize = 20;

/// How many values a percentile needs; `quantile` is 0 to 1.
pub fn enough(quantile: f64) -> usize {
    match quantile {
        q if q <= 0.5 => 1,
        q if q < 0.95 => FEW,
        _ => SMALL,
    }
}

/// Type 7 of Hyndman and Fan (R, NumPy, `PERCENTILE.INC`) of sorted values; `quantile` is 0 to 1.
pub fn percentile(sorted: &[i64], quantile: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let rank = last as f64 * quantile.clamp(0.0, 1.0);
    let below = rank.floor() as usize;
    let (low, high) = (*sorted.get(below)?, *sorted.get((below + 1).min(last))?);
    Some(low as f64 + (high - low) as f64 * (rank - below as f64))
}

/// The arithmetic mean.
pub fn mean(values: &[i64]) -> Option<f64> {
    let sum: i128 = values.iter().map(|&value| i128::from(value)).sum();
    (!values.is_empty()).then(|| sum as f64 / values.len() as f64)
}

/// The mean of the fastest ⌈0.9·n⌉ of sorted values.
pub fn fastest_90(sorted: &[i64]) -> Option<f64> {
    mean(&sorted[..(sorted.len() * 9).div_ceil(10)])
}

#[cfg(test)]
mod tests;
