//! Handing something to another team: a question of law, a look at the data, a fix. Whoever asks does not answer.

use super::{Desk, Events};
use crate::case::Task;
use crate::command::NewTask;
use crate::content::ContentRef;
use crate::event::Event;
use crate::playbook::Start;
use crate::refusal::Refusal;

pub fn set(desk: &Desk, new: &NewTask) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    let to = match &new.to {
        Some(user) if user == by => return Err(Refusal::SecondPersonNeeded),
        Some(user) if desk.world.takes(user, new.team) => user.clone(),
        Some(_) => return Err(Refusal::HandlerUnknown),
        None => desk.world.next_of_team(new.team, by, desk.now_ms).ok_or(Refusal::NobodyOnDuty)?,
    };
    let clock = desk.bound(Start::Tasked, |moment| moment.team = Some(new.team));
    let clock = clock.filter(|_| new.due_ms.is_none());
    let due_ms = new.due_ms.or(clock.as_ref().map(|clock| clock.due_ms)).ok_or(Refusal::DueInvalid)?;
    desk.is_ahead(due_ms)?;
    let task = Task {
        id: format!("t{}", desk.case.tasks.len() + 1),
        team: new.team,
        by: by.clone(),
        to,
        text: new.text.clone(),
        asked_ms: desk.now_ms,
        due_ms,
        sum: clock.and_then(|clock| clock.sum),
        answer: None,
    };
    Ok(desk.on_case([Event::TaskSet { task: Box::new(task) }]))
}

/// From whoever was asked, or another of the team in their place; also after the case was closed.
pub fn answer(desk: &Desk, id: &str, text: &ContentRef) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    let task = desk.case.task(id).ok_or(Refusal::NotFound)?;
    if task.to != *by && !desk.world.takes(by, task.team) {
        return Err(Refusal::NotAllowed);
    }
    if task.answer.is_some() {
        return Err(Refusal::AlreadyAnswered);
    }
    if task.by == *by {
        return Err(Refusal::SecondPersonNeeded);
    }
    let (task, by, text) = (id.to_owned(), by.clone(), text.clone());
    Ok(desk.on_case([Event::TaskAnswered { task, by, text }]))
}
