//! `/api/v1/merchants/{merchant}`: what was agreed with a merchant, its money and its risk; `…/contract` agrees anew.
//! For the merchant itself: `…/to-do`, `…/deposit`, `…/rules`, `…/people` and `…/batch`.

use super::body::Body;
use super::measures::seen;
use super::moment;
use super::word::chosen;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use domain::account;
use domain::merchant::{Merchant, risk};
use domain::personal::Personal;
use domain::rights::Rights;
use domain::words::{RuleOffer, Switch, Trust};
use domain::{Fen, MerchantId, Party, Refusal, UserId};
use serde::Deserialize;
use serde_json::{Value, json};
use store::Error;
use store::acts::{Agreed, Rule};
use store::cases::{self, Cursor, View};
use store::shops::WouldHave;
use web::app::App;
use web::credential::{check_password, set_password};
use web::fault::Fault;
use web::merchant::batch;
use web::who::Who;

const ROWS: usize = 50;

pub async fn read(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
) -> Result<Json<Value>, Fault> {
    let id = seen(&who, merchant)?;
    shown(&app, id).await
}

async fn shown(app: &App, id: MerchantId) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let known = store.merchant(db, &id)?.ok_or(Refusal::NotFound)?;
        let (deposit, parts) = (store.account(db, &account::deposit(&id))?, store.risk(db, &id)?);
        let numbers = store.numbers_behind(db, &parts)?;
        let signs = parts.iter().map(|part| {
            let cases: Vec<_> = part.cases.iter().filter_map(|case| numbers.get(case)).collect();
            json!({
                "sign": part.sign, "hits": part.hits, "of": part.of, "weight": part.weight(),
                "points": part.points(), "cases": cases,
            })
        });
        Ok(json!({
            "id": id, "name": store.merchant_name(db, &id)?,
            "contract": known.contract.map(|contract| json!({
                "no": contract.no, "trust": contract.trust, "per_case_fen": contract.per_case,
                "per_day_fen": contract.per_day, "from_at": moment::text(contract.from_ms),
                "left_today_fen": contract.left(Fen::ZERO, known.drawn.on(store.now_ms())),
            })),
            "deposit": { "balance_fen": deposit.posted, "available_fen": deposit.available() },
            "deposit_required_fen": known.deposit_required(), "may_list": known.may_list(), "may_prepay": !known.stops_prepayment(None),
            "risk": { "score": risk::score(&parts), "signs": signs.collect::<Vec<_>>() },
        }))
    });
    Ok(Json(read.await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    trust: String,
    per_case_fen: i64,
    per_day_fen: i64,
    why: String,
}

pub async fn agree(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    Body(new): Body<Contract>,
) -> Result<Json<Value>, Fault> {
    let id = MerchantId::new(merchant);
    let agreed = Agreed {
        trust: chosen(&new.trust, Trust::parse)?,
        per_case: Fen(new.per_case_fen),
        per_day: Fen(new.per_day_fen),
        why: new.why,
    };
    app.store().set_contract(&who.actor, &id, agreed).await?;
    shown(&app, id).await
}

#[derive(Deserialize)]
pub struct From {
    cursor: Option<String>,
    before: Option<i64>,
}

/// What is asked of the merchant, by when it has to be done.
pub async fn to_do(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    Query(from): Query<From>,
) -> Result<Json<Value>, Fault> {
    let (store, only) = (app.store().clone(), seen(&who, merchant)?);
    let query = cases::Query {
        view: View::Asked,
        only: Some(only),
        cursor: from.cursor.as_deref().and_then(Cursor::parse),
        limit: ROWS,
        ..cases::Query::default()
    };
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let found = store.list(db, &query)?;
        let mut items = vec![];
        for row in &found.rows {
            let Some(loaded) = store.case(db, &domain::CaseId::new(row.case_id.as_str()))? else { continue };
            let case = loaded.case;
            let asked = case.asked_of(Party::Merchant);
            let of = asked.and_then(|clock| clock.of.as_deref());
            let request = of.and_then(|of| case.request(of));
            items.push(json!({
                "id": row.case_id, "number": row.number, "stage": row.stage, "kind": row.kind,
                "due_at": row.asked_ms.map(moment::text), "clock": asked.map(|clock| clock.kind.word()),
                "about": of, "evidence": request.map(|request| &request.kinds),
            }));
        }
        Ok(json!({ "items": items, "next_cursor": found.next.map(Cursor::text) }))
    });
    Ok(Json(read.await?))
}

/// The statement of the deposit, newest first.
pub async fn deposit(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    Query(from): Query<From>,
) -> Result<Json<Value>, Fault> {
    let account = account::deposit(&seen(&who, merchant)?);
    super::accounts::shown(&app, account, from.before).await
}

