//! The clock of an objection to a measure: whose it is, what its ladder does, and what follows when nobody answers.

use super::elapse::reached;
use super::measure::Bench;
use crate::actor::Role;
use crate::clock::{ClockKind, Rung};
use crate::event::Event;
use crate::id::UserId;
use crate::measure::Measure;
use crate::objection::Objection;
use crate::playbook::{Known, Moment, Start};
use crate::policy::Policy;
use crate::words::{Alarm, Channel, Class, Grade};

/// A merchant is of no kind: its clock is the one all playbooks share.
const KIND: &str = "";

pub fn begun(bench: &Bench, against: &Measure, policy: &Policy) -> Option<Box<Objection>> {
    let known =
        Known { noticed: None, wants: &[], amount_fen: None, channel: Channel::Web, reasons: &[], tags: &[] };
    let (class, grade) = (Class::Service, Grade::B);
    let moment = Moment { known, class, grade, asked: None, remedy: None, team: None };
    let calendar = bench.world.calendar(policy);
    let begun = policy.playbooks.begun(&calendar, KIND, Start::Objected, &moment, bench.now_ms);
    let clock = begun.into_iter().find(|clock| clock.kind == ClockKind::Objection)?.of(&against.id);
    Some(Box::new(Objection { owner: next(bench, against, Role::Reviewer, None), clock }))
}

/// What has come due by now, in its order.
pub fn due(bench: &Bench, against: &Measure) -> Vec<Event> {
    let Some(open) = against.open_objection() else { return vec![] };
    let mut owner = open.owner.clone();
    let mut events = vec![];
    for due in reached(&open.clock, bench.now_ms) {
        let measure = against.id.clone();
        match due.rung {
            Some(rung) => {
                let to = passes(bench, against, owner.as_ref(), rung);
                owner = to.clone().or(owner);
                events.push(Event::ObjectionAlarmed { measure, rung, to });
            }
            None if open.clock.missed_ms.is_none() => {
                events.push(Event::ObjectionMissed { measure, due_ms: due.at_ms });
            }
            None => {}
        }
    }
    events
}

/// Whoever owns nothing passes nothing on: an objection without an owner gets one with the first rung.
fn passes(bench: &Bench, against: &Measure, owner: Option<&UserId>, rung: Rung) -> Option<UserId> {
    let role =
        owner.and_then(|owner| bench.world.staff.iter().find(|one| one.user == *owner)).map(|one| one.role);
    let least = match (rung.alarm, role) {
        (_, None) => Role::Reviewer,
        (Alarm::Reassign, _) => Role::Reviewer,
        (Alarm::Manager, Some(Role::Manager | Role::Admin)) => Role::Admin,
        (Alarm::Manager, _) => Role::Manager,
        (Alarm::Notify | Alarm::RaiseGrade, _) => return None,
    };
    next(bench, against, least, owner)
}

fn next(bench: &Bench, against: &Measure, least: Role, without: Option<&UserId>) -> Option<UserId> {
    let without: Vec<&UserId> = against.by.iter().chain(without).collect();
    bench.world.next_answerer(bench.id, least, &without, bench.now_ms)
}
