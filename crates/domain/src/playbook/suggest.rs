//! Suggesting kind and grade for a complaint that has just come in, with the reasons a person can check.
//!
//! Words and facts add up to a score per kind; the highest wins. The strictest grade any rule gives stands. Both are
//! suggestions: a kind that speaks ill of a person is never suggested, it is only hinted at beside the best other.

use serde::{Deserialize, Serialize};

use super::finder::Found;
use super::index::{Index, Rules};
use super::learned::{GRADE_LEARNED, KIND_LEARNED, Learned, voice};
use super::{Judge, Playbooks, condition};
use crate::words::{Class, Grade, Locale, Noticed, Voice, Want};

/// What is known of a complaint when it arrives. It holds a person's own words, so it cannot be printed.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    pub text: &'a str,
    pub wants: &'a [Want],
    pub noticed: Option<Noticed>,
    pub amount_fen: Option<i64>,
    /// How late the parcel is or was; negative when it came early.
    pub parcel_late_ms: Option<i64>,
    /// Earlier cases of the same person or order.
    pub repeat: u32,
    /// Whether this complaint belongs to a group of the same cause.
    pub group: bool,
    /// Whether the person affected is known to be a minor.
    pub minor: bool,
    pub locale: Locale,
    /// What a model that learned from closed cases makes of the text.
    pub learned: Option<&'a Learned>,
}

