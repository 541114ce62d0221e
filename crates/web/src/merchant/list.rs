//! `GET /m`: open cases by deadline, with what is asked.

use super::{merchant, page, shop};
use crate::answer;
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::merchant::{Balance, ListPage, Row};
use crate::reader::Reader;
use crate::sign::Stage;
use crate::who::Who;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::case::RequestState;
use domain::{Actor, CaseId, MerchantId, Party, account};
use serde::Deserialize;
use store::Error;
use store::cases::{self, Cursor, View};
use store::db::Connection;
use store::seen;

const ROWS: usize = 30;

#[derive(Deserialize)]
pub struct From {
    cursor: Option<String>,
    view: Option<String>,
}

pub async fn list(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    let (reading, p, merchant) = (app.clone(), page(&app, &reader, &who), merchant(&who)?);
    let query = cases::Query {
        view: if from.view.as_deref() == Some("all") { View::Open } else { View::Asked },
        only: seen::only(&who.actor),
        cursor: from.cursor.as_deref().and_then(Cursor::parse),
        limit: ROWS,
        ..cases::Query::default()
    };
    let page = app.store().db().read(move |db| read(&reading, db, p, &merchant, &who.actor, &query)).await?;
    Ok(answer::page(StatusCode::OK, &page))
}

fn read(
    app: &App,
    db: &mut Connection,
    p: Page,
    merchant: &MerchantId,
    by: &Actor,
    query: &cases::Query,
) -> Result<ListPage, Error> {
    let found = app.store().list(db, query)?;
    let rows = found.rows.iter().map(|one| row(app, db, &p, by, one)).collect::<Result<_, _>>()?;
    let (all, known) = (query.view == View::Open, app.store().merchant(db, merchant)?);
    let (home, and) = if all { ("/m?view=all", "/m?view=all&") } else { ("/m", "/m?") };
    Ok(ListPage {
        shop: shop(app, db, merchant)?,
        rows,
        all,
        agreed: known.and_then(|known| face::shop::agreement(&known, app.store().now_ms())),
        newer: query.cursor.map(|_| home.to_owned()),
        older: found.next.map(|next| format!("{and}cursor={}", next.text())),
        deposit: balance(app, db, merchant)?,
        p,
    })
}

pub(super) fn balance(app: &App, db: &mut Connection, merchant: &MerchantId) -> Result<Balance, Error> {
    let account = app.store().account(db, &account::deposit(merchant))?;
    let free_fen = account.available().0;
    Ok(Balance { free_fen, held_fen: account.posted.0 - free_fen })
}

fn row(app: &App, db: &mut Connection, p: &Page, by: &Actor, row: &cases::Row) -> Result<Row, Error> {
    let store = app.store();
    let loaded =
        store.case(db, &CaseId::new(row.case_id.as_str()))?.ok_or(Error::Damaged("a listed case is gone"))?;
    let case = loaded.case;
    let order = store.order_for(db, &case, by)?;
    let open = case.requests.iter().find(|one| one.to == Party::Merchant && one.state == RequestState::Open);
    let books = &store.policy().playbooks;
    let kinds = |request: &domain::case::Request| {
        request.kinds.iter().map(|kind| face::kind_label(p, books, &case, kind)).collect::<Vec<_>>()
    };
    let clock = case.asked_of(Party::Merchant).or_else(|| case.next_clock());
    let owed = case.remedies_owed() && case.asked_of(Party::Merchant).is_some();
    let asked = open.map(|request| kinds(request).join(p.t("list-and")));
    Ok(Row {
        id: case.id.to_string(),
        href: format!("/m/cases/{}", case.id),
        number: row.number.clone(),
        order_number: order.map(|(record, _)| record.number).unwrap_or_default(),
        whose: super::case::whose(&case),
        asked: asked.or_else(|| owed.then(|| p.t("m-owed").to_owned())),
        words: row.brief.words.reveal().to_owned(),
        stage: Stage::of(&row.stage).unwrap_or(Stage::Received),
        clock: clock.map(|clock| face::clock(p, clock)),
    })
}
