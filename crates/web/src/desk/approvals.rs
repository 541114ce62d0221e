//! `GET /desk/approvals`: what waits for a yes, whose turn it is first; made for a phone. `POST
//! /desk/approvals/{case}/{answer}`: yes with one tap, no with words. `POST /desk/budgets/{team}`: a manager sets a day's
//! budget, pulls the brake or lets go of it.

use super::queue::kind_words;
use super::request::Fields;
use super::{html, me, page};
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::desk::{ApprovalCard, ApprovalsPage, BudgetRow};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::budget::Brake;
use domain::command::ApprovalRuling;
use domain::words::Team;
use domain::{CaseId, Fen, Refusal};
use store::acts::Budgeting;
use store::approvals::{Day, Waiting};
use store::{Error, Store};

const SHOWN: usize = 50;

pub async fn approvals(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    fields: Fields,
) -> Result<Response, Fault> {
    let words = match fields.get("done") {
        Some("approve") => Some("approval-done-approve"),
        Some("refuse") => Some("approval-done-refuse"),
        Some("budget") => Some("budget-done"),
        _ => None,
    };
    let flash = words.map(|key| Flash::Done(reader.locale.t(key).to_owned()));
    show(&app, &reader, &who, StatusCode::OK, flash).await
}

pub async fn answer(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((case, answer)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let ruling = match answer.as_str() {
        "approve" => ApprovalRuling::Approve,
        "refuse" => ApprovalRuling::Refuse,
        _ => return Err(Refusal::NotFound.into()),
    };
    let (id, version) = (CaseId::new(case), form.number::<u64>("version"));
    let given = (ruling, form.get("why"));
    let done = app.store().decide_approval(&who.actor, &id, &form.text("approval"), given, version).await;
    told(&app, &reader, &who, done.map(drop), &answer).await
}

pub async fn budget(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(team): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let team = match team.as_str() {
        "house" => None,
        team => Some(Team::parse(team).ok_or(Refusal::NotFound)?),
    };
    let what = match form.get("what") {
        Some("set") => form.yuan("amount").map(Budgeting::Set),
        Some("pull") => Ok(Budgeting::Pull),
        Some("release") => form.yuan("amount").map(|more| Budgeting::Release(more.unwrap_or(Fen::ZERO))),
        _ => Err(Refusal::WordUnknown),
    };
    let done = match what {
        Ok(what) => app.store().set_budget(&who.actor, team, what, &form.text("why")).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    told(&app, &reader, &who, done, "budget").await
}

async fn told(
    app: &App,
    reader: &Reader,
    who: &Who,
    done: Result<(), Error>,
    what: &str,
) -> Result<Response, Fault> {
    let Err(error) = done else {
        return Ok(Redirect::to(&format!("/desk/approvals?done={what}")).into_response());
    };
    let refused = crate::answer::Refused::of(&reader.page(app), error)?;
    show(app, reader, who, refused.status, refused.flash()).await
}

async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    status: StatusCode,
    flash: Option<Flash>,
) -> Result<Response, Fault> {
    let mut p = page(app, reader, who);
    p.path = "/desk/approvals".into();
    p.flash = flash;
    let (store, by, mine) = (app.store().clone(), who.actor.clone(), me(who));
    let drawn = app.store().db().read(move |db| -> Result<_, Error> {
        let days = store.budgets(db)?;
        let waiting = store.approvals(db, &by, Some(&mine), SHOWN)?;
        let cards = waiting.iter().filter_map(|one| card(&store, &p, one, &days)).collect();
        let budgets = days.iter().map(|day| row(&p, day)).collect();
        Ok(ApprovalsPage { cards, budgets, p })
    });
    Ok(html(status, &drawn.await?))
}

fn card(store: &Store, p: &Page, one: &Waiting, days: &[Day]) -> Option<ApprovalCard> {
    let approval = one.approval()?;
    let case = &one.loaded.case;
    let drawn = days.iter().filter(|day| day.team.is_none_or(|team| one.teams.contains(&team)));
    let left = drawn.filter_map(|day| day.budget.left()).min().filter(|_| approval.cost.goodwill > Fen::ZERO);
    Some(ApprovalCard {
        case: case.number.clone(),
        href: case.id.to_string(),
        version: one.loaded.version as i64,
        grade: case.grade().map(face::grade),
        kind: kind_words(store, p, case.kind()),
        who: one.brief.name.reveal().to_owned(),
        brief: one.brief.words.reveal().to_owned(),
        one: face::approval::approval(p, case, approval, one.why.clone(), one.words.clone()),
        left_fen: left.map(|left| left.0),
        may: one.may,
    })
}

fn row(p: &Page, day: &Day) -> BudgetRow {
    BudgetRow {
        team: day.team.map_or("house", Team::word),
        name: day.team.map_or(p.t("budget-house"), |team| face::task::team(p, team)).to_owned(),
        daily_fen: day.budget.daily.map(|daily| daily.0),
        drawn_fen: day.budget.drawn.0,
        left_fen: day.budget.left().map(|left| left.0),
        there_fen: day.there.0,
        brake: match day.budget.brake {
            Brake::Off => None,
            Brake::Reached => Some(p.t("brake-reached")),
            Brake::Pulled => Some(p.t("brake-pulled")),
        },
    }
}
