//! `GET /m/deposit`: the statement of the deposit, newest first; `GET /m/deposit.csv`: the same as a file.

use super::list::balance;
use super::{merchant, page, shop};
use crate::answer;
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::format;
use crate::page::Page;
use crate::page::merchant::{DepositPage, Posting};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::account;
use domain::{CaseId, MerchantId};
use serde::Deserialize;
use std::collections::HashMap;
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

/// At most so many lines at once; the page leads further back.
const LINES_MAX: usize = 20_000;

/// `GET /m/deposit.csv`: all of it, for bookkeeping.
pub async fn csv(State(app): State<App>, reader: Reader, who: Who) -> Result<Response, Fault> {
    let (reading, p, merchant) = (app.clone(), page(&app, &reader, &who), merchant(&who)?);
    let file = app.store().db().read(move |db| lines(&reading, db, &p, &merchant)).await?;
    let name = "attachment; filename=\"deposit.csv\"";
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, file).into_response())
}

/// With the mark that makes spreadsheets read UTF-8.
fn lines(app: &App, db: &mut Connection, p: &Page, merchant: &MerchantId) -> Result<String, Error> {
    let (account, mut before) = (account::deposit(merchant), None);
    let titles = [p.t("col-when"), p.t("col-what"), p.t("col-number"), p.t("col-sum"), p.t("col-transfer")];
    let mut file = format!("\u{feff}{}\r\n", titles.map(quoted).join(","));
    for _ in 0..LINES_MAX / 500 {
        let part = app.store().statement(db, &account, before, 500)?;
        let Some(last) = part.last() else { break };
        before = Some(last.seq);
        let cases: Vec<String> =
            part.iter().map(|line| line.case_id.clone()).filter(|case| !case.is_empty()).collect();
        let numbers: HashMap<String, String> = app.store().numbers_of(db, &cases)?.into_iter().collect();
        for line in &part {
            let number = numbers.get(&line.case_id).map_or("", String::as_str);
            let (when, what) = (format::full(&p.zone, line.at_ms), face::money::reason(p, &line.reason));
            let fields = [&when, what, number, &line.amount.to_string(), &line.transfer].map(quoted);
            file.push_str(&fields.join(","));
            file.push_str("\r\n");
        }
    }
    Ok(file)
}

fn quoted(field: &str) -> String {
    format!("\"{}\"", field.replace('"', "\"\""))
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
