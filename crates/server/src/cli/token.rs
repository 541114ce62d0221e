//! `redress token`: the text is shown once; what is kept is its keyed hash.

use super::Place;
use super::house::{Outcome, ensure_admin, open, runtime};
use domain::command::{Command, UserCommand};
use domain::{Actor, Refusal, UserId};
use store::Parcel;
use store::content::random_id;

pub fn token(place: &Place, user: &str, scope: &str) -> Outcome {
    let house = open(place)?;
    runtime()?.block_on(async {
        ensure_admin(&house.store).await?;
        let token = format!("rdr_{user}_{}", random_id());
        let key = house.store.token_key(&token);
        let command =
            Command::User(UserId::new(user), UserCommand::IssueToken { token: key, scope: scope.to_owned() });
        match house.store.execute(&Actor::System, command, Parcel::default(), None).await {
            Ok(_) => {
                println!("{token}");
                Ok(())
            }
            Err(error) if error.refusal() == Some(Refusal::NotFound) => {
                Err(format!("there is no user {user}"))
            }
            Err(error) => Err(error.detail()),
        }
    })
}
