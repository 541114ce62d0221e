//! Twenty handlers on duty, so that every complaint filed gets an owner, as it would in a real house.

use crate::served::House;
use domain::command::{Command, UserCommand};
use domain::user::Account;
use domain::{Actor, UserId, actor::Role};
use std::path::PathBuf;
use std::sync::Arc;
use store::{SetClock, Store};

const NOW_MS: i64 = 1_750_000_000_000;

/// A house opened in this process, at a time that stands still.
pub async fn open(dir: PathBuf, url: Option<String>) -> Result<Store, String> {
    opened(dir, url, Arc::new(SetClock::at(NOW_MS))).await
}

/// The same with a clock that can be set.
pub async fn open_at(dir: PathBuf, clock: Arc<SetClock>) -> Result<Store, String> {
    opened(dir, None, clock).await
}

async fn opened(dir: PathBuf, url: Option<String>, clock: Arc<SetClock>) -> Result<Store, String> {
    let policy = Arc::new(domain::Policy {
        playbooks: domain::playbook::Playbooks::shipped(),
        law: domain::law::Library::shipped(),
        calendar: domain::calendar::Calendar::shipped(),
        templates: domain::writing::Templates::shipped(),
        breakers: domain::breaker::Breakers::shipped(),
        fulfilment: Default::default(),
        limits: domain::policy::Limits::default(),
        masks: Default::default(),
    });
    let opened = tokio::task::spawn_blocking(move || Store::open(&dir, url.as_deref(), clock, policy)).await;
    opened.map_err(|error| error.to_string())?.map_err(|error| error.detail())
}

pub async fn hire(house: &House) -> Result<(), String> {
    hire_into(&open(house.dir.clone(), house.database_url.clone()).await?).await
}

pub async fn hire_into(store: &Store) -> Result<(), String> {
    for at in 1..=20 {
        let user = UserId::new(format!("handler{at:02}"));
        let mut pack = store.pack(user.subject());
        let account =
            Account { role: Role::Handler, merchant: None, name: pack.text(&format!("Handler {at}")) };
        let command = Command::User(user, UserCommand::Record { account });
        store.execute(&Actor::System, command, pack.close(), None).await.map_err(|error| error.detail())?;
    }
    Ok(())
}
