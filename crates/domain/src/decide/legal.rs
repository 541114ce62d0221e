//! Handing a question of law to a reviewer. Whoever asks does not answer.

use super::{Desk, Events};
use crate::actor::{Actor, Role};
use crate::case::LegalQuestion;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::UserId;
use crate::refusal::Refusal;

pub fn ask(
    desk: &Desk,
    to: Option<&UserId>,
    text: &ContentRef,
    due_ms: Option<i64>,
) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    let to = match to {
        Some(user) if user == by => return Err(Refusal::SecondPersonNeeded),
        Some(user) if desk.world.is_reviewer(user) => user.clone(),
        Some(_) => return Err(Refusal::HandlerUnknown),
        None => desk.world.next_reviewer(by).ok_or(Refusal::NobodyOnDuty)?,
    };
    let due_ms = due_ms.unwrap_or(desk.now_ms + desk.within_ms(ClockKind::Legal));
    desk.is_ahead(due_ms)?;
    let question = LegalQuestion {
        id: format!("l{}", desk.case.legal.len() + 1),
        by: by.clone(),
        to,
        text: text.clone(),
        asked_ms: desk.now_ms,
        due_ms,
        answer: None,
    };
    Ok(desk.on_case([Event::LegalAsked { question: Box::new(question) }]))
}

/// From whoever was asked, or another reviewer in their place; also after the case was closed.
pub fn answer(desk: &Desk, id: &str, text: &ContentRef) -> Result<Events, Refusal> {
    let Actor::Staff(by, Role::Reviewer | Role::Manager | Role::Admin) = desk.by else {
        return Err(Refusal::NotAllowed);
    };
    let question = desk.case.legal_question(id).ok_or(Refusal::NotFound)?;
    if question.answer.is_some() {
        return Err(Refusal::AlreadyAnswered);
    }
    if question.by == *by {
        return Err(Refusal::SecondPersonNeeded);
    }
    let (question, by, text) = (id.to_owned(), by.clone(), text.clone());
    Ok(desk.on_case([Event::LegalAnswered { question, by, text }]))
}
