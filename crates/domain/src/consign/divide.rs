//! A sum among several, to the last fen.

use crate::money::Fen;

/// In proportion to the weights. What does not come out even goes, a fen each, to those whose fraction is largest, of
/// equal ones to whoever stands first. The parts always make the whole; without any weight all of it is the first one's.
pub fn divide<T: Copy>(amount: Fen, weights: &[(T, u64)]) -> Vec<(T, Fen)> {
    let sum: u128 = weights.iter().map(|(_, weight)| u128::from(*weight)).sum();
    let whole = u128::from(amount.0.max(0).unsigned_abs());
    if sum == 0 {
        return weights.first().map(|(of, _)| (*of, amount)).into_iter().collect();
    }
    let part = |weight: u64| (whole * u128::from(weight) / sum, whole * u128::from(weight) % sum);
    let mut parts: Vec<(T, u128, u128)> = weights
        .iter()
        .map(|(of, weight)| {
            let (floor, rest) = part(*weight);
            (*of, floor, rest)
        })
        .collect();
    let left = whole - parts.iter().map(|(_, floor, _)| floor).sum::<u128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(parts[*at].2));
    for at in order.into_iter().take(left as usize) {
        parts[at].1 += 1;
    }
    parts.into_iter().map(|(of, fen, _)| (of, Fen(fen as i64))).filter(|(_, fen)| *fen > Fen::ZERO).collect()
}
