//! What waits for one of ours: what stands on their list of open things, and of what they are told outside the desk.

use crate::actor::Party;
use crate::case::{ApprovalState, Case, DraftState, SeatState};
use crate::clock::ClockKind;
use crate::event::Event;
use crate::id::UserId;
use crate::merchant::Merchant;
use crate::words::Alarm;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TodoKind {
    /// Another team asks something.
    Task,
    /// A finding to read as its second reader.
    Draft,
    /// A vote on a review board.
    Seat,
    Approval,
    /// What a merchant says against a measure.
    Objection,
    /// A clock of a case of one's own.
    Clock,
    /// A case became one's own: told once, and then on the queue.
    Assigned,
}

impl TodoKind {
    pub const ALL: [TodoKind; 7] = [
        TodoKind::Task,
        TodoKind::Draft,
        TodoKind::Seat,
        TodoKind::Approval,
        TodoKind::Objection,
        TodoKind::Clock,
        TodoKind::Assigned,
    ];
    pub fn word(self) -> &'static str {
        match self {
            TodoKind::Task => "task",
            TodoKind::Draft => "draft",
            TodoKind::Seat => "seat",
            TodoKind::Approval => "approval",
            TodoKind::Objection => "objection",
            TodoKind::Clock => "clock",
            TodoKind::Assigned => "assigned",
        }
    }
    pub fn parse(word: &str) -> Option<TodoKind> {
        TodoKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    pub user: UserId,
    pub kind: TodoKind,
    /// The task, draft, board, approval or measure; of a clock its word.
    pub of: String,
    pub due_ms: Option<i64>,
}

fn todo(user: &UserId, kind: TodoKind, of: &str, due_ms: Option<i64>) -> Todo {
    Todo { user: user.clone(), kind, of: of.to_owned(), due_ms }
}

/// What waits for whom in a case, but for the clocks of its owner.
pub fn of_case(case: &Case) -> Vec<Todo> {
    let tasks = case.tasks.iter().filter(|one| one.answer.is_none());
    let mut all: Vec<Todo> =
        tasks.map(|one| todo(&one.to, TodoKind::Task, &one.id, Some(one.due_ms))).collect();
    let drafts = case.drafts.iter().filter(|one| one.state == DraftState::Waiting);
    all.extend(drafts.filter_map(|one| Some(todo(one.reader.as_ref()?, TodoKind::Draft, &one.id, None))));
    for board in case.boards.iter().filter(|one| one.is_voting()) {
        let sitting = board.seats.iter().filter(|seat| seat.state == SeatState::Sitting);
        all.extend(sitting.map(|seat| todo(&seat.user, TodoKind::Seat, &board.id, Some(board.due_ms))));
    }
    let approvals = case.approvals.iter().filter(|one| one.state == ApprovalState::Open);
    all.extend(approvals.map(|one| todo(&one.with.to, TodoKind::Approval, &one.id, Some(one.with.due_ms))));
    all
}

pub fn of_merchant(merchant: &Merchant) -> Vec<Todo> {
    let open = merchant.measures.iter().filter_map(|one| Some((one, one.open_objection()?)));
    open.filter_map(|(measure, one)| {
        Some(todo(one.owner.as_ref()?, TodoKind::Objection, &measure.id, Some(one.clock.due_ms)))
    })
    .collect()
}

/// Whether something still waits, and until when. A case or a clock waits while it is open and theirs.
pub fn still(case: &Case, user: &UserId, kind: TodoKind, of: &str) -> Option<Todo> {
    match kind {
        TodoKind::Assigned if case.is_open() && case.is_owned_by(user) => {
            let due_ms =
                case.next_clock().filter(|clock| clock.party == Party::Platform).map(|one| one.due_ms);
            Some(todo(user, kind, of, due_ms))
        }
        TodoKind::Clock if case.is_open() && case.is_owned_by(user) => {
            let kind_of = ClockKind::parse(of)?;
            let running = case.clocks.iter().filter(|one| one.kind == kind_of && one.is_running());
            let due_ms = running.map(|one| one.due_ms).min()?;
            Some(todo(user, kind, of, Some(due_ms)))
        }
        _ => of_case(case).into_iter().find(|one| one.user == *user && one.kind == kind && one.of == of),
    }
}

/// Who of ours is told by this event of a case, as it is after it.
pub fn told(case: &Case, event: &Event) -> Vec<Todo> {
    let of = |kind: TodoKind, id: &str| -> Vec<Todo> {
        of_case(case).into_iter().filter(|one| one.kind == kind && one.of == id).collect()
    };
    match event {
        Event::Assigned { owner, .. } => vec![todo(owner, TodoKind::Assigned, "", None)],
        Event::TaskSet { task } => of(TodoKind::Task, &task.id),
        Event::FindingDrafted { draft } => of(TodoKind::Draft, &draft.id),
        Event::BoardConvened { board } => of(TodoKind::Seat, &board.id),
        Event::BoardRecused { board, next: Some(next), .. } => {
            of(TodoKind::Seat, board).into_iter().filter(|one| one.user == *next).collect()
        }
        Event::ApprovalAsked { approval } => of(TodoKind::Approval, &approval.id),
        Event::ApprovalPassedOn { approval, .. } => of(TodoKind::Approval, approval),
        Event::ClockAlarmed { clock, of: id, party: Party::Platform, rung }
            if rung.alarm == Alarm::Notify =>
        {
            let id = id.as_deref().unwrap_or_default();
            match clock {
                ClockKind::Task => of(TodoKind::Task, id),
                ClockKind::Board => of(TodoKind::Seat, id),
                ClockKind::Approval => of(TodoKind::Approval, id),
                kind => {
                    case.owner.iter().map(|owner| todo(owner, TodoKind::Clock, kind.word(), None)).collect()
                }
            }
        }
        _ => vec![],
    }
}

/// The same for a merchant: whoever is to answer what it says against a measure.
pub fn told_of_merchant(merchant: &Merchant, event: &Event) -> Vec<Todo> {
    let id = match event {
        Event::MeasureAppealed { measure, .. } | Event::ObjectionAlarmed { measure, .. } => measure,
        _ => return vec![],
    };
    of_merchant(merchant).into_iter().filter(|one| one.of == *id).collect()
}
