//! `GET /m/cases/{id}` and the files of the case. Another merchant's case is not found.

use super::{merchant, page, shop};
use crate::answer::{self, After};
use crate::app::App;
use crate::face::{self, Names, Staff};
use crate::fault::Fault;
use crate::look;
use crate::page::desk::Typed;
use crate::page::merchant::{Can, CasePage, Whose};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::sign::Remedy;
use crate::who::Who;
use axum::extract::{Path, Query, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::{CaseId, MerchantId, Party, Refusal};
use store::Error;
use store::cases::Loaded;
use store::db::Connection;
use store::looks::How;
use store::timeline::texts;

pub async fn case(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Fault> {
    let flash = after.flash(reader.locale.t("flash-done"));
    show(&app, &reader, &who, id, StatusCode::OK, flash, Typed::default()).await
}

pub async fn evidence(
    State(app): State<App>,
    who: Who,
    Path((id, wanted)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    asked: HeaderMap,
) -> Result<Response, Fault> {
    let loaded = own(&app, &who, id).await?;
    let leaving = crate::file::Leaving::of(query.as_deref());
    crate::file::evidence(&app, &loaded.case, &wanted, &who.actor, leaving, &asked).await
}

pub async fn receipt(State(app): State<App>, who: Who, Path(id): Path<String>) -> Result<Response, Fault> {
    let loaded = own(&app, &who, id).await?;
    crate::file::receipt_for(&app, loaded.since, Party::Merchant).await
}

pub async fn picture(State(app): State<App>, who: Who, Path(id): Path<String>) -> Result<Response, Fault> {
    let loaded = own(&app, &who, id).await?;
    crate::receipt::picture(&app, loaded.since).await
}

pub async fn proof(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((id, thing)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let loaded = own(&app, &who, id).await?;
    let base = format!("/m/cases/{}", loaded.case.id);
    crate::proof::show(&app, &reader, loaded, who.actor, base, thing).await
}

/// The case if it is this merchant's.
pub(super) async fn own(app: &App, who: &Who, id: String) -> Result<Loaded, Fault> {
    let (store, merchant) = (app.store().clone(), merchant(who)?);
    let loaded = app.store().db().read(move |db| store.case(db, &CaseId::new(id))).await?;
    Ok(loaded.filter(|loaded| loaded.case.merchant.as_ref() == Some(&merchant)).ok_or(Refusal::NotFound)?)
}

pub(super) async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    id: String,
    status: StatusCode,
    flash: Option<Flash>,
    typed: Typed,
) -> Result<Response, Fault> {
    let (loaded, mut p) = (own(app, who, id).await?, page(app, reader, who));
    p.path = format!("/m/cases/{}", loaded.case.id);
    p.flash = flash;
    look::at(app, &who.actor, &loaded.case.id, How::Page);
    let (reading, asking, merchant) = (app.clone(), who.clone(), merchant(who)?);
    let page = app.store().db().read(move |db| read(&reading, db, p, &asking, &merchant, &loaded)).await?;
    let page = CasePage { typed, ..page };
    Ok(answer::page(status, &page))
}

pub(super) fn whose(case: &domain::Case) -> Whose {
    if case.complainant == Party::Merchant { Whose::Own } else { Whose::Customers }
}

fn read(
    app: &App,
    db: &mut Connection,
    p: Page,
    who: &Who,
    merchant: &MerchantId,
    loaded: &Loaded,
) -> Result<CasePage, Error> {
    let (store, case, by) = (app.store(), &loaded.case, &who.actor);
    let told = store.timeline(db, case, by)?;
    let texts = texts(&told);
    let (shop, base) = (shop(app, db, merchant)?, format!("/m/cases/{}", case.id));
    let books = &store.policy().playbooks;
    let names = Names { merchant: &shop, staff: Staff::Unnamed, base: &base };
    let evidence = face::pieces(&p, store, db, case, &told, (by, &base))?;
    let record = store.order_for(db, case, by)?.map(|(record, _)| record);
    Ok(CasePage {
        id: case.id.to_string(),
        number: case.number.clone(),
        version: loaded.version as i64,
        stage: face::stage(case.stage),
        clock: case.standing().clock.filter(|_| case.is_open()).map(|clock| face::clock(&p, clock)),
        asks: face::asks(&p, books, case, Party::Merchant, &texts),
        offers: face::offers(&p, books, case, &texts),
        decided: face::decided::decided(&p, store.policy(), case, by, &texts),
        ways: face::law::ways(p.locale, &store.policy().law, case),
        entries: face::entries(&p, books, case, &told, &names),
        evidence,
        rows: face::matrix(&p, books, case, by),
        order: record.map(|record| face::order(&p, &record)),
        wants: case.wants.iter().filter_map(|want| Remedy::of(want.word())).collect(),
        whose: whose(case),
        can: if case.is_open() { Can::Write } else { Can::Read },
        interest: face::interest::agreed(&p, books, case),
        consented: case.consent == Some(case.round),
        waits: case
            .open_approval()
            .filter(|one| one.shop.is_some())
            .map(|one| (one.id.clone(), one.cost.total().0)),
        typed: Typed::default(),
        errors: vec![],
        shop,
        p,
    })
}
