//! Review boards. Who sits is drawn from those without a link; what they vote is sealed until all have, or until the
//! time is over and enough have; then one entry opens every vote against its commitment.

use super::{Desk, Events, task};
use crate::actor::{Actor, Role};
use crate::case::{Board, BoardState, Draw, Seat, SeatState, Vote, tally};
use crate::command::{Convene, OpenedVote, WriteMinutes};
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::UserId;
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::words::{Extent, Ground};

/// Nobody weighs more at once.
const OPTIONS_MAX: u8 = 9;
const ACTIONS_MAX: usize = 20;

pub fn convene(desk: &Desk, new: &Convene) -> Result<Events, Refusal> {
    let by = senior(desk)?;
    desk.open()?;
    if desk
        .case
        .boards
        .iter()
        .any(|one| matches!(one.state, BoardState::Voting | BoardState::Counting { .. }))
    {
        return Err(Refusal::BoardOpen);
    }
    let hex = |letter: u8| letter.is_ascii_digit() || (b'a'..=b'f').contains(&letter);
    if !(2..=OPTIONS_MAX).contains(&new.options) || new.seed.len() != 64 || !new.seed.bytes().all(hex) {
        return Err(Refusal::WordUnknown);
    }
    let rules = desk.policy.playbooks.of(desk.case.kind()).deciding;
    let draw = Draw { seed: new.seed.clone(), pool: pool(desk, by) };
    let seats = usize::from(rules.board_seats);
    if draw.pool.len() < seats {
        return Err(Refusal::BoardTooFew);
    }
    let clock = desk.bound(Start::Convened, |_| {}).ok_or(Refusal::DueInvalid)?;
    let sitting = |user| Seat { user, state: SeatState::Sitting };
    let board = Board {
        id: format!("b{}", desk.case.boards.len() + 1),
        by: by.clone(),
        matter: new.matter.clone(),
        options: new.options,
        quorum: rules.board_quorum,
        seats: draw.order().into_iter().take(seats).map(sitting).collect(),
        draw,
        at_ms: desk.now_ms,
        due_ms: clock.due_ms,
        sum: clock.sum,
        state: BoardState::Voting,
        minutes: None,
    };
    Ok(desk.on_case([Event::BoardConvened { board: Box::new(board) }]))
}

fn senior<'d>(desk: &'d Desk) -> Result<&'d UserId, Refusal> {
    match desk.by {
        Actor::Staff(user, Role::Reviewer | Role::Manager | Role::Admin) => Ok(user),
        _ => Err(Refusal::NotAllowed),
    }
}

/// In the order of their names, so that the same draw has the same pool. Whoever asks the question does not answer it.
fn pool(desk: &Desk, by: &UserId) -> Vec<UserId> {
    let linked = desk.case.linked();
    let sits = |user: &UserId| user != by && !linked.contains(user);
    let mut pool = desk.world.on_boards(desk.case, desk.now_ms);
    pool.retain(sits);
    pool.sort();
    pool
}

/// The board that takes votes, and the seat of whoever asks.
fn seated<'d>(desk: &'d Desk, id: &str, by: &UserId) -> Result<(&'d Board, &'d Seat), Refusal> {
    let board = desk.case.board(id).ok_or(Refusal::NotFound)?;
    let seat = board.seat(by).ok_or(Refusal::NotAMember)?;
    match (&seat.state, board.is_voting()) {
        (SeatState::Recused { .. }, _) => Err(Refusal::NotAMember),
        (_, false) => Err(Refusal::VoteLate),
        (SeatState::Voted { .. }, true) => Err(Refusal::VotedAlready),
        (SeatState::Sitting, true) => Ok((board, seat)),
    }
}

/// The next of the draw who still may takes the seat.
pub fn recuse(desk: &Desk, id: &str, why: &ContentRef) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    let (board, _) = seated(desk, id, by)?;
    let may = pool(desk, &board.by);
    let free = |user: &UserId| board.seat(user).is_none() && may.contains(user);
    let next = board.draw.order().into_iter().find(free);
    let (board, user, why) = (id.to_owned(), by.clone(), why.clone());
    Ok(desk.on_case([Event::BoardRecused { board, user, why, next }]))
}

pub fn vote(desk: &Desk, id: &str, vote: &ContentRef) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    seated(desk, id, by)?;
    // Somebody may have come to have a part since they were drawn; they recuse themselves.
    if desk.case.linked().contains(by) || !desk.world.on_boards(desk.case, desk.now_ms).contains(by) {
        return Err(Refusal::ConflictOfInterest);
    }
    let (board, user, vote) = (id.to_owned(), by.clone(), vote.clone());
    Ok(desk.on_case([Event::BoardVoted { board, user, vote }]))
}

/// By the house itself, which has opened the records: each has to be the one that was committed to.
pub fn reveal(desk: &Desk, id: &str, opened: &[OpenedVote]) -> Result<Events, Refusal> {
    desk.system()?;
    let board = desk.case.board(id).ok_or(Refusal::NotFound)?;
    if !matches!(board.state, BoardState::Counting { .. }) {
        return Err(Refusal::VoteLate);
    }
    let mut votes = vec![];
    for (user, vote) in board.ballots() {
        let found = opened.iter().find(|one| one.user == *user).ok_or(Refusal::VoteAltered)?;
        if found.commitment != vote.commitment || found.option >= board.options {
            return Err(Refusal::VoteAltered);
        }
        votes.push(Vote { user: user.clone(), option: found.option });
    }
    let result = tally(&votes);
    Ok(desk.on_case([Event::BoardRevealed { board: id.to_owned(), votes, result }]))
}

/// The time is over: enough votes are counted, too few are gone unread.
pub(super) fn over(desk: &Desk, id: &str) -> Vec<Event> {
    match desk.case.board(id) {
        Some(board) if board.is_voting() && board.has_quorum() => {
            vec![Event::BoardClosed { board: id.to_owned() }]
        }
        Some(board) if board.is_voting() => failed(board),
        _ => vec![],
    }
}

pub(super) fn failed(board: &Board) -> Vec<Event> {
    let objects: Vec<String> = board.ballots().map(|(_, vote)| vote.object.clone()).collect();
    let mut events = vec![Event::BoardFailed { board: board.id.clone() }];
    if !objects.is_empty() {
        let (ground, extent) = (Ground::PurposeEnded, Extent::Part);
        events.push(Event::Erased { objects, ground, extent, approver: None });
    }
    events
}

/// From whoever convened it, somebody above the handlers, or a member; the actions become tasks of their teams.
pub fn minutes(desk: &Desk, new: &WriteMinutes) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    let board = desk.case.board(&new.board).ok_or(Refusal::NotFound)?;
    if senior(desk).is_err() && board.seat(by).is_none() {
        return Err(Refusal::NotAllowed);
    }
    if !matches!(board.state, BoardState::Revealed { .. } | BoardState::Failed { .. }) {
        return Err(Refusal::BoardOpen);
    }
    if board.minutes.is_some() {
        return Err(Refusal::AlreadyThere);
    }
    if new.actions.len() > ACTIONS_MAX {
        return Err(Refusal::WordUnknown);
    }
    let (board, by, text) = (new.board.clone(), by.clone(), new.text.clone());
    let mut events = desk.on_case([Event::MinutesWritten { board, by, text }]);
    // Each sees those before it, so that they are numbered one after the other.
    let mut case = desk.case.clone();
    for action in &new.actions {
        let more = task::set(&Desk { case: &case, ..*desk }, action)?;
        more.iter().for_each(|(_, event)| case.apply(event, desk.now_ms));
        events.extend(more);
    }
    Ok(events)
}
