//! `GET /desk/cases/{id}/evidence/{evidence}/view`: one piece of evidence, and the covering of a picture.

use super::request::{Fields, Named};
use super::{html, me, page};
use crate::app::App;
use crate::fault::Fault;
use crate::page::view::{Covering, DeskView, Proposal, Row, Shown};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::view;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::UserId;
use domain::case::{Case, Redaction, RedactionState};
use store::cases::Loaded;

/// Rows for boxes that a browser without JavaScript gets.
const ROWS: usize = 3;

pub async fn view(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((_, wanted)): Path<(String, String)>,
    Named(loaded): Named,
    fields: Fields,
) -> Result<Response, Fault> {
    let flash = fields.get("done").map(|done| Flash::Done(said(&reader, done).to_owned()));
    show(&app, &reader, &who, &loaded, &wanted, StatusCode::OK, flash, vec![]).await
}

fn said(reader: &Reader, done: &str) -> &'static str {
    match done {
        "proposed" => reader.locale.t("cover-proposed"),
        "approved" => reader.locale.t("cover-approved"),
        _ => reader.locale.t("flash-done"),
    }
}

/// The page, also after something was refused, with what was typed.
#[expect(clippy::too_many_arguments, reason = "each is one thing the page is drawn from")]
pub(super) async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    loaded: &Loaded,
    wanted: &str,
    status: StatusCode,
    flash: Option<Flash>,
    typed: Vec<Row>,
) -> Result<Response, Fault> {
    let (case, mut p) = (&loaded.case, page(app, reader, who));
    let base = format!("/desk/cases/{}", case.id);
    p.path = format!("{base}/evidence/{wanted}/view");
    p.flash = flash;
    let view = view::view(app, &p, case, wanted, &who.actor, &base).await?;
    let covering = matches!(view.shown, Shown::Picture).then(|| Covering {
        case: case.id.to_string(),
        version: loaded.version as i64,
        rows: rows(typed),
        proposals: proposals(&p, case, wanted, &base, &me(who)),
        may_propose: !view.is_copy,
    });
    Ok(html(status, &DeskView { p, view, covering }))
}

fn rows(mut typed: Vec<Row>) -> Vec<Row> {
    typed.resize_with(typed.len().max(ROWS), Row::default);
    typed.into_iter().enumerate().map(|(at, row)| Row { n: at + 1, ..row }).collect()
}

fn proposals(p: &Page, case: &Case, wanted: &str, base: &str, me: &UserId) -> Vec<Proposal> {
    let of_this = |one: &&Redaction| one.original == wanted && one.state != RedactionState::Dropped;
    let boxes = |one: &Redaction| {
        let each =
            one.areas.iter().map(|area| format!("{},{},{},{}", area.x, area.y, area.width, area.height));
        each.collect::<Vec<_>>().join(" · ")
    };
    let shown = |one: &Redaction| Proposal {
        id: one.id.clone(),
        line: match &one.state {
            RedactionState::Approved { reviewer, copy } => {
                let copy = copy.to_uppercase();
                format!("{} {}", p.t2("cover-by", "operator", &one.operator, "reviewer", reviewer), copy)
            }
            _ => p.t1("cover-waits", "operator", &one.operator),
        },
        at_ms: one.at_ms,
        boxes: boxes(one),
        tool: one.tool.clone(),
        picture: format!("{base}/redactions/{}", one.id),
        may_approve: one.operator != *me,
        is_open: one.state == RedactionState::Proposed,
    };
    case.redactions.iter().rev().filter(of_this).map(shown).collect()
}
