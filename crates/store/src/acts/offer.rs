//! An offer, and the answer to it.

use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::case::{Choice, OfferItem, Proposal};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Refusal};
use jiff::civil::Date;

/// An offer or a counter-offer.
#[derive(Clone, Debug)]
pub struct Menu {
    pub items: Vec<OfferItem>,
    pub choice: Choice,
    pub words: String,
    /// Without it as long as the playbook gives.
    pub expires_ms: Option<i64>,
    /// Its interest is to be worked out, from this day at the agreed rate.
    pub interest_from: Option<Date>,
    /// Why more than the author may promise alone; read by staff.
    pub why: Option<String>,
}

/// More is a mistake of a program, not a menu.
const ITEMS_MAX: usize = 20;

impl Store {
    pub async fn offer(
        &self,
        by: &Actor,
        case: &CaseId,
        menu: Menu,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        if menu.items.len() > ITEMS_MAX {
            return Err(Refusal::AmountInvalid.into());
        }
        let mut pack = self.pack(case.subject());
        let words = found_text(&mut pack, self.written(&menu.words)?, &[]);
        let why = self.written_perhaps(menu.why.as_deref())?;
        let why = why.map(|why| found_text(&mut pack, why, &[INTERNAL]));
        let interest_from = menu.interest_from;
        let proposal =
            Proposal { interest_from, ..Proposal::new(menu.items, menu.choice, words, menu.expires_ms) };
        let command = CaseCommand::Offer { proposal: Box::new(proposal.clone()), why };
        let done = self.act(by, case, command, pack, given.into()).await;
        if matches!(&done, Err(error) if error.refusal() == Some(Refusal::BudgetBraked)) {
            self.note_brake(&proposal).await?;
        }
        done
    }

    pub async fn withdraw_offer(
        &self,
        by: &Actor,
        case: &CaseId,
        offer: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.plain_act(by, case, CaseCommand::WithdrawOffer { offer: offer.to_owned() }, given.into()).await
    }

    /// `chosen` are positions in the menu, from 0; it is empty where the whole is taken.
    pub async fn accept(
        &self,
        by: &Actor,
        case: &CaseId,
        offer: &str,
        chosen: Vec<usize>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.accept_because(by, case, offer, chosen, None, given).await
    }

    /// With the reason that whoever decides over us needs, where it is above our limit.
    pub async fn accept_because(
        &self,
        by: &Actor,
        case: &CaseId,
        offer: &str,
        chosen: Vec<usize>,
        why: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = self.written_perhaps(why)?.map(|why| found_text(&mut pack, why, &[INTERNAL]));
        let command = CaseCommand::Accept { offer: offer.to_owned(), chosen, why };
        self.act(by, case, command, pack, given.into()).await
    }

    pub async fn decline(
        &self,
        by: &Actor,
        case: &CaseId,
        offer: &str,
        why: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = self.written_perhaps(why)?.map(|why| found_text(&mut pack, why, &[]));
        self.act(by, case, CaseCommand::Decline { offer: offer.to_owned(), why }, pack, given.into()).await
    }
}
