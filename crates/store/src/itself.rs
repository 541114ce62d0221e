//! What the house notes about itself, see [`domain::house`].

use crate::db::Connection;
use crate::{Error, Outcome, Parcel, Store};
use domain::command::HouseCommand;
use domain::{Actor, Command, House, State, SubjectId};

impl Store {
    /// The last of everything it noted; empty in a new house.
    pub fn itself(&self, db: &mut Connection) -> Result<House, Error> {
        match self.state(db, &SubjectId::house())? {
            Some(State::House(house)) => Ok(house),
            _ => Ok(House::default()),
        }
    }

    /// Notes something, as the house itself. What was noted before is refused as `AlreadyThere`.
    pub async fn note_itself(&self, command: HouseCommand) -> Result<Outcome, Error> {
        self.execute(&Actor::System, Command::House(command), Parcel::default(), None).await
    }
}
