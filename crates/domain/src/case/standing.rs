//! Where a case stands in the eyes of whoever looks: whose turn, until when, and what may be done now.

use super::{
    Board, BoardState, Case, InspectionState, OfferState, Remedy, RemedyState, RequestState, SeatState,
};
use crate::actor::{Actor, Party, Role};
use crate::clock::{Clock, ClockKind};
use crate::id::UserId;
use crate::words::Stage;

/// The answer to "where does it stand, who acts next, until when".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'a> {
    pub turn: Party,
    pub clock: Option<&'a Clock>,
}

impl Case {
    /// The strictest clock that goes: earliest due first, whoever it binds.
    pub fn next_clock(&self) -> Option<&Clock> {
        self.clocks.iter().filter(|clock| goes(clock)).min_by_key(|clock| clock.due_ms)
    }

    /// What a side was asked for or owes, and has to answer next; a duty by law alone asks nothing of it here.
    pub fn asked_of(&self, party: Party) -> Option<&Clock> {
        if !self.is_open() {
            return None;
        }
        let asks = |clock: &&Clock| matches!(clock.kind, ClockKind::Evidence | ClockKind::Remedy);
        let theirs = self.clocks.iter().filter(|clock| goes(clock) && clock.party == party).filter(asks);
        theirs.min_by_key(|clock| clock.due_ms)
    }

    /// When the house must look at this case again by itself.
    pub fn next_tick_ms(&self) -> Option<i64> {
        let strikes = self.clocks.iter().filter(|clock| clock.ticks()).map(Clock::next_ms);
        // Votes that are all in are opened at once.
        strikes.chain(self.board_to_count().map(|(_, at_ms)| at_ms)).min()
    }

    /// Something came from outside, or a provider answers unclearly: once may be bad luck, twice a person should look,
    /// for as long as it lasts.
    pub fn is_unread(&self) -> bool {
        let unclear = |remedy: &Remedy| matches!(remedy.state, RemedyState::Unknown { again: true, .. });
        self.unread || self.remedies.iter().any(unclear)
    }

    /// Everything that can be done waits for somebody else.
    pub fn waits_for(&self) -> Option<Party> {
        if self.is_unread() || !self.is_open() {
            return None;
        }
        let request = self.requests.iter().find(|request| request.state == RequestState::Open);
        let offer =
            self.offers.iter().find(|offer| offer.state == OfferState::Open && offer.by != Party::Customer);
        match (self.stage, request, offer) {
            (Stage::FollowUp, ..) => Some(Party::Customer),
            (_, _, Some(_)) => Some(Party::Customer),
            (_, Some(request), _) => Some(request.to),
            (Stage::Complete, ..) if !self.gaps.is_empty() && self.contacts_known() => Some(Party::Customer),
            _ => None,
        }
    }

