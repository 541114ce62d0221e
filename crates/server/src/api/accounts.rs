//! `GET /api/v1/accounts`: the books by kind, or the accounts of one kind. `GET /api/v1/accounts/{account}`: a
//! statement. `POST /api/v1/accounts/{account}/fund`: money from outside, booked once for each reference.

use super::body::Body;
use super::moment;
use axum::Json;
use axum::extract::{Path, Query, State};
use domain::account::{Account, kind_of};
use domain::id::AccountId;
use domain::{Fen, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};
use store::Error;
use store::ledger::Posted;
use web::app::App;
use web::fault::Fault;
use web::who::Who;

const ROWS: u32 = 100;

#[derive(Deserialize)]
pub struct Which {
    kind: Option<String>,
    after: Option<String>,
}

pub async fn list(State(app): State<App>, Query(which): Query<Which>) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let Some(kind) = &which.kind else {
            let kinds = store.kinds_of_accounts(db)?;
            let one = |kind: &store::ledger::OfKind| {
                json!({ "kind": kind.kind, "accounts": kind.accounts, "balance_fen": kind.posted.0, "held_fen": kind.held.0 })
            };
            return Ok(json!({ "kinds": kinds.iter().map(one).collect::<Vec<_>>() }));
        };
        let accounts = store.accounts(db, kind, which.after.as_deref().unwrap_or_default(), ROWS)?;
        let next = accounts.last().filter(|_| accounts.len() == ROWS as usize);
        let one = |one: &store::ledger::Balance| {
            json!({ "account": one.account, "balance_fen": one.posted.0, "held_fen": one.held.0 })
        };
        Ok(json!({
            "items": accounts.iter().map(one).collect::<Vec<_>>(),
            "next": next.map(|last| last.account.clone()),
        }))
    });
    Ok(Json(read.await?))
}

#[derive(Deserialize)]
pub struct From {
    before: Option<i64>,
}

pub async fn statement(
    State(app): State<App>,
    Path(account): Path<String>,
    Query(from): Query<From>,
) -> Result<Json<Value>, Fault> {
    let id = AccountId::new(account);
    if kind_of(&id).is_none() {
        return Err(Refusal::NotFound.into());
    }
    shown(&app, id, from.before).await
}

pub(super) async fn shown(app: &App, id: AccountId, before: Option<i64>) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let (account, lines) = (store.account(db, &id)?, store.statement(db, &id, before, ROWS)?);
        let next = lines.last().filter(|_| lines.len() == ROWS as usize).map(|last| last.seq);
        let mut said = balance(&id, &account);
        said["postings"] = lines.iter().map(line).collect();
        said["next"] = json!(next);
        Ok(said)
    });
    Ok(Json(read.await?))
}

fn balance(id: &AccountId, account: &Account) -> Value {
    let pending = account.pending.iter().map(|(transfer, one)| {
        json!({
            "transfer": transfer, "amount_fen": one.amount.0, "to": one.to, "case": one.case,
            "void_at": one.until_ms.map(moment::text), "authority": one.authority.to_string(),
        })
    });
    json!({
        "account": id, "balance_fen": account.posted.0, "held_fen": account.held().0,
        "available_fen": account.available().0, "pending": pending.collect::<Vec<_>>(),
    })
}

fn line(line: &Posted) -> Value {
    json!({
        "seq": line.seq, "at": moment::text(line.at_ms), "amount_fen": line.amount.0, "other": line.other,
        "case": Some(&line.case_id).filter(|case| !case.is_empty()), "reason": line.reason,
        "transfer": line.transfer, "authority": line.authority, "entry": line.entry,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    amount_fen: i64,
    reference: String,
}

pub async fn fund(
    State(app): State<App>,
    who: Who,
    Path(account): Path<String>,
    Body(given): Body<Given>,
) -> Result<Json<Value>, Fault> {
    let id = AccountId::new(account);
    let now = app.store().fund(&who.actor, &id, Fen(given.amount_fen), &given.reference).await?;
    Ok(Json(balance(&id, &now)))
}
