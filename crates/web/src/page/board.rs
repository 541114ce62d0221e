//! Review boards as the desk shows them.

#[derive(Clone)]
pub struct Board {
    pub id: String,
    pub line: String,
    pub question: String,
    /// Each with how many voted for it, once that is known.
    pub options: Vec<Choice>,
    pub seats: Vec<Seat>,
    pub result: Option<String>,
    /// Seed and pool, by which the draw can be made again.
    pub draw: String,
    pub minutes: Option<String>,
    /// This reader sits on it and has not voted.
    pub mine: bool,
    /// It is over and nobody has written the minutes.
    pub wants_minutes: bool,
    pub is_voting: bool,
}

#[derive(Clone)]
pub struct Choice {
    pub label: String,
    pub votes: Option<usize>,
}

#[derive(Clone)]
pub struct Seat {
    pub line: String,
    pub reasons: Option<String>,
    pub is_dissent: bool,
}

impl super::desk::CasePage {
    /// The one this reader is to vote on.
    pub fn my_board(&self) -> Option<&Board> {
        self.boards.iter().find(|board| board.mine)
    }
    pub fn board_without_minutes(&self) -> Option<&Board> {
        self.boards.iter().find(|board| board.wants_minutes)
    }
    /// Rows for what is to be done; more are set as tasks.
    pub fn actions(&self) -> [usize; 3] {
        [1, 2, 3]
    }
}
