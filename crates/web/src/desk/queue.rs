//! `GET /desk`: the queue in one of its views, with one filter and a search. For htmx the list alone.

use super::request::Fields;
use super::{html, me, page};
use crate::app::App;
use crate::dress::{escaped, is_htmx};
use crate::face;
use crate::fault::Fault;
use crate::look;
use crate::page::desk::{Current, Filter as Select, Mark, QueuePage, Reach, Row, View as Rail};
use crate::page::parts::Choice;
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::sign::{Clock, Grade, Stage};
use crate::who::Who;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::UserId;
use domain::actor::Role;
use domain::clock::ClockKind;
use domain::event::Duty;
use std::collections::HashMap;
use store::cases::{self, Cursor, Filter, Query, View};
use store::db::Connection;
use store::people::Colleague;
use store::{Error, Store};

const LIMIT: usize = 50;
/// In the order of the rail. `open` is the merchants' view.
const RAIL: [View; 6] =
    [View::Mine, View::Unassigned, View::DueSoon, View::Breached, View::Waiting, View::All];
const FILTERS: [&str; 4] = ["kind", "grade", "merchant", "owner"];

pub async fn queue(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Fault> {
    let (reading, mut p, asked) = (app.clone(), page(&app, &reader, &who), query(&fields, &me(&who)));
    p.flash = fields.get("done").map(|_| Flash::Done(p.t1("act-done", "what", p.t("act-assign"))));
    p.path = address(&asked, asked.view, asked.cursor);
    let searched = asked.text.is_some();
    let shown = app.store().db().look(move |db| drawn(&reading, db, p, asked)).await?;
    if searched {
        look::found(&app, &who.actor, shown.rows.iter().map(|row| row.id.clone()).collect());
    }
    if is_htmx(&headers) {
        let list = askama::Template::render(&shown.as_list()).expect("a list of strings renders");
        return Ok(Html(list).into_response());
    }
    Ok(html(StatusCode::OK, &shown))
}

fn query(fields: &Fields, me: &UserId) -> Query {
    // Whoever searches without saying where searches everywhere.
    let usual = if fields.get("q").is_some() { View::All } else { View::Mine };
    Query {
        view: fields.get("view").and_then(View::parse).filter(|view| RAIL.contains(view)).unwrap_or(usual),
        me: Some(me.clone()),
        filter: filter(fields),
        only: None,
        text: fields.get("q").map(str::to_owned),
        cursor: fields.get("cursor").and_then(Cursor::parse),
        limit: LIMIT,
    }
}

/// One at a time: the one that was not there before wins over the one that was.
fn filter(fields: &Fields) -> Option<Filter> {
    let given = |name: &&&str| fields.get(name).is_some();
    let fresh = FILTERS.iter().filter(given).find(|name| fields.get("was") != Some(**name));
    let name = fresh.or_else(|| FILTERS.iter().find(given))?;
    let value = fields.get(name)?.to_owned();
    Some(match *name {
        "kind" => Filter::Kind(value),
        "grade" => Filter::Grade(value.to_uppercase()),
        "merchant" => Filter::Merchant(value),
        _ => Filter::Owner(value),
    })
}

fn drawn(app: &App, db: &mut Connection, p: Page, query: Query) -> Result<QueuePage, Error> {
    let store = app.store();
    let page = store.list(db, &query)?;
    let merchants: Vec<String> =
        page.rows.iter().map(|row| row.merchant.clone()).chain(chosen(&query, 2)).collect();
    let names = store.merchant_names(db, &merchants)?;
    let counts = counts(app, db, &query)?;
    let owners: Vec<Choice> = owners(&store.colleagues(db)?);
    Ok(QueuePage {
        views: rail(&query, counts),
        filters: selects(store, &p, &query, &names, &owners),
        was: query.filter.as_ref().map_or("", |filter| FILTERS[place(filter)]),
        q: query.text.clone().unwrap_or_default(),
        rows: page.rows.into_iter().map(|one| row(store, &p, &query, one, &names)).collect(),
        newer: query.cursor.map(|_| address(&query, query.view, None)),
        older: page.next.map(|next| address(&query, query.view, Some(next))),
        reach: if page.cut { Reach::Cut } else { Reach::Whole },
        owners,
        p,
    })
}

pub(super) fn owners(colleagues: &[Colleague]) -> Vec<Choice> {
    let one = |colleague: &Colleague| Choice {
        value: colleague.user.to_string(),
        label: colleague.user.to_string(),
    };
    let mut colleagues: Vec<&Colleague> = colleagues.iter().collect();
    // Who takes cases comes first; the sort keeps the order of names within.
    colleagues.sort_by_key(|colleague| (colleague.role != Role::Handler, colleague.duty != Duty::On));
    colleagues.into_iter().map(one).collect()
}

fn counts(app: &App, db: &mut Connection, query: &Query) -> Result<[u32; 6], Error> {
    let (now_ms, me) = (app.store().now_ms(), query.me.clone().unwrap_or_else(|| UserId::new("")));
    if let Some(counts) = app.desk().counts(&me, now_ms) {
        return Ok(counts);
    }
    let mut counts = [0; 6];
    for (count, view) in counts.iter_mut().zip(RAIL) {
        *count = app.store().bounded_count(db, &Query { view, me: Some(me.clone()), ..Query::default() })?;
    }
    app.desk().keep_counts(&me, now_ms, counts);
    Ok(counts)
}

pub(super) fn bounded(count: u32) -> String {
    if count >= cases::LOAD_MAX { "99+".into() } else { count.to_string() }
}

fn rail(query: &Query, counts: [u32; 6]) -> Vec<Rail> {
    let one = |(view, count): (View, u32)| Rail {
        code: view.word(),
        href: format!("/desk?view={}", view.word()),
        count: bounded(count),
        current: if view == query.view { Current::Yes } else { Current::No },
    };
    RAIL.into_iter().zip(counts).map(one).collect()
}

fn place(filter: &Filter) -> usize {
    match filter {
        Filter::Kind(_) => 0,
        Filter::Grade(_) => 1,
        Filter::Merchant(_) => 2,
        Filter::Owner(_) => 3,
    }
}

fn chosen(query: &Query, at: usize) -> Option<String> {
    query.filter.as_ref().filter(|filter| place(filter) == at).map(|filter| filter.value().to_owned())
}

fn selects(
    store: &Store,
    p: &Page,
    query: &Query,
    names: &HashMap<String, String>,
    owners: &[Choice],
) -> Vec<Select> {
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let mut merchants: Vec<Choice> = names.iter().map(|(id, name)| choice(id, name)).collect();
    merchants.sort_by(|a, b| a.label.cmp(&b.label));
    let grades = domain::words::Grade::ALL.iter().map(|grade| {
        let sign = face::grade(*grade);
        choice(grade.word(), &format!("{} {}", sign.letter(), p.t(sign.key())))
    });
    let options = [kinds(store, p), grades.collect(), merchants, owners.to_vec()];
    let one = |(at, options): (usize, Vec<Choice>)| Select {
        name: FILTERS[at],
        chosen: chosen(query, at).unwrap_or_default(),
        options,
    };
    options.into_iter().enumerate().map(one).collect()
}

pub(super) fn kinds(store: &Store, p: &Page) -> Vec<Choice> {
    let books = store.policy().playbooks.all().iter();
    books
        .map(|book| Choice { value: book.kind.clone(), label: book.label.read(p.locale.into()).to_owned() })
        .collect()
}

pub(super) fn kind_words(store: &Store, p: &Page, kind: &str) -> String {
    let book = store.policy().playbooks.get(kind);
    book.map_or_else(|| kind.to_owned(), |book| book.label.read(p.locale.into()).to_owned())
}

fn row(store: &Store, p: &Page, query: &Query, row: cases::Row, names: &HashMap<String, String>) -> Row {
    Row {
        href: format!("/desk/cases/{}?view={}", row.case_id, query.view.word()),
        grade: Grade::of(&row.grade.to_lowercase()),
        kind: kind_words(store, p, &row.kind),
        words: row.brief.words.reveal().to_owned(),
        customer: row.brief.name.reveal().to_owned(),
        merchant: names.get(&row.merchant).cloned().unwrap_or_else(|| row.merchant.clone()),
        stage: Stage::of(&row.stage).unwrap_or(Stage::Received),
        clock: clock(p, &row),
        owner: Some(row.owner.clone()).filter(|owner| !owner.is_empty()),
        mark: if row.unread { Mark::Unread } else { Mark::Read },
        id: row.case_id,
        number: row.number,
    }
}

fn clock(p: &Page, row: &cases::Row) -> Option<Clock> {
    let (due_ms, kind) = (row.due_ms?, ClockKind::parse(&row.clock)?);
    let state = face::clock_state(p, row.from_ms, due_ms);
    let owner = if row.waiting { p.t("view-waiting").to_owned() } else { row.owner.clone() };
    Some(Clock {
        label: face::clock_label(p, kind).to_owned(),
        owner,
        due_ms,
        state,
        why: String::new(),
        steps: vec![],
        rule: None,
    })
}

/// The address of this list, in a view and from a cursor on.
fn address(query: &Query, view: View, cursor: Option<Cursor>) -> String {
    let mut address = format!("/desk?view={}", view.word());
    let filter = query.filter.as_ref().map(|filter| (FILTERS[place(filter)], filter.value()));
    let text = query.text.as_deref().map(|text| ("q", text));
    for (name, value) in filter.into_iter().chain(text) {
        address.push_str(&format!("&{name}={}", escaped(value)));
    }
    if let Some(cursor) = cursor {
        address.push_str(&format!("&cursor={}", cursor.text()));
    }
    address
}
