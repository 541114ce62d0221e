//! The words that spoke for a label, for a person to read. What each part says for it is spread over its letters;
//! the stretches of the text where most is said are shown as they stand there.

use crate::parts::{Part, Sort};

/// A word, or one Chinese character, with what is said by its letters.
struct Unit {
    from: usize,
    to: usize,
    sort: Sort,
    heat: f32,
}

/// So much of the hottest unit's heat makes a unit hot.
const HOT: f32 = 0.3;
const UNITS_MAX: usize = 8;

pub fn hottest(
    text: &str,
    parts: &[Part],
    speaks: impl Fn(&Part) -> Option<f32>,
    most: usize,
) -> Vec<String> {
    let units = units(parts, speaks);
    let hot = HOT * units.iter().map(|unit| unit.heat).fold(0.0, f32::max);
    if hot <= 0.0 {
        return vec![];
    }
    let mut stretches: Vec<(f32, &str)> = Vec::new();
    for stretch in units.chunk_by(|a, b| hangs_together(text, a, b, hot)) {
        let letters = stretch[0].sort == Sort::Han && stretch.len() < 2;
        if stretch[0].heat >= hot && !letters {
            let heat = stretch.iter().map(|unit| unit.heat).sum();
            let to = stretch[stretch.len().min(UNITS_MAX) - 1].to;
            stretches.push((heat, &text[stretch[0].from..to]));
        }
    }
    stretches.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut words: Vec<String> = Vec::new();
    for (_, stretch) in stretches {
        let word = stretch.to_lowercase();
        if words.len() < most && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Both hot and side by side: characters without a gap, words with no more than one space between.
fn hangs_together(text: &str, a: &Unit, b: &Unit, hot: f32) -> bool {
    let between = &text[a.to.min(b.from)..b.from];
    a.sort == b.sort && a.heat >= hot && b.heat >= hot && (between.is_empty() || between == " ")
}

fn units(parts: &[Part], speaks: impl Fn(&Part) -> Option<f32>) -> Vec<Unit> {
    let end = parts.iter().map(|part| part.to as usize).max().unwrap_or(0);
    let mut heat = vec![0f32; end];
    for part in parts {
        let (from, to) = (part.from as usize, part.to as usize);
        if let Some(said) = speaks(part).filter(|_| to > from) {
            let each = said / (to - from) as f32;
            heat[from..to].iter_mut().for_each(|letter| *letter += each);
        }
    }
    let is_unit = |part: &&Part| part.size == 1 && part.sort != Sort::Piece;
    let unit = |part: &Part| {
        let (from, to) = (part.from as usize, part.to as usize);
        Unit { from, to, sort: part.sort, heat: heat[from..to].iter().sum() }
    };
    let mut units: Vec<Unit> = parts.iter().filter(is_unit).map(unit).collect();
    units.sort_by_key(|unit| unit.from);
    units
}
