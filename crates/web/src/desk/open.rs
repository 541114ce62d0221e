//! `GET /desk/open`: what is open for oneself, the nearest first.

use super::{html, me, page};
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::desk::{OpenPage, OpenRow};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::todo::TodoKind;
use store::todo::Open;

pub async fn open(State(app): State<App>, reader: Reader, who: Who) -> Result<Response, Fault> {
    let (store, user, mut p) = (app.store().clone(), me(&who), page(&app, &reader, &who));
    p.path = "/desk/open".into();
    let all = app.store().db().read(move |db| store.open_for_user(db, &user)).await?;
    let rows = all.into_iter().map(|one| row(&p, one)).collect();
    Ok(html(StatusCode::OK, &OpenPage { rows, p }))
}

fn row(p: &Page, one: Open) -> OpenRow {
    let clock = one.clock.as_ref().map(|clock| face::clock(p, clock));
    let href = match (one.subject.case(), one.kind) {
        (Some(_), TodoKind::Approval) => "/desk/approvals".to_owned(),
        (Some(case), _) => format!("/desk/cases/{case}"),
        _ => format!("/desk/merchants/{}", one.subject.id()),
    };
    let what = match &clock {
        Some(clock) => clock.label.clone(),
        None => p.t1(&format!("open-{}", one.kind.word()), "of", &one.of),
    };
    OpenRow { number: one.number, href, what, due_ms: one.due_ms, clock }
}
