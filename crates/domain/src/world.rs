//! What a decision may look at: the subjects it named, the people on duty and the numbers of the moment. The store
//! loads it under the writer's lock, so it is never stale.

use crate::account::{self, Account};
use crate::actor::Actor;
use crate::breaker::Breaker;
use crate::budget;
use crate::calendar::Calendar;
use crate::case::Case;
use crate::command::{CaseCommand, Command};
use crate::cost::{Allowances, Cost};
use crate::event::{AssignRule, Duty};
use crate::house::House;
use crate::id::{AccountId, BreakerId, CaseId, OrderId, ParcelId, SubjectId, UserId};
use crate::order::Order;
use crate::parcel::Parcel;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::state::State;
use crate::user::User;
use crate::words::{Grade, Team};
use crate::work::Work;
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
    /// As they or a manager said; the roster is in `work`.
    pub duty: Duty,
    pub work: Work,
    /// Open cases they own.
    pub open: i64,
}

impl Colleague {
    pub fn is_there(&self, now_ms: i64) -> bool {
        self.duty == Duty::On && self.work.in_shift(now_ms) && !self.work.on_leave(now_ms)
    }
    fn covers(&self, now_ms: i64) -> bool {
        self.duty == Duty::On && self.work.covers && !self.work.on_leave(now_ms)
    }
    /// Linked to the shop.
    pub(crate) fn is_apart(&self, merchant: Option<&MerchantId>) -> bool {
        merchant.is_some_and(|merchant| self.work.apart_from.contains(merchant))
    }
    fn leads(&self) -> bool {
        matches!(self.role, Role::Manager | Role::Admin)
    }
    /// Reviewers answer questions of law without being told to.
    fn serves(&self, team: Team) -> bool {
        self.work.serves(team) || (team == Team::Legal && self.role == Role::Reviewer)
    }
}

/// What the rule of assignment looks at.
pub struct Wanted<'a> {
    pub kind: &'a str,
    pub grade: Option<Grade>,
    pub merchant: Option<&'a MerchantId>,
    /// Who must not have it, as long as there is anybody else.
    pub without: &'a [UserId],
    /// Whom the case complains about, or who had a part in what is appealed against: never, whoever else there is.
    pub never: Vec<UserId>,
    pub now_ms: i64,
}

