//! `GET /demo/mail`: every notice as it stands in the journal, newest first.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use domain::event::{Event, Via};
use domain::{Actor, Case, Party};
use store::db::Connection;
use store::outbox::Outgoing;
use store::record::Person;
use store::recourse::claim_of;
use store::seen::Thing;
use store::{Error, Store, journal_of};
use web::app::App;
use web::fault::Fault;
use web::locale::Locale;
use web::page::desk::{MailPage, Sent};
use web::reader::Reader;
use web::who::Who;

const AT_MOST: u32 = 200;

pub async fn mail(State(app): State<App>, reader: Reader, who: Who) -> Result<Html<String>, Fault> {
    let (p, locale) = (web::desk::page(&app, &reader, &who), reader.locale);
    let store = app.store().clone();
    let sent = app.store().db().read(move |db| all(&store, db, locale)).await?;
    let html =
        MailPage { p, sent }.render().map_err(|_| Fault::from(Error::Damaged("a page does not render")))?;
    Ok(Html(html))
}

fn all(store: &Store, db: &mut Connection, locale: Locale) -> Result<Vec<Sent>, Error> {
    let mut all = vec![];
    for row in store.told(db, AT_MOST)? {
        all.extend(one(store, db, &row, locale)?);
    }
    Ok(all)
}

/// Nothing for a notice that was not tried yet.
fn one(store: &Store, db: &mut Connection, row: &Outgoing, locale: Locale) -> Result<Option<Sent>, Error> {
    let Some(tried) = last_try(store, db, row)? else { return Ok(None) };
    let text = tried.text.clone();
    let (subject, body) = match text.split_once("\n\n") {
        Some((subject, body)) if tried.via == Via::Mail => (subject.to_owned(), body.to_owned()),
        _ => (text.lines().next().unwrap_or_default().to_owned(), text.clone()),
    };
    Ok(Some(Sent {
        at_ms: tried.at_ms,
        by: tried.via.word(),
        to: address(store, db, row, &tried)?,
        subject,
        text: body,
        state: state(row, locale).to_owned(),
        case_href: row.subject.case().map(|case| format!("/desk/cases/{case}")),
    }))
}

struct Try {
    at_ms: i64,
    to: Party,
    via: Via,
    text: String,
}

fn last_try(store: &Store, db: &mut Connection, row: &Outgoing) -> Result<Option<Try>, Error> {
    let Some(case) = case(store, db, row)? else { return Ok(None) };
    for entry in journal_of::of_subject(db, &row.subject)?.into_iter().rev() {
        let Event::NoticeSending { outbox, to, via, .. } = &entry.event else { continue };
        if *outbox == row.id {
            let text = store.text_for(db, &case, &Actor::System, Thing::Entry(&entry.event))?;
            return Ok(Some(Try { at_ms: entry.at_ms, to: *to, via: *via, text: text.unwrap_or_default() }));
        }
    }
    Ok(None)
}

fn case(store: &Store, db: &mut Connection, row: &Outgoing) -> Result<Option<Case>, Error> {
    let loaded = row.subject.case().map(|id| store.case(db, &id)).transpose()?.flatten();
    Ok(loaded.map(|loaded| loaded.case))
}

/// Masked, as everywhere on the desk.
fn address(store: &Store, db: &mut Connection, row: &Outgoing, tried: &Try) -> Result<String, Error> {
    let Some(case) = case(store, db, row)? else { return Ok(String::new()) };
    let person = match (&tried.to, &case.merchant) {
        (Party::Merchant, Some(merchant)) => store.merchant_contact(db, merchant)?,
        (Party::Carrier | Party::Inspector | Party::Consignor, _) => third(store, db, &case, row)?,
        _ => store.person(db, &case, &Actor::System)?,
    };
    let address = match tried.via {
        Via::Mail => &person.mail,
        Via::Sms => &person.phone,
        // Whoever knows the address of a robot can write into its group.
        Via::WeCom | Via::DingTalk => return Ok(String::new()),
    };
    Ok(address.masked(&store.policy().masks))
}

/// Whom a request or a claim is written to.
fn third(store: &Store, db: &mut Connection, case: &Case, row: &Outgoing) -> Result<Person, Error> {
    let event = store::journal_of::at(db, row.seq as u64)?.map(|entry| entry.event);
    let claim = event.as_ref().and_then(claim_of).and_then(|id| case.claim(id));
    match (&event, claim) {
        (Some(Event::EvidenceRequested { request }), _) => store.third_party(db, request),
        (_, Some(claim)) => Ok(store.claim_contact(db, claim)?.unwrap_or_default()),
        _ => Ok(Person::default()),
    }
}

fn state(row: &Outgoing, locale: Locale) -> &'static str {
    let (zh, en) = match row.state.as_str() {
        "done" => ("已送达", "delivered"),
        "dead" => ("未能送达", "not delivered"),
        _ => ("正在发送", "on its way"),
    };
    if locale == Locale::Zh { zh } else { en }
}
