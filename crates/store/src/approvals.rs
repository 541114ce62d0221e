//! The inbox of what waits for a yes, and the budgets of the day.

use crate::acts::budget_of;
use crate::cases::Loaded;
use crate::content::Opened;
use crate::db::Connection;
use crate::record::Brief;
use crate::{Error, Store};
use domain::budget::{Budget, today};
use domain::case::{Approval, Case, Sought};
use domain::words::Team;
use domain::world::{Colleague, may_approve};
use domain::{Actor, CaseId, Fen, UserId};

/// One case that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub loaded: Loaded,
    pub brief: Brief,
    /// Why it is asked for, and what the customer would read.
    pub why: Option<String>,
    pub words: Option<String>,
    pub may: May,
    /// The teams of whoever asks; their budgets are drawn on.
    pub teams: Vec<Team>,
}

/// What the reader can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    Decide,
    /// It is their own: another person decides.
    Own,
    /// It is above their limit as well.
    Above,
}

/// What may be promised today from the one budget of the house, by everybody or by one team.
#[derive(Clone, Debug)]
pub struct Day {
    pub team: Option<Team>,
    pub budget: Budget,
    /// What lies in the account; of a team that of the house.
    pub there: Fen,
}

impl Waiting {
    pub fn approval(&self) -> Option<&Approval> {
        self.loaded.case.open_approval()
    }
}

impl Store {
    /// Whose turn it is first, then what others have, each by its clock.
    pub fn approvals(
        &self,
        db: &mut Connection,
        by: &Actor,
        mine: Option<&UserId>,
        most: usize,
    ) -> Result<Vec<Waiting>, Error> {
        let staff = self.colleagues(db)?;
        let sql = format!("select case_id from approvals order by due_ms, seq limit {most}");
        let mut found = vec![];
        for row in db.query(&sql, &[])? {
            let id = CaseId::new(row.text(0)?);
            let loaded = self.case(db, &id)?.ok_or(Error::Damaged("a listed case is gone"))?;
            found.extend(self.waiting(db, by, &staff, loaded)?);
        }
        found.sort_by_key(|one| one.approval().map(|approval| Some(&approval.with.to) != mine));
        Ok(found)
    }

    fn waiting(
        &self,
        db: &mut Connection,
        by: &Actor,
        staff: &[Colleague],
        loaded: Loaded,
    ) -> Result<Option<Waiting>, Error> {
        let Some(approval) = loaded.case.open_approval() else { return Ok(None) };
        let rows = self.rows_of(db, &[loaded.case.id.to_string()])?;
        let brief = rows.into_iter().next().map(|row| row.brief).unwrap_or_default();
        let things = [crate::seen::Thing::Why(approval), crate::seen::Thing::Sought(approval)];
        let opened = self.open_all_for(db, &loaded.case, by, &things)?;
        let text = |object: Option<&str>| {
            let text = object.and_then(|object| opened.get(object)).and_then(Opened::text)?;
            Some(self.masked(text))
        };
        let why = text(Some(&approval.why.object));
        let words = text(words_of(&loaded.case, approval));
        let allowances = &self.policy().playbooks.of(loaded.case.kind()).allowances;
        let may = match () {
            () if by.user() == Some(&approval.by) => May::Own,
            () if may_approve(staff, by, (allowances, &approval.cost, approval.least), self.now_ms()) => {
                May::Decide
            }
            () => May::Above,
        };
        let author = staff.iter().find(|one| one.user == approval.by);
        let teams = author.map(|one| one.work.teams().collect()).unwrap_or_default();
        Ok(Some(Waiting { brief, why, words, may, teams, loaded }))
    }

    /// Those of the house and of every team that has a limit.
    pub fn budgets(&self, db: &mut Connection) -> Result<Vec<Day>, Error> {
        let day = today(self.now_ms());
        let there = self.account(db, &budget_of(None))?.available();
        let mut days = vec![];
        for team in [None].into_iter().chain(Team::ALL.iter().map(|team| Some(*team))) {
            let budget = self.account(db, &budget_of(team))?.budget_on(&day);
            days.push(Day { team, budget, there });
        }
        Ok(days)
    }
}

/// What the customer would read, or what they wrote with what they ask for.
pub(crate) fn words_of<'c>(case: &'c Case, approval: &'c Approval) -> Option<&'c str> {
    match &approval.sought {
        Sought::Offer { proposal } => Some(&proposal.words.object),
        Sought::Accept { offer, .. } => {
            case.offers.iter().find(|one| one.id == *offer).map(|one| one.words.object.as_str())
        }
    }
}