impl<'a> Facts<'a> {
    /// A text of which nothing else is known yet.
    pub fn of(text: &'a str) -> Facts<'a> {
        Facts {
            text,
            wants: &[],
            noticed: None,
            amount_fen: None,
            parcel_late_ms: None,
            repeat: 0,
            group: false,
            minor: false,
            locale: Locale::Zh,
            learned: None,
        }
    }

    /// Everything known, so that trying a condition meets every type.
    pub(super) fn sample() -> Facts<'static> {
        let noticed = Some(Noticed::OnDelivery);
        Facts {
            wants: &[Want::Refund],
            noticed,
            amount_fen: Some(1),
            parcel_late_ms: Some(1),
            ..Facts::of("")
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub kind: String,
    pub class: Class,
    pub grade: Grade,
    pub reasons: Vec<Reason>,
    /// What the text says of goods and sale.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Every word that was found, as it stands in the text, lower-cased.
    pub words: Vec<String>,
    pub score: i32,
    pub runner_up: Option<Rival>,
    /// A kind only a person may choose, when the words point there.
    pub hint: Option<Rival>,
    /// Who speaks for the kind.
    #[serde(default)]
    pub voice: Voice,
    #[serde(default)]
    pub learned: Option<Learned>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub code: String,
    pub words_found: Vec<String>,
}

impl Reason {
    /// Without words of its own.
    fn of(code: &str) -> Reason {
        Reason { code: code.to_owned(), words_found: Vec::new() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rival {
    pub kind: String,
    pub score: i32,
}

/// LIMIT: only the beginning of a very long text is read, so that ten megabytes cost no more than a long letter.
const READ_BYTES: usize = 60_000;

/// The code of the reason "these words suggest the kind".
pub(super) const KIND_WORDS: &str = "kind_words";

impl Playbooks {
    pub fn suggest(&self, facts: &Facts) -> Suggestion {
        let found = self.index.finder.find(&plain(facts.text));
        let words = found.shown(|_| true);
        let scope = condition::scope(facts, &words);
        let mut scores = self.index.scores(&found, &scope);
        let before = scores.clone();
        let learned = self.learned_kind(facts.learned);
        if let Some((kind, points)) = learned {
            scores[kind] += points;
        }
        let ranked = self.ranked(&scores, Judge::Suggested);
        let chosen = ranked.first().copied().unwrap_or(self.index.fallback_kind);
        let mut reasons = self.index.kind_reasons(chosen, &found, &scope);
        let by_model = learned.is_some_and(|(kind, _)| kind == chosen);
        reasons.extend(by_model.then(|| Reason::of(KIND_LEARNED)));
        let mut grade = self.index.grade(chosen, &found, &scope, &mut reasons);
        if let Some(stricter) = self.learned_grade(facts.learned).filter(|learned| *learned < grade) {
            grade = stricter;
            reasons.push(Reason::of(GRADE_LEARNED));
        }
        Suggestion {
            kind: self.kinds[chosen].kind.clone(),
            class: self.kinds[chosen].class,
            grade,
            reasons,
            tags: self.tags_of(facts.text),
            words,
            score: scores[chosen],
            runner_up: ranked.get(1).map(|kind| self.rival(*kind, &scores)),
            hint: self.ranked(&scores, Judge::PersonOnly).first().map(|kind| self.rival(*kind, &scores)),
            voice: voice(before[chosen] >= self.index.least_score, by_model),
            learned: facts.learned.cloned(),
        }
    }

    /// The words of this text behind a suggestion, by the code of the reason: in an edition of the text that may be
    /// shown, whatever else was known when it was made.
    pub fn words_behind(&self, kind: &str, text: &str) -> Vec<Reason> {
        let Some(kind) = self.kinds.iter().position(|playbook| playbook.kind == kind) else { return vec![] };
        let found = self.index.finder.find(&plain(text));
        let of_kind =
            Reason { code: KIND_WORDS.to_owned(), words_found: self.index.kind_words(kind, &found) };
        let of_grades = self.index.rules[kind].grades.iter().map(|rule| Reason {
            code: rule.code.clone(),
            words_found: found.shown(|id| rule.words.contains(&id)),
        });
        let all = [of_kind].into_iter().chain(of_grades);
        all.filter(|reason| !reason.words_found.is_empty()).collect()
    }

    /// Kinds with enough behind them, best first; files earlier in the list win a tie.
    fn ranked(&self, scores: &[i32], judge: Judge) -> Vec<usize> {
        let enough =
            |kind: &usize| self.kinds[*kind].judge == judge && scores[*kind] >= self.index.least_score;
        let mut ranked: Vec<usize> = (0..self.kinds.len()).filter(enough).collect();
        ranked.sort_by_key(|kind| std::cmp::Reverse(scores[*kind]));
        ranked
    }

    fn rival(&self, kind: usize, scores: &[i32]) -> Rival {
        Rival { kind: self.kinds[kind].kind.clone(), score: scores[kind] }
    }
}

impl Index {
    fn scores(&self, found: &Found, scope: &cel::Context) -> Vec<i32> {
        let facts =
            |rules: &Rules| rules.facts.iter().filter(|fact| fact.when.holds(scope)).map(|f| f.weight).sum();
        let mut scores: Vec<i32> = self.rules.iter().map(facts).collect();
        for (kind, weight) in found.ids.iter().flat_map(|id| self.weights_of(*id)) {
            scores[*kind] += weight;
        }
        scores
    }

    fn kind_words(&self, kind: usize, found: &Found) -> Vec<String> {
        found.shown(|id| self.weights_of(id).iter().any(|(of, weight)| *of == kind && *weight > 0))
    }

    fn kind_reasons(&self, kind: usize, found: &Found, scope: &cel::Context) -> Vec<Reason> {
        let words_found = self.kind_words(kind, found);
        let by_words = (!words_found.is_empty()).then(|| Reason { code: KIND_WORDS.to_owned(), words_found });
        let facts = self.rules[kind].facts.iter().filter(|fact| fact.when.holds(scope));
        let by_facts = facts.map(|fact| Reason { code: fact.code.clone(), words_found: Vec::new() });
        by_words.into_iter().chain(by_facts).collect()
    }

    /// The strictest grade a rule gives; all reasons for that grade are kept.
    fn grade(&self, kind: usize, found: &Found, scope: &cel::Context, reasons: &mut Vec<Reason>) -> Grade {
        let mut graded: Option<Grade> = None;
        for rule in &self.rules[kind].grades {
            if graded.is_some_and(|grade| grade < rule.grade) {
                break; // rules are sorted, strictest first
            }
            if rule.applies(found, scope) {
                graded = Some(rule.grade);
                let words_found = found.shown(|id| rule.words.contains(&id));
                reasons.push(Reason { code: rule.code.clone(), words_found });
            }
        }
        graded.unwrap_or(self.fallback_grade)
    }
}

/// The beginning of the text in small letters, with the apostrophe that playbooks are written with.
pub(super) fn plain(text: &str) -> String {
    let plain = text[..text.floor_char_boundary(READ_BYTES)].to_lowercase();
    if plain.contains('’') { plain.replace('’', "'") } else { plain }
}
