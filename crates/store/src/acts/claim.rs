//! Claims for what the platform paid ahead, and measures against merchants.

use super::Given;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::actor::Party;
use domain::command::{CaseCommand, ClaimCommand, MerchantCommand, NewMeasure};
use domain::measure::Because;
use domain::words::MeasureKind;
use domain::{Actor, CaseId, Command, ContentRef, Fen, MerchantId, Refusal};

/// What is done with a claim.
#[derive(Clone, Debug)]
pub enum ClaimAct {
    Pass {
        to: Party,
        papers: Vec<String>,
    },
    /// The mail address of the carrier.
    Address {
        mail: String,
    },
    Received {
        amount: Fen,
        reference: String,
    },
    Deduct {
        amount: Fen,
    },
    GiveUp {
        why: String,
    },
}

/// A measure as somebody writes it down.
#[derive(Clone, Debug)]
pub struct Taken {
    pub kind: MeasureKind,
    pub because: Because,
    pub clause: String,
    pub reasons: String,
    pub amount: Option<Fen>,
    pub until_ms: Option<i64>,
}

impl Store {
    pub async fn claim(
        &self,
        by: &Actor,
        case: &CaseId,
        claim: &str,
        act: ClaimAct,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let command = match act {
            ClaimAct::Pass { to, papers } => ClaimCommand::Pass { to, papers },
            ClaimAct::Address { mail } => {
                let contact = super::evidence::mail_contact(&mut pack, Some(&mail))?;
                ClaimCommand::Address { contact: contact.ok_or(Refusal::ContactMissing)? }
            }
            ClaimAct::Received { amount, reference } => ClaimCommand::Received { amount, reference },
            ClaimAct::Deduct { amount } => ClaimCommand::Deduct { amount },
            ClaimAct::GiveUp { why } => ClaimCommand::GiveUp { why: pack.text(self.written(&why)?) },
        };
        let command = CaseCommand::Claim { claim: claim.to_owned(), command };
        self.act(by, case, command, pack, given.into()).await
    }

    pub async fn take_measure(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        new: Taken,
        key: Option<String>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(merchant.subject());
        let reasons = pack.text(self.written(&new.reasons)?);
        let Taken { kind, because, clause, amount, until_ms, .. } = new;
        // A score is what the house makes of the cases at this moment, not what somebody types.
        let parts = match &because {
            Because::Score { .. } => {
                let (store, id) = (self.clone(), merchant.clone());
                self.db().read(move |db| store.risk(db, &id)).await?
            }
            Because::Case { .. } | Because::Closing => vec![],
        };
        let new = NewMeasure { kind, because, parts, clause, reasons, amount, until_ms };
        if let Some(key) = &key {
            pack.once(key);
        }
        let command = Command::Merchant(merchant.clone(), MerchantCommand::Take(Box::new(new)));
        self.execute(by, command, pack.close(), None).await
    }

    pub async fn lift_measure(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        measure: &str,
        why: &str,
    ) -> Result<Outcome, Error> {
        let lifted = |why| MerchantCommand::Lift { measure: measure.to_owned(), why };
        self.about_measure(by, merchant, why, lifted).await
    }

    /// The objection was looked at by somebody who did not take it, and it stays.
    pub async fn uphold_measure(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        measure: &str,
        why: &str,
    ) -> Result<Outcome, Error> {
        let upheld = |why| MerchantCommand::Uphold { measure: measure.to_owned(), why };
        self.about_measure(by, merchant, why, upheld).await
    }

    pub async fn appeal_measure(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        measure: &str,
        words: &str,
    ) -> Result<Outcome, Error> {
        let appealed = |words| MerchantCommand::Appeal { measure: measure.to_owned(), words };
        self.about_measure(by, merchant, words, appealed).await
    }

    /// Whatever is said about a measure is sealed with the merchant's own.
    async fn about_measure(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        words: &str,
        said: impl FnOnce(ContentRef) -> MerchantCommand,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(merchant.subject());
        let command = said(pack.text(self.written(words)?));
        self.execute(by, Command::Merchant(merchant.clone(), command), pack.close(), None).await
    }
}
