//! What people make of evidence: assessments of ours, what one side says to the other's, originals that leave the
//! house, and inspections.

use super::evidence::mail_contact;
use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::door::Outcome;
use crate::seen::{sees, somebody};
use crate::{Error, Store};
use domain::command::{Assess, CaseCommand, OrderInspection};
use domain::words::{Payer, Verdict};
use domain::{Actor, CaseId, Fen, Party, Refusal};

/// Authenticity, legality and relevance of a piece, with its weight and why.
#[derive(Clone, Debug)]
pub struct Judgement {
    pub evidence: String,
    pub authenticity: Verdict,
    pub legality: Verdict,
    pub relevance: Verdict,
    pub weight: u8,
    /// The kinds of the playbook it counts for besides its own.
    pub counts: Vec<String>,
    pub reasons: String,
}

/// What a side says to a piece the other showed.
#[derive(Clone, Debug)]
pub struct Remark {
    pub evidence: String,
    /// Whose words they are, where we write them down for somebody.
    pub from: Option<Party>,
    pub text: String,
}

/// What is to be examined, at whose cost, until when, and where the inspector is told.
#[derive(Clone, Debug)]
pub struct Inspection {
    pub what: String,
    pub cost: Fen,
    pub payer: Payer,
    pub due_ms: Option<i64>,
    pub mail: Option<String>,
}

impl Store {
    pub async fn assess(
        &self,
        by: &Actor,
        case: &CaseId,
        judgement: &Judgement,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        // Not found by search: who sees them follows from the piece, and may change.
        let reasons = pack.text(self.written(&judgement.reasons)?);
        let assess = Assess {
            evidence: judgement.evidence.clone(),
            authenticity: judgement.authenticity,
            legality: judgement.legality,
            relevance: judgement.relevance,
            weight: judgement.weight,
            counts: judgement.counts.clone(),
            reasons,
        };
        self.act(by, case, CaseCommand::Assess(Box::new(assess)), pack, given.into()).await
    }

    /// Only about what they can see: the same answer for what is hidden and for what is not there.
    pub async fn remark(
        &self,
        by: &Actor,
        case: &CaseId,
        remark: &Remark,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let Remark { evidence, from, text } = remark;
        self.check_sight(by, *from, case, evidence).await?;
        let mut pack = self.pack(case.subject());
        let text = found_text(&mut pack, self.written(text)?, &[]);
        let command = CaseCommand::Remark { evidence: evidence.clone(), from: *from, text };
        self.act(by, case, command, pack, given.into()).await
    }

    /// Before the first byte of an original is sent.
    pub async fn hand_out(&self, by: &Actor, case: &CaseId, evidence: &str) -> Result<Outcome, Error> {
        self.check_sight(by, None, case, evidence).await?;
        let command = CaseCommand::HandOut { evidence: evidence.to_owned() };
        self.plain_act(by, case, command, Given::default()).await
    }

    /// Whoever acts sees the piece, and so does the side whose words they bring.
    async fn check_sight(
        &self,
        by: &Actor,
        from: Option<Party>,
        case: &CaseId,
        evidence: &str,
    ) -> Result<(), Error> {
        let (store, id) = (self.clone(), case.clone());
        let loaded = self.db().read(move |db| store.case(db, &id)).await?.ok_or(Refusal::NotFound)?;
        let (case, side) = (&loaded.case, from.and_then(|side| somebody(&loaded.case, side)));
        let seen = |by: &Actor| case.piece(evidence).is_some_and(|item| sees(case, item, by));
        let all_see = std::iter::once(by).chain(&side).all(seen);
        if all_see && case.is_seen_by(by) { Ok(()) } else { Err(Refusal::NotFound.into()) }
    }

    pub async fn order_inspection(
        &self,
        by: &Actor,
        case: &CaseId,
        order: &Inspection,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let what = found_text(&mut pack, self.written(&order.what)?, &[INTERNAL]);
        let command = OrderInspection {
            what,
            contact: mail_contact(&mut pack, order.mail.as_deref())?,
            cost: order.cost,
            payer: order.payer,
            due_ms: order.due_ms,
        };
        self.act(by, case, CaseCommand::OrderInspection(Box::new(command)), pack, given.into()).await
    }
}
