//! The linear model: for each label a plane between its rows and all others, with the widest margin, found by dual
//! coordinate descent (Hsieh and others, 2008; squared loss). Weights of telling parts stretch further (see
//! [`crate::ratio`]). It draws lots from a small generator of its own, so the same rows make the same plane.

use crate::chance::Chance;
use crate::rows::Row;

/// How much a row on the wrong side costs against the width of the margin.
const COST: f64 = 1.0;
const ROUNDS_MAX: usize = 60;
const CLOSE_ENOUGH: f64 = 0.05;

/// One weight for every place, and the constant last.
pub fn plane(rows: &[Row], is_ours: &dyn Fn(usize) -> bool, stretch: &[f32], seed: u64) -> Vec<f32> {
    let soft = 0.5 / COST;
    let mut plane = vec![0f32; stretch.len() + 1];
    let mut held = vec![0f64; rows.len()];
    let steep: Vec<f64> = rows.iter().map(|row| soft + 1.0 + square(row, stretch)).collect();
    let mut active: Vec<u32> = (0..rows.len() as u32).collect();
    let mut chance = Chance::new(seed);
    let mut highest_before = f64::INFINITY;
    for _ in 0..ROUNDS_MAX {
        chance.shuffle(&mut active);
        let (mut highest, mut lowest) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut kept = Vec::with_capacity(active.len());
        for &number in &active {
            let i = number as usize;
            let side = if is_ours(i) { 1.0 } else { -1.0 };
            let slope = side * score(&plane, &rows[i]) - 1.0 + soft * held[i];
            // A row far on its right side will hardly come back; it is looked at again at the end.
            if held[i] == 0.0 && slope > highest_before {
                continue;
            }
            kept.push(number);
            let step = if held[i] == 0.0 { slope.min(0.0) } else { slope };
            highest = highest.max(step);
            lowest = lowest.min(step);
            if step.abs() > 1e-9 {
                let now = (held[i] - slope / steep[i]).max(0.0);
                add(&mut plane, &rows[i], stretch, (side * (now - held[i])) as f32);
                held[i] = now;
            }
        }
        let whole = kept.len() == rows.len();
        active = kept;
        highest_before = if highest > 0.0 { highest } else { f64::INFINITY };
        if highest - lowest < CLOSE_ENOUGH {
            if whole {
                break;
            }
            active = (0..rows.len() as u32).collect();
            highest_before = f64::INFINITY;
        }
    }
    plane
}

pub fn score(plane: &[f32], row: &Row) -> f64 {
    let of_parts: f32 = row.iter().map(|(place, weight)| plane[*place as usize] * weight).sum();
    f64::from(of_parts + plane[plane.len() - 1])
}

fn add(plane: &mut [f32], row: &Row, stretch: &[f32], by: f32) {
    row.iter().for_each(|(place, weight)| plane[*place as usize] += by * weight * stretch[*place as usize]);
    plane[stretch.len()] += by;
}

fn square(row: &Row, stretch: &[f32]) -> f64 {
    row.iter().map(|(place, weight)| f64::from(stretch[*place as usize] * weight * weight)).sum()
}
