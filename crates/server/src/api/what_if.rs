//! `POST /api/v1/playbooks/what-if`: the clocks and ladders of changed playbooks over the newest cases. Nothing is written. One at
//! a time, on one thread, so that pages are served as before meanwhile.

use super::body::Body;
use axum::Json;
use axum::extract::State;
use domain::what_if::Report;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::Error;
use tokio::sync::Semaphore;
use web::app::App;
use web::fault::Fault;

const CASES_MAX: usize = 100_000;
const MINUTES_MAX: u32 = 24 * 60;

static ONE: Semaphore = Semaphore::const_new(1);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Texts of playbooks by the names of their files, each in the place of the one of its name.
    files: BTreeMap<String, String>,
    #[serde(default = "ten_thousand")]
    cases: usize,
    #[serde(default = "six")]
    minutes_an_act: u32,
}

fn ten_thousand() -> usize {
    10_000
}

fn six() -> u32 {
    6
}

pub async fn what_if(State(app): State<App>, Body(asked): Body<Asked>) -> Result<Json<Value>, Fault> {
    let Asked { files, cases, minutes_an_act } = asked;
    if files.is_empty() || !(1..=CASES_MAX).contains(&cases) || !(1..=MINUTES_MAX).contains(&minutes_an_act) {
        return Err(Fault::Malformed(format!(
            "send one file at least, 1 to {CASES_MAX} cases, 1 to {MINUTES_MAX} minutes"
        )));
    }
    let _turn = ONE.acquire().await.map_err(|_| Error::Stopped)?;
    let store = app.store().clone();
    let tried = tokio::task::spawn_blocking(move || {
        let changes = files.into_iter().map(|(name, text)| (name, Some(text))).collect();
        let books = store.policy().playbooks.with(&changes).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Fault::Malformed(lines.join("\n"))
        })?;
        store.what_if(&books, cases, 1).map_err(Fault::from)
    });
    let report = tried.await.map_err(|_| Fault::from(Error::Stopped))??;
    Ok(Json(said(&report, minutes_an_act)))
}

/// The same on the command line.
pub fn said(report: &Report, minutes_an_act: u32) -> Value {
    json!({
        "cases": report.cases,
        "left_out": report.left_out,
        "late_cases": report.late_cases(),
        "steps": report.lines(),
        "owners": report.loads(),
        "cost": report.cost(minutes_an_act),
        "newly_late": report.newly_late(),
        "rungs": report.rungs(),
        "rung_cost": report.rung_cost(),
    })
}
