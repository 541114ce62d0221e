//! The boards of a case: who sits, what is asked, and, once every vote is in, what came of it.

use crate::format;
use crate::page::Page;
use crate::page::board::{Board, Choice, Seat};
use domain::case::{self, BoardState, Case, SeatState};
use domain::{Actor, UserId};
use std::collections::HashMap;
use store::acts::BoardSaid;
use store::db::Connection;
use store::{Error, Store};

pub fn boards(
    p: &Page,
    store: &Store,
    db: &mut Connection,
    case: &Case,
    by: &Actor,
    texts: &HashMap<String, String>,
) -> Result<Vec<Board>, Error> {
    let mut all = vec![];
    for one in case.boards.iter().rev() {
        let said = store.board_said(db, case, by, one)?;
        all.push(board(p, one, &said, by, texts));
    }
    Ok(all)
}

fn board(
    p: &Page,
    one: &case::Board,
    said: &BoardSaid,
    by: &Actor,
    texts: &HashMap<String, String>,
) -> Board {
    let (votes, result) = match &one.state {
        BoardState::Revealed { votes, result, .. } => (Some(votes.as_slice()), *result),
        _ => (None, None),
    };
    let count =
        |at: usize| votes.map(|votes| votes.iter().filter(|vote| usize::from(vote.option) == at).count());
    let option = |(at, label): (usize, &String)| Choice { label: label.clone(), votes: count(at) };
    let label = |option: u8| said.matter.options.get(usize::from(option)).cloned().unwrap_or_default();
    let result = match &one.state {
        BoardState::Revealed { .. } => Some(result.map_or_else(|| p.t("board-tied").to_owned(), label)),
        _ => None,
    };
    let seat = |seat: &case::Seat| {
        let voted = votes.and_then(|votes| votes.iter().find(|vote| vote.user == seat.user));
        let is_dissent = voted.is_some_and(|vote| match &one.state {
            BoardState::Revealed { result: Some(result), .. } => vote.option != *result,
            _ => false,
        });
        seat_line(p, seat, voted.map(|vote| label(vote.option)), is_dissent, said, texts)
    };
    let values = [
        ("id", one.id.to_uppercase()),
        ("by", one.by.to_string()),
        ("state", state(p, &one.state).to_owned()),
        ("until", format::full(&p.zone, one.due_ms)),
        ("quorum", one.quorum.to_string()),
    ];
    let mine = |user: &UserId| one.seat(user).is_some_and(|seat| seat.state == SeatState::Sitting);
    Board {
        id: one.id.clone(),
        line: p.locale.tn("board-line", &values),
        question: said.matter.question.clone(),
        options: said.matter.options.iter().enumerate().map(option).collect(),
        seats: one.seats.iter().map(seat).collect(),
        result,
        draw: draw(p, one),
        minutes: one.minutes.as_ref().and_then(|minutes| texts.get(&minutes.text.object)).cloned(),
        mine: one.is_voting() && by.user().is_some_and(mine),
        wants_minutes: one.minutes.is_none()
            && matches!(one.state, BoardState::Revealed { .. } | BoardState::Failed { .. }),
        is_voting: one.is_voting(),
    }
}

fn state(p: &Page, state: &BoardState) -> &'static str {
    match state {
        BoardState::Voting => p.t("board-voting"),
        BoardState::Counting { .. } => p.t("board-counting"),
        BoardState::Revealed { .. } => p.t("board-revealed"),
        BoardState::Failed { .. } => p.t("board-failed"),
    }
}

fn seat_line(
    p: &Page,
    seat: &case::Seat,
    voted: Option<String>,
    is_dissent: bool,
    said: &BoardSaid,
    texts: &HashMap<String, String>,
) -> Seat {
    let (line, reasons) = match (&seat.state, voted) {
        (SeatState::Sitting, _) => (p.t1("board-waits", "user", &seat.user), None),
        (SeatState::Recused { why, .. }, _) => {
            (p.t1("board-recused", "user", &seat.user), texts.get(&why.object).cloned())
        }
        (SeatState::Voted { .. }, None) => (p.t1("board-has-voted", "user", &seat.user), None),
        (SeatState::Voted { .. }, Some(option)) => (
            p.t2("board-voted-for", "user", &seat.user, "option", option),
            said.reasons.get(&seat.user).cloned(),
        ),
    };
    Seat { line, reasons, is_dissent }
}

fn draw(p: &Page, one: &case::Board) -> String {
    let pool: Vec<&str> = one.draw.pool.iter().map(UserId::as_str).collect();
    p.t2("board-draw", "seed", &one.draw.seed, "pool", pool.join(" "))
}
