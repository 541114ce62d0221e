//! `GET /desk/money`: the books by kind of account. `GET /desk/money/{account}`: its statement.
//! `POST /desk/money/{account}`: money that came from outside, by its reference.

use super::{html, page};
use crate::app::App;
use crate::face::money as words;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::desk::{BooksRow, MoneyPage, StatementLine, StatementPage};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::account::kind_of;
use domain::id::AccountId;
use domain::{CaseId, Refusal};
use serde::Deserialize;
use store::db::Connection;
use store::ledger::{Balance, OfKind, Posted};
use store::{Error, Store};

const ROWS: u32 = 50;

#[derive(Deserialize)]
pub struct Which {
    kind: Option<String>,
    after: Option<String>,
}

pub async fn books(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(which): Query<Which>,
) -> Result<Response, Fault> {
    let (p, store) = (page(&app, &reader, &who), app.store().clone());
    let read = app.store().db().read(move |db| all(&store, db, p, &which));
    Ok(html(StatusCode::OK, &read.await?))
}

fn all(store: &Store, db: &mut Connection, p: Page, which: &Which) -> Result<MoneyPage, Error> {
    let kinds = store.kinds_of_accounts(db)?.iter().map(|kind| of_kind(&p, kind)).collect();
    let after = which.after.as_deref().unwrap_or_default();
    let accounts = match &which.kind {
        Some(kind) => store.accounts(db, kind, after, ROWS)?,
        None => vec![],
    };
    let last = accounts.last().filter(|_| accounts.len() == ROWS as usize);
    let kind = which.kind.clone().unwrap_or_default();
    let older = last.map(|last| format!("/desk/money?kind={kind}&after={}", last.account));
    let newer = (!after.is_empty()).then(|| format!("/desk/money?kind={kind}"));
    let rows = accounts.iter().map(|one| of_one(&p, one)).collect();
    let listed = which.kind.as_ref().map(|kind| (words::kind_label(&p, kind).to_owned(), rows));
    Ok(MoneyPage { kinds, listed, newer, older, p })
}

fn of_kind(p: &Page, kind: &OfKind) -> BooksRow {
    let many = domain::account::KINDS.iter().any(|known| known.word == kind.kind && known.many);
    BooksRow {
        name: words::kind_label(p, &kind.kind).to_owned(),
        href: if many {
            format!("/desk/money?kind={}", kind.kind)
        } else {
            format!("/desk/money/{}", kind.kind)
        },
        side: words::side(
            p,
            &if many { format!("{}-x", kind.kind) } else { kind.kind.clone() },
            kind.posted.0,
        ),
        posted_fen: kind.posted.0,
        held_fen: kind.held.0,
        accounts: many.then_some(kind.accounts),
    }
}

fn of_one(p: &Page, one: &Balance) -> BooksRow {
    BooksRow {
        name: words::account(p, &one.account),
        href: format!("/desk/money/{}", one.account),
        side: words::side(p, &one.account, one.posted.0),
        posted_fen: one.posted.0,
        held_fen: one.held.0,
        accounts: None,
    }
}

#[derive(Deserialize)]
pub struct From {
    before: Option<i64>,
    done: Option<String>,
}

pub async fn statement(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(account): Path<String>,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    let id = AccountId::new(account);
    if kind_of(&id).is_none() {
        return Err(Refusal::NotFound.into());
    }
    let mut p = page(&app, &reader, &who);
    p.flash = from.done.map(|_| Flash::Done(reader.locale.t("money-funded").to_owned()));
    let store = app.store().clone();
    let read = app.store().db().read(move |db| one(&store, db, p, &id, from.before));
    Ok(html(StatusCode::OK, &read.await?))
}

fn one(
    store: &Store,
    db: &mut Connection,
    p: Page,
    id: &AccountId,
    before: Option<i64>,
) -> Result<StatementPage, Error> {
    let account = store.account(db, id)?;
    let posted = store.statement(db, id, before, ROWS)?;
    let mut lines = vec![];
    for line in &posted {
        lines.push(posted_line(store, db, &p, line)?);
    }
    let mut pending = vec![];
    for (transfer, one) in &account.pending {
        pending.push(StatementLine {
            at_ms: one.until_ms,
            what: p.t("money-promised"),
            other: words::account(&p, one.to.as_str()),
            case: numbered(store, db, one.case.as_ref().map_or("", |case| case.as_str()))?,
            authority: words::authority(&p, &one.authority.to_string()),
            transfer: transfer.clone(),
            entry: None,
            fen: -one.amount.0,
        });
    }
    let last = posted.last().filter(|_| posted.len() == ROWS as usize);
    let here = format!("/desk/money/{id}");
    Ok(StatementPage {
        account: id.to_string(),
        kind: words::account(&p, id.as_str()),
        side: words::side(&p, id.as_str(), account.posted.0),
        posted_fen: account.posted.0,
        held_fen: account.held().0,
        pending,
        lines,
        funded: kind_of(id).is_some_and(|kind| kind.funded),
        newer: before.map(|_| here.clone()),
        older: last.map(|last| format!("{here}?before={}", last.seq)),
        p,
    })
}

fn posted_line(store: &Store, db: &mut Connection, p: &Page, line: &Posted) -> Result<StatementLine, Error> {
    Ok(StatementLine {
        at_ms: Some(line.at_ms),
        what: words::reason(p, &line.reason),
        other: words::account(p, &line.other),
        case: numbered(store, db, &line.case_id)?,
        authority: words::authority(p, &line.authority),
        transfer: line.transfer.clone(),
        entry: Some(line.entry),
        fen: line.amount.0,
    })
}

fn numbered(store: &Store, db: &mut Connection, case: &str) -> Result<Option<(String, String)>, Error> {
    if case.is_empty() {
        return Ok(None);
    }
    let case = store.case(db, &CaseId::new(case))?;
    Ok(case.map(|loaded| (loaded.case.number.clone(), format!("/desk/cases/{}", loaded.case.id))))
}

pub async fn fund(
    State(app): State<App>,
    who: Who,
    Path(account): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let amount = form.yuan("amount")?.ok_or(Refusal::AmountInvalid)?;
    let reference = form.get("reference").ok_or(Refusal::TextMissing)?.trim();
    app.store().fund(&who.actor, &AccountId::new(&account), amount, reference).await?;
    Ok(Redirect::to(&format!("/desk/money/{account}?done=1")).into_response())
}
