//! From a customer's words and ticks to parts with their figures.

use super::file::{File, Part};
use super::{Asked, Demand, Demands};
use crate::money::Fen;
use crate::words::{DemandPart, Want};
use crate::writing::figure::amounts;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// All phrases of the file in one automaton, so that the longest one wins.
#[derive(Debug)]
pub(super) struct Words {
    automaton: AhoCorasick,
    means: Vec<Meaning>,
    times: AhoCorasick,
    multiples: Vec<u8>,
}

#[derive(Clone, Debug, Default)]
struct Meaning {
    strong: Vec<DemandPart>,
    weak: Vec<DemandPart>,
}

struct Hit<'t> {
    part: DemandPart,
    at: (usize, usize),
    words: &'t str,
    weak: bool,
}

impl Words {
    pub fn of(file: &File) -> Result<Words, String> {
        let mut by: BTreeMap<&str, Meaning> = BTreeMap::new();
        for part in &file.parts {
            for word in &part.words {
                by.entry(word).or_default().strong.push(part.name);
            }
            for word in &part.weak {
                by.entry(word).or_default().weak.push(part.name);
            }
        }
        let times = file.times.iter().flat_map(|one| one.words.iter().map(|word| (word.as_str(), one.times)));
        let times: Vec<(&str, u8)> = times.collect();
        let empty = |word: &&str| word.trim().is_empty();
        if by.keys().copied().chain(times.iter().map(|(word, _)| *word)).any(|word| empty(&word)) {
            return Err("an empty phrase would be found everywhere; write words or remove it".into());
        }
        Ok(Words {
            automaton: built(by.keys().copied())?,
            means: by.into_values().collect(),
            times: built(times.iter().map(|(word, _)| *word))?,
            multiples: times.into_iter().map(|(_, times)| times).collect(),
        })
    }

    fn hits<'t>(&self, text: &'t str, negation: &[String]) -> Vec<Hit<'t>> {
        let found = self.automaton.find_iter(text).filter(|found| stands_alone(text, found.range()));
        let meant = found.filter(|found| !undone(&text[..found.start()], negation));
        meant
            .flat_map(|found| {
                let (at, meaning) = ((found.start(), found.end()), &self.means[found.pattern()]);
                let one =
                    move |part: &DemandPart, weak| Hit { part: *part, at, words: &text[at.0..at.1], weak };
                let strong: Vec<Hit> = meaning.strong.iter().map(|part| one(part, false)).collect();
                strong.into_iter().chain(meaning.weak.iter().map(move |part| one(part, true)))
            })
            .collect()
    }
}

fn built<'w>(words: impl Iterator<Item = &'w str>) -> Result<AhoCorasick, String> {
    let mut builder = AhoCorasick::builder();
    let builder = builder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true);
    builder.build(words).map_err(|error| error.to_string())
}

/// Latin words are whole words.
fn stands_alone(text: &str, at: std::ops::Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let cut_before = at.start > 0 && letter(at.start - 1) && letter(at.start);
    let cut_after = letter(at.end - 1) && letter(at.end);
    !cut_before && !cut_after
}

fn undone(before: &str, negation: &[String]) -> bool {
    let lower = before.to_lowercase();
    negation.iter().any(|words| lower.ends_with(words.as_str()))
}

impl Demands {
    /// What is asked for in `text` and by the ticks, in the order it is asked for; each part once.
    pub fn split(&self, text: &str, wants: &[Want]) -> Vec<Asked> {
        let hits = self.words.hits(text, &self.file.negation);
        let mut asked: Vec<Asked> = vec![];
        for hit in hits.iter().filter(|hit| !hit.weak || self.is_alone(hit, &hits)) {
            match asked.iter_mut().find(|one| one.demand.part == hit.part) {
                Some(one) if one.words.iter().all(|known| known != hit.words) => {
                    one.words.push(hit.words.to_owned())
                }
                Some(_) => {}
                None => asked.push(Asked { demand: Demand::of(hit.part), words: vec![hit.words.to_owned()] }),
            }
        }
        self.figures(text, &hits, &mut asked);
        for want in wants {
            let said = |part: &Part| part.wants.contains(want) || part.explains.contains(want);
            if !asked.iter().any(|one| self.file.part(one.demand.part).is_some_and(said)) {
                let parts = self.file.parts.iter().find(|part| part.wants.contains(want));
                asked.extend(parts.map(|part| Asked { demand: Demand::of(part.name), words: vec![] }));
            }
        }
        asked
    }

    /// A weak word counts where nothing was asked for that it could mean.
    fn is_alone(&self, weak: &Hit, hits: &[Hit]) -> bool {
        let unless = self.file.part(weak.part).map(|part| part.unless.as_slice()).unwrap_or_default();
        !hits.iter().any(|hit| unless.contains(&hit.part))
    }

    fn figures(&self, text: &str, hits: &[Hit], asked: &mut [Asked]) {
        let mut set = |at: usize, what: &dyn Fn(&mut Demand)| {
            let clause = clause(text, at);
            let near = hits.iter().filter(|hit| clause.contains(&hit.at.0));
            let nearest = near.min_by_key(|hit| hit.at.0.abs_diff(at).min(hit.at.1.abs_diff(at)));
            let part = nearest.map(|hit| hit.part);
            if let Some(one) = asked.iter_mut().find(|one| Some(one.demand.part) == part) {
                what(&mut one.demand);
            }
        };
        for (fen, words) in amounts(text) {
            let at = words.as_ptr() as usize - text.as_ptr() as usize;
            let amount = Some(Fen(fen)).filter(|fen| fen.is_payable());
            set(at, &|demand| demand.amount = demand.amount.or(amount));
        }
        for (at, percent) in percents(text) {
            set(at, &|demand| demand.percent = demand.percent.or(Some(percent)));
        }
        let damages = asked.iter_mut().find(|one| one.demand.part == DemandPart::Damages);
        if let (Some(damages), Some(found)) = (damages, self.words.times.find(text)) {
            damages.demand.times = Some(self.words.multiples[found.pattern()]);
        }
    }
}

/// The stretch between two marks that holds the byte `at`.
fn clause(text: &str, at: usize) -> std::ops::Range<usize> {
    let ends = |c: char| "，。；！？、+＋,;!?\n".contains(c);
    let from = text[..at].rfind(ends).unwrap_or(0);
    let to = text[at..].find(ends).map_or(text.len(), |end| at + end);
    from..to
}

/// `5%`, `5 %`, `百分之五` is not read.
fn percents(text: &str) -> impl Iterator<Item = (usize, u8)> {
    text.match_indices(['%', '％']).filter_map(move |(end, _)| {
        let before = text[..end].trim_end();
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let at = before.len() - digits;
        let percent: u8 = before[at..].parse().ok()?;
        (1..=100).contains(&percent).then_some((at, percent))
    })
}
