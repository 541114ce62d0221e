//! What is open with others: claims for what the platform paid ahead, and measures against merchants with their words.

use crate::db::{Connection, Row};
use crate::outbox::Outgoing;
use crate::record::Person;
use crate::{Error, Store, journal_of};
use domain::case::Claim;
use domain::measure::{Measure, MeasureState};
use domain::{CaseId, Event, MerchantId, Party};
use std::collections::HashMap;

/// An open claim and the number of its case.
#[derive(Clone, Debug)]
pub struct OpenClaim {
    pub case: CaseId,
    pub number: String,
    pub merchant: Option<MerchantId>,
    pub claim: Claim,
    /// When whoever owes it is reminded next.
    pub remind_ms: Option<i64>,
    /// Where a carrier is written to, and what became of the last letter.
    pub contact: Option<Person>,
    pub letter: Option<Outgoing>,
}

/// A measure with what was written about it.
#[derive(Clone, Debug)]
pub struct Told {
    pub measure: Measure,
    pub reasons: String,
    /// What the merchant says against it.
    pub appeal: Option<String>,
    /// Why it stays all the same.
    pub upheld: Option<String>,
    /// Why it was lifted.
    pub lifted: Option<String>,
    /// The number of the case it follows from.
    pub number: Option<(CaseId, String)>,
    /// The numbers of the cases behind the parts of its score.
    pub behind: HashMap<CaseId, String>,
}

impl Store {
    /// Oldest first; the place behind the last one leads on.
    pub fn open_claims(
        &self,
        db: &mut Connection,
        after: Option<(i64, String, String)>,
        limit: u32,
    ) -> Result<Vec<OpenClaim>, Error> {
        let sql = "select case_id, claim from claims where left_fen > 0 \
                   and (raised_ms > $1 or (raised_ms = $1 and (case_id > $2 or (case_id = $2 and claim > $3)))) \
                   order by raised_ms, case_id, claim limit $4";
        let (raised_ms, case, claim) = after.unwrap_or((i64::MIN, String::new(), String::new()));
        let rows = db.query(sql, &[raised_ms.into(), case.into(), claim.into(), limit.into()])?;
        let mut open = vec![];
        for row in &rows {
            open.extend(self.open_claim(db, row)?);
        }
        Ok(open)
    }

    fn open_claim(&self, db: &mut Connection, row: &Row) -> Result<Option<OpenClaim>, Error> {
        let (id, claim) = (CaseId::new(row.text(0)?), row.text(1)?.to_owned());
        let Some(loaded) = self.case(db, &id)? else { return Ok(None) };
        let case = loaded.case;
        let Some(claim) = case.claim(&claim).cloned() else { return Ok(None) };
        let debt = match (&case.merchant, claim.from) {
            (Some(merchant), domain::Party::Merchant) => domain::account::merchant(merchant),
            _ => domain::account::carrier(&case.id),
        };
        let reminders = self.account(db, &debt)?.reminders;
        let remind_ms = reminders.get(&format!("{}-{}", case.number, claim.id)).map(|one| one.at_ms);
        let contact = self.claim_contact(db, &claim)?;
        let letter = self.last_letter(db, &id, &claim)?;
        let (number, merchant) = (case.number, case.merchant);
        Ok(Some(OpenClaim { case: id, number, merchant, claim, remind_ms, contact, letter }))
    }

    /// Whoever of the carrier settles claims.
    pub fn claim_contact(&self, db: &mut Connection, claim: &Claim) -> Result<Option<Person>, Error> {
        match claim.contact.as_ref().filter(|_| claim.from == Party::Carrier) {
            Some(contact) => self.open_record(db, contact),
            None => Ok(None),
        }
    }

    fn last_letter(
        &self,
        db: &mut Connection,
        case: &CaseId,
        claim: &Claim,
    ) -> Result<Option<Outgoing>, Error> {
        for row in self.outbox_of(db, &case.subject())?.into_iter().rev() {
            if row.kind == "tell" && row.party == Party::Carrier.word() {
                let event = journal_of::at(db, row.seq as u64)?.map(|entry| entry.event);
                if event.as_ref().and_then(claim_of) == Some(claim.id.as_str()) {
                    return Ok(Some(row));
                }
            }
        }
        Ok(None)
    }

    /// All measures against a merchant, newest first.
    pub fn measures(&self, db: &mut Connection, merchant: &MerchantId) -> Result<Vec<Told>, Error> {
        let measures = self.merchant(db, merchant)?.map(|merchant| merchant.measures).unwrap_or_default();
        let mut told = vec![];
        for measure in measures.into_iter().rev() {
            let mut upheld = None;
            let (appeal, lifted) = match &measure.state {
                MeasureState::Appealed { words, .. } => (self.open_text(db, words)?, None),
                MeasureState::Upheld { words, why, .. } => {
                    upheld = self.open_text(db, why)?;
                    (self.open_text(db, words)?, None)
                }
                MeasureState::Lifted { why, .. } => (None, self.open_text(db, why)?),
                _ => (None, None),
            };
            let reasons = self.open_text(db, &measure.reasons)?.unwrap_or_default();
            let number = match &measure.because {
                domain::measure::Because::Case { case } => {
                    self.case(db, case)?.map(|loaded| (case.clone(), loaded.case.number))
                }
                domain::measure::Because::Score { .. } | domain::measure::Because::Closing => None,
            };
            let behind = self.numbers_behind(db, &measure.parts)?;
            told.push(Told { measure, reasons, appeal, upheld, lifted, number, behind });
        }
        Ok(told)
    }
}

/// The claim that a letter to a carrier is about.
pub fn claim_of(event: &Event) -> Option<&str> {
    match event {
        Event::ClaimAddressed { claim, .. }
        | Event::ClaimPassed { claim, .. }
        | Event::ClaimReminded { claim, .. } => Some(claim),
        _ => None,
    }
}
