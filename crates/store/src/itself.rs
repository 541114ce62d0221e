//! What the house notes about itself, see [`domain::house`].

use crate::db::Connection;
use crate::packed::read_state;
use crate::{Error, Outcome, Parcel, Store};
use domain::command::HouseCommand;
use domain::{Actor, Command, House, State, SubjectId};

impl Store {
    /// The last of everything it noted; empty in a new house.
    pub fn itself(&self, db: &mut Connection) -> Result<House, Error> {
        noted(db)
    }

    /// Notes something, as the house itself. What was noted before is refused as `AlreadyThere`.
    pub async fn note_itself(&self, command: HouseCommand) -> Result<Outcome, Error> {
        self.execute(&Actor::System, Command::House(command), Parcel::default(), None).await
    }
}

pub(crate) fn noted(db: &mut Connection) -> Result<House, Error> {
    let sql = "select state from subjects where id = $1";
    let row = db.query_one_opt(sql, &[SubjectId::house().as_str().into()])?;
    match row.map(|row| read_state(row.bytes(0)?)).transpose()? {
        Some(State::House(house)) => Ok(house),
        _ => Ok(House::default()),
    }
}
