//! Erasing personal content: what there is is looked up, the rules decide, the commit deletes, the sweep cleans.

use crate::acts::Given;
use crate::check::refs;
use crate::content::objects_of;
use crate::db::Connection;
use crate::{Error, Parcel, Store, journal_of};
use domain::command::{CaseCommand, Command};
use domain::words::{Because, Extent, Ground};
use domain::{Actor, CaseId, Event, OrderId, Refusal, SubjectId};
use std::collections::BTreeSet;

/// What of a case is to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Everything,
    /// Object ids, evidence ids, or `#no` for all an entry names.
    These(Vec<String>),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Erased {
        objects: usize,
    },
    /// It may not be erased yet; it is kept and not used.
    Restricted {
        because: Because,
        until_ms: Option<i64>,
    },
}

/// Words that came while the first ones were being erased are found in the next round.
const ROUNDS: usize = 5;

impl Store {
    /// Erases content of a case, or restricts the case where a hold or a period stands against it.
    pub async fn erase(
        &self,
        by: &Actor,
        case: &CaseId,
        what: &What,
        ground: Ground,
        given: impl Into<Given>,
    ) -> Result<Done, Error> {
        let mut given: Given = given.into();
        let extent = if *what == What::Everything { Extent::Whole } else { Extent::Part };
        let mut erased = 0;
        for round in 0..ROUNDS {
            let objects = self.erasable(case, what).await?;
            if objects.is_empty() && round > 0 {
                break;
            }
            let command = CaseCommand::Erase { objects, ground, extent };
            let outcome = self.plain_act(by, case, command, std::mem::take(&mut given)).await?;
            for (_, event) in &outcome.events {
                match event {
                    Event::Erased { objects, .. } => erased += objects.len(),
                    Event::Restricted { because, until_ms } => {
                        return Ok(Done::Restricted { because: *because, until_ms: *until_ms });
                    }
                    _ => {}
                }
            }
            if extent == Extent::Part {
                break;
            }
        }
        if extent == Extent::Whole {
            erased += self.erase_order_of(by, case, ground).await?;
        }
        self.sweep_soon().await;
        Ok(Done::Erased { objects: erased })
    }

    /// Erases everything that lies with an order, a merchant or a user; the cases that cite it say so too.
    pub async fn erase_beside(
        &self,
        by: &Actor,
        subject: &SubjectId,
        ground: Ground,
    ) -> Result<usize, Error> {
        let (store, of) = (self.clone(), subject.clone());
        let (objects, cases) = self
            .db()
            .read(move |db| Ok::<_, Error>((store.kept_objects(db, &of)?, store.cases_citing(db, &of)?)))
            .await?;
        let count = objects.len();
        let command = Command::Erase { subject: subject.clone(), objects, ground, cases };
        self.execute(by, command, Parcel::default(), None).await?;
        self.sweep_soon().await;
        Ok(count)
    }

    /// The order's record goes with the last case that speaks of it.
    async fn erase_order_of(&self, by: &Actor, case: &CaseId, ground: Ground) -> Result<usize, Error> {
        let (store, id) = (self.clone(), case.clone());
        let order = self
            .db()
            .read(move |db| {
                let order = store.case(db, &id)?.and_then(|loaded| loaded.case.order);
                let Some(order) = order else { return Ok::<_, Error>(None) };
                let others = store.cases_citing(db, &order.subject())?;
                let kept = store.kept_objects(db, &order.subject())?;
                let mut living = false;
                for other in others.iter().filter(|other| **other != id) {
                    let other = store.case(db, other)?;
                    living |= other.is_some_and(|other| other.case.privacy.erased_ms.is_none());
                }
                Ok((!living && !kept.is_empty()).then_some(order))
            })
            .await?;
        match order {
            Some(order) => self.erase_beside(by, &OrderId::subject(&order), ground).await,
            None => Ok(0),
        }
    }

    async fn erasable(&self, case: &CaseId, what: &What) -> Result<Vec<String>, Error> {
        let (store, case, what) = (self.clone(), case.clone(), what.clone());
        self.db()
            .read(move |db| {
                let kept = store.kept_objects(db, &case.subject())?;
                let What::These(names) = &what else { return Ok(kept) };
                let wanted = named(db, &store, &case, names)?;
                Ok(kept.into_iter().filter(|object| wanted.contains(object)).collect())
            })
            .await
    }

    /// Objects that belong to a subject and are still here.
    pub fn kept_objects(&self, db: &mut Connection, subject: &SubjectId) -> Result<Vec<String>, Error> {
        objects_of(db, subject.as_str())
    }

    /// Cases whose entries name an object of this order.
    fn cases_citing(&self, db: &mut Connection, subject: &SubjectId) -> Result<Vec<CaseId>, Error> {
        let sql = "select case_id from citing where owner = $1 order by case_id";
        let rows = db.query(sql, &[subject.as_str().into()])?;
        rows.iter().map(|row| Ok(CaseId::new(row.text(0)?))).collect()
    }

    /// A sweep that fails is no failure of the erasure: it is repeated until it is done.
    pub(crate) async fn sweep_soon(&self) {
        if let Err(error) = self.sweep().await {
            tracing::warn!(error = %error.detail(), "the disk is swept again in a moment");
        }
    }
}

/// The objects meant by ids of objects, ids of evidence and numbers of entries.
fn named(
    db: &mut Connection,
    store: &Store,
    case: &CaseId,
    names: &[String],
) -> Result<BTreeSet<String>, Error> {
    let loaded = store.case(db, case)?.ok_or(Refusal::NotFound)?;
    let mut objects = BTreeSet::new();
    for name in names {
        match name.strip_prefix('#') {
            Some(no) => objects.extend(of_entry(db, case, no)?),
            None => {
                let item = loaded.case.evidence.iter().find(|item| item.id == *name);
                objects.insert(item.map_or(name, |item| &item.content.object).clone());
            }
        }
    }
    Ok(objects)
}

fn of_entry(db: &mut Connection, case: &CaseId, no: &str) -> Result<Vec<String>, Error> {
    let no: u64 = no.parse().map_err(|_| Refusal::NotFound)?;
    let entries = journal_of::of_subject(db, &case.subject())?;
    let entry = entries.into_iter().find(|entry| entry.no == no).ok_or(Refusal::NotFound)?;
    let event =
        serde_json::to_string(&entry.event).map_err(|_| Error::Damaged("an event cannot be written"))?;
    Ok(refs(&event).into_iter().map(|one| one.object).collect())
}
