//! `GET /desk/claims`: open claims, oldest first. `POST /desk/claims/{id}/{claim}`: what is done with one.

use super::{html, page};
use crate::app::App;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::desk::{ClaimRow, ClaimsPage};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::sign::Party;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::actor::Role;
use domain::{CaseId, Refusal};
use serde::Deserialize;
use store::Error;
use store::acts::ClaimAct;
use store::db::Connection;
use store::outbox::Outgoing;
use store::recourse::OpenClaim;

const ROWS: u32 = 50;

#[derive(Deserialize)]
pub struct From {
    at: Option<i64>,
    case: Option<String>,
    claim: Option<String>,
    done: Option<String>,
}

pub async fn claims(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    let (mut p, store) = (page(&app, &reader, &who), app.store().clone());
    p.flash = from.done.map(|_| Flash::Done(reader.locale.t("claim-done").to_owned()));
    let senior = matches!(who.role(), Some(Role::Manager | Role::Admin));
    let after = from.at.map(|at| (at, from.case.unwrap_or_default(), from.claim.unwrap_or_default()));
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let newer = after.as_ref().map(|_| "/desk/claims".to_owned());
        let open = store.open_claims(db, after, ROWS)?;
        let last = open.last().filter(|_| open.len() == ROWS as usize);
        let older = last.map(|last| {
            format!("/desk/claims?at={}&case={}&claim={}", last.claim.raised_ms, last.case, last.claim.id)
        });
        let rows = open.iter().map(|one| row(&p, &store, db, one)).collect::<Result<_, Error>>()?;
        Ok(ClaimsPage { p, rows, senior, newer, older })
    });
    Ok(html(StatusCode::OK, &read.await?))
}

fn row(p: &Page, store: &store::Store, db: &mut Connection, open: &OpenClaim) -> Result<ClaimRow, Error> {
    let (claim, href) = (&open.claim, format!("/desk/cases/{}", open.case));
    let merchant = match &open.merchant {
        Some(id) => {
            let name = store.merchant_name(db, id)?.unwrap_or_else(|| id.to_string());
            Some((name, format!("/desk/merchants/{id}")))
        }
        None => None,
    };
    let from = Party::of(claim.from.word()).unwrap_or(Party::Merchant);
    let paper = |id: &String| (id.to_uppercase(), format!("{href}/evidence/{id}/view"));
    let sides = [Some(Party::Carrier), open.merchant.as_ref().map(|_| Party::Merchant)];
    Ok(ClaimRow {
        number: open.number.clone(),
        action: format!("/desk/claims/{}/{}", open.case, claim.id),
        from,
        merchant,
        papers: claim.papers.iter().map(paper).collect(),
        raised_ms: claim.raised_ms,
        remind_ms: open.remind_ms,
        reminders: claim.reminders,
        amount_fen: claim.amount.0,
        recovered_fen: claim.recovered().0,
        left_fen: claim.left().0,
        left_yuan: format!("{}.{:02}", claim.left().0 / 100, claim.left().0 % 100),
        contact: open.contact.as_ref().map(|person| person.mail.masked(&store.policy().masks)),
        letter: open.letter.as_ref().map(|row| letter(p, row)),
        others: sides.into_iter().flatten().filter(|side| *side != from).collect(),
        href,
    })
}

fn letter(p: &Page, row: &Outgoing) -> String {
    match row.state.as_str() {
        "done" => p.t("claim-letter-sent").to_owned(),
        "dead" => p.t1("claim-letter-dead", "code", &row.code),
        _ => p.t1("claim-letter-due", "at", p.when(&row.next_ms)),
    }
}

pub async fn act(
    State(app): State<App>,
    who: Who,
    Path((id, claim)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let amount = || form.yuan("amount")?.ok_or(Refusal::AmountInvalid);
    let what = match form.get("what").unwrap_or_default() {
        "received" => {
            ClaimAct::Received { amount: amount()?, reference: form.text("reference").trim().to_owned() }
        }
        "address" => ClaimAct::Address { mail: form.text("mail") },
        "deduct" => ClaimAct::Deduct { amount: amount()? },
        "pass" => ClaimAct::Pass {
            to: domain::Party::parse(&form.text("to")).ok_or(Refusal::WordUnknown)?,
            papers: form
                .text("papers")
                .split([' ', ',', '，', '、'])
                .filter(|one| !one.is_empty())
                .map(str::to_lowercase)
                .collect(),
        },
        "give_up" => ClaimAct::GiveUp { why: form.text("why") },
        _ => return Err(Refusal::NothingChosen.into()),
    };
    app.store().claim(&who.actor, &CaseId::new(id), &claim, what, None).await?;
    Ok(Redirect::to("/desk/claims?done=1").into_response())
}