pub async fn rules(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
) -> Result<Json<Value>, Fault> {
    let id = seen(&who, merchant)?;
    all_rules(&app, id).await
}

async fn all_rules(app: &App, id: MerchantId) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let known: Merchant = store.merchant(db, &id)?.ok_or(Refusal::NotFound)?;
        let would = store.would_have(db, &id, &known)?;
        let mut items = vec![];
        for (rule, WouldHave { cases, fen }) in known.rules.iter().zip(would) {
            items.push(json!({
                "id": rule.id, "version": rule.no, "offer": rule.offer, "kinds": rule.kinds,
                "most_fen": rule.most, "days": rule.days, "words": store.rule_words(db, rule)?,
                "by": rule.by, "on": rule.on,
                "last_90_days": { "cases": cases, "fen": fen },
            }));
        }
        Ok(json!({ "items": items }))
    });
    Ok(Json(read.await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRule {
    of: Option<String>,
    offer: String,
    #[serde(default)]
    kinds: Vec<String>,
    most_fen: i64,
    days: Option<u32>,
    words: String,
}

pub async fn set_rule(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    Body(new): Body<NewRule>,
) -> Result<Json<Value>, Fault> {
    let id = seen(&who, merchant)?;
    let rule = Rule {
        of: new.of,
        offer: chosen(&new.offer, RuleOffer::parse)?,
        kinds: new.kinds,
        most: Fen(new.most_fen),
        days: new.days,
        words: new.words,
    };
    app.store().set_rule(&who.actor, &id, rule).await?;
    all_rules(&app, id).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switched {
    on: Switch,
}

pub async fn switch_rule(
    State(app): State<App>,
    who: Who,
    Path((merchant, rule)): Path<(String, String)>,
    Body(new): Body<Switched>,
) -> Result<Json<Value>, Fault> {
    let id = seen(&who, merchant)?;
    app.store().switch_rule(&who.actor, &id, &rule, new.on).await?;
    all_rules(&app, id).await
}

pub async fn people(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
) -> Result<Json<Value>, Fault> {
    let id = seen(&who, merchant)?;
    all_people(&app, id).await
}

async fn all_people(app: &App, id: MerchantId) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let people = app.store().db().read(move |db| store.people_of(db, &id)).await?;
    let items = people
        .iter()
        .map(|(user, known, name)| json!({ "user": user, "name": name, "rights": known.rights }));
    Ok(Json(json!({ "items": items.collect::<Vec<_>>() })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    user: String,
    name: String,
    password: String,
    #[serde(default)]
    answer: bool,
    #[serde(default)]
    offer_fen: i64,
}

fn rights(answer: bool, offer_fen: i64) -> Rights {
    Rights::Some { answer: if answer { Switch::On } else { Switch::Off }, offer: Fen(offer_fen) }
}

pub async fn engage(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    Body(new): Body<NewPerson>,
) -> Result<Json<Value>, Fault> {
    let (id, user, password) = (seen(&who, merchant)?, UserId::new(new.user), Personal::new(new.password));
    check_password(&user, &password)?;
    let rights = rights(new.answer, new.offer_fen);
    app.store().engage(&who.actor, &id, &user, (&new.name, rights)).await?;
    set_password(app.store(), &who.actor, &user, &password).await?;
    all_people(&app, id).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    #[serde(default)]
    answer: bool,
    #[serde(default)]
    offer_fen: i64,
    /// Instead of rights: the account does nothing any more.
    #[serde(default)]
    let_go: bool,
}

pub async fn change(
    State(app): State<App>,
    who: Who,
    Path((merchant, user)): Path<(String, String)>,
    Body(new): Body<Changed>,
) -> Result<Json<Value>, Fault> {
    let id = seen(&who, merchant)?;
    let rights = if new.let_go { Rights::Revoked } else { rights(new.answer, new.offer_fen) };
    app.store().set_rights(&who.actor, &UserId::new(user), rights).await?;
    all_people(&app, id).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    cases: Vec<String>,
    /// `message`, `consent` or `accept`.
    what: String,
    #[serde(default)]
    text: String,
}

pub async fn answer_all(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    headers: HeaderMap,
    Body(new): Body<Batch>,
) -> Result<Json<Value>, Fault> {
    seen(&who, merchant)?;
    let key = super::acts::key_of(&headers, &who.actor, "batch")?;
    let key = |case: &str| key.as_ref().map(|key| format!("{key}:{case}"));
    let answered = batch::all(app.store(), &who.actor, &new.cases, &new.what, &new.text, key).await?;
    let items = answered.iter().map(
        |one| json!({ "case": one.case, "number": one.number, "refused": one.refused.map(Refusal::code) }),
    );
    Ok(Json(json!({ "items": items.collect::<Vec<_>>() })))
}
