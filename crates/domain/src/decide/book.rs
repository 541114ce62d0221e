//! The accounts as they become while one decision makes several transfers. Nothing is posted that an account may not
//! have; whoever has the book closes it and gets the events.

use super::Events;
use crate::account::{self, Account, Authority, Pending, Posting, PostingReason, Voided};
use crate::event::Event;
use crate::id::{AccountId, CaseId};
use crate::money::Fen;
use crate::refusal::Refusal;
use crate::world::World;
use std::collections::BTreeMap;

pub(super) struct Book<'a> {
    world: &'a World<'a>,
    accounts: BTreeMap<AccountId, Account>,
    events: Events,
}

/// Money from one account to another, and why.
pub(super) struct Transfer<'a> {
    pub name: String,
    pub from: &'a AccountId,
    pub to: &'a AccountId,
    pub amount: Fen,
    pub case: Option<&'a CaseId>,
    pub reason: PostingReason,
    pub authority: Authority,
}

impl<'a> Book<'a> {
    pub fn new(world: &'a World<'a>) -> Self {
        Book { world, accounts: BTreeMap::new(), events: vec![] }
    }

    pub fn close(self) -> Events {
        self.events
    }

    pub fn account(&mut self, id: &AccountId) -> &mut Account {
        let world = self.world;
        self.accounts.entry(id.clone()).or_insert_with(|| world.account(id))
    }

    /// A transfer that was pending under this name is posted with it; what it does not take is free again.
    pub fn transfer(&mut self, transfer: &Transfer) -> Result<(), Refusal> {
        let Transfer { name, from, to, amount, .. } = transfer;
        if !amount.is_payable() || from == to {
            return Err(Refusal::AmountInvalid);
        }
        self.change(from, name, Fen(-amount.0), Refusal::BudgetSpent)?;
        self.change(to, name, *amount, Refusal::AmountInvalid)?;
        self.side(transfer, from, to, Fen(-amount.0));
        self.side(transfer, to, from, *amount);
        Ok(())
    }

    fn change(&mut self, id: &AccountId, name: &str, amount: Fen, beyond: Refusal) -> Result<(), Refusal> {
        let account = self.account(id);
        account.pending.remove(name);
        account.posted = account.posted.plus(amount).ok_or(Refusal::AmountInvalid)?;
        if account::allows(id, account.posted, account.available()) { Ok(()) } else { Err(beyond) }
    }

    fn side(&mut self, transfer: &Transfer, account: &AccountId, other: &AccountId, amount: Fen) {
        let posting = Posting {
            transfer: transfer.name.clone(),
            amount,
            other: other.clone(),
            case: transfer.case.cloned(),
            reason: transfer.reason,
            authority: transfer.authority.clone(),
        };
        self.events.push((account.subject(), Event::Posted { posting }));
    }

    /// Promises what is there, at most `pending.amount`; answers how much.
    pub fn hold(&mut self, from: &AccountId, name: &str, mut pending: Pending) -> Fen {
        let account = self.account(from);
        pending.amount = pending.amount.min(account.available()).max(Fen::ZERO);
        let held = pending.amount;
        if held > Fen::ZERO {
            account.pending.insert(name.to_owned(), pending.clone());
            self.events.push((from.subject(), Event::Held { transfer: name.to_owned(), pending }));
        }
        held
    }

    /// Nothing where it was void already.
    pub fn release(&mut self, from: &AccountId, name: &str, because: Voided) {
        if self.account(from).pending.remove(name).is_some() {
            let released = Event::Released { transfer: name.to_owned(), because };
            self.events.push((from.subject(), released));
        }
    }
}