    pub fn standing(&self) -> Standing<'_> {
        let turn = self.waits_for().or_else(|| self.carries_out()).unwrap_or(Party::Platform);
        let clock = self
            .clocks
            .iter()
            .filter(|clock| goes(clock) && clock.party == turn)
            .min_by_key(|clock| clock.due_ms)
            .or_else(|| self.next_clock());
        Standing { turn, clock }
    }

    /// Whoever owes the remedy that is due first.
    fn carries_out(&self) -> Option<Party> {
        let running =
            self.clocks.iter().filter(|clock| clock.kind == ClockKind::Remedy && clock.is_running());
        running.min_by_key(|clock| clock.due_ms).map(|clock| clock.party)
    }

    pub fn contacts_known(&self) -> bool {
        self.contacts.phone || self.contacts.mail
    }

    /// What this actor may do now, in the words of the API.
    pub fn allowed_actions(&self, by: &Actor) -> Vec<&'static str> {
        match by {
            Actor::Staff(user, role) => {
                let mut actions = self.staff_actions();
                actions.extend(self.on_the_phone());
                actions.extend(self.board_actions(user, *role));
                let senior = matches!(role, Role::Reviewer | Role::Manager | Role::Admin);
                actions.extend((senior && self.is_open() && self.order_known()).then_some("commission"));
                actions
            }
            Actor::System => self.staff_actions(),
            Actor::Customer(_) | Actor::Stranger => self.customer_actions(),
            Actor::Merchant(..) => self.merchant_actions(),
            Actor::ThirdParty(..) => vec![],
        }
    }

    /// Something lies there that this side could speak to.
    fn others_showed(&self, side: Party) -> bool {
        self.evidence.iter().any(|item| ![side, Party::Platform].contains(&item.side()))
    }

    fn board_actions(&self, user: &UserId, role: Role) -> Vec<&'static str> {
        let runs = |one: &Board| matches!(one.state, BoardState::Voting | BoardState::Counting { .. });
        let sits = |one: &Board| one.seat(user).is_some_and(|seat| seat.state == SeatState::Sitting);
        let senior = matches!(role, Role::Reviewer | Role::Manager | Role::Admin);
        let mut actions = vec![];
        if self.is_open() && senior && !self.boards.iter().any(runs) {
            actions.push("convene");
        }
        if self.boards.iter().any(|one| one.is_voting() && sits(one)) {
            actions.extend(["vote", "recuse"]);
        }
        let wants = |one: &Board| one.minutes.is_none() && !runs(one) && (senior || one.seat(user).is_some());
        if self.is_open() && self.boards.iter().any(wants) {
            actions.push("minutes");
        }
        actions
    }

    /// What can be written down for a side that calls.
    fn on_the_phone(&self) -> Option<&'static str> {
        let may = |side: Party| !self.can_appeal(side, i64::MIN).is_empty();
        (may(Party::Customer) || may(Party::Merchant)).then_some("appeal-for")
    }

    /// Whoever answers a shop's complaint is not made an offer in it.
    pub(crate) fn may_be_offered(&self) -> bool {
        self.stage < Stage::Execute && self.complainant == Party::Customer
    }

    /// Against what was decided.
    fn goes_on(&self, side: Party) -> Vec<&'static str> {
        let mut actions = vec![];
        let may = |against: &String| self.may_appeal(side, against, i64::MIN).is_ok();
        if !self.withdrawn && self.appealable().iter().any(may) {
            actions.push("appeal");
        }
        if !self.by_rule(side).is_empty() {
            actions.push("ask-person");
        }
        actions
    }

    fn merchant_actions(&self) -> Vec<&'static str> {
        let mut actions = self.goes_on(Party::Merchant);
        if !self.is_open() {
            return actions;
        }
        actions.extend(["messages", "evidence", "answer"]);
        if self.complainant == Party::Merchant {
            actions.push("withdraw");
        }
        if self.others_showed(Party::Merchant) {
            actions.push("remark");
        }
        let makes_way = self.open_offer().is_none_or(|offer| offer.by != Party::Platform);
        if self.may_be_offered() && makes_way {
            actions.push("offers");
        }
        if self.remedies_owed() {
            actions.push("execute");
        }
        actions
    }

    fn staff_actions(&self) -> Vec<&'static str> {
        if !self.is_open() {
            return vec!["notes", "reopen"];
        }
        let mut actions = vec![
            "messages",
            "notes",
            "evidence",
            "assign",
            "triage",
            "request-evidence",
            "assess",
            "finding",
        ];
        if self.waiting_draft().is_some() {
            actions.extend(["issue-finding", "return-finding"]);
        }
        if self.open_pleas().next().is_some() {
            actions.push("answer-plea");
        }
        if self.others_showed(Party::Customer) || self.others_showed(Party::Merchant) {
            actions.push("remark");
        }
        actions.extend(["inspection", "set-task"]);
        if self.tasks.iter().any(|one| one.answer.is_none()) {
            actions.push("answer-task");
        }
        if self.inspections.iter().any(|one| !matches!(one.state, InspectionState::Done { .. })) {
            actions.push("inspected");
        }
        actions.extend(["pause", "regulator"]);
        if self.open_pausings().next().is_some() {
            actions.push("resume");
        }
        if self.requests.iter().any(|one| one.to.is_third() && one.state != RequestState::Answered) {
            actions.push("renew-link");
        }
        actions.push("count-signals");
        if self.may_be_offered() {
            actions.push("offers");
        }
        if self.open_approval().is_some() {
            actions.extend(["decide-approval", "drop-approval"]);
        }
        if self.open_offer().is_some() {
            actions.push("withdraw-offer");
        }
        if self.open_offer().is_some_and(|offer| offer.by == Party::Customer) {
            actions.push("accept");
        }
        actions.push(if self.remedies_owed() { "execute" } else { "close" });
        actions
    }

    fn customer_actions(&self) -> Vec<&'static str> {
        let mut actions = self.goes_on(Party::Customer);
        if self.is_open() {
            actions.extend(["messages", "evidence", "call"]);
        }
        if self.is_open() && self.others_showed(Party::Customer) {
            actions.push("remark");
        }
        if self.is_open() && !self.remedies_owed() && self.complainant == Party::Customer {
            actions.push("withdraw");
        }
        if self.open_offer().is_some_and(|offer| offer.by != Party::Customer) {
            actions.extend(["accept", "counter", "decline"]);
        }
        if !self.gaps.is_empty() && self.is_open() {
            actions.push("supplement");
        }
        if self.survey.as_ref().is_some_and(|survey| survey.round == self.round && survey.score().is_none()) {
            actions.push("survey");
        }
        actions
    }

    pub fn running(&self, kind: ClockKind) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.kind == kind && clock.is_running())
    }
}

fn goes(clock: &Clock) -> bool {
    clock.kind != ClockKind::Appeal && clock.is_running() && !clock.is_paused()
}
