//! Review boards, for staff alone. Before the votes are revealed there is nothing of them here but who has voted.

use super::View;
use crate::api::moment;
use domain::case::{Board, BoardState, Seat, SeatState};
use serde_json::{Value, json};
use store::Error;
use store::acts::BoardSaid;
use store::db::Connection;

impl View<'_> {
    pub fn boards(&self, db: &mut Connection) -> Result<Option<Vec<Value>>, Error> {
        if !self.is_staff() {
            return Ok(None);
        }
        self.case.boards.iter().map(|one| self.board(db, one)).collect::<Result<_, _>>().map(Some)
    }

    fn board(&self, db: &mut Connection, one: &Board) -> Result<Value, Error> {
        let said = self.store.board_said(db, self.case, self.by, one)?;
        let (votes, result) = match &one.state {
            BoardState::Revealed { votes, result, .. } => (Some(votes), Some(*result)),
            _ => (None, None),
        };
        let seat = |seat: &Seat| {
            let voted = votes.and_then(|votes| votes.iter().find(|vote| vote.user == seat.user));
            let option = voted.map(|vote| vote.option);
            self.seat(seat, option, option.zip(result.flatten()).map(|(own, won)| own != won), &said)
        };
        Ok(json!({
            "id": one.id,
            "by": one.by,
            "question": said.matter.question,
            "options": said.matter.options,
            "quorum": one.quorum,
            "draw": { "seed": one.draw.seed, "pool": one.draw.pool, "order": one.draw.order() },
            "seats": one.seats.iter().map(seat).collect::<Vec<_>>(),
            "convened_at": moment::text(one.at_ms),
            "due_at": moment::text(one.due_ms),
            "state": one.state.word(),
            "result": result.flatten(),
            "minutes": one.minutes.as_ref().map(|minutes| json!({
                "by": minutes.by, "text": self.text(&minutes.text), "written_at": moment::text(minutes.at_ms),
            })),
        }))
    }

    fn seat(&self, seat: &Seat, option: Option<u8>, dissents: Option<bool>, said: &BoardSaid) -> Value {
        let (state, why) = match &seat.state {
            SeatState::Sitting => ("sitting", None),
            SeatState::Recused { why, .. } => ("recused", self.text(why)),
            SeatState::Voted { .. } => ("voted", None),
        };
        json!({
            "user": seat.user,
            "state": state,
            "why": why,
            "option": option,
            "dissents": dissents,
            "reasons": said.reasons.get(&seat.user),
        })
    }
}
