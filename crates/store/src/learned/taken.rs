//! How people took what was suggested to them: sums by day that the writer keeps.

use crate::db::Connection;
use crate::{Error, Store};
use domain::words::{Answer, Voice};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub kinds: Vec<OfVoice>,
    /// Grades that were suggested, and how many of them were confirmed as they stood.
    pub grades: (i64, i64),
    /// Templates that were suggested for a reply, and how many of them it was begun with.
    pub templates: (i64, i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfVoice {
    pub voice: Voice,
    pub count: i64,
    pub accepted: i64,
}

impl Store {
    /// From this day (2026-01-31) on; from the empty one, ever.
    pub fn taken(&self, db: &mut Connection, from_day: &str) -> Result<Taken, Error> {
        let mut taken = Taken::default();
        for voice in Voice::ALL {
            let of = OfVoice { voice: *voice, count: 0, accepted: 0 };
            taken.kinds.push(of);
        }
        for (of, count) in self.foremost(db, "taken_kind", from_day, 100)? {
            let (voice, answer) = of.split_once(':').unwrap_or_default();
            let voice = Voice::parse(voice);
            for kind in taken.kinds.iter_mut().filter(|kind| Some(kind.voice) == voice) {
                kind.count += count;
                kind.accepted += accepted(answer, count);
            }
        }
        for (answer, count) in self.foremost(db, "taken_grade", from_day, 100)? {
            taken.grades.0 += count;
            taken.grades.1 += accepted(&answer, count);
        }
        for (answer, count) in self.foremost(db, "taken_template", from_day, 100)? {
            taken.templates.0 += count;
            taken.templates.1 += accepted(&answer, count);
        }
        Ok(taken)
    }
}

fn accepted(answer: &str, count: i64) -> i64 {
    if Answer::parse(answer) == Some(Answer::Accepted) { count } else { 0 }
}
