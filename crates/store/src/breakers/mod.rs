//! Breakers over parcels: weighing what was judged, the offers that follow, and what lists show of them.

mod relieve;
mod weigh;

use crate::db::{Connection, Row};
use crate::{Error, Store};
use domain::breaker::{Breaker, Rule, Weighed};
use domain::clock::DAY_MS;
use domain::command::BreakerCommand;
use domain::parcel::{ParcelFacts, Warmest};
use domain::{Actor, BreakerId, CaseId, Command, Fen, OrderId, ParcelId, State};
use std::collections::BTreeMap;

/// A breaker as lists show it.
#[derive(Clone, Debug)]
pub struct Standing {
    pub id: BreakerId,
    pub breaker: Breaker,
    /// What the route, carrier or product is called.
    pub name: String,
    pub tripped: bool,
    pub at_ms: i64,
}

/// A parcel that a breaker made an offer for, or passed over.
#[derive(Clone, Debug)]
pub struct Answered {
    pub parcel: ParcelId,
    pub tracking: String,
    pub case: Option<CaseId>,
    pub number: String,
    /// The code of the refusal.
    pub passed: String,
}

/// A row of `parcels`.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub id: ParcelId,
    pub facts: ParcelFacts,
    /// An offer was made, or none could be.
    pub answered: bool,
}

pub(crate) const COLUMNS: &str = "parcel, order_id, route, carrier, product, promised_ms, scanned_ms, \
                                  delivered_ms, warm_milli, warm_ms, case_id, passed";

pub(crate) fn known(row: &Row) -> Result<Known, Error> {
    let text = |at| row.text(at).map(|text| (!text.is_empty()).then(|| text.to_owned()));
    let warmest = row.opt_int(8)?.zip(row.opt_int(9)?);
    let facts = ParcelFacts {
        record: None,
        order: text(1)?.map(OrderId::new),
        route: text(2)?,
        carrier: text(3)?,
        product: text(4)?,
        promised_ms: row.opt_int(5)?,
        shipped_ms: None,
        scanned_ms: row.opt_int(6)?,
        delivered_ms: row.opt_int(7)?,
        warmest: warmest.map(|(milli, at_ms)| Warmest { milli, at_ms }),
    };
    let answered = !row.text(10)?.is_empty() || !row.text(11)?.is_empty();
    Ok(Known { id: ParcelId::new(row.text(0)?), facts, answered })
}

/// The rule of a breaker; nothing where the house has dropped it.
pub fn rule_of<'p>(store: &'p Store, id: &BreakerId) -> Option<&'p Rule> {
    store.policy().breakers.rule(id.parts().0)
}

impl Store {
    /// Tripped ones first, longest first; then those that were, newest first.
    pub fn breakers(&self, db: &mut Connection, limit: u32) -> Result<Vec<Standing>, Error> {
        let tripped =
            "select breaker, tripped, at_ms from breakers where tripped = 1 order by at_ms, breaker limit $1";
        let others = "select breaker, tripped, at_ms from breakers where tripped = 0 order by at_ms desc, breaker limit $1";
        let mut found = vec![];
        for sql in [tripped, others] {
            for row in db.query(sql, &[limit.into()])? {
                let id = BreakerId::new(row.text(0)?);
                let Some(breaker) = self.breaker(db, &id)? else { continue };
                let name = self.breaker_name(db, &id, &breaker)?;
                found.push(Standing { breaker, name, tripped: row.int(1)? == 1, at_ms: row.int(2)?, id });
            }
        }
        Ok(found)
    }

    /// What a rule judged on each of the last days, the oldest first: counted and matched.
    pub fn judged_days(
        &self,
        db: &mut Connection,
        rule: &Rule,
        days: u32,
    ) -> Result<Vec<(String, Weighed)>, Error> {
        let now_ms = self.now_ms();
        let rule = Rule { window_ms: i64::from(days) * DAY_MS, ..rule.clone() };
        let mut all: BTreeMap<String, Weighed> = BTreeMap::new();
        for back in 0..days {
            all.insert(crate::door::day(now_ms - i64::from(back) * DAY_MS), Weighed::default());
        }
        for one in self.in_window(db, &rule, now_ms)? {
            let Some(judged) = rule.judge(&one.facts, now_ms) else { continue };
            if let Some(day) = all.get_mut(&crate::door::day(judged.at_ms)) {
                day.counted += 1;
                day.matched += u32::from(judged.matches);
            }
        }
        Ok(all.into_iter().collect())
    }

    pub fn breaker(&self, db: &mut Connection, id: &BreakerId) -> Result<Option<Breaker>, Error> {
        match self.state(db, &id.subject())? {
            Some(State::Breaker(breaker)) => Ok(Some(*breaker)),
            _ => Ok(None),
        }
    }

    fn breaker_name(&self, db: &mut Connection, id: &BreakerId, of: &Breaker) -> Result<String, Error> {
        let name = of.name.as_ref().map_or(Ok(None), |name| self.open_text(db, name))?;
        Ok(name.unwrap_or_else(|| id.parts().1.to_owned()))
    }

    /// What a breaker did, in no order of time; the first `limit`.
    pub fn answered_by(
        &self,
        db: &mut Connection,
        id: &BreakerId,
        limit: u32,
    ) -> Result<Vec<Answered>, Error> {
        let sql = "select p.parcel, p.case_id, p.passed, coalesce(q.number, '') from parcels p \
                   left join queue q on q.case_id = p.case_id where p.breaker = $1 order by p.parcel limit $2";
        let mut found = vec![];
        for row in db.query(sql, &[id.as_str().into(), limit.into()])? {
            let (parcel, case) = (ParcelId::new(row.text(0)?), row.text(1)?.to_owned());
            let record = self.parcel_record(db, &parcel)?.unwrap_or_default();
            found.push(Answered {
                parcel,
                tracking: record.tracking,
                case: (!case.is_empty()).then(|| CaseId::new(case)),
                number: row.text(3)?.to_owned(),
                passed: row.text(2)?.to_owned(),
            });
        }
        Ok(found)
    }

    pub async fn reset_breaker(&self, by: &Actor, id: &BreakerId, why: &str) -> Result<(), Error> {
        let mut pack = self.pack(id.subject());
        let command = BreakerCommand::Reset { why: pack.text(self.written(why)?) };
        self.execute(by, Command::Breaker(id.clone(), command), pack.close(), None).await.map(drop)
    }

    pub async fn widen_breaker(&self, by: &Actor, id: &BreakerId, more: Fen, why: &str) -> Result<(), Error> {
        let mut pack = self.pack(id.subject());
        let command = BreakerCommand::Widen { more, why: pack.text(self.written(why)?) };
        self.execute(by, Command::Breaker(id.clone(), command), pack.close(), None).await?;
        self.0.weighed_ms.store(0, std::sync::atomic::Ordering::SeqCst);
        Ok(())
    }
}
