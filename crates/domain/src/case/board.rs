//! A review board: members drawn from colleagues without a link to the case, votes that nobody reads until all are in,
//! and minutes. The draw can be made again by anybody who has its seed and its pool.

use super::Case;
use crate::actor::Party;
use crate::clock::{Clock, ClockKind, Sum};
use crate::content::ContentRef;
use crate::id::UserId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub id: String,
    pub by: UserId,
    /// The question and its options, sealed as one record.
    pub matter: ContentRef,
    /// How many options there are.
    pub options: u8,
    /// So many votes decide when the time is over.
    pub quorum: u8,
    pub draw: Draw,
    pub seats: Vec<Seat>,
    pub at_ms: i64,
    pub due_ms: i64,
    /// Why it is due then, on its way into the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Box<Sum>>,
    pub state: BoardState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
}

/// Chance, and whom it was drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// 32 bytes in hex.
    pub seed: String,
    pub pool: Vec<UserId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub user: UserId,
    pub state: SeatState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SeatState {
    Sitting,
    Recused {
        why: ContentRef,
        at_ms: i64,
    },
    /// What the vote is stands in its sealed record alone.
    Voted {
        vote: ContentRef,
        at_ms: i64,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum BoardState {
    Voting,
    /// No more votes are taken, and those that are in are about to be opened.
    Counting {
        at_ms: i64,
    },
    Revealed {
        votes: Vec<Vote>,
        /// The option with the most votes; nothing where two have as many.
        result: Option<u8>,
        at_ms: i64,
    },
    /// Too few voted in time, or the case ended first. What votes there were is gone unread.
    Failed {
        at_ms: i64,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub user: UserId,
    /// From 0, as the options stand.
    pub option: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub by: UserId,
    pub text: ContentRef,
    pub at_ms: i64,
}

impl BoardState {
    pub fn word(&self) -> &'static str {
        match self {
            BoardState::Voting => "voting",
            BoardState::Counting { .. } => "counting",
            BoardState::Revealed { .. } => "revealed",
            BoardState::Failed { .. } => "failed",
        }
    }
}

impl Draw {
    /// The pool in the order of the draw: by SHA-256 over the seed and the name.
    pub fn order(&self) -> Vec<UserId> {
        let key = |user: &UserId| {
            let drawn = Sha256::new().chain_update("redress-board-1\0").chain_update(&self.seed);
            drawn.chain_update("\0").chain_update(user.as_str()).finalize()
        };
        let mut order = self.pool.clone();
        order.sort_by_cached_key(key);
        order
    }
}

impl Board {
    pub fn seat(&self, user: &UserId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.user == *user)
    }
    pub fn is_voting(&self) -> bool {
        self.state == BoardState::Voting
    }
    /// Votes lie there that nobody may read yet.
    pub fn hides_votes(&self) -> bool {
        matches!(self.state, BoardState::Voting | BoardState::Counting { .. })
            && self.ballots().next().is_some()
    }
    /// The sealed vote of each member who has voted.
    pub fn ballots(&self) -> impl Iterator<Item = (&UserId, &ContentRef)> {
        self.seats.iter().filter_map(|seat| match &seat.state {
            SeatState::Voted { vote, .. } => Some((&seat.user, vote)),
            _ => None,
        })
    }
    /// Nobody is left to wait for.
    pub fn is_full(&self) -> bool {
        let sits = self.seats.iter().any(|seat| seat.state == SeatState::Sitting);
        !sits && self.has_quorum()
    }
    pub fn has_quorum(&self) -> bool {
        self.ballots().count() >= usize::from(self.quorum)
    }
    fn count_if_full(&mut self, at_ms: i64) {
        if self.is_voting() && self.is_full() {
            self.state = BoardState::Counting { at_ms };
        }
    }
}

/// The option with the most votes, where there is one.
pub fn result(votes: &[Vote]) -> Option<u8> {
    let count = |option: u8| votes.iter().filter(|vote| vote.option == option).count();
    let most = votes.iter().map(|vote| count(vote.option)).max()?;
    let mut first = votes.iter().map(|vote| vote.option).filter(|option| count(*option) == most);
    let option = first.next()?;
    first.all(|other| other == option).then_some(option)
}

impl Case {
    pub fn board(&self, id: &str) -> Option<&Board> {
        self.boards.iter().find(|one| one.id == id)
    }

    /// Everybody of ours with a link to the case: none of them sits on a board about it.
    pub fn linked(&self) -> Vec<UserId> {
        self.had_part().into_iter().chain(self.kept_away()).collect()
    }

    /// The first board whose votes are to be opened, and since when.
    pub fn board_to_count(&self) -> Option<(&Board, i64)> {
        self.boards.iter().find_map(|one| match one.state {
            BoardState::Counting { at_ms } => Some((one, at_ms)),
            _ => None,
        })
    }

    pub(super) fn convened(&mut self, board: &Board, at_ms: i64) {
        let mut board = board.clone();
        let clock = Clock::new(ClockKind::Board, Party::Platform, at_ms, board.due_ms);
        self.clocks.push(clock.of(&board.id).because(board.sum.take()));
        self.boards.push(board);
    }

    fn board_mut(&mut self, id: &str) -> Option<&mut Board> {
        self.boards.iter_mut().find(|one| one.id == id)
    }

    pub(super) fn recused(
        &mut self,
        id: &str,
        user: &UserId,
        why: &ContentRef,
        next: Option<&UserId>,
        at_ms: i64,
    ) {
        let Some(board) = self.board_mut(id) else { return };
        if let Some(seat) = board.seats.iter_mut().find(|seat| seat.user == *user) {
            seat.state = SeatState::Recused { why: why.clone(), at_ms };
        }
        board.seats.extend(next.map(|user| Seat { user: user.clone(), state: SeatState::Sitting }));
        board.count_if_full(at_ms);
    }

    pub(super) fn voted(&mut self, id: &str, user: &UserId, vote: &ContentRef, at_ms: i64) {
        let Some(board) = self.board_mut(id) else { return };
        if let Some(seat) = board.seats.iter_mut().find(|seat| seat.user == *user) {
            seat.state = SeatState::Voted { vote: vote.clone(), at_ms };
        }
        board.count_if_full(at_ms);
    }

    pub(super) fn board_is(&mut self, id: &str, state: BoardState, at_ms: i64) {
        self.meet_of(ClockKind::Board, id, at_ms);
        // The convener is to write the minutes.
        self.unread = self.is_open();
        if let Some(board) = self.board_mut(id) {
            board.state = state;
        }
    }

    pub(super) fn minutes_written(&mut self, id: &str, by: &UserId, text: &ContentRef, at_ms: i64) {
        if let Some(board) = self.board_mut(id) {
            board.minutes = Some(Minutes { by: by.clone(), text: text.clone(), at_ms });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(options: &[u8]) -> Vec<Vote> {
        options.iter().map(|option| Vote { user: UserId::new("x"), option: *option }).collect()
    }

    #[test]
    fn the_most_votes_decide_and_a_tie_decides_nothing() {
        assert_eq!(result(&votes(&[1, 0, 1])), Some(1));
        assert_eq!(result(&votes(&[0, 0, 1, 1])), None);
        assert_eq!(result(&votes(&[2])), Some(2));
        assert_eq!(result(&[]), None);
    }

    /// Worked out with `printf 'redress-board-1\0SEED\0NAME' | sha256sum`.
    #[test]
    fn the_draw_can_be_made_again_outside() {
        let pool = ["chen", "sun", "wu", "zhou"].map(UserId::new).to_vec();
        let order = Draw { seed: "00".repeat(32), pool }.order();
        assert_eq!(order.iter().map(UserId::as_str).collect::<Vec<_>>(), ["wu", "chen", "sun", "zhou"]);
    }
}
