//! What the platform paid ahead of whoever had to, claimed back until the money is there or given up.

use super::Case;
use crate::actor::Party;
use crate::content::ContentRef;
use crate::event::Event;
use crate::money::Fen;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub id: String,
    /// What was paid ahead.
    pub remedy: String,
    /// The merchant or the carrier.
    pub from: Party,
    pub amount: Fen,
    /// The pieces of evidence it rests on.
    pub papers: Vec<String>,
    pub raised_ms: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paid: Vec<ClaimPayment>,
    #[serde(default)]
    pub given_up: Fen,
    /// Why it was given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<ContentRef>,
    #[serde(default)]
    pub reminders: u32,
    /// Where a carrier is written to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContentRef>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimPayment {
    pub amount: Fen,
    pub at_ms: i64,
    /// Of the money that came; nothing where it was deducted from the deposit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl Claim {
    pub fn recovered(&self) -> Fen {
        Fen(self.paid.iter().map(|one| one.amount.0).sum())
    }
    pub fn left(&self) -> Fen {
        Fen(self.amount.0 - self.recovered().0 - self.given_up.0)
    }
    pub fn is_open(&self) -> bool {
        self.left() > Fen::ZERO
    }
}

impl Case {
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }
    /// The platform paid it, and has it back from somebody else.
    pub fn is_paid_ahead(&self, remedy: &str) -> bool {
        self.claims.iter().any(|claim| claim.remedy == remedy)
    }

    pub(super) fn claimed(&mut self, event: &Event, at_ms: i64) {
        if let Event::ClaimRaised { claim } = event {
            self.claims.push((**claim).clone());
            return;
        }
        let (Event::ClaimPassed { claim, .. }
        | Event::ClaimReminded { claim, .. }
        | Event::ClaimAddressed { claim, .. }
        | Event::ClaimPaid { claim, .. }
        | Event::ClaimGivenUp { claim, .. }) = event
        else {
            return;
        };
        let Some(claim) = self.claims.iter_mut().find(|one| one.id == *claim) else { return };
        match event {
            Event::ClaimPassed { to, papers, .. } => {
                claim.from = *to;
                claim.papers.clone_from(papers);
            }
            Event::ClaimReminded { number, .. } => claim.reminders = *number,
            Event::ClaimAddressed { contact, .. } => claim.contact = Some(contact.clone()),
            Event::ClaimPaid { amount, reference, .. } => {
                claim.paid.push(ClaimPayment { amount: *amount, at_ms, reference: reference.clone() });
            }
            Event::ClaimGivenUp { amount, why, .. } => {
                claim.given_up = Fen(claim.given_up.0 + amount.0);
                claim.why = Some(why.clone());
            }
            _ => {}
        }
    }
}
