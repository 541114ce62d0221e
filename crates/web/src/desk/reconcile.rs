//! `GET /desk/reconcile`: statements that were taken, newest first. `GET /desk/reconcile/{sha256}`: what of one is missing,
//! has another amount, or is not known here.

use super::{html, page};
use crate::app::App;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::desk::{Beside, DoubtList, DoubtRow, ReconcilePage, Reconciled, ReconciledPage, UnpaidRow};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Fen, Refusal};
use serde::Deserialize;
use store::db::Connection;
use store::reconcile::{Doubt, Doubtful, SHOWN, Statement};
use store::{Error, Store};

const ROWS: u32 = 50;

#[derive(Deserialize)]
pub struct From {
    before: Option<i64>,
}

pub async fn statements(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    let (p, store) = (page(&app, &reader, &who), app.store().clone());
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let rows = store.statements(db, from.before, ROWS)?;
        let last = rows.last().filter(|_| rows.len() == ROWS as usize);
        Ok(ReconcilePage {
            older: last.map(|last| format!("/desk/reconcile?before={}", last.taken_ms)),
            newer: from.before.map(|_| "/desk/reconcile".to_owned()),
            rows: rows.iter().map(shown).collect(),
            unpaid: store.unpaid(db, store.now_ms(), SHOWN)?.into_iter().map(unpaid).collect(),
            p,
        })
    });
    Ok(html(StatusCode::OK, &read.await?))
}

pub async fn statement(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(sha256): Path<String>,
) -> Result<Response, Fault> {
    let (p, store) = (page(&app, &reader, &who), app.store().clone());
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let statement = store.statement_of(db, &sha256)?.ok_or(Refusal::NotFound)?;
        Ok(ReconciledPage { lists: lists(&store, db, &p, &statement)?, one: shown(&statement), p })
    });
    Ok(html(StatusCode::OK, &read.await?))
}

fn lists(
    store: &Store,
    db: &mut Connection,
    p: &Page,
    statement: &Statement,
) -> Result<Vec<DoubtList>, Error> {
    let all = [
        (Doubt::Missing, "missing", p.t("reconcile-missing"), p.t("reconcile-missing-means")),
        (Doubt::Differs, "differs", p.t("reconcile-differs"), p.t("reconcile-differs-means")),
        (Doubt::Extra, "extra", p.t("reconcile-extra"), p.t("reconcile-extra-means")),
        (Doubt::NeverCame, "never-came", p.t("reconcile-never-came"), p.t("reconcile-never-came-means")),
        (Doubt::CameOtherwise, "came", p.t("reconcile-came"), p.t("reconcile-came-means")),
        (Doubt::NotSold, "not-sold", p.t("reconcile-not-sold"), p.t("reconcile-not-sold-means")),
        (Doubt::NeverWent, "never-went", p.t("reconcile-never-went"), p.t("reconcile-never-went-means")),
        (Doubt::WentOtherwise, "went", p.t("reconcile-went"), p.t("reconcile-went-means")),
    ];
    let one = |(doubt, code, title, means)| -> Result<DoubtList, Error> {
        let found = store.doubtful(db, statement, doubt)?;
        let more = found.len() == SHOWN as usize;
        Ok(DoubtList { code, title, means, rows: found.into_iter().map(row).collect(), more })
    };
    all.into_iter().map(one).collect()
}

fn row(one: Doubtful) -> DoubtRow {
    let fen = |amount: Option<Fen>| amount.map(|amount| amount.0);
    DoubtRow {
        at_ms: one.at_ms,
        number: if one.ours.is_empty() { one.reference } else { one.ours },
        line: one.line,
        paid_fen: fen(one.paid),
        stated_fen: fen(one.theirs),
        case: one.case.map(|case| format!("/desk/cases/{case}")),
    }
}

fn shown(one: &Statement) -> Reconciled {
    let (stated, found) = (&one.stated, one.found);
    Reconciled {
        name: stated.name.clone(),
        href: format!("/desk/reconcile/{}", stated.sha256),
        sha256: stated.sha256.clone(),
        taken_ms: one.taken_ms,
        first_ms: stated.first_ms,
        last_ms: stated.last_ms,
        entries: stated.entries,
        in_fen: stated.in_fen.0,
        out_fen: stated.out_fen.0,
        matched: found.matched,
        differs: found.differs,
        missing: found.missing,
        extra: found.extra,
        incoming: beside(found.incoming),
        payouts: beside(found.payouts),
    }
}

fn beside(one: domain::house::Beside) -> Beside {
    Beside { matched: one.matched, differs: one.differs, missing: one.missing, extra: one.extra }
}

fn unpaid(one: store::consign::Unpaid) -> UnpaidRow {
    UnpaidRow {
        number: one.number,
        due_ms: one.due_ms,
        left_fen: one.left.0,
        case: one.case.map(|(id, number)| (number, format!("/desk/cases/{id}"))),
    }
}
