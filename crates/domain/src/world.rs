//! What a decision may look at: the subjects it named, the people on duty and the numbers of the moment. The store
//! loads it under the writer's lock, so it is never stale.

use crate::account::{self, Account};
use crate::calendar::Calendar;
use crate::case::Case;
use crate::command::{CaseCommand, Command};
use crate::event::Duty;
use crate::house::House;
use crate::id::{AccountId, CaseId, OrderId, SubjectId, UserId};
use crate::order::Order;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::state::State;
use crate::user::User;
use crate::{MerchantId, Role};
use std::borrow::Cow;
use std::collections::HashMap;

pub struct World<'a> {
    pub subjects: &'a HashMap<SubjectId, State>,
    pub staff: &'a [Colleague],
    /// The number the next case gets.
    pub next_number: &'a str,
    /// Rises with every case; whose turn it is follows from it.
    pub turn: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    pub user: UserId,
    pub role: Role,
    pub duty: Duty,
}

impl World<'_> {
    pub fn case(&self, id: &CaseId) -> Result<&Case, Refusal> {
        match self.subjects.get(&id.subject()) {
            Some(State::Case(case)) => Ok(case),
            _ => Err(Refusal::NotFound),
        }
    }
    pub fn order(&self, id: &OrderId) -> Option<&Order> {
        match self.subjects.get(&id.subject()) {
            Some(State::Order(order)) => Some(order),
            _ => None,
        }
    }
    pub fn account(&self, id: &AccountId) -> Account {
        match self.subjects.get(&id.subject()) {
            Some(State::Account(account)) => account.clone(),
            _ => Account::default(),
        }
    }
    pub fn user(&self, id: &UserId) -> Result<&User, Refusal> {
        match self.subjects.get(&id.subject()) {
            Some(State::User(user)) => Ok(user),
            _ => Err(Refusal::NotFound),
        }
    }
    pub fn house(&self) -> House {
        match self.subjects.get(&SubjectId::house()) {
            Some(State::House(house)) => house.clone(),
            _ => House::default(),
        }
    }
    /// The years that were imported stand before the shipped ones.
    pub fn calendar<'p>(&self, policy: &'p Policy) -> Cow<'p, Calendar> {
        match self.subjects.get(&SubjectId::house()) {
            Some(State::House(house)) => house.calendar(&policy.calendar),
            _ => Cow::Borrowed(&policy.calendar),
        }
    }
    pub fn knows(&self, subject: &SubjectId) -> Option<&State> {
        self.subjects.get(subject)
    }
    /// Whose turn it is: handlers on duty who have not had the case, then others on duty who have not, then any
    /// handler on duty, then anybody at all, so that only a house without staff has a case without an owner.
    pub fn next_owner(&self, without: &[UserId]) -> Option<UserId> {
        let on_duty = |one: &Colleague| one.duty == Duty::On;
        let handler = |one: &Colleague| one.role == Role::Handler && on_duty(one);
        let fresh = |one: &Colleague| !without.contains(&one.user);
        self.in_turn(|one| handler(one) && fresh(one))
            .or_else(|| self.in_turn(|one| on_duty(one) && fresh(one)))
            .or_else(|| self.in_turn(handler))
            .or_else(|| self.in_turn(|one| one.role == Role::Handler))
            .or_else(|| self.in_turn(|_| true))
    }

    /// Somebody above the handlers, for what a handler alone should not settle; nobody where the owner is one already.
    pub fn next_senior(&self, owner: Option<&UserId>) -> Option<UserId> {
        let senior = |one: &Colleague| matches!(one.role, Role::Reviewer | Role::Manager);
        if self.staff.iter().any(|one| senior(one) && Some(&one.user) == owner) {
            return None;
        }
        self.in_turn(|one| senior(one) && one.duty == Duty::On).or_else(|| self.in_turn(senior))
    }

    /// Somebody who may answer a question of law.
    pub fn is_reviewer(&self, user: &UserId) -> bool {
        self.staff.iter().any(|one| one.user == *user && is_reviewer(one))
    }

    /// Reviewers on duty in turn, then other reviewers, then managers; never whoever asks.
    pub fn next_reviewer(&self, without: &UserId) -> Option<UserId> {
        let other = |one: &Colleague| one.user != *without;
        let reviewer = |one: &Colleague| one.role == Role::Reviewer && other(one);
        self.in_turn(|one| reviewer(one) && one.duty == Duty::On)
            .or_else(|| self.in_turn(reviewer))
            .or_else(|| self.in_turn(|one| is_reviewer(one) && other(one)))
    }

    fn in_turn(&self, may: impl Fn(&Colleague) -> bool) -> Option<UserId> {
        let pool: Vec<&Colleague> = self.staff.iter().filter(|one| one.role.is_staff() && may(one)).collect();
        let index = self.turn.checked_rem(pool.len() as u64)?;
        Some(pool[index as usize].user.clone())
    }
}

/// The accounts a decision on this case may move, known only once the case is.
pub fn also_needed(command: &Command, case: Option<&Case>) -> Vec<SubjectId> {
    let moves_money = matches!(
        command,
        Command::Case(
            _,
            CaseCommand::Accept { .. } | CaseCommand::RemedyAnswered { .. } | CaseCommand::Execute { .. }
        )
    );
    let Some(case) = case.filter(|_| moves_money) else { return vec![] };
    let mut accounts =
        vec![account::customer(&case.id), account::provider(), account::goodwill(), account::coupons()];
    if let Some(merchant) = &case.merchant {
        accounts.extend(merchant_accounts(merchant));
    }
    accounts.iter().map(AccountId::subject).collect()
}

fn merchant_accounts(merchant: &MerchantId) -> [AccountId; 2] {
    [account::deposit(merchant), account::merchant(merchant)]
}

fn is_reviewer(one: &Colleague) -> bool {
    matches!(one.role, Role::Reviewer | Role::Manager | Role::Admin)
}
