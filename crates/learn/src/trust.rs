//! How far a guess may be trusted. Scores of the planes are no probabilities; divided by one number, the warmth, and
//! put in proportion they nearly are. The warmth is found on cases that were held back: it is the one under which what
//! was right would have been likeliest.

/// Scores as shares of one.
pub fn shares(scores: &[f64], warmth: f32) -> Vec<f64> {
    let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = scores.iter().map(|score| ((score - highest) / f64::from(warmth)).exp()).collect();
    let sum: f64 = raised.iter().sum();
    raised.iter().map(|one| one / sum).collect()
}

/// The first of the highest.
pub fn best(shares: &[f64]) -> Option<usize> {
    (0..shares.len()).reduce(|best, one| if shares[one] > shares[best] { one } else { best })
}

/// Colder than this a model would be sure of whatever it says: few cases that were all guessed right are no proof.
const COLDEST: f32 = 0.1;

/// Of 80 warmths, each a little warmer than the one before, the best for these (scores, right label).
pub fn warmth(held_back: &[(Vec<f64>, usize)]) -> f32 {
    let warmths = (0..80).map(|step| COLDEST * 1.07f32.powi(step));
    let surprise = |warmth: f32| -> f64 {
        held_back.iter().map(|(scores, right)| -shares(scores, warmth)[*right].max(1e-12).ln()).sum()
    };
    let told = warmths.map(|warmth| (surprise(warmth), warmth));
    told.reduce(|best, one| if one.0 < best.0 { one } else { best }).map_or(1.0, |(_, warmth)| warmth)
}
