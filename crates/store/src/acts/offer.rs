//! An offer, and the answer to it.

use super::{Given, found_text};
use crate::door::Outcome;
use crate::{Error, Store};
use domain::case::{Choice, OfferItem};
use domain::command::CaseCommand;
use domain::{Actor, CaseId};

/// An offer or a counter-offer.
#[derive(Clone, Debug)]
pub struct Menu {
    pub items: Vec<OfferItem>,
    pub choice: Choice,
    pub words: String,
    /// Without it as long as the playbook gives.
    pub expires_ms: Option<i64>,
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
            return Err(domain::Refusal::AmountInvalid.into());
        }
        let mut pack = self.pack(case.subject());
        let words = found_text(&mut pack, self.written(&menu.words)?, &[]);
        let command =
            CaseCommand::Offer { items: menu.items, choice: menu.choice, words, expires_ms: menu.expires_ms };
        self.act(by, case, command, pack, given.into()).await
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
        self.plain_act(by, case, CaseCommand::Accept { offer: offer.to_owned(), chosen }, given.into()).await
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
