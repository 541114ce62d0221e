//! Which other cases have something in common with a case, and what. Every step is bounded, so that a phone of a call
//! centre or a picture from a catalogue costs no more than any other.

use super::Tie;
use crate::collect::SAME_FILE;
use crate::content::lookup;
use crate::db::Connection;
use crate::dossier::Dossier;
use crate::{Error, Store};
use domain::case::Case;
use domain::{Actor, CaseId, SubjectId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Things looked at of one case.
const THINGS_MAX: usize = 48;
/// Cases or orders of one thing, the newest.
const EACH_MAX: usize = 40;

/// One thing that another case has in common with the one that was asked about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared {
    pub tie: Tie,
    /// The same for all cases that share the thing; a keyed hash or a piece of the case, never the value.
    pub thing: String,
    pub case: CaseId,
}

/// Another case, with all it has in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    pub case: CaseId,
    pub by: Vec<(Tie, String)>,
}

impl Store {
    /// Which cases share a thing with this one: its order, parcel, payment, account, phone, mail, address, buyer,
    /// device, file or picture, one row for each thing and case. Signals count these rows: `tie` says what is shared,
    /// and rows with the same `thing` share one.
    ///
    /// Cases that are restricted or erased are neither asked nor answered with, because what they say is not used.
    /// Files and pictures are those `by` may see; for a rule that is [`Actor::System`].
    ///
    /// LIMIT: of one thing the newest 40 cases, and the newest 40 orders.
    pub fn sharing(&self, db: &mut Connection, case: &Case, by: &Actor) -> Result<Vec<Shared>, Error> {
        if case.privacy.is_restricted(self.now_ms()) {
            return Ok(vec![]);
        }
        let dossiers = self.dossiers(db, case, by)?;
        self.sharing_with(db, case, &dossiers)
    }

    /// The same for whoever has the dossiers of the case at hand.
    pub fn sharing_with(
        &self,
        db: &mut Connection,
        case: &Case,
        dossiers: &HashMap<String, Dossier>,
    ) -> Result<Vec<Shared>, Error> {
        if case.privacy.is_restricted(self.now_ms()) {
            return Ok(vec![]);
        }
        let mut all = BTreeSet::new();
        self.of_order(db, case, &mut all)?;
        let mut things = self.things(db, case)?;
        let file = |dossier: &Dossier| {
            let record = dossier.record.as_ref()?;
            Some((Tie::File, lookup(self.keys(), SAME_FILE, &record.sha256)))
        };
        things.extend(dossiers.values().filter_map(file));
        for (tie, thing) in things {
            for owner in owners(db, &thing, "case")? {
                let case = owner.case();
                all.extend(case.map(|case| Shared { tie, thing: thing.clone(), case }));
            }
            let orders = owners(db, &thing, "order")?;
            for case in citing(db, &orders)? {
                all.insert(Shared { tie, thing: thing.clone(), case });
            }
        }
        for (piece, dossier) in dossiers {
            let alike = dossier.alike.iter().cloned();
            all.extend(alike.map(|case| Shared { tie: Tie::Picture, thing: piece.clone(), case }));
        }
        all.retain(|shared| shared.case != case.id);
        self.usable(db, all)
    }

    /// What the case and its order are found by, but for files and pictures, which their dossiers know.
    fn things(&self, db: &mut Connection, case: &Case) -> Result<Vec<(Tie, String)>, Error> {
        let subjects = [Some(case.id.subject()), case.order.as_ref().map(|order| order.subject())];
        let mut things = vec![];
        for subject in subjects.into_iter().flatten() {
            let sql = format!(
                "select kind, token from lookups where owner = $1 and kind not in ('order', 'file', 'look') \
                 limit {THINGS_MAX}"
            );
            for row in db.query(&sql, &[subject.as_str().into()])? {
                let token = row.text(1)?.to_owned();
                things.extend(Tie::parse(row.text(0)?).map(|tie| (tie, token)));
            }
        }
        things.sort();
        things.dedup();
        things.truncate(THINGS_MAX);
        Ok(things)
    }

