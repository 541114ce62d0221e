//! `GET /desk/logistics`: which breakers over parcels are tripped, why, and what they offered. `POST
//! /desk/logistics/{breaker}/{action}`: a manager resets one, or gives it more.

use super::{html, page};
use crate::app::App;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::desk::{AnsweredRow, BreakerCard, DayBar, LogisticsPage, PastTrip, RuleCard};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::actor::Role;
use domain::breaker::{Rule, Wrong};
use domain::clock::HOUR_MS;
use domain::words::Scope;
use domain::{BreakerId, Refusal};
use serde::Deserialize;
use store::breakers::{Answered, Standing, rule_of};
use store::db::Connection;
use store::{Error, Store};

const SHOWN: u32 = 50;
const PARCELS: u32 = 20;
const DAYS: u32 = 14;

#[derive(Deserialize)]
pub struct From {
    done: Option<String>,
}

pub async fn logistics(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    let (mut p, store) = (page(&app, &reader, &who), app.store().clone());
    p.flash = from.done.map(|_| Flash::Done(p.t("logistics-done").to_owned()));
    let senior = matches!(who.role(), Some(Role::Manager | Role::Admin));
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let all = store.breakers(db, SHOWN)?;
        let (mut tripped, mut past) = (vec![], vec![]);
        for one in &all {
            tripped.extend(card(&store, db, &p, one)?);
            past.extend(ended(&store, &p, one));
        }
        let rules = &store.policy().breakers.rules;
        let rules = rules.iter().map(|rule| judged(&store, db, &p, rule)).collect::<Result<_, Error>>()?;
        Ok(LogisticsPage { p, tripped, past, rules, senior })
    });
    Ok(html(StatusCode::OK, &read.await?))
}

fn label(store: &Store, p: &Page, id: &BreakerId) -> String {
    let rule = rule_of(store, id);
    rule.map_or(id.parts().0, |rule| rule.label.read(p.locale.into())).to_owned()
}

fn scope(p: &Page, scope: Scope) -> &'static str {
    match scope {
        Scope::Route => p.t("scope-route"),
        Scope::Carrier => p.t("scope-carrier"),
        Scope::Product => p.t("scope-product"),
    }
}

fn card(store: &Store, db: &mut Connection, p: &Page, one: &Standing) -> Result<Option<BreakerCard>, Error> {
    let Some(open) = &one.breaker.open else { return Ok(None) };
    let answered = store.answered_by(db, &one.id, PARCELS)?;
    Ok(Some(BreakerCard {
        action: format!("/desk/logistics/{}", one.id),
        label: label(store, p, &one.id),
        scope: rule_of(store, &one.id).map_or("", |rule| scope(p, rule.scope)),
        name: one.name.clone(),
        since_ms: open.at_ms,
        counted: open.weighed.counted,
        matched: open.weighed.matched,
        offers: open.offers,
        promised_fen: open.promised.0,
        left_fen: open.left().0,
        answered: answered.into_iter().map(|one| answer(p, one)).collect(),
    }))
}

fn answer(p: &Page, one: Answered) -> AnsweredRow {
    let refusal = Refusal::ALL.iter().find(|refusal| refusal.code() == one.passed);
    AnsweredRow {
        tracking: one.tracking,
        case: one.case.map(|case| (one.number, format!("/desk/cases/{case}"))),
        passed: refusal.map(|refusal| p.t(&format!("refusal-{}", refusal.code()))),
    }
}

fn ended(store: &Store, p: &Page, one: &Standing) -> Option<PastTrip> {
    let last = one.breaker.last.as_ref()?;
    Some(PastTrip {
        label: label(store, p, &one.id),
        name: one.name.clone(),
        from_ms: last.trip.at_ms,
        until_ms: last.at_ms,
        by_hand: last.by_hand,
        matched: last.trip.weighed.matched,
        offers: last.trip.offers,
        promised_fen: last.trip.promised.0,
    })
}

fn judged(store: &Store, db: &mut Connection, p: &Page, rule: &Rule) -> Result<RuleCard, Error> {
    let days = store.judged_days(db, rule, DAYS)?;
    let fullest = days.iter().map(|(_, weighed)| weighed.counted).max().unwrap_or(0);
    let share = |count: u32| (u64::from(count) * 100 / u64::from(fullest.max(1))) as u32;
    let bar = |(day, weighed): (String, domain::breaker::Weighed)| DayBar {
        day: day[5..].to_owned(),
        counted: weighed.counted,
        matched: weighed.matched,
        counted_share: share(weighed.counted),
        matched_share: share(weighed.matched),
    };
    let days = if fullest == 0 { vec![] } else { days.into_iter().map(bar).collect() };
    let label = rule.label.read(p.locale.into()).to_owned();
    Ok(RuleCard { label, trips: trips(p, rule), days })
}

fn trips(p: &Page, rule: &Rule) -> String {
    let hours = |ms: i64| (ms / HOUR_MS).to_string();
    let (key, by) = match rule.wrong {
        Wrong::Late { by_ms } => ("logistics-trips-late", hours(by_ms)),
        Wrong::NoScan { for_ms } => ("logistics-trips-no-scan", hours(for_ms)),
        Wrong::Warmer { than_milli } => ("logistics-trips-warmer", degrees(than_milli)),
    };
    let values = [
        ("scope", scope(p, rule.scope).to_owned()),
        ("window", hours(rule.window_ms)),
        ("least", rule.at_least.to_string()),
        ("share", rule.share_percent.to_string()),
        ("by", by),
    ];
    p.locale.tn(key, &values)
}

fn degrees(milli: i64) -> String {
    let (sign, milli) = (if milli < 0 { "-" } else { "" }, milli.unsigned_abs());
    format!("{sign}{}.{}", milli / 1_000, milli % 1_000 / 100)
}

pub async fn act(
    State(app): State<App>,
    who: Who,
    Path((id, action)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let (store, id) = (app.store(), BreakerId::new(id));
    match action.as_str() {
        "reset" => store.reset_breaker(&who.actor, &id, &form.text("why")).await?,
        "widen" => {
            let more = form.yuan("amount")?.ok_or(Refusal::AmountInvalid)?;
            store.widen_breaker(&who.actor, &id, more, &form.text("why")).await?;
        }
        _ => return Err(Refusal::NotFound.into()),
    }
    Ok(Redirect::to("/desk/logistics?done=1").into_response())
}
