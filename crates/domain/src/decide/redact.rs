//! Covering parts of a picture. Nobody approves what they drew themselves: a box too many hides what speaks for
//! somebody, a box too few shows what nobody should see.

use super::{Desk, Events};
use crate::case::{Area, Evidence, Redaction, RedactionState};
use crate::content::ContentRef;
use crate::event::{Event, EvidenceRedacted};
use crate::refusal::Refusal;

const AREAS_MAX: usize = 200;

pub fn propose(
    desk: &Desk,
    original: &str,
    copy: (&str, &ContentRef),
    areas: &[Area],
    tool: &str,
) -> Result<Events, Refusal> {
    let operator = desk.staff()?;
    let evidence =
        desk.case.evidence.iter().find(|item| item.id == original).ok_or(Refusal::EvidenceUnknown)?;
    if !evidence.media.starts_with("image/") || desk.case.original_of(original).is_some() {
        return Err(Refusal::NotAPicture);
    }
    if areas.is_empty() || areas.len() > AREAS_MAX {
        return Err(Refusal::BoxInvalid);
    }
    let (media, content) = copy;
    let redaction = Redaction {
        id: format!("x{}", desk.case.redactions.len() + 1),
        original: original.to_owned(),
        media: media.to_owned(),
        content: content.clone(),
        areas: areas.to_vec(),
        tool: tool.to_owned(),
        operator: operator.clone(),
        at_ms: desk.now_ms,
        state: RedactionState::Proposed,
    };
    Ok(desk.on_case([Event::RedactionProposed { redaction: Box::new(redaction) }]))
}

pub fn approve(desk: &Desk, id: &str) -> Result<Events, Refusal> {
    let reviewer = desk.staff()?;
    let redaction = waiting(desk, id)?;
    if redaction.operator == *reviewer {
        return Err(Refusal::ReviewerIsOperator);
    }
    let original = desk.case.evidence.iter().find(|item| item.id == redaction.original);
    let original = original.ok_or(Refusal::EvidenceUnknown)?;
    let copy = Evidence {
        id: format!("e{}", desk.case.evidence.len() + 1),
        media: redaction.media.clone(),
        content: redaction.content.clone(),
        at_ms: desk.now_ms,
        // How the original came and what stands in it is not true of the copy.
        record: None,
        facts: None,
        supersedes: None,
        why: None,
        ..original.clone()
    };
    let made = EvidenceRedacted {
        redaction: id.to_owned(),
        original: original.id.clone(),
        copy,
        areas: redaction.areas.clone(),
        tool: redaction.tool.clone(),
        operator: redaction.operator.clone(),
        reviewer: reviewer.clone(),
    };
    Ok(desk.on_case([Event::EvidenceRedacted(Box::new(made))]))
}

/// Whoever drew it may take it back as well as whoever looks at it.
pub fn drop(desk: &Desk, id: &str) -> Result<Events, Refusal> {
    desk.staff()?;
    waiting(desk, id)?;
    Ok(desk.on_case([Event::RedactionDropped { redaction: id.to_owned() }]))
}

fn waiting<'a>(desk: &'a Desk, id: &str) -> Result<&'a Redaction, Refusal> {
    let redaction = desk.case.redaction(id).ok_or(Refusal::NotFound)?;
    match redaction.state {
        RedactionState::Proposed => Ok(redaction),
        _ => Err(Refusal::AlreadyAnswered),
    }
}
