//! `GET /m/rules`, `POST /m/rules`, `POST /m/rules/{rule}`: what the shop settles at once, by rule.

use super::{is_owner, merchant, page, shop};
use crate::answer::{self, After, Refused};
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::desk::Typed;
use crate::page::parts::Choice;
use crate::page::shop::RulesPage;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use domain::playbook::Playbook;
use domain::words::{RuleOffer, Switch};
use store::Error;
use store::acts::Rule;

pub async fn rules(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(after): Query<After>,
) -> Result<Response, Fault> {
    let flash = after.flash(reader.locale.t("flash-done"));
    show(&app, &reader, &who, (StatusCode::OK, flash), Typed::default()).await
}

pub async fn add(State(app): State<App>, reader: Reader, who: Who, form: Form) -> Result<Response, Fault> {
    let shop = merchant(&who)?;
    let done = match given(&form) {
        Ok(rule) => app.store().set_rule(&who.actor, &shop, rule).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    told(&app, &reader, &who, done, &form).await
}

pub async fn switch(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(rule): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let on = if form.get("on") == Some("on") { Switch::On } else { Switch::Off };
    let done = app.store().switch_rule(&who.actor, &merchant(&who)?, &rule, on).await.map(drop);
    told(&app, &reader, &who, done, &form).await
}

fn given(form: &Form) -> Result<Rule, Refusal> {
    let days = form.get("days").map(|days| days.parse().map_err(|_| Refusal::DueInvalid)).transpose()?;
    Ok(Rule {
        of: form.get("of").map(str::to_owned),
        offer: RuleOffer::parse(&form.text("offer")).ok_or(Refusal::WordUnknown)?,
        kinds: form.all("kind").map(str::to_owned).collect(),
        most: form.yuan("most")?.ok_or(Refusal::AmountInvalid)?,
        days,
        words: form.text("text"),
    })
}

async fn told(
    app: &App,
    reader: &Reader,
    who: &Who,
    done: Result<(), Error>,
    form: &Form,
) -> Result<Response, Fault> {
    let Err(error) = done else { return Ok(Redirect::to("/m/rules?done=1").into_response()) };
    let refused = Refused::of(&reader.page(app), error)?;
    let typed = Typed { act: "rule".into(), fields: form.fields().to_vec() };
    show(app, reader, who, (refused.status, refused.flash()), typed).await
}

async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    (status, flash): (StatusCode, Option<Flash>),
    typed: Typed,
) -> Result<Response, Fault> {
    let (mut p, id, reading, owner) = (page(app, reader, who), merchant(who)?, app.clone(), is_owner(who));
    (p.path, p.flash) = ("/m/rules".into(), flash);
    let drawn = app.store().db().read(move |db| -> Result<_, Error> {
        let store = reading.store();
        let known = store.merchant(db, &id)?.ok_or(Refusal::NotFound)?;
        let rules = face::shop::rules(&p, store, db, (&id, &known))?;
        let kind = |book: &Playbook| Choice {
            value: book.kind.clone(),
            label: book.label.read(p.locale.into()).to_owned(),
        };
        let kinds = store.policy().playbooks.all().iter().map(kind).collect();
        let agreed = face::shop::agreement(&known, store.now_ms());
        Ok(RulesPage { shop: shop(&reading, db, &id)?, agreed, rules, kinds, owner, typed, p })
    });
    Ok(answer::page(status, &drawn.await?))
}
