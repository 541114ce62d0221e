//! Counting signals of abuse. Nothing happens before a person decides, and whoever decides says what it rests on: a
//! small goodwill for an honest claim beyond reason, a no for what is invented or inflated, a lawyer for extortion. The
//! matter itself is decided by a finding like any other, and the customer can appeal.

use super::{Desk, Events, appeal, ask, offer, task};
use crate::actor::{Actor, Role};
use crate::case::{Counted, CountedSignal};
use crate::command::{CountSignals, NewTask};
use crate::cost::Cost;
use crate::event::Event;
use crate::money::Fen;
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::signal::{Signal, signals};
use crate::words::{Conduct, Team};

pub fn count(desk: &Desk, new: &CountSignals) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    may(desk, new.conduct)?;
    let counted = standing(desk, new)?;
    let record = ask::shown(desk, new.record.as_slice(), None);
    let frozen = record.iter().filter_map(|event| match event {
        Event::EvidenceAdded { evidence } => Some(evidence.id.clone()),
        _ => None,
    });
    let cites: Vec<String> = new.cites.iter().cloned().chain(frozen).collect();
    let counted = Counted {
        id: format!("s{}", desk.case.counted.len() + 1),
        conduct: new.conduct,
        signals: counted
            .into_iter()
            .map(|Signal { id, number, least, .. }| CountedSignal { id, number, least })
            .collect(),
        cites,
        reasons: new.reasons.clone(),
        by: by.clone(),
        at_ms: desk.now_ms,
        lifted_ms: None,
    };
    let window = counted.conduct.is_against().then(|| appeal::window(desk, Start::Found, &counted.id));
    let hold = format!("counted-{}", counted.id);
    let mut events = desk.on_case(record);
    events.extend(desk.on_case([Event::SignalsCounted { counted: Box::new(counted) }]));
    events.extend(desk.on_case(window));
    events.extend(follows(desk, new, hold)?);
    Ok(events)
}

/// Not whoever is linked to the shop or complained of, nor whoever had a part in what is appealed against. What counts
/// against somebody is for a reviewer where a finding would need a second reader.
fn may(desk: &Desk, conduct: Conduct) -> Result<(), Refusal> {
    let by = desk.staff()?;
    if desk.world.is_biased(by, desk.case) {
        return Err(Refusal::ConflictOfInterest);
    }
    if desk.case.open_appeals().any(|one| one.apart.contains(by)) {
        return Err(Refusal::HadPart);
    }
    let is_handler = matches!(desk.by, Actor::Staff(_, Role::Handler));
    if conduct.is_against() && is_handler && desk.case.needs_reader(&desk.policy.playbooks) {
        return Err(Refusal::ReviewerNeeded);
    }
    Ok(())
}

/// The signals that are counted, each as it stands in what was gathered now. What counts against somebody cites at least
/// one piece of this case besides.
fn standing(desk: &Desk, new: &CountSignals) -> Result<Vec<Signal>, Refusal> {
    let rules = &desk.policy.playbooks.of(desk.case.kind()).signals;
    let all = signals(rules, desk.case, &new.gathered);
    let found = |id: &String| all.iter().find(|one| one.id == *id).cloned().ok_or(Refusal::SignalGone);
    let counted = new.signals.iter().map(found).collect::<Result<Vec<_>, _>>()?;
    if new.cites.iter().any(|id| desk.case.piece(id).is_none()) {
        return Err(Refusal::EvidenceUnknown);
    }
    if new.conduct.is_against() && new.cites.is_empty() {
        return Err(Refusal::CountUncited);
    }
    if counted.is_empty() != new.record.is_none() {
        return Err(Refusal::SignalGone);
    }
    Ok(counted)
}

fn follows(desk: &Desk, new: &CountSignals, hold: String) -> Result<Events, Refusal> {
    match (new.conduct, &new.offer, &new.task) {
        (Conduct::Fair | Conduct::Invented, None, None) => Ok(vec![]),
        (Conduct::Unreasonable, Some((proposal, why)), None) => {
            let cost = offer::cost(desk, proposal)?;
            if cost != (Cost { goodwill: cost.goodwill, ..Cost::default() }) || cost.goodwill == Fen(0) {
                return Err(Refusal::NotGoodwill);
            }
            offer::offer(desk, proposal, why.as_ref())
        }
        (Conduct::Unreasonable, None, _) => Err(Refusal::NotGoodwill),
        // What is to be shown to a lawyer or the police is not erased meanwhile.
        (Conduct::Extortion, None, Some(text)) => {
            let mut events =
                task::set(desk, &NewTask { team: Team::Legal, to: None, text: text.clone(), due_ms: None })?;
            events.extend(desk.on_case([Event::HoldSet { hold, why: text.clone() }]));
            Ok(events)
        }
        (Conduct::Extortion, _, None) => Err(Refusal::TaskMissing),
        _ => Err(Refusal::WordUnknown),
    }
}
