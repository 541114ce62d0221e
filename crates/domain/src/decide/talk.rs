//! Words between the parties, notes among ourselves, codes that prove who somebody is, and looks behind the mask.

use super::{Desk, Events, plain};
use crate::actor::{Actor, Party};
use crate::case::CodePurpose;
use crate::content::ContentRef;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::writing::{Drawn, Purpose};

pub fn say(desk: &Desk, to: Party, text: &ContentRef, drawn: Option<&Drawn>) -> Result<Events, Refusal> {
    let by = desk.by.party();
    if by != Party::Platform {
        desk.open()?;
    }
    if by == to || to.is_third() {
        return Err(Refusal::WordUnknown);
    }
    if to == Party::Merchant && desk.case.merchant.is_none() {
        return Err(Refusal::MerchantMissing);
    }
    let drawn = drawn.filter(|_| by == Party::Platform && to == Party::Customer);
    drawn.map_or(Ok(()), |drawn| templates(desk, drawn))?;
    Ok(desk.on_case([Event::Said { by, to, text: text.clone(), drawn: drawn.cloned() }]))
}

fn templates(desk: &Desk, drawn: &Drawn) -> Result<(), Refusal> {
    let policy = desk.policy;
    let known = |id: &String| policy.templates.get(id, &policy.playbooks).is_some();
    if drawn.suggested.iter().chain(&drawn.used).all(known) { Ok(()) } else { Err(Refusal::TemplateUnknown) }
}

pub fn note(desk: &Desk, text: &ContentRef) -> Result<Events, Refusal> {
    desk.staff()?;
    Ok(desk.on_case([Event::Noted { text: text.clone() }]))
}

pub fn ask_call(desk: &Desk) -> Result<Events, Refusal> {
    desk.open()?;
    desk.not_merchant()?;
    if !desk.case.contacts.phone {
        return Err(Refusal::NoContact);
    }
    if desk.case.call_asked {
        return Ok(vec![]);
    }
    Ok(desk.on_case([Event::CallAsked]))
}

pub fn ask_code(desk: &Desk, purpose: CodePurpose, id: &str) -> Result<Events, Refusal> {
    customer_side(desk)?;
    plain::code(id)?;
    // Whether an order is unknown or cannot be reached is not told apart: the answer must not help guessing numbers.
    let reachable = match purpose {
        CodePurpose::Return | CodePurpose::Export => desk.case.contacts_known(),
        CodePurpose::Order | CodePurpose::Consignment => desk.case.order_known(),
    };
    if !reachable {
        return Err(Refusal::NoContact);
    }
    // A code that was just sent is not sent again: the door cannot be used to flood a phone.
    let just_sent = desk.case.code.as_ref().is_some_and(|code| desk.now_ms - code.at_ms < 60_000);
    if just_sent {
        return Ok(vec![]);
    }
    Ok(desk.on_case([Event::CodeAsked { id: id.to_owned(), purpose }]))
}

/// Who says to be the customer, or the house on the way back in, before there is a link.
fn customer_side(desk: &Desk) -> Result<(), Refusal> {
    if matches!(desk.by, Actor::Customer(_) | Actor::System) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// `right` was judged by the caller, who can derive the code; validity and tries are judged here.
pub fn try_code(desk: &Desk, right: bool) -> Result<Events, Refusal> {
    customer_side(desk)?;
    let Some(code) = &desk.case.code else { return Err(Refusal::CodeGone) };
    let limits = &desk.policy.limits;
    if desk.now_ms - code.at_ms > limits.code_valid_ms || code.tries >= limits.code_tries {
        return Err(Refusal::CodeGone);
    }
    Ok(desk.on_case([Event::CodeTried { right }]))
}

pub fn reveal(desk: &Desk, what: &str, why: &ContentRef) -> Result<Events, Refusal> {
    if !matches!(desk.by, Actor::Staff(..)) {
        return Err(Refusal::NotAllowed);
    }
    plain::code(what)?;
    Ok(desk.on_case([Event::Revealed { what: what.to_owned(), why: why.clone() }]))
}

pub fn ask_draft(desk: &Desk, purpose: Purpose) -> Result<Events, Refusal> {
    desk.staff()?;
    Ok(desk.on_case([Event::DraftAsked { purpose }]))
}
