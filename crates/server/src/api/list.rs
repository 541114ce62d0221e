//! `GET /api/v1/cases`: the desk's lists and search, page by page.

use super::moment;
use super::word::{filled, word};
use axum::Json;
use axum::extract::{Query as Given, State};
use domain::{Actor, Refusal};
use serde::{Deserialize, Serialize};
use store::cases::{Cursor, Filter, Query, Row, View};
use web::app::App;
use web::fault::Fault;
use web::look;
use web::who::Who;

const LIMIT: usize = 50;
const LIMIT_MAX: usize = 200;

#[derive(Deserialize)]
pub struct Params {
    view: Option<String>,
    q: Option<String>,
    kind: Option<String>,
    grade: Option<String>,
    merchant: Option<String>,
    owner: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

#[derive(Serialize)]
pub struct Items {
    items: Vec<Item>,
    next_cursor: Option<String>,
    /// The looking was given up before the end; narrower conditions find more.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

#[derive(Serialize)]
pub struct Item {
    id: String,
    number: String,
    stage: String,
    kind: String,
    class: String,
    grade: String,
    merchant: Option<String>,
    owner: Option<String>,
    open: bool,
    waiting: bool,
    unread: bool,
    due_at: Option<String>,
    clock: Option<String>,
    filed_at: String,
    updated_at: String,
    brief: Brief,
    score: Option<i64>,
}

#[derive(Serialize)]
pub struct Brief {
    name: String,
    words: String,
}

pub async fn list(
    State(app): State<App>,
    who: Who,
    params: Result<Given<Params>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Items>, Fault> {
    let Given(params) = params.map_err(|rejection| Fault::Malformed(rejection.body_text()))?;
    let query = query(&params, &who.actor)?;
    let (store, searched) = (app.store().clone(), query.text.is_some());
    let page = app.store().db().read(move |db| store.list(db, &query)).await?;
    if searched {
        look::found(&app, &who.actor, page.rows.iter().map(|row| row.case_id.clone()).collect());
    }
    Ok(Json(Items {
        items: page.rows.into_iter().map(item).collect(),
        next_cursor: page.next.map(Cursor::text),
        cut: page.cut,
    }))
}

fn query(params: &Params, by: &Actor) -> Result<Query, Fault> {
    let cursor = filled(params.cursor.as_deref())
        .map(|text| {
            Cursor::parse(text).ok_or_else(|| Fault::Malformed("this is not a cursor of ours".into()))
        })
        .transpose()?;
    Ok(Query {
        view: word(params.view.as_deref(), View::parse)?.unwrap_or_default(),
        me: by.user().cloned(),
        filter: filter(params)?,
        only: store::seen::only(by),
        // No word holds such letters, and PostgreSQL cannot even be asked for them.
        text: filled(params.q.as_deref()).map(|text| text.replace(char::is_control, " ")),
        cursor,
        limit: limit(params.limit.as_deref())?,
    })
}

fn filter(params: &Params) -> Result<Option<Filter>, Fault> {
    let given = |text: &Option<String>, of: fn(String) -> Filter| {
        filled(text.as_deref()).map(|text| of(text.to_owned()))
    };
    let mut filters = [
        given(&params.kind, Filter::Kind),
        given(&params.grade, Filter::Grade),
        given(&params.merchant, Filter::Merchant),
        given(&params.owner, Filter::Owner),
    ]
    .into_iter()
    .flatten();
    match (filters.next(), filters.next()) {
        (_, Some(_)) => Err(Fault::Malformed("one of kind, grade, merchant and owner at a time".into())),
        (Some(filter), None) if filter.value().contains(char::is_control) => Err(Refusal::WordUnknown.into()),
        (filter, None) => Ok(filter),
    }
}

fn limit(text: Option<&str>) -> Result<usize, Fault> {
    let parse = |text: &str| text.parse().map_err(|_| Fault::Malformed("limit is a number".into()));
    let limit: usize = filled(text).map_or(Ok(LIMIT), parse)?;
    Ok(limit.clamp(1, LIMIT_MAX))
}

fn item(row: Row) -> Item {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    Item {
        id: row.case_id,
        number: row.number,
        stage: row.stage,
        kind: row.kind,
        class: row.class,
        grade: row.grade,
        merchant: some(row.merchant),
        owner: some(row.owner),
        open: row.open,
        waiting: row.waiting,
        unread: row.unread,
        due_at: moment::opt_text(row.due_ms),
        clock: some(row.clock),
        filed_at: moment::text(row.filed_ms),
        updated_at: moment::text(row.updated_ms),
        brief: Brief { name: row.brief.name.reveal().to_owned(), words: row.brief.words.reveal().to_owned() },
        score: row.score,
    }
}
