//! What a picture looks like, in 64 bits: shrunk to 32 × 32 greys, turned into frequencies, and of the 64 lowest one
//! bit each, whether it is above the middle one. Packing again, scaling and brightening change few of them. Written
//! here because it is twenty lines, and the known libraries bring a Fourier transform and its macros for it.

use crate::Look;
use image::DynamicImage;
use std::f32::consts::PI;

const SIDE: usize = 32;
const KEPT: usize = 8;

/// Nothing for a picture without any shape: all empty sheets look alike.
pub fn look(image: &DynamicImage) -> Option<Look> {
    let grey = image.thumbnail_exact(SIDE as u32, SIDE as u32).to_luma8();
    let rows: Vec<[f32; KEPT]> =
        grey.rows().map(|row| waves(row.map(|pixel| f32::from(pixel.0[0])))).collect();
    let columns: Vec<[f32; KEPT]> = (0..KEPT).map(|at| waves(rows.iter().map(|row| row[at]))).collect();
    let all: Vec<f32> = (0..KEPT).flat_map(|row| columns.iter().map(move |column| column[row])).collect();
    // The first is the brightness of the whole and says nothing of its shape.
    let mut sorted = all[1..].to_vec();
    sorted.sort_by(f32::total_cmp);
    if sorted[sorted.len() - 1] - sorted[0] < SIDE as f32 * SIDE as f32 / 8.0 {
        return None;
    }
    let middle = sorted[sorted.len() / 2];
    Some(Look(all.iter().fold(0, |bits, wave| bits << 1 | u64::from(*wave > middle))))
}

/// The lowest frequencies of a line of greys (DCT-II).
fn waves(line: impl Iterator<Item = f32>) -> [f32; KEPT] {
    let mut waves = [0.0; KEPT];
    for (at, grey) in line.enumerate() {
        for (wave, sum) in waves.iter_mut().enumerate() {
            *sum += grey * (PI * wave as f32 * (at as f32 + 0.5) / SIDE as f32).cos();
        }
    }
    waves
}
