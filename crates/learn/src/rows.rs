//! Texts as rows of numbers. A part weighs more the more often it stands in the text and the fewer texts have it.
//! Words and the pieces they are made of count the same; Chinese and the rest by their share of the text.

use crate::parts::{Part, Sort, parts};
use std::collections::HashMap;

/// A part that fewer cases hold is not learned: it would tell of those cases and teach nothing about others.
pub const CASES_MIN: u32 = 3;

pub type Row = Vec<(u32, f32)>;

/// The parts a model knows, sorted by print, and how telling each is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    pub prints: Vec<u64>,
    pub telling: Vec<f32>,
    /// How many known parts nine of ten texts have at least. A text with fewer says less.
    pub usual: u32,
}

impl Known {
    /// Parts that enough of the texts hold, at most `most`: those of the most texts. With the texts as rows.
    pub fn of(texts: &[&str], key: &[u8; 16], most: usize) -> (Known, Vec<Row>) {
        let mut held_by = HashMap::<u64, u32>::new();
        for text in texts {
            let mut prints: Vec<u64> = parts(text, key).iter().map(|part| part.print).collect();
            prints.sort_unstable();
            prints.dedup();
            prints.into_iter().for_each(|print| *held_by.entry(print).or_default() += 1);
        }
        let mut held: Vec<(u64, u32)> = held_by.into_iter().filter(|(_, by)| *by >= CASES_MIN).collect();
        held.sort_unstable_by_key(|(print, by)| (std::cmp::Reverse(*by), *print));
        held.truncate(most);
        held.sort_unstable();
        let telling = |by: u32| ((1.0 + texts.len() as f64) / (1.0 + f64::from(by))).ln() + 1.0;
        let mut known = Known {
            prints: held.iter().map(|(print, _)| *print).collect(),
            telling: held.iter().map(|(_, by)| telling(*by) as f32).collect(),
            usual: 0,
        };
        let mut rows: Vec<Row> = texts.iter().map(|text| known.row(&parts(text, key))).collect();
        let mut sizes: Vec<usize> = rows.iter().map(Vec::len).collect();
        sizes.sort_unstable();
        known.usual = sizes.get(sizes.len() / 10).map_or(0, |size| *size as u32);
        rows.iter_mut().for_each(|row| known.quieten(row));
        (known, rows)
    }

    pub fn place(&self, print: u64) -> Option<usize> {
        self.prints.binary_search(&print).ok()
    }

    /// The text as (place of the part, weight), rising by place; empty where nothing is known.
    pub fn row(&self, parts: &[Part]) -> Row {
        let mut row = Vec::new();
        for sort in Sort::ALL {
            let of_sort = parts.iter().filter(|part| part.sort == sort);
            let mut places: Vec<u32> =
                of_sort.filter_map(|part| self.place(part.print)).map(|place| place as u32).collect();
            places.sort_unstable();
            let from = row.len();
            for same in places.chunk_by(|a, b| a == b) {
                let often = 1.0 + (same.len() as f32).ln();
                row.push((same[0], often * self.telling[same[0] as usize]));
            }
            to_length(&mut row[from..], share(parts, sort).sqrt());
        }
        to_length(&mut row, 1.0);
        row.sort_unstable_by_key(|(place, _)| *place);
        self.quieten(&mut row);
        row
    }

    fn quieten(&self, row: &mut Row) {
        let loud = (row.len() as f32 / self.usual as f32).sqrt();
        if loud < 1.0 {
            row.iter_mut().for_each(|(_, weight)| *weight *= loud);
        }
    }
}

/// How much of the text is in this script. A Chinese character has three bytes.
fn share(parts: &[Part], sort: Sort) -> f32 {
    let length = |of: Sort| {
        let units = parts.iter().filter(|part| part.sort == of && part.size == 1);
        units.map(|part| (part.to - part.from) as f32).sum::<f32>()
    };
    let (han, rest) = (length(Sort::Han) / 3.0, length(Sort::Word));
    if sort == Sort::Han { han / (han + rest).max(1.0) } else { rest / (han + rest).max(1.0) }
}

fn to_length(row: &mut [(u32, f32)], length: f32) {
    let now = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if now > 0.0 {
        row.iter_mut().for_each(|(_, weight)| *weight *= length / now);
    }
}