impl<'a> Wanted<'a> {
    pub fn of(case: &'a Case, without: &'a [UserId], now_ms: i64) -> Wanted<'a> {
        Wanted {
            kind: case.kind(),
            grade: case.grade(),
            merchant: case.merchant.as_ref(),
            without,
            never: case.kept_away(),
            now_ms,
        }
    }
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
    pub fn parcel(&self, id: &ParcelId) -> Option<&Parcel> {
        match self.subjects.get(&id.subject()) {
            Some(State::Parcel(parcel)) => Some(parcel),
            _ => None,
        }
    }
    pub fn breaker(&self, id: &BreakerId) -> Option<&Breaker> {
        match self.subjects.get(&id.subject()) {
            Some(State::Breaker(breaker)) => Some(breaker),
            _ => None,
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
    /// Who takes a case, and by which rule. In this order, and of several the least busy, in turn: handlers in their
    /// shift who know the kind, those who take any kind, other handlers in their shift; for grade A then whoever covers
    /// the hours outside shifts; then anybody there, any handler, anybody at all, so that only a house without staff
    /// has a case without an owner. Whoever is linked to the shop, or complained about, is never among them.
    pub fn next_owner(&self, wanted: &Wanted) -> Option<(UserId, AssignRule)> {
        let now_ms = wanted.now_ms;
        let apart = |one: &Colleague| one.is_apart(wanted.merchant) || wanted.never.contains(&one.user);
        let fresh = |one: &Colleague| !wanted.without.contains(&one.user);
        let handler = |one: &Colleague| one.role == Role::Handler;
        let there = |one: &Colleague| one.is_there(now_ms);
        let knows = |one: &Colleague| one.work.skills.contains(wanted.kind);
        let covers = |one: &Colleague| wanted.grade == Some(Grade::A) && one.covers(now_ms);
        type May<'m> = &'m dyn Fn(&Colleague) -> bool;
        let ranks: [(May, AssignRule); 8] = [
            (&|one| handler(one) && there(one) && fresh(one) && knows(one), AssignRule::Skilled),
            (&|one| handler(one) && there(one) && fresh(one) && !one.work.has_kinds(), AssignRule::InTurn),
            (&|one| handler(one) && there(one) && fresh(one), AssignRule::InTurn),
            (&|one| covers(one) && fresh(one), AssignRule::Cover),
            (&|one| there(one) && fresh(one), AssignRule::InTurn),
            (&|one| handler(one) && there(one), AssignRule::InTurn),
            (&handler, AssignRule::InTurn),
            (&|_| true, AssignRule::InTurn),
        ];
        let found =
            |(may, rule): (May, AssignRule)| Some((self.in_turn(|one| may(one) && !apart(one))?, rule));
        ranks.into_iter().find_map(found)
    }

    /// Somebody above the handlers, for what a handler alone should not settle; nobody where the owner is one already.
    pub fn next_senior(&self, case: &Case, now_ms: i64) -> Option<UserId> {
        let senior = |one: &Colleague| matches!(one.role, Role::Reviewer | Role::Manager);
        if self.staff.iter().any(|one| senior(one) && case.is_owned_by(&one.user)) {
            return None;
        }
        let away = case.kept_away();
        let apart = |one: &Colleague| one.is_apart(case.merchant.as_ref()) || away.contains(&one.user);
        let free = |one: &Colleague| senior(one) && !apart(one);
        self.in_turn(|one| free(one) && one.is_there(now_ms)).or_else(|| self.in_turn(free))
    }

    /// Who reads what another decided, before it is issued: somebody above the handlers who is not among `without`.
    pub fn next_reader(&self, case: &Case, without: &[UserId], now_ms: i64) -> Option<UserId> {
        let may = |one: &Colleague| may_read(one, case) && !without.contains(&one.user);
        self.in_turn(|one| may(one) && one.is_there(now_ms)).or_else(|| self.in_turn(may))
    }

    /// Who may be drawn for a board about this case: whoever sits on boards, is not on leave and not linked to the shop.
    pub fn on_boards(&self, case: &Case, now_ms: i64) -> Vec<UserId> {
        let may = |one: &&Colleague| {
            let free = one.work.boards && !one.work.on_leave(now_ms);
            one.role.is_staff() && free && !one.is_apart(case.merchant.as_ref())
        };
        self.staff.iter().filter(may).map(|one| one.user.clone()).collect()
    }

    /// Who answers what this shop says against a measure: of the lowest role there is, from this one on.
    pub fn next_answerer(
        &self,
        merchant: &MerchantId,
        least: Role,
        without: &[&UserId],
        now_ms: i64,
    ) -> Option<UserId> {
        let roles = [Role::Reviewer, Role::Manager, Role::Admin].into_iter().filter(|role| *role >= least);
        let may = |one: &Colleague| !one.is_apart(Some(merchant)) && !without.contains(&&one.user);
        let there = |role| self.in_turn(|one| one.role == role && may(one) && one.is_there(now_ms));
        let any = |role| self.in_turn(|one| one.role == role && may(one));
        roles.clone().find_map(there).or_else(|| roles.clone().find_map(any))
    }

    pub fn reads(&self, user: &UserId, case: &Case) -> bool {
        self.staff.iter().any(|one| one.user == *user && may_read(one, case))
    }

    /// Whether somebody may take a task of a team: its members, and managers in their place.
    pub fn takes(&self, user: &UserId, team: Team) -> bool {
        self.staff.iter().any(|one| one.user == *user && (one.serves(team) || one.leads()))
    }

    /// One of the team who is there, then one who is not, then somebody senior; never whoever asks.
    pub fn next_of_team(&self, team: Team, asks: &UserId, now_ms: i64) -> Option<UserId> {
        let member = |one: &Colleague| one.user != *asks && one.serves(team);
        let senior = |one: &Colleague| one.user != *asks && one.leads();
        self.in_turn(|one| member(one) && one.is_there(now_ms))
            .or_else(|| self.in_turn(member))
            .or_else(|| self.in_turn(senior))
    }

    /// Who says yes or no to this: of the lowest role that may, whose turn it is among those who are there; then whoever
    /// one of them named as deputy; then the next role that is there. Where nobody is there at all, whose turn it is.
    pub fn approver(
        &self,
        case: &Case,
        (allowances, cost, least): (&Allowances, &Cost, Role),
        without: &[&UserId],
        now_ms: i64,
    ) -> Option<(UserId, Option<UserId>)> {
        let free = |one: &Colleague| !without.contains(&&one.user) && !self.is_biased(&one.user, case);
        let ranks = Role::ALL.into_iter().filter(|role| *role >= least && allowances.covers(*role, cost));
        let ranks: Vec<Role> =
            ranks.filter(|role| self.staff.iter().any(|one| one.role == *role && free(one))).collect();
        let there = |role: Role| self.in_turn(|one| one.role == role && free(one) && one.is_there(now_ms));
        let lowest = *ranks.first()?;
        if let Some(user) = there(lowest) {
            return Some((user, None));
        }
        let away = self.in_turn(|one| one.role == lowest && free(one))?;
        let standing_in = |one: &Colleague| {
            let deputy = one.work.deputy.as_ref()?;
            let known = self.staff.iter().find(|other| other.user == *deputy)?;
            (known.role.is_staff() && free(known) && known.is_there(now_ms)).then(|| known.user.clone())
        };
        let named = self.staff.iter().filter(|one| one.role == lowest && free(one));
        if let Some((deputy, of)) = named.filter_map(|one| Some((standing_in(one)?, one.user.clone()))).next()
        {
            return Some((deputy, Some(of)));
        }
        let above = ranks[1..].iter().find_map(|role| there(*role));
        above.map(|user| (user, Some(away.clone()))).or(Some((away, None)))
    }

    pub fn may_approve(&self, by: &Actor, what: (&Allowances, &Cost, Role), now_ms: i64) -> bool {
        may_approve(self.staff, by, what, now_ms)
    }

    /// Linked to the shop, or complained about.
    pub fn is_biased(&self, user: &UserId, case: &Case) -> bool {
        let apart = |one: &Colleague| one.user == *user && one.is_apart(case.merchant.as_ref());
        case.complained_of.contains(user) || self.staff.iter().any(apart)
    }

    /// Among the least busy in turn.
    fn in_turn(&self, may: impl Fn(&Colleague) -> bool) -> Option<UserId> {
        let pool: Vec<&Colleague> = self.staff.iter().filter(|one| one.role.is_staff() && may(one)).collect();
        let least = pool.iter().map(|one| one.open).min()?;
        let pool: Vec<&Colleague> = pool.into_iter().filter(|one| one.open == least).collect();
        let index = self.turn.checked_rem(pool.len() as u64)?;
        Some(pool[index as usize].user.clone())
    }
}

fn may_read(one: &Colleague, case: &Case) -> bool {
    matches!(one.role, Role::Reviewer | Role::Manager | Role::Admin)
        && !one.is_apart(case.merchant.as_ref())
        && !case.complained_of.contains(&one.user)
}

/// By their own role, or in the place of a colleague who is away and named them.
pub fn may_approve(
    staff: &[Colleague],
    by: &Actor,
    (allowances, cost, least): (&Allowances, &Cost, Role),
    now_ms: i64,
) -> bool {
    let Actor::Staff(user, role) = by else { return false };
    let named = |one: &&Colleague| one.work.deputy.as_ref() == Some(user) && !one.is_there(now_ms);
    let lent = staff.iter().filter(named).map(|one| one.role);
    [*role].into_iter().chain(lent).any(|role| role >= least && allowances.covers(role, cost))
}

/// The accounts a decision on this case may move, known only once the case is.
pub fn also_needed(command: &Command, main: Option<&State>) -> Vec<SubjectId> {
    let case = match main {
        Some(State::Case(case)) => Some(&**case),
        // Of whose claims it reminds.
        Some(State::Account(account)) if matches!(command, Command::ElapseAccount { .. }) => {
            return account.reminders.values().map(|one| one.case.subject()).collect();
        }
        _ => None,
    };
    // Whether it closes, and whether it may take money in advance.
    let shop = match (command, case) {
        (Command::Case(_, CaseCommand::OfferBalance { .. }), Some(case)) => case.merchant.as_ref(),
        (Command::RecordOrder { facts, .. }, _) if facts.prepaid => facts.merchant.as_ref(),
        _ => None,
    };
    if let Some(shop) = shop {
        let order = case.and_then(|case| case.order.as_ref()).map(OrderId::subject);
        return order.into_iter().chain([shop.subject()]).collect();
    }
    let moves_money = matches!(
        command,
        Command::Case(
            _,
            CaseCommand::Accept { .. }
                | CaseCommand::DecideApproval { .. }
                | CaseCommand::RemedyAnswered { .. }
                | CaseCommand::Execute { .. }
                | CaseCommand::Claim { .. }
                | CaseCommand::CorrectCommission { .. }
        )
    );
    let about_order = case.and_then(|case| case.order.as_ref()).filter(|_| looks_at_sale(command));
    let mut sale: Vec<SubjectId> = about_order.map(|order| sale_of(order).to_vec()).unwrap_or_default();
    if let (Command::Consign { .. }, Some(State::Order(order))) = (command, main) {
        sale.extend(order.facts.merchant.iter().map(|merchant| account::merchant(merchant).subject()));
    }
    let promises = matches!(
        command,
        Command::Case(
            _,
            CaseCommand::Offer { .. }
                | CaseCommand::Climb { .. }
                | CaseCommand::Relieve(_)
                | CaseCommand::CountSignals(_)
                | CaseCommand::Accept { .. }
                | CaseCommand::DecideApproval { .. }
        )
    );
    let budgets =
        [account::goodwill()].into_iter().chain(Team::ALL.iter().map(|team| budget::of_team(*team)));
    let mut drawn: Vec<SubjectId> = sale;
    let promised = budgets.filter(|_| promises && case.is_some()).map(|budget| budget.subject());
    drawn.extend(promised);
    let of_others = promises || matches!(command, Command::Case(_, CaseCommand::ApplyRule { .. }));
    if let Some(case) = case.filter(|_| of_others) {
        drawn.extend(case.merchant.as_ref().map(MerchantId::subject));
    }
    let Some(case) = case.filter(|_| moves_money) else { return drawn };
    let mut accounts =
        vec![account::customer(&case.id), account::provider(), account::goodwill(), account::coupons()];
    let books = matches!(
        command,
        Command::Case(
            _,
            CaseCommand::Accept { .. } | CaseCommand::DecideApproval { .. } | CaseCommand::Claim { .. }
        )
    );
    if books {
        let carrier = account::carrier(&case.id);
        let (advance, recourse) = (account::advance(), account::recourse());
        accounts.extend([advance, recourse, carrier, account::write_off(), account::outside()]);
    }
    if let Some(merchant) = &case.merchant {
        accounts.extend(merchant_accounts(merchant));
    }
    drawn.extend(accounts.iter().map(AccountId::subject));
    drawn
}

/// Who asks: what somebody of a shop may do stands in their own record.
pub fn asking(by: &Actor) -> Option<SubjectId> {
    match by {
        Actor::Merchant(user, _) => Some(user.subject()),
        _ => None,
    }
}

/// Whose decision depends on whether the order was sold for somebody else.
fn looks_at_sale(command: &Command) -> bool {
    matches!(
        command,
        Command::Case(
            _,
            CaseCommand::Offer { .. }
                | CaseCommand::ApplyRule { .. }
                | CaseCommand::Climb { .. }
                | CaseCommand::Accept { .. }
                | CaseCommand::DecideApproval { .. }
                | CaseCommand::RemedyAnswered { .. }
                | CaseCommand::Execute { .. }
                | CaseCommand::CorrectCommission { .. }
        )
    )
}

fn sale_of(order: &OrderId) -> [SubjectId; 3] {
    [order.subject(), account::consignor(order).subject(), account::commission().subject()]
}

fn merchant_accounts(merchant: &MerchantId) -> [AccountId; 2] {
    [account::deposit(merchant), account::merchant(merchant)]
}
