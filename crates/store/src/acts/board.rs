//! Review boards: the question and every vote are sealed before anybody decides; votes are opened once, by the house,
//! when the rules say that all are in.

use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::content::random;
use crate::db::Connection;
use crate::door::{Outcome, Parcel};
use crate::read::record;
use crate::seen::Thing;
use crate::{Error, Store};
use domain::case::{Board, Case};
use domain::command::{CaseCommand, Convene, NewTask, OpenedVote, WriteMinutes};
use domain::{Actor, CaseId, Command, Event, Refusal, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a board is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardMatter {
    pub question: String,
    pub options: Vec<String>,
}

/// What a member says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// From 0, as the options stand.
    pub option: u8,
    pub reasons: String,
}

/// What is to be done about it, by which team.
pub struct Action<'a> {
    pub team: domain::words::Team,
    pub to: Option<UserId>,
    pub text: &'a str,
}

/// What of a board may be read: the question always, the reasons of its votes once they are revealed.
#[derive(Clone, Debug, Default)]
pub struct BoardSaid {
    pub matter: BoardMatter,
    pub reasons: BTreeMap<UserId, String>,
}

const OPTION_LETTERS: usize = 200;

impl Store {
    pub async fn convene(
        &self,
        by: &Actor,
        case: &CaseId,
        question: &str,
        options: &[String],
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let options: Vec<String> = options.iter().map(|one| one.trim().to_owned()).collect();
        let fits = |one: &String| !one.is_empty() && one.chars().count() <= OPTION_LETTERS;
        let twice = options.iter().enumerate().any(|(at, one)| options[..at].contains(one));
        if !options.iter().all(fits) || twice {
            return Err(Refusal::OptionsInvalid.into());
        }
        let count = u8::try_from(options.len()).map_err(|_| Refusal::OptionsInvalid)?;
        let mut pack = self.pack(case.subject());
        let matter = pack.json(&BoardMatter { question: self.written(question)?.to_owned(), options });
        let seed = random::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
        let command = CaseCommand::Convene(Box::new(Convene { matter, options: count, seed }));
        self.act(by, case, command, pack, given.into()).await
    }

    /// Sealed here and read by nobody before the reveal; the last one that is waited for brings it about.
    pub async fn vote(
        &self,
        by: &Actor,
        case: &CaseId,
        board: &str,
        (option, reasons): (u8, &str),
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let loaded = self.whole(case).await?;
        let known =
            loaded.case.board(board).filter(|_| loaded.case.is_seen_by(by)).ok_or(Refusal::NotFound)?;
        if option >= known.options {
            return Err(Refusal::OptionsInvalid.into());
        }
        let mut pack = self.pack(case.subject());
        let vote = pack.json(&Ballot { option, reasons: self.written(reasons)?.to_owned() });
        let command = CaseCommand::Vote { board: board.to_owned(), vote };
        let done = self.act(by, case, command, pack, given.into()).await?;
        self.reveal_now(case).await;
        Ok(done)
    }

    /// What was done stands, whatever comes of counting; the next tick counts again.
    async fn reveal_now(&self, case: &CaseId) {
        if let Err(error) = self.reveal_votes(case).await {
            tracing::error!(%case, error = %error.detail(), "votes could not be counted");
        }
    }

    pub async fn recuse(
        &self,
        by: &Actor,
        case: &CaseId,
        board: &str,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = found_text(&mut pack, self.written(why)?, &[INTERNAL]);
        let command = CaseCommand::Recuse { board: board.to_owned(), why };
        let done = self.act(by, case, command, pack, given.into()).await?;
        self.reveal_now(case).await;
        Ok(done)
    }

    /// Opens the votes of a board that takes no more. Answers whether it did; a server that stops in between does it
    /// with the next tick.
    pub async fn reveal_votes(&self, case: &CaseId) -> Result<bool, Error> {
        let loaded = self.whole(case).await?;
        let Some((board, _)) = loaded.case.board_to_count() else { return Ok(false) };
        let (store, counted) = (self.clone(), board.clone());
        let votes = self.db().read(move |db| store.opened_votes(db, &counted)).await?;
        let command = CaseCommand::RevealVotes { board: board.id.clone(), votes };
        let command = Command::Case(case.clone(), command);
        match self.execute(&Actor::System, command, Parcel::default(), None).await {
            Ok(done) => Ok(done.events.iter().any(|(_, event)| matches!(event, Event::BoardRevealed { .. }))),
            // Somebody else was faster.
            Err(Error::Refused(Refusal::VoteLate)) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// For the decision alone, which lets nobody see them before they are revealed.
    fn opened_votes(&self, db: &mut Connection, board: &Board) -> Result<Vec<OpenedVote>, Error> {
        let objects: Vec<String> = board.ballots().map(|(_, vote)| vote.object.clone()).collect();
        let opened = self.open_decided(db, &objects)?;
        let one = |(user, vote): (&UserId, &domain::ContentRef)| {
            let opened = opened.get(&vote.object)?;
            let option = record::<Ballot>(opened)?.option;
            let commitment = journal::Hash(opened.commitment()).to_string();
            Some(OpenedVote { user: user.clone(), option, commitment })
        };
        Ok(board.ballots().filter_map(one).collect())
    }

    pub async fn write_minutes(
        &self,
        by: &Actor,
        case: &CaseId,
        (board, text): (&str, &str),
        actions: &[Action<'_>],
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let mut tasks = vec![];
        for action in actions {
            let text = pack.text(self.written(action.text)?);
            tasks.push(NewTask { team: action.team, to: action.to.clone(), text, due_ms: None });
        }
        let text = found_text(&mut pack, self.written(text)?, &[INTERNAL]);
        let new = WriteMinutes { board: board.to_owned(), text, actions: tasks };
        self.act(by, case, CaseCommand::WriteMinutes(Box::new(new)), pack, given.into()).await
    }

    /// What this reader may read of a board.
    pub fn board_said(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
        board: &Board,
    ) -> Result<BoardSaid, Error> {
        let matter = self.open_for(db, case, by, Thing::Board(board))?;
        let matter = matter.and_then(|opened| record(&opened)).unwrap_or_default();
        let mut reasons = BTreeMap::new();
        for seat in &board.seats {
            let opened = self.open_for(db, case, by, Thing::Vote(board, seat))?;
            if let Some(ballot) = opened.and_then(|opened| record::<Ballot>(&opened)) {
                reasons.insert(seat.user.clone(), ballot.reasons);
            }
        }
        Ok(BoardSaid { matter, reasons })
    }
}
