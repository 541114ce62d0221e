//! Looks at a case go into the read log behind the answer, which does not wait for them.

use crate::app::App;
use domain::{Actor, CaseId};
use store::Error;
use store::looks::How;

pub fn at(app: &App, by: &Actor, case: &CaseId, how: How) {
    let (store, by, case) = (app.store().clone(), by.clone(), case.clone());
    tokio::spawn(async move { report(store.looked(&by, &case, "", how).await) });
}

/// These cases came up in a search.
pub fn found(app: &App, by: &Actor, cases: Vec<String>) {
    let (store, by) = (app.store().clone(), by.clone());
    tokio::spawn(async move { report(store.found_by(&by, cases).await) });
}

fn report(done: Result<(), Error>) {
    if let Err(error) = done {
        tracing::error!(error = %error.detail(), "a look was not written down");
    }
}
