//! Twenty handlers on duty, so that every complaint filed gets an owner, as it would in a real house.

use crate::served::House;
use domain::command::{Command, UserCommand};
use domain::user::Account;
use domain::{Actor, UserId, actor::Role};
use std::sync::Arc;
use store::{SetClock, Store};

const NOW_MS: i64 = 1_750_000_000_000;

pub async fn hire(house: &House) -> Result<(), String> {
    let (dir, url) = (house.dir.clone(), house.database_url.clone());
    let clock = Arc::new(SetClock::at(NOW_MS));
    let policy = Arc::new(domain::Policy {
        playbooks: domain::playbook::Playbooks::shipped(),
        law: domain::law::Library::shipped(),
        limits: domain::policy::Limits::default(),
        masks: Default::default(),
    });
    let opened = tokio::task::spawn_blocking(move || Store::open(&dir, url.as_deref(), clock, policy)).await;
    let store = opened.map_err(|error| error.to_string())?.map_err(|error| error.detail())?;
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
