//! Clocks that have struck: each due subject is looked at again by the rules. One that fails, or has nothing to say
//! although its row says so, is pushed on and reported, so that it never blocks the rest.

use domain::command::{CaseCommand, Command, MerchantCommand};
use domain::{Actor, Event, SubjectId};
use store::{Error, Outcome, Parcel, Store};

const AT_ONCE: u32 = 256;
const PUSH_MS: i64 = 3_600_000;

pub async fn strike(store: &Store) -> Result<usize, Error> {
    let mut struck = 0;
    loop {
        let reader = store.clone();
        let due = store.db().read(move |db| reader.ticks_due(db, AT_ONCE)).await?;
        if due.is_empty() {
            return Ok(struck);
        }
        struck += due.len();
        // Sent together, so that the writer takes them as groups.
        let tasks: Vec<_> =
            due.into_iter().map(|subject| tokio::spawn(elapse(store.clone(), subject))).collect();
        for task in tasks {
            let _ = task.await;
        }
    }
}

async fn elapse(store: Store, subject: SubjectId) {
    let Some(command) = struck(&subject) else { return push_on(&store, &subject, "has no clocks").await };
    match store.execute(&Actor::System, command, Parcel::default(), None).await {
        Ok(outcome) if outcome.events.is_empty() || closes(&outcome) => count(&store, &subject).await,
        Ok(_) => {}
        Err(error) => push_on(&store, &subject, &error.detail()).await,
    }
}

fn closes(outcome: &Outcome) -> bool {
    outcome.events.iter().any(|(_, event)| matches!(event, Event::BoardClosed { .. }))
}

/// A board whose votes are all in, or whose time is over, waits for them to be opened.
async fn count(store: &Store, subject: &SubjectId) {
    let counted = match subject.case() {
        Some(case) => store.reveal_votes(&case).await,
        None => Ok(false),
    };
    match counted {
        Ok(true) => {}
        Ok(false) => push_on(store, subject, "had nothing due").await,
        Err(error) => push_on(store, subject, &error.detail()).await,
    }
}

fn struck(subject: &SubjectId) -> Option<Command> {
    let of_case = |case| Command::Case(case, CaseCommand::Elapse);
    let of_account = |account| Command::ElapseAccount { account };
    let of_merchant = |merchant| Command::Merchant(merchant, MerchantCommand::Elapse);
    subject
        .case()
        .map(of_case)
        .or_else(|| subject.account().map(of_account))
        .or_else(|| subject.merchant().map(of_merchant))
}

async fn push_on(store: &Store, subject: &SubjectId, why: &str) {
    tracing::warn!(%subject, why, "a clock was pushed on by an hour");
    if let Err(error) = store.push_tick_on(subject, PUSH_MS).await {
        tracing::error!(%subject, error = %error.detail(), "and could not be pushed on");
    }
}
