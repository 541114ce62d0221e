//! Complaints about how an earlier one was handled: whom it is about, and that they never own it.

use super::{Desk, Events};
use crate::case::Case;
use crate::event::{AssignRule, Event};
use crate::id::{CaseId, UserId};
use crate::refusal::Refusal;
use crate::world::{Colleague, Wanted};

/// Everybody who ever had that case, and whoever was complained about in it.
pub(super) fn handlers(earlier: &Case) -> Vec<UserId> {
    let had = earlier.past_owners.iter().chain(&earlier.owner).chain(&earlier.complained_of);
    let mut persons: Vec<UserId> = vec![];
    had.for_each(|user| {
        if !persons.contains(user) {
            persons.push(user.clone());
        }
    });
    persons
}

pub fn relate(desk: &Desk, earlier: Option<&CaseId>, handler: Option<&UserId>) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    let before = earlier.map(|id| desk.world.case(id)).transpose()?;
    if before.is_none() && handler.is_none() {
        return Err(Refusal::NothingChosen);
    }
    if earlier == Some(&desk.case.id) {
        return Err(Refusal::WordUnknown);
    }
    let known = |user: &UserId| desk.world.staff.iter().any(|one: &Colleague| one.user == *user);
    if handler.is_some_and(|user| !known(user)) {
        return Err(Refusal::HandlerUnknown);
    }
    let mut persons = before.map(handlers).unwrap_or_default();
    persons.extend(handler.filter(|user| !persons.contains(user)).cloned());
    let new_case = earlier.is_some_and(|id| !desk.case.earlier.contains(id));
    if !new_case && persons.iter().all(|user| desk.case.complained_of.contains(user)) {
        return Ok(vec![]);
    }
    let mut after = desk.case.clone();
    after.complained_of.extend(persons.iter().cloned());
    let mut events = vec![Event::Related { earlier: earlier.cloned(), persons }];
    if desk.case.owner.as_ref().is_some_and(|owner| after.complained_of.contains(owner)) {
        let wanted = Wanted::of(&after, &after.complained_of, desk.now_ms);
        let (owner, _) = desk.world.next_owner(&wanted).ok_or(Refusal::NobodyOnDuty)?;
        events.push(Event::Assigned { owner, rule: AssignRule::Apart, why: None });
    }
    Ok(desk.on_case(events))
}
