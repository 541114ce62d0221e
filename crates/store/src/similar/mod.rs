//! Closed cases like one that is being decided: what they were, what was paid, how long it took and what the customer
//! said, and in words why each is like it. A help for judging alike, never a rule.
//!
//! The cost does not grow with the house: candidates are the newest closed cases of the same product, merchant and
//! kind, and those that share the rarest words; a fixed number of them is read and weighed.

mod gather;
mod weigh;
mod words;

pub use gather::{LISTS, statement};
pub use weigh::Why;

use crate::db::Connection;
use crate::seen::{Sight, Thing};
use crate::{Error, Store};
use domain::case::{Case, Remedy, RemedyState};
use domain::clock::DAY_MS;
use domain::words::{Outcome, Relief, RemedyKind};
use domain::{Actor, CaseId, Fen};
use weigh::Weighed;

/// What is shown.
const SHOWN: usize = 5;

/// A closed case, without anything that says whose it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    pub case: CaseId,
    pub number: String,
    pub why: Vec<Why>,
    pub outcome: Outcome,
    pub relief: Relief,
    /// Money that was proven to have been paid.
    pub paid: Fen,
    /// What the case was about in money.
    pub amount: Option<Fen>,
    /// What else was done.
    pub done: Vec<RemedyKind>,
    pub closed_ms: i64,
    pub days: i64,
    /// The customer's score, 0 to 100, where there was one.
    pub survey: Option<u8>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// The most alike first.
    pub cases: Vec<Similar>,
    /// How many closed cases were read for it.
    pub looked_at: usize,
}

impl Likeness {
    /// The middle of what was paid in the cases shown, in percent of what each was about.
    pub fn median_percent(&self) -> Option<u32> {
        let mut all: Vec<u32> = self.cases.iter().filter_map(Similar::percent).collect();
        all.sort_unstable();
        let above = all.get(all.len() / 2)?;
        Some((above + all[(all.len() - 1) / 2]) / 2)
    }
}

impl Similar {
    pub fn percent(&self) -> Option<u32> {
        let amount = self.amount.filter(|amount| amount.0 > 0)?;
        Some((i128::from(self.paid.0) * 100 / i128::from(amount.0)).clamp(0, 999) as u32)
    }

    fn of(case: &Case, why: Vec<Why>) -> Option<Similar> {
        let closed = case.closed.as_ref()?;
        let proven = |remedy: &&Remedy| matches!(remedy.state, RemedyState::Proven { .. });
        let money = |remedy: &&Remedy| remedy.kind.moves_money() && remedy.part_of.is_none();
        let paid = case.remedies.iter().filter(proven).filter(money);
        let done = case.remedies.iter().filter(proven).map(|remedy| remedy.kind);
        Some(Similar {
            case: case.id.clone(),
            number: case.number.clone(),
            why,
            outcome: closed.outcome,
            relief: closed.relief,
            paid: Fen(paid.filter_map(|remedy| remedy.amount).map(|amount| amount.0).sum()),
            amount: case.amount.or_else(|| case.stake()),
            done: done.filter(|kind| !kind.moves_money()).collect(),
            closed_ms: closed.at_ms,
            days: (closed.at_ms - case.filed_ms).max(0) / DAY_MS,
            survey: case.survey.as_ref().and_then(|survey| survey.score()),
        })
    }
}

impl Store {
    /// Closed cases like this one, for somebody of ours who may read both. Words are compared as whoever asks may read
    /// them, so nothing that is masked comes out of another case.
    ///
    /// LIMIT: of each product, merchant and kind the newest closed cases, and those with the rarest words in common.
    pub fn similar(&self, db: &mut Connection, case: &Case, by: &Actor) -> Result<Likeness, Error> {
        if self.sight(case, Thing::Matter, by) != Sight::Whole {
            return Ok(Likeness::default());
        }
        let own = self.told_in(db, case, by)?;
        let mut looked = self.closed_like(db, case, by)?;
        let rare = words::rare(&own, looked.iter().map(|one| &one.words));
        self.closed_saying(db, case, by, &rare, &mut looked)?;
        let looked_at = looked.len();
        let all = words::Weights::of(looked.iter().map(|one| &one.words));
        let said = words::words(&own);
        let mut weighed: Vec<Weighed> =
            looked.iter().filter_map(|other| weigh::weigh(case, &said, other, &all)).collect();
        weighed.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| b.case.id.cmp(&a.case.id)));
        let mut cases = vec![];
        for one in weighed.into_iter().take(SHOWN) {
            let said = self.both_say(&own, &one, &all);
            cases.extend(Similar::of(one.case, one.why(said)));
        }
        Ok(Likeness { cases, looked_at })
    }
}
