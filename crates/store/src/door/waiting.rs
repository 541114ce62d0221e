//! Rows of what waits for whom, made from the state of a case or a merchant; most have none, and cost nothing.

use super::project::{NEVER_MS, Rows};
use crate::db::Value;
use domain::reach::Reach;
use domain::todo::{Todo, of_case, of_merchant};
use domain::{State, SubjectId};

/// Nothing where nothing ever waited: then there is no row to take away either.
pub(crate) fn owed_rows(state: &State) -> Option<Vec<Todo>> {
    match state {
        State::Case(case) => {
            let plain = case.tasks.is_empty() && case.drafts.is_empty();
            let plain = plain && case.boards.is_empty() && case.approvals.is_empty();
            (!plain).then(|| of_case(case))
        }
        State::Merchant(merchant) => {
            let objected = merchant.measures.iter().any(|one| one.objection.is_some());
            objected.then(|| of_merchant(merchant))
        }
        _ => None,
    }
}

pub(crate) fn todo_rows(subject: &SubjectId, todos: Vec<Todo>) -> Rows {
    let row = |one: Todo| -> Vec<Value> {
        vec![
            subject.as_str().into(),
            one.kind.word().into(),
            one.of.into(),
            one.user.as_str().into(),
            one.due_ms.unwrap_or(NEVER_MS).into(),
        ]
    };
    todos.into_iter().map(row).collect()
}

pub(crate) fn ways_row(reach: Option<&Reach>) -> String {
    let ways = reach.map(|reach| reach.ways.iter().map(|way| way.word()).collect::<Vec<_>>());
    ways.unwrap_or_default().join(" ")
}
