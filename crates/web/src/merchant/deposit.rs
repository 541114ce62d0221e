//! `GET /m/deposit`: the statement of the deposit, newest first.

use super::list::balance;
use super::{merchant, page, shop};
use crate::answer;
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::merchant::{DepositPage, Posting};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::account;
use domain::{CaseId, MerchantId};
use serde::Deserialize;
use store::Error;
use store::db::Connection;

const ROWS: u32 = 30;

#[derive(Deserialize)]
pub struct From {
    before: Option<i64>,
}

pub async fn deposit(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    let (reading, p, merchant) = (app.clone(), page(&app, &reader, &who), merchant(&who)?);
    let page = app.store().db().read(move |db| read(&reading, db, p, &merchant, from.before)).await?;
    Ok(answer::page(StatusCode::OK, &page))
}

fn read(
    app: &App,
    db: &mut Connection,
    p: Page,
    merchant: &MerchantId,
    before: Option<i64>,
) -> Result<DepositPage, Error> {
    let account = account::deposit(merchant);
    let lines = app.store().statement(db, &account, before, ROWS)?;
    let mut postings = vec![];
    for line in &lines {
        let case = app.store().case(db, &CaseId::new(line.case_id.as_str()))?;
        postings.push(Posting {
            at_ms: line.at_ms,
            what: face::money::reason(&p, &line.reason).to_owned(),
            case: case.map(|loaded| (loaded.case.number, format!("/m/cases/{}", loaded.case.id))),
            fen: line.amount.0,
        });
    }
    let last = lines.last().filter(|_| lines.len() == ROWS as usize);
    Ok(DepositPage {
        shop: shop(app, db, merchant)?,
        balance: balance(app, db, merchant)?,
        postings,
        newer: before.map(|_| "/m/deposit".to_owned()),
        older: last.map(|last| format!("/m/deposit?before={}", last.seq)),
        p,
    })
}
