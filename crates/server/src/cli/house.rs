//! Opening the house a command works in.

use super::Place;
use crate::config::Config;
use crate::system_clock::SystemClock;
use domain::actor::Role;
use domain::command::{Command, UserCommand};
use domain::fulfilment::Fulfilment;
use domain::user::Account;
use domain::{Actor, Refusal, UserId};
use std::sync::Arc;
use store::{Clock, Store};

pub type Outcome<T = ()> = Result<T, String>;

pub struct House {
    pub store: Store,
    pub config: Config,
}

/// Opens with the machine's clock.
pub fn open(place: &Place) -> Outcome<House> {
    open_at(place, Arc::new(SystemClock))
}

/// With these systems outside in place of the configured ones.
pub fn open_with(place: &Place, fulfilment: Fulfilment) -> Outcome<House> {
    let config = Config::read(&place.data, place.config.as_deref())?;
    let policy = domain::Policy { fulfilment, ..config.policy()? };
    opened(place, Arc::new(SystemClock), config, policy)
}

pub fn open_at(place: &Place, clock: Arc<dyn Clock>) -> Outcome<House> {
    let config = Config::read(&place.data, place.config.as_deref())?;
    let policy = config.policy()?;
    opened(place, clock, config, policy)
}

fn opened(place: &Place, clock: Arc<dyn Clock>, config: Config, policy: domain::Policy) -> Outcome<House> {
    let policy = Arc::new(policy);
    let store = Store::open(&place.data, place.database_url.as_deref(), clock, policy)
        .map_err(|error| format!("cannot open {}: {}", place.data.display(), error.detail()))?;
    Ok(House { store, config })
}

pub fn runtime() -> Outcome<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())
}

/// A fresh house has one user, admin, without a password: a token or `redress user password admin` makes the first way in.
pub async fn ensure_admin(store: &Store) -> Outcome {
    let admin = UserId::new("admin");
    let (reader, wanted) = (store.clone(), admin.clone());
    let known = store.db().read(move |db| reader.user(db, &wanted)).await.map_err(|error| error.detail())?;
    if known.is_some() {
        return Ok(());
    }
    let mut pack = store.pack(admin.subject());
    let account = Account { role: Role::Admin, merchant: None, name: pack.text("Administrator") };
    let command = Command::User(admin, UserCommand::Record { account });
    match store.execute(&Actor::System, command, pack.close(), None).await {
        Ok(_) => Ok(()),
        Err(error) if error.refusal() == Some(Refusal::AlreadyThere) => Ok(()),
        Err(error) => Err(error.detail()),
    }
}
