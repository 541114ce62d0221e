//! `GET /desk/cases/{id}/evidence/{evidence}/view`: one piece of evidence with its record, the forms that concern it, and
//! the covering of a picture.

use super::request::{Fields, Named};
use super::{dossier, html, me, page};
use crate::answer::Refused;
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::page::desk::Typed;
use crate::page::parts::Evidence;
use crate::page::view::{Beside, Covering, DeskView, PieceForm, Proposal, Row, Shown};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::view;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::case::{Case, Redaction, RedactionState};
use domain::{Actor, UserId};
use store::Error;
use store::cases::Loaded;
use store::seen::speakers;

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
    show(&app, &reader, &who, &loaded, &wanted, Showing { flash, ..Showing::default() }).await
}

fn said(reader: &Reader, done: &str) -> &'static str {
    match done {
        "proposed" => reader.locale.t("cover-proposed"),
        "approved" => reader.locale.t("cover-approved"),
        _ => reader.locale.t("flash-done"),
    }
}

/// How the page is shown, also after something was refused: then with what was typed.
#[derive(Default)]
pub(super) struct Showing {
    pub status: StatusCode,
    pub flash: Option<Flash>,
    pub boxes: Vec<Row>,
    pub typed: Typed,
}

impl Showing {
    pub fn again(refused: &Refused) -> Showing {
        Showing { status: refused.status, flash: refused.flash(), ..Showing::default() }
    }
}

pub(super) async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    loaded: &Loaded,
    wanted: &str,
    showing: Showing,
) -> Result<Response, Fault> {
    let (case, mut p) = (&loaded.case, page(app, reader, who));
    let base = format!("/desk/cases/{}", case.id);
    p.path = format!("{base}/evidence/{wanted}/view");
    p.flash = showing.flash;
    let mut view = view::view(app, &p, case, wanted, &who.actor, &base).await?;
    view.item = recorded(app, &p, case, &who.actor, view.item).await?;
    let covering = matches!(view.shown, Shown::Picture).then(|| Covering {
        case: case.id.to_string(),
        rows: rows(showing.boxes),
        proposals: proposals(&p, case, wanted, &base, &me(who)),
        may_propose: !view.is_copy,
    });
    let beside = beside(app, &p, case, wanted, showing.typed);
    let page = DeskView { p, version: loaded.version as i64, view, beside, covering };
    Ok(html(showing.status, &page))
}

/// With how it came, who had it, and where else it turned up.
async fn recorded(
    app: &App,
    p: &Page,
    case: &Case,
    by: &Actor,
    mut item: Evidence,
) -> Result<Evidence, Fault> {
    let (reading, p, case, by) = (app.clone(), p.clone(), case.clone(), by.clone());
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let told = reading.store().timeline(db, &case, &by)?;
        dossier::record(&reading, db, &p, &case, (&by, None), &told, std::slice::from_mut(&mut item))?;
        Ok(item)
    });
    Ok(read.await?)
}

fn beside(app: &App, p: &Page, case: &Case, wanted: &str, typed: Typed) -> Beside {
    let item = case.piece(wanted).filter(|item| case.is_open() && case.successor(&item.id).is_none());
    let corrects = item.is_some_and(|item| item.kind != "order_record");
    let forms = [(item.is_some(), PieceForm::Assess), (corrects, PieceForm::Correct)];
    let speakers = case.piece(wanted).map(|item| speakers(case, item)).unwrap_or_default();
    Beside {
        case: case.id.to_string(),
        forms: forms.into_iter().filter_map(|(may, form)| may.then_some(form)).collect(),
        speakers: speakers.into_iter().map(face::party).collect(),
        kinds: dossier::kinds(app, p, case),
        typed,
    }
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
