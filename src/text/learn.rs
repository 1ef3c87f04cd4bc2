//! Logistic regression in one fixed order and without the machine's own functions, so that the same texts give the
//! same weights everywhere.

/// One text to learn from.
#[derive(Clone, Debug)]
pub struct Example {
    /// Feature and value, no feature twice.
    pub features: Vec<(u32, f32)>,
    pub label: bool,
    /// How much it counts.
    pub weight: f64,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub n_rounds: usize,
    /// Length of a step.
    pub rate: f64,
    /// How strongly weights are drawn to 0.
    pub pull: f64,
}

/// What was learned.
#[derive(Clone, Debug)]
pub struct Fit {
    pub weights: Vec<f64>,
    pub bias: f64,
}

/// Learns weights of `n_features` by steps that get shorter for what was seen often (AdaGrad).
pub fn fit(examples: &[Example], n_features: usize, plan: Plan) -> Fit {
    let mut fit = Fit { weights: vec![0.0; n_features], bias: 0.0 };
    let mut seen = vec![1e-6; n_features];
    let mut bias_seen = 1e-6;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut numbers = Numbers(0x5eed);
    for _ in 0..plan.n_rounds {
        numbers.shuffle(&mut order);
        for example in order.iter().filter_map(|&idx| examples.get(idx)) {
            let wanted = if example.label { 1.0 } else { 0.0 };
            let miss = (sigmoid(fit.logit(&example.features)) - wanted) * example.weight;
            for &(feature, value) in &example.features {
                let idx = feature as usize;
                let (Some(weight), Some(seen)) = (fit.weights.get_mut(idx), seen.get_mut(idx)) else {
                    continue;
                };
                let slope = miss * f64::from(value) + plan.pull * *weight;
                *seen += slope * slope;
                *weight -= plan.rate * slope / seen.sqrt();
            }
            bias_seen += miss * miss;
            fit.bias -= plan.rate * miss / bias_seen.sqrt();
        }
    }
    fit
}

impl Fit {
    /// The logit of a text.
    pub fn logit(&self, features: &[(u32, f32)]) -> f64 {
        let weighed = features.iter().map(|&(feature, value)| {
            self.weights.get(feature as usize).map_or(0.0, |weight| weight * f64::from(value))
        });
        self.bias + weighed.sum::<f64>()
    }
}

/// Numbers that look random and are always the same (splitmix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for idx in (1..list.len()).rev() {
            let other = (self.draw() % (idx as u64 + 1)) as usize;
            list.swap(idx, other);
        }
    }
}

/// 1 / (1 + e^-x).
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// e^x for |x| up to 40, by the exponent of 2 and a series for the rest.
pub fn exp(x: f64) -> f64 {
    let x = x.clamp(-40.0, 40.0);
    let power = (x * std::f64::consts::LOG2_E).round();
    let rest = x - power * std::f64::consts::LN_2;
    let mut sum = 1.0;
    for n in (1..=14).rev() {
        sum = 1.0 + sum * rest / f64::from(n);
    }
    let bits = (1023 + power as i64) as u64;
    sum * f64::from_bits(bits << 52)
}

/// The natural logarithm of a normal positive number.
pub fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let power = ((bits >> 52) & 0x7ff) as f64 - 1023.0;
    let rest = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | (1023 << 52));
    let y = (rest - 1.0) / (rest + 1.0);
    let square = y * y;
    let mut sum = 0.0;
    for n in (0..20).rev() {
        sum = sum * square + 1.0 / f64::from(2 * n + 1);
    }
    power * std::f64::consts::LN_2 + 2.0 * y * sum
}

/// The share of pairs of one true and one other in which the true one scores higher; ties count half. None
/// without a pair.
pub fn auc(scores: &mut [(f32, bool)]) -> Option<f64> {
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n_true = scores.iter().filter(|(_, label)| *label).count();
    let n_other = scores.len() - n_true;
    let mut below = 0_usize;
    let mut won = 0.0;
    for same in scores.chunk_by(|a, b| a.0 == b.0) {
        let n = same.iter().filter(|(_, label)| *label).count();
        let others = same.len() - n;
        won += n as f64 * (below as f64 + others as f64 / 2.0);
        below += others;
    }
    (n_true > 0 && n_other > 0).then(|| won / (n_true as f64 * n_other as f64))
}

#[cfg(test)]
mod tests;