    /// Cases about the same order, whether it was known to the house when they came or not.
    fn of_order(&self, db: &mut Connection, case: &Case, all: &mut BTreeSet<Shared>) -> Result<(), Error> {
        let Some(order) = &case.order else { return Ok(()) };
        let mut cases = citing(db, &[order.subject()])?;
        cases.extend(owners(db, order.as_str(), "case")?.iter().filter_map(SubjectId::case));
        let thing = order.to_string();
        all.extend(cases.into_iter().map(|case| Shared { tie: Tie::Order, thing: thing.clone(), case }));
        Ok(())
    }

    fn usable(&self, db: &mut Connection, shared: BTreeSet<Shared>) -> Result<Vec<Shared>, Error> {
        let cases: BTreeSet<String> = shared.iter().map(|one| one.case.to_string()).collect();
        let shut = self.shut(db, &cases.into_iter().collect::<Vec<_>>())?;
        Ok(shared.into_iter().filter(|one| !shut.contains(one.case.as_str())).collect())
    }

    /// Those of these cases whose words are not used: restricted, or erased.
    pub(crate) fn shut(&self, db: &mut Connection, cases: &[String]) -> Result<BTreeSet<String>, Error> {
        if cases.is_empty() {
            return Ok(BTreeSet::new());
        }
        let sql =
            "select case_id, restricted_ms, unsealed_ms, erased_ms from guarded where case_id = any($1)";
        let mut shut = BTreeSet::new();
        for row in db.query_in(sql, cases)? {
            let restricted = row.int(1)? > 0 && row.int(2)? <= self.now_ms();
            if restricted || row.int(3)? > 0 {
                shut.insert(row.text(0)?.to_owned());
            }
        }
        Ok(shut)
    }
}

impl Elsewhere {
    /// By case: whoever has most in common first, then the newest.
    pub fn of(shared: &[Shared]) -> Vec<Elsewhere> {
        let mut cases: BTreeMap<&CaseId, Vec<(Tie, String)>> = BTreeMap::new();
        for one in shared {
            cases.entry(&one.case).or_default().push((one.tie, one.thing.clone()));
        }
        let mut all: Vec<Elsewhere> =
            cases.into_iter().map(|(case, by)| Elsewhere { case: case.clone(), by }).collect();
        all.sort_by(|a, b| b.by.len().cmp(&a.by.len()).then_with(|| b.case.cmp(&a.case)));
        all
    }

    /// Each sort of tie once.
    pub fn ties(&self) -> Vec<Tie> {
        self.by.iter().map(|(tie, _)| *tie).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// The newest subjects of this sort that are found by a token. Between two names that every order of letters keeps
/// apart, so that the many orders of one shop are not walked through for the few cases.
fn owners(db: &mut Connection, token: &str, sort: &str) -> Result<Vec<SubjectId>, Error> {
    let sql = format!(
        "select owner from lookups where token = $1 and owner >= $2 and owner <= $3 \
         order by owner desc limit {EACH_MAX}"
    );
    let (first, last) = (format!("{sort}:0"), format!("{sort}:{}", "z".repeat(40)));
    let rows = db.query(&sql, &[token.into(), first.into(), last.into()])?;
    rows.iter().filter_map(|row| row.text(0).map(SubjectId::parse).transpose()).map(|one| Ok(one?)).collect()
}

/// Cases that froze the record of one of these orders.
fn citing(db: &mut Connection, orders: &[SubjectId]) -> Result<Vec<CaseId>, Error> {
    let mut cases = vec![];
    for order in orders {
        let sql =
            format!("select case_id from citing where owner = $1 order by case_id desc limit {EACH_MAX}");
        for row in db.query(&sql, &[order.as_str().into()])? {
            cases.push(CaseId::new(row.text(0)?));
        }
    }
    Ok(cases)
}
