//! Having the goods examined: the order asks the inspector like any request, and stops the clocks that may wait.

use super::{Desk, Events, ask, plain};
use crate::actor::Party;
use crate::case::{Inspection, InspectionState};
use crate::clock::HOUR_MS;
use crate::command::{Ask, NewEvidence, OrderInspection};
use crate::content::ContentRef;
use crate::event::Event;
use crate::money::Fen;
use crate::playbook::INSPECTION;
use crate::refusal::Refusal;
use crate::words::{Inspected, Payer};

/// What an inspector is asked for.
pub const REPORT: &str = "inspection_report";

pub fn order(desk: &Desk, given: &OrderInspection) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    if desk.case.open_inspection().is_some() {
        return Err(Refusal::InspectionOpen);
    }
    if given.cost < Fen(0) || given.cost > Fen::MAX {
        return Err(Refusal::AmountInvalid);
    }
    if given.payer == Payer::Merchant && desk.case.merchant.is_none() {
        return Err(Refusal::MerchantMissing);
    }
    let rules = &desk.policy.playbooks.of(desk.case.kind()).pauses;
    let rule = rules.get(INSPECTION).ok_or(Refusal::KindUnknown)?;
    let due_ms = given.due_ms.unwrap_or(desk.now_ms + i64::from(rule.hours) * HOUR_MS);
    let asked = Ask {
        to: Party::Inspector,
        kinds: vec![REPORT.to_owned()],
        reason: given.what.clone(),
        due_ms: Some(due_ms),
        silence: None,
        contact: given.contact.clone(),
    };
    let request = ask::asked(desk, &asked)?;
    let inspection = Inspection {
        id: format!("i{}", desk.case.inspections.len() + 1),
        request: request.id.clone(),
        cost: given.cost,
        payer: given.payer,
        due_ms,
        stops: rule.stops.clone(),
        state: InspectionState::Open,
    };
    Ok(desk.on_case([Event::EvidenceRequested { request }, Event::InspectionOrdered { inspection }]))
}

/// The report and what it comes to, from the inspector through their link or from us on their word.
pub fn done(
    desk: &Desk,
    id: &str,
    result: Inspected,
    report: &[NewEvidence],
    text: Option<&ContentRef>,
) -> Result<Events, Refusal> {
    desk.open()?;
    if !matches!(desk.by.party(), Party::Platform | Party::Inspector) {
        return Err(Refusal::NotAllowed);
    }
    let inspection = desk.case.inspection(id).ok_or(Refusal::NotFound)?;
    if matches!(inspection.state, InspectionState::Done { .. }) {
        return Err(Refusal::AlreadyAnswered);
    }
    if report.is_empty() {
        return Err(Refusal::ReportMissing);
    }
    plain::files(report, desk.policy.limits.files_max)?;
    let request = &inspection.request;
    let mut events = ask::shown(desk, report, Some(request));
    for event in &mut events {
        if let Event::EvidenceAdded { evidence } = event {
            REPORT.clone_into(&mut evidence.kind);
        }
    }
    let report = super::evidence::next_id(desk, 0);
    events.push(Event::RequestAnswered { request: request.clone(), text: text.cloned() });
    events.push(Event::InspectionDone { inspection: id.to_owned(), result, report });
    Ok(desk.on_case(events))
}
