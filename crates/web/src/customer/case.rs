//! `GET /c/{link}`: where it stands, who acts next, until when, and what one can do. `/c/{link}/filed` is the same
//! right after filing.

use crate::answer::{self, After};
use crate::app::App;
use crate::face::{self, Names, Staff};
use crate::fault::Fault;
use crate::look;
use crate::page::Flash;
use crate::page::Page;
use crate::page::customer::{CasePage, CustomerAct, Ending, FiledPage, Forget, OrderPart, Receipt, Survey};
use crate::page::parts::FieldError;
use crate::reader::Reader;
use crate::sign::Outcome;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::case::CodePurpose;
use domain::clock::ClockKind;
use domain::playbook::Playbooks;
use domain::{Actor, CaseId, Event, Party, Refusal};
use store::Error;
use store::cases::Loaded;
use store::db::Connection;
use store::looks::How;
use store::seen::Sight;
use store::timeline::{Told, texts};

pub async fn case(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Fault> {
    let flash = after.flash(reader.locale.t("flash-done"));
    show(&app, &reader, link, StatusCode::OK, flash, vec![]).await
}

pub async fn filed(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
) -> Result<Response, Fault> {
    let (reading, p) = (app.clone(), reader.page(&app));
    let page = app
        .store()
        .db()
        .read(move |db| -> Result<_, Error> {
            let Some(loaded) = reading.store().case_by_link(db, &link)? else { return Ok(None) };
            let next = loaded.case.standing().clock.map(|clock| face::clock(&p, clock));
            let receipt = receipt(db, &loaded, &link)?;
            let link = reading.store().link(&loaded.case);
            Ok(next.map(|next| FiledPage {
                p,
                number: loaded.case.number,
                path: format!("/c/{link}"),
                link: reading.url(&format!("/c/{link}")),
                receipt,
                next,
            }))
        })
        .await?;
    let page = page.ok_or(Refusal::NotFound)?;
    Ok(answer::page(StatusCode::OK, &page))
}

/// The case page, also after something was refused.
pub(super) async fn show(
    app: &App,
    reader: &Reader,
    link: String,
    status: StatusCode,
    flash: Option<Flash>,
    errors: Vec<FieldError>,
) -> Result<Response, Fault> {
    super::slowly(app, &format!("link:{}", super::named(&link)), 240)?;
    let (reading, mut p) = (app.clone(), reader.page(app));
    p.path = format!("/c/{link}");
    p.flash = flash;
    let page = app.store().db().look(move |db| page(&reading, db, p, &link)).await?;
    let (case, page) = page.ok_or(Refusal::NotFound)?;
    look::at(app, &Actor::Customer(case.clone()), &case, How::Page);
    let page = CasePage { errors, ..page };
    Ok(answer::page(status, &page))
}

fn page(app: &App, db: &mut Connection, p: Page, link: &str) -> Result<Option<(CaseId, CasePage)>, Error> {
    let store = app.store();
    let Some(loaded) = store.case_by_link(db, link)? else { return Ok(None) };
    let case = &loaded.case;
    let by = Actor::Customer(case.id.clone());
    let told = store.timeline(db, case, &by)?;
    let texts = texts(&told);
    let merchant = match &case.merchant {
        Some(merchant) => store.merchant_name(db, merchant)?.unwrap_or_default(),
        None => String::new(),
    };
    let base = format!("/c/{link}");
    let books = &store.policy().playbooks;
    let names = Names { merchant: &merchant, staff: Staff::Unnamed, base: &base };
    let evidence = face::pieces(&p, store, db, case, &told, (&by, &base))?;
    let standing = case.standing();
    let page = CasePage {
        link: link.to_owned(),
        number: case.number.clone(),
        version: loaded.version as i64,
        token: store::content::random_id(),
        stage: face::stage(case.stage),
        turn: case.is_open().then(|| face::party(standing.turn)),
        clock: standing.clock.filter(|_| case.is_open()).map(|clock| face::clock(&p, clock)),
        accused_by: (case.complainant == Party::Merchant).then(|| merchant.clone()),
        asks: face::asks(&p, books, case, Party::Customer, &texts),
        offers: face::offers(&p, books, case, &texts),
        decided: face::decided::decided(&p, store.policy(), case, &by, &texts),
        survey: survey(case),
        entries: face::entries(&p, books, case, &told, &names),
        evidence,
        rows: face::matrix(&p, books, case, &by),
        order: order(app, db, &p, case)?,
        sale: store.sale_for(db, case, &by)?.map(|sale| face::consigned::sale(&p, case, &sale)),
        card: face::closing::card(&p, store, db, case)?,
        receipt: receipt(db, &loaded, link)?,
        ending: ending(&p, books, case, &told),
        ways: face::law::ways(p.locale, &store.policy().law, case),
        can: can(case),
        forget: forget(&p, case),
        errors: vec![],
        p,
    };
    Ok(Some((loaded.case.id, page)))
}

fn forget(p: &Page, case: &domain::Case) -> Forget {
    let privacy = &case.privacy;
    match (&privacy.asked, &privacy.restricted, privacy.erased_ms) {
        (Some(asked), ..) if asked.granted_ms.is_some() => Forget::Granted,
        (Some(asked), ..) => Forget::Asked { at_ms: asked.at_ms },
        (None, Some(one), _) => Forget::Restricted {
            because: face::privacy::because(p, one.because).to_owned(),
            until_ms: one.until_ms,
        },
        (None, None, Some(at_ms)) if !case.is_open() => Forget::Done { at_ms },
        _ => Forget::NotAsked,
    }
}

fn survey(case: &domain::Case) -> Option<Survey> {
    let asked = case.survey_of_round().filter(|survey| survey.score().is_none());
    let until = case.clocks.iter().rfind(|clock| clock.kind == ClockKind::Silence);
    asked.zip(until).map(|(_, until)| Survey { until_ms: until.due_ms })
}

fn ending(p: &Page, books: &Playbooks, case: &domain::Case, told: &[Told]) -> Option<Ending> {
    let closed = case.closed.as_ref()?;
    let words = books.of(case.kind()).outcomes.get(&closed.outcome);
    let words = words.filter(|_| case.complainant == Party::Merchant);
    let last = told.iter().rev().find(|told| matches!(told.entry.event, Event::Closed { .. }));
    Some(Ending {
        outcome: Outcome::of(closed.outcome.word()).unwrap_or(Outcome::Settled),
        said: words.map(|words| words.read(p.locale.into()).to_owned()),
        text: last.and_then(|told| told.words.text()).unwrap_or_default().to_owned(),
        at_ms: closed.at_ms,
    })
}

fn can(case: &domain::Case) -> Vec<CustomerAct> {
    let open = case.is_open();
    let withdrawable = open && !case.remedies_owed() && case.complainant == Party::Customer;
    [(open, CustomerAct::Write), (withdrawable, CustomerAct::Withdraw)]
        .into_iter()
        .filter_map(|(can, act)| can.then_some(act))
        .collect()
}

fn order(app: &App, db: &mut Connection, p: &Page, case: &domain::Case) -> Result<OrderPart, Error> {
    let by = Actor::Customer(case.id.clone());
    if case.is_of_consignor() {
        return owner(app, db, case);
    }
    let Some((record, sight)) = app.store().order_for(db, case, &by)? else { return Ok(OrderPart::Unknown) };
    if sight == Sight::Whole {
        return Ok(OrderPart::Shown(face::order(p, &record)));
    }
    let contact = if record.buyer.phone.is_empty() { &record.buyer.mail } else { &record.buyer.phone };
    let to = contact.masked(&app.store().policy().masks);
    let sent = case.code.as_ref().is_some_and(|code| code.purpose == CodePurpose::Order);
    Ok(match (contact.is_empty(), sent) {
        (true, _) => OrderPart::Unknown,
        (false, true) => OrderPart::CodeSent { to },
        (false, false) => OrderPart::Locked { to },
    })
}

/// The owner of goods on consignment proves to be the owner; the buyer's data are not theirs.
fn owner(app: &App, db: &mut Connection, case: &domain::Case) -> Result<OrderPart, Error> {
    let person = app.store().consignor_of(db, case)?;
    let contact = if person.phone.is_empty() { &person.mail } else { &person.phone };
    if contact.is_empty() || case.consignor_proven {
        return Ok(OrderPart::Unknown);
    }
    let to = contact.masked(&app.store().policy().masks);
    let sent = case.code.as_ref().is_some_and(|code| code.purpose == CodePurpose::Consignment);
    Ok(if sent { OrderPart::CodeSent { to } } else { OrderPart::Locked { to } })
}

fn receipt(db: &mut Connection, loaded: &Loaded, link: &str) -> Result<Receipt, Error> {
    let leaf = store::sealer::leaf_at(db, loaded.since)?.ok_or(Error::Damaged("an entry is missing"))?;
    Ok(Receipt {
        index: loaded.since,
        leaf: leaf.to_string(),
        url: format!("/c/{link}/receipt"),
        proof: format!("/c/{link}/proof/{}", crate::proof::FILED),
        picture: format!("/c/{link}/receipt.svg"),
    })
}
