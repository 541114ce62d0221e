//! The calendar the house counts by: the shipped years, and those that were imported in their place.

use crate::db::Connection;
use crate::{Error, Parcel, Store};
use domain::calendar::{Calendar, Year};
use domain::command::{CaseCommand, HouseCommand};
use domain::house::ImportedYear;
use domain::{Actor, CaseId, Command, Refusal, State, SubjectId};
use futures::future::join_all;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What importing a year came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Open cases that were looked at.
    pub cases: u64,
    /// Those in which a clock is due at another time now.
    pub moved: u64,
}

const PAGE: usize = 256;

impl Store {
    /// As every decision sees it: the year of the house goes before the shipped one.
    pub fn calendar(&self, db: &mut Connection) -> Result<Calendar, Error> {
        let shipped = &self.policy().calendar;
        Ok(match self.state(db, &SubjectId::house())? {
            Some(State::House(house)) => house.calendar(shipped).into_owned(),
            _ => shipped.clone(),
        })
    }

    /// Years that were imported, with the digest of the file.
    pub fn imported_years(&self, db: &mut Connection) -> Result<BTreeMap<i16, String>, Error> {
        Ok(match self.state(db, &SubjectId::house())? {
            Some(State::House(house)) => {
                house.years.into_iter().map(|(year, imported)| (year, imported.sha256)).collect()
            }
            _ => BTreeMap::new(),
        })
    }

    /// Takes a year's notice into the journal, with the digest of its file, and counts the clocks of all open cases
    /// again. Doing it once more finishes what was interrupted.
    pub async fn import_year(&self, by: &Actor, year: Year, file: &[u8]) -> Result<Imported, Error> {
        let sha256 = Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect();
        let command = Command::House(HouseCommand::ImportYear(ImportedYear { year, sha256 }));
        match self.execute(by, command, Parcel::default(), None).await {
            Err(error) if error.refusal() != Some(Refusal::AlreadyThere) => return Err(error),
            _ => {}
        }
        let mut done = Imported::default();
        let mut after = None;
        loop {
            let reader = self.clone();
            let page = self.db().read(move |db| reader.open_cases(db, after)).await?;
            let Some((last, _)) = page.last() else { return Ok(done) };
            after = Some(*last);
            // Sent together, so that the writer takes them as groups.
            for moved in join_all(page.into_iter().map(|(_, case)| self.recount(case))).await {
                done.cases += 1;
                done.moved += u64::from(moved?);
            }
        }
    }

    /// Whether a clock is due at another time now. A restricted case is not touched; its clocks say by which calendar
    /// they were counted.
    async fn recount(&self, case: CaseId) -> Result<bool, Error> {
        let command = Command::Case(case, CaseCommand::Recount);
        match self.execute(&Actor::System, command, Parcel::default(), None).await {
            Ok(outcome) => Ok(!outcome.events.is_empty()),
            Err(error) if error.refusal().is_some() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// By their position, so that one that moves in the queue meanwhile is not left out.
    fn open_cases(&self, db: &mut Connection, after: Option<i64>) -> Result<Vec<(i64, CaseId)>, Error> {
        let sql =
            format!("select seq, case_id from queue where open = 1 and seq > $1 order by seq limit {PAGE}");
        let rows = db.query(&sql, &[after.unwrap_or(-1).into()])?;
        rows.iter().map(|row| Ok((row.int(0)?, CaseId::new(row.text(1)?)))).collect()
    }
}
