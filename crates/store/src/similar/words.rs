//! Near words: pairs of Chinese characters and words of letters, as search cuts them, each worth more the fewer of
//! the cases looked at have it.

use crate::search::pieces;
use std::collections::{HashMap, HashSet};

pub type Words = HashSet<String>;

/// So many of one's own rarest words are looked up.
const RARE: usize = 6;
/// And so many are shown.
const SHOWN: usize = 3;
/// Longer stretches are sentences.
const LONGEST: usize = 8;
/// Words of letters shorter than this are "the" and "is".
const SHORTEST_WORD: usize = 4;
/// Characters that hold sentences together and are about nothing.
const TALK: &str = "的了是没我你他她它们这那就都也还要能被把给让说很吗呢吧啊呀着因但请您却才而且不在有和与及对从到于个一上下来去";

pub fn words(text: &str) -> Words {
    pieces(text).into_iter().flatten().filter(|piece| speaks(piece)).collect()
}

fn speaks(piece: &str) -> bool {
    let is_word = piece.is_ascii();
    if is_word { piece.len() >= SHORTEST_WORD } else { !piece.chars().any(|letter| TALK.contains(letter)) }
}

/// What each word is worth among the cases looked at.
pub struct Weights {
    seen: HashMap<String, usize>,
    cases: usize,
}

impl Weights {
    pub fn of<'a>(all: impl Iterator<Item = &'a Words>) -> Weights {
        let mut weights = Weights { seen: HashMap::new(), cases: 0 };
        for words in all {
            weights.cases += 1;
            for word in words {
                *weights.seen.entry(word.clone()).or_default() += 1;
            }
        }
        weights
    }

    fn worth(&self, word: &str) -> f64 {
        let seen = self.seen.get(word).copied().unwrap_or(0);
        ((self.cases + 2) as f64 / (seen + 1) as f64).ln().max(0.05)
    }

    /// From 0, nothing in common, to 1, the same words.
    pub fn nearness(&self, a: &Words, b: &Words) -> f64 {
        let square = |word: &String| self.worth(word).powi(2);
        let length = |words: &Words| words.iter().map(square).sum::<f64>().sqrt();
        let both: f64 = a.intersection(b).map(square).sum();
        let lengths = length(a) * length(b);
        if lengths == 0.0 { 0.0 } else { both / lengths }
    }
}

/// The words of a text that fewest of the others have.
pub fn rare<'a>(text: &str, others: impl Iterator<Item = &'a Words>) -> Vec<String> {
    let weights = Weights::of(others);
    let mut own: Vec<String> = words(text).into_iter().collect();
    own.sort_by(|a, b| weights.worth(b).total_cmp(&weights.worth(a)).then_with(|| a.cmp(b)));
    own.truncate(RARE);
    own
}

/// The stretches of a text that another has too, those that say most first.
pub fn shared(text: &str, other: &Words, weights: &Weights) -> Vec<String> {
    let mut found: Vec<(f64, String)> = vec![];
    for run in pieces(text) {
        let (mut stretch, mut worth) = (String::new(), 0.0);
        for piece in run.iter().chain([&String::new()]) {
            let goes_on = speaks(piece) && other.contains(piece) && stretch.chars().count() < LONGEST;
            if goes_on {
                // A pair begins with the character the one before it ended with.
                let more = if stretch.is_empty() || piece.is_ascii() {
                    0
                } else {
                    piece.chars().next().map_or(0, char::len_utf8)
                };
                stretch.push_str(&piece[more..]);
                worth += weights.worth(piece);
            } else if !stretch.is_empty() {
                found.push((worth, std::mem::take(&mut stretch)));
                worth = 0.0;
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut words: Vec<String> = vec![];
    for (_, stretch) in found {
        if words.len() < SHOWN && !words.iter().any(|word| word.contains(&stretch)) {
            words.push(stretch);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Weights, rare, shared, words};

    #[test]
    fn what_both_say_is_told_in_the_words_of_the_first() {
        let texts =
            ["台灯的灯罩裂了，一碰就漏电", "快递迟迟没有到", "这盏灯漏电，灯罩有裂纹", "物流没有更新"];
        let all: Vec<_> = texts.iter().map(|text| words(text)).collect();
        let weights = Weights::of(all.iter());
        assert_eq!(shared(texts[0], &all[2], &weights), ["灯罩", "漏电"]);
        assert_eq!(shared(texts[0], &all[1], &weights), Vec::<String>::new());
        assert!(weights.nearness(&all[0], &all[2]) > weights.nearness(&all[0], &all[1]));
        assert!((weights.nearness(&all[0], &all[0]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_rarest_words_are_those_that_no_other_case_has() {
        let others = [words("快递迟迟没收到"), words("快递丢了没收到")];
        let found = rare("快递没收到，冰袋化开", others.iter());
        assert!(found.contains(&"冰袋".to_owned()) && found[0] != "快递", "{found:?}");
        assert!(!words("the lamp is broken").contains("the"));
    }
}
