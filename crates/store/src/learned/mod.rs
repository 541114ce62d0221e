//! What the house learned from its own closed cases: two models, of kind and of grade, in `DIR/learned/`. They are
//! derived and never backed up: `redress learn` makes them anew from cases that a person confirmed, and only from what
//! is there and may be used. They hold keyed prints of parts of words that at least three cases have, no words; the key
//! never leaves the keys of the house.

mod gather;
mod shelf;
mod taken;

use crate::content::lookup;
use crate::record::Matter;
use crate::{Error, Store};
use domain::Refusal;
use domain::case::Triage;
use domain::personal::Personal;
use domain::playbook::{GRADE_LEARNED, KIND_LEARNED, Learned, Likely};
use domain::words::Grade;
use learn::{Model, Sample};
use std::collections::HashMap;

pub(crate) use shelf::Shelf;
pub use shelf::{Lesson, Lessons};
pub use taken::{OfVoice, Taken};

/// LIMIT: the newest closed cases speak for all.
const CASES_MAX: usize = 20_000;
const KIND: &str = "kind";
const GRADE: &str = "grade";

/// A closed case as it is learned from.
struct Closed {
    text: Personal,
    kind: String,
    grade: Grade,
}

impl Store {
    /// Learns kinds and grades anew. Blocks, for seconds in a large house; what was learned before speaks meanwhile.
    pub fn learn(&self) -> Result<Lessons, Error> {
        let shelf = &self.0.shelf;
        let _turn = shelf.turn();
        let cases = self.closed_cases(CASES_MAX)?;
        let kinds = self.taught(&cases, |case| &case.kind).ok_or(Refusal::TooLittleToLearn)?;
        shelf.put(KIND, Some(&kinds))?;
        let grades = self.taught(&cases, |case| case.grade.word());
        shelf.put(GRADE, grades.as_ref())?;
        Ok(Lessons { cases: cases.len(), kinds: Lesson::of(&kinds), grades: grades.as_ref().map(Lesson::of) })
    }

    fn taught<'a>(&self, cases: &'a [Closed], label: impl Fn(&'a Closed) -> &'a str) -> Option<Model> {
        let sample = |case: &'a Closed| Sample { text: case.text.reveal(), label: label(case) };
        learn::learn(&cases.iter().map(sample).collect::<Vec<_>>(), &self.print_key()).ok()
    }

    /// What was learned of kinds; nothing before the first time.
    pub fn lesson(&self) -> Option<Lesson> {
        self.0.shelf.get(KIND).map(|model| Lesson::of(&model))
    }

    /// What the models make of a complaint that comes in.
    pub(crate) fn guess(&self, text: &str) -> Option<Learned> {
        let key = self.print_key();
        let guess = |name: &'static str| {
            let model = self.0.shelf.get(name)?;
            let guess = model.guess(text, &key)?;
            Some(Likely { is: guess.label, percent: guess.percent, model: model.version().to_owned() })
        };
        let (kind, grade) = (guess(KIND), guess(GRADE));
        let grade = grade.and_then(|Likely { is, percent, model }| {
            Some(Likely { is: Grade::parse(&is)?, percent, model })
        });
        (kind.is_some() || grade.is_some()).then_some(Learned { kind, grade })
    }

    /// The words behind a suggestion, by the code of the reason, from the text as whoever asks may read it. What was
    /// learned is asked for its words now: the model of then may have been replaced.
    pub fn words_behind(&self, triage: &Triage, text: &str) -> HashMap<String, Vec<String>> {
        let learned =
            [(KIND_LEARNED, KIND, triage.kind.as_str()), (GRADE_LEARNED, GRADE, triage.grade.word())];
        let learned = learned.into_iter().filter(|(code, ..)| triage.reasons.iter().any(|one| one == code));
        let learned = learned.filter_map(|(code, name, label)| {
            Some((code.to_owned(), self.0.shelf.get(name)?.words(text, &self.print_key(), label)))
        });
        let written = self.policy().playbooks.words_behind(&triage.kind, text);
        written.into_iter().map(|reason| (reason.code, reason.words_found)).chain(learned).collect()
    }

    fn print_key(&self) -> [u8; 16] {
        let code = lookup(self.keys(), "learn", "prints");
        let mut key = [0; 16];
        key.copy_from_slice(&code.as_bytes()[..16]);
        key
    }
}

/// Title and text, as playbooks and models read them.
pub(crate) fn words_of(matter: &Matter) -> Personal {
    match &matter.title {
        Some(title) => Personal::new(format!("{title}\n{}", matter.text.reveal())),
        None => matter.text.clone(),
    }
}
