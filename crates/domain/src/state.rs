//! The state of a subject of any kind, and the one way it changes.

use crate::account::{Account, Reminder};
use crate::breaker::Breaker;
use crate::case::Case;
use crate::event::{Duty, Event};
use crate::house::House;
use crate::id::SubjectId;
use crate::merchant::Merchant;
use crate::money::Fen;
use crate::order::Order;
use crate::parcel::Parcel;
use crate::rights::Rights;
use crate::user::User;
use crate::work::Work;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Case(Box<Case>),
    Order(Order),
    Merchant(Merchant),
    Account(Account),
    User(User),
    House(House),
    Parcel(Box<Parcel>),
    Breaker(Box<Breaker>),
}

/// Folds one event into a state that may not exist yet. Answers what does not fit together unchanged: that is a
/// defect of `decide`, found by the fold test, and must not lose the row.
pub fn apply(state: Option<State>, subject: &SubjectId, event: &Event, at_ms: i64) -> Option<State> {
    match (state, event) {
        (None, Event::Filed(filed)) => {
            Some(State::Case(Box::new(Case::filed(subject.case()?, filed, at_ms))))
        }
        (Some(State::Case(mut case)), event) => {
            case.apply(event, at_ms);
            Some(State::Case(case))
        }
        (state, Event::OrderRecorded { facts }) => {
            let facts = (**facts).clone();
            Some(State::Order(match state {
                Some(State::Order(order)) => Order { facts, versions: order.versions + 1, ..order },
                _ => Order { facts, versions: 1, consignment: None, refunds: BTreeMap::new() },
            }))
        }
        (Some(State::Order(mut order)), event) => {
            order.apply(event, at_ms);
            Some(State::Order(order))
        }
        (state, Event::MerchantRecorded { name, contact, fingerprint }) => {
            let known = if let Some(State::Merchant(merchant)) = state { Some(merchant) } else { None };
            Some(State::Merchant(Merchant::recorded(known, name, contact.as_ref(), fingerprint)))
        }
        (Some(State::Merchant(mut merchant)), event) => {
            merchant.apply(event, at_ms);
            Some(State::Merchant(merchant))
        }
        (
            state,
            Event::Posted { .. }
            | Event::Held { .. }
            | Event::Released { .. }
            | Event::ReminderSet { .. }
            | Event::ReminderOver { .. },
        ) => {
            let mut account =
                if let Some(State::Account(account)) = state { account } else { Account::default() };
            apply_account(&mut account, event);
            Some(State::Account(account))
        }
        (
            state,
            Event::BudgetSet { .. }
            | Event::BudgetDrawn { .. }
            | Event::BudgetBraked { .. }
            | Event::BudgetReleased { .. },
        ) => {
            let mut account =
                if let Some(State::Account(account)) = state { account } else { Account::default() };
            account.apply_budget(event);
            Some(State::Account(account))
        }
        (
            state,
            Event::HeadsMapped { .. }
            | Event::AccessRooted { .. }
            | Event::Stamped(_)
            | Event::Witnessed(_)
            | Event::CalendarImported(_)
            | Event::StatementTaken(_)
            | Event::PlaybooksActivated(_),
        ) => {
            let mut house = if let Some(State::House(house)) = state { house } else { House::default() };
            house.apply(event, at_ms);
            Some(State::House(house))
        }
        (state, Event::ParcelRecorded { .. } | Event::ParcelRelieved(_) | Event::ParcelPassed(_)) => {
            let mut parcel = if let Some(State::Parcel(parcel)) = state { parcel } else { Box::default() };
            apply_parcel(&mut parcel, event);
            Some(State::Parcel(parcel))
        }
        (
            state,
            Event::BreakerTripped(_)
            | Event::BreakerDrawn { .. }
            | Event::BreakerWidened { .. }
            | Event::BreakerReset { .. },
        ) => {
            let mut breaker =
                if let Some(State::Breaker(breaker)) = state { breaker } else { Box::default() };
            breaker.apply(event, at_ms);
            Some(State::Breaker(breaker))
        }
        (state, event) => apply_user(state, event),
    }
}

fn apply_account(account: &mut Account, event: &Event) {
    match event {
        // What is posted is not pending any more.
        Event::Posted { posting } => {
            account.posted = Fen(account.posted.0 + posting.amount.0);
            account.pending.remove(&posting.transfer);
        }
        Event::Held { transfer, pending } => {
            account.pending.insert(transfer.clone(), pending.clone());
        }
        Event::Released { transfer, .. } => {
            account.pending.remove(transfer);
        }
        Event::ReminderSet { claim, case, at_ms } => {
            account.reminders.insert(claim.clone(), Reminder { case: case.clone(), at_ms: *at_ms });
        }
        Event::ReminderOver { claim } => {
            account.reminders.remove(claim);
        }
        _ => {}
    }
}

fn apply_parcel(parcel: &mut Parcel, event: &Event) {
    match event {
        Event::ParcelRecorded { facts } => parcel.facts = (**facts).clone(),
        Event::ParcelRelieved(relieved) => parcel.relieved = Some(relieved.clone()),
        Event::ParcelPassed(passed) => parcel.passed = Some(passed.clone()),
        _ => {}
    }
}

fn apply_user(state: Option<State>, event: &Event) -> Option<State> {
    if let (None, Event::UserRecorded { account }) = (&state, event) {
        return Some(State::User(User {
            account: account.clone(),
            password: None,
            totp: None,
            duty: Duty::On,
            work: Work::default(),
            rights: Rights::All,
            reach: None,
            tokens: BTreeMap::new(),
        }));
    }
    let Some(State::User(mut user)) = state else { return state };
    match event {
        Event::UserRecorded { account } => user.account = account.clone(),
        Event::PasswordSet { credential } => user.password = Some(credential.clone()),
        Event::TotpSet { credential } => user.totp = credential.clone(),
        Event::DutySet { on } => user.duty = *on,
        Event::WorkSet { work } => user.work = (**work).clone(),
        Event::RightsSet { rights } => user.rights = *rights,
        Event::ReachSet { reach } => user.reach.clone_from(reach),
        Event::TokenIssued { token, scope } => {
            user.tokens.insert(token.clone(), scope.clone());
        }
        Event::TokenRevoked { token } => {
            user.tokens.remove(token);
        }
        _ => {}
    }
    Some(State::User(user))
}
