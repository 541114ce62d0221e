//! The case page from what the store holds: the timeline and everything beside it.

use super::act::Revealed;
use super::queue::{kind_words, kinds, owners};
use super::{beside, board, deciding, demands, dossier, reading, service, signals, templates};
use crate::app::App;
use crate::face::{self, Names, Staff, position};
use crate::page::desk::{Act, CasePage, Drafts, Typed};
use crate::page::parts::{Entry, FieldError, Veil};
use crate::page::{Flash, Page};
use crate::sign::Told as Kind;
use domain::case::Case;
use domain::playbook::Playbooks;
use domain::{Actor, Party, Refusal, Role, UserId};
use std::collections::HashMap;
use store::cases::{Cursor, Query, View};
use store::db::Connection;
use store::seen::{Thing, sees};
use store::timeline::{Told, texts};
use store::{Error, Store};

/// What the request says besides which case it is.
#[derive(Clone, Default)]
pub struct Asked {
    pub view: Option<View>,
    /// The template one wants to begin a reply with.
    pub template: Option<String>,
    pub only: Option<Kind>,
    pub flash: Option<Flash>,
    pub errors: Vec<FieldError>,
    /// What was typed into a form that was refused.
    pub typed: Typed,
    /// The version of a form that came too late.
    pub since: Option<u64>,
    /// What was just looked at behind the mask.
    pub revealed: Option<Revealed>,
}

pub fn drawn(
    app: &App,
    db: &mut Connection,
    mut p: Page,
    name: &str,
    by: &Actor,
    asked: Asked,
) -> Result<CasePage, Error> {
    let store = app.store();
    let loaded = store.case_named(db, name)?.ok_or(Refusal::NotFound)?;
    let case = &loaded.case;
    let told = store.timeline(db, case, by)?;
    let merchant = match &case.merchant {
        Some(merchant) => store.merchant_name(db, merchant)?.unwrap_or_else(|| merchant.to_string()),
        None => String::new(),
    };
    let base = format!("/desk/cases/{}", case.id);
    let view = asked.view.map(|view| format!("?view={}", view.word()));
    p.path = format!("{base}{}", view.unwrap_or_default());
    let names = Names { merchant: &merchant, staff: Staff::Named, base: &base };
    let books = &store.policy().playbooks;
    let mut entries = face::entries(&p, books, case, &told, &names);
    lift(&mut entries, asked.revealed.as_ref());
    let reach = face::Reach::of(store, db)?;
    let items = case
        .evidence
        .iter()
        .filter(|item| sees(case, item, by))
        .map(|item| (item, position(&told, &item.id)));
    let mut evidence = face::evidence(&p, books, case, items, &base, reach);
    let person = store.person(db, case, by)?;
    let order = store.frozen_order(db, case, by)?;
    let mut drafts = drafts(app, db, by, case, &asked.typed)?;
    let mut templates = templates::menu(&p, store, db, case, by, &told, &asked, &mut drafts)?;
    templates.writer = app.writer().map(|writer| writer.model().to_owned());
    let calendar = store.calendar(db)?;
    let split = face::demand::split(store.policy(), &calendar, case, &told);
    let reading = reading::read(app, db, &p, case, by, &drafts.reply)?;
    let bought_ms = order.as_ref().and_then(|order| order.bought_ms);
    dossier::fill(app, db, &p, case, (by, bought_ms), &told, &mut evidence)?;
    let seen = match &asked.revealed {
        Some(Revealed::Person(person)) => Some(person),
        _ => None,
    };
    Ok(CasePage {
        id: case.id.to_string(),
        number: case.number.clone(),
        version: loaded.version as i64,
        stage: face::stage(case.stage),
        grade: case.grade().map(face::grade),
        kind: kind_words(store, &p, case.kind()),
        kind_code: case.kind().to_owned(),
        owner: case.owner.as_ref().map(ToString::to_string),
        clocks: if case.is_open() { face::clocks(&p, case) } else { vec![] },
        acts: acts(case, by, books),
        watchers: vec![],
        next_in_view: next(app, db, by, case, asked.view)?,
        view: asked.view.map(View::word),
        only: asked.only,
        news: news(&told, &entries, asked.since),
        entries: entries
            .into_iter()
            .filter(|entry| asked.only.is_none_or(|only| entry.kind == only))
            .collect(),
        others: beside::others(store, db, case, &person)?,
        person: beside::person(store, &person, seen),
        order: order.as_ref().map(|order| face::order(&p, order)),
        sale: store.sale_for(db, case, by)?.map(|sale| face::consigned::sale(&p, case, &sale)),
        senior: matches!(by, Actor::Staff(_, Role::Reviewer | Role::Manager | Role::Admin)),
        merchant: merchant.clone(),
        merchant_href: case.merchant.as_ref().map(|merchant| format!("/desk/merchants/{merchant}")),
        complete: beside::complete(&p, case),
        evidence,
        record: dossier::beside(app, &p, case, by),
        matrix: beside::matrix(&p, store, case),
        ladder: face::ladder::ladder(&p, books, case),
        approvals: face::approval::approvals(&p, case, &told),
        offers: face::offers(&p, books, case, &texts(&told)),
        open_offer: case.open_offer().map(|offer| face::offer(&p, books, case, offer, &texts(&told))),
        money: beside::money(&p, case),
        triage: beside::triage(&p, store, case, &told),
        decided: face::decided::decided(
            &p,
            store.policy(),
            case,
            by,
            &with_callers(store, db, case, by, &told)?,
        ),
        deciding: deciding::deciding(&p, store, db, case, by, &texts(&told))?,
        signals: signals::card(&p, store, db, case, &told, !asked.typed.is(Act::CountSignals.code()))?,
        parties: parties(&p, case, &merchant),
        boards: board::boards(&p, store, db, case, by, &texts(&told))?,
        law: face::law::panel(&p, (&store.policy().law, &calendar), case, &told, &format!("{base}/law")),
        tasks: face::task::tasks(&p, case, &told),
        teams: face::task::teams(&p),
        demands: demands::card(&p, &split),
        service: service::card(&p, store, db, case)?,
        interest: face::interest::agreed(&p, books, case),
        prefilled: if split.confirmed { prefilled(&split) } else { vec![] },
        wants: case.wants.iter().filter_map(|want| crate::sign::Remedy::of(want.word())).collect(),
        moods: if case.is_open() {
            reading::moods(p.locale.into(), face::template::last_words(&told))
        } else {
            vec![]
        },
        drafts,
        templates,
        reading,
        owners: owners(&store.colleagues(db)?),
        kinds: kinds(store, &p),
        causes: beside::causes(store, &p, case),
        provable: beside::provable(&p, store, case),
        remedies: beside::owed(&p, case),
        paid_fen: case.amount.map(|amount| amount.0),
        typed: asked.typed,
        errors: asked.errors,
        p,
    })
}

/// Who called stands in no entry's words, and only our people read it.
fn with_callers(
    store: &Store,
    db: &mut Connection,
    case: &Case,
    by: &Actor,
    told: &[Told],
) -> Result<HashMap<String, String>, Error> {
    let mut texts = texts(told);
    for call in case.appeals.iter().filter_map(|one| one.call.as_ref()) {
        let caller = store.text_for(db, case, by, Thing::Caller(call))?;
        texts.extend(caller.map(|caller| (call.caller.object.clone(), store.masked(&caller))));
    }
    Ok(texts)
}

fn parties(p: &Page, case: &Case, merchant: &str) -> Option<String> {
    (case.complainant == Party::Merchant).then(|| p.t1("parties-shop", "shop", merchant))
}

/// The amount as one types it.
fn prefilled(split: &face::demand::Split) -> Vec<(&'static str, String)> {
    let yuan = |amount: domain::Fen| format!("{}.{:02}", amount.0 / 100, amount.0 % 100);
    split
        .offer()
        .into_iter()
        .map(|(kind, amount)| (kind.word(), amount.map(yuan).unwrap_or_default()))
        .collect()
}

/// Shows one text whole, on this page and never again.
fn lift(entries: &mut [Entry], revealed: Option<&Revealed>) {
    let Some(Revealed::Text { entry, text }) = revealed else { return };
    for shown in entries.iter_mut().filter(|shown| shown.id == entry.to_string()) {
        (shown.text, shown.veil) = (Some(text.clone()), Veil::Lifted);
    }
}

/// The acts that the rules allow now, in the order they help.
fn acts(case: &Case, by: &Actor, books: &Playbooks) -> Vec<Act> {
    let allowed = case.allowed_actions(by);
    let counter = case.open_offer().is_some_and(|offer| offer.by == Party::Customer);
    let can = |act: &Act| match act {
        // One may always write to the parties, also after the end.
        Act::Reply => allowed.contains(&"messages"),
        Act::Note => allowed.contains(&"notes"),
        Act::Offer => allowed.contains(&"offers"),
        Act::Climb => allowed.contains(&"offers") && case.next_rung(books).is_some(),
        Act::Complete => case.is_open() && !case.gaps.is_empty(),
        Act::CallDone => case.is_open() && case.call_asked,
        Act::WithdrawOffer => case.open_offer().is_some_and(|offer| offer.by == Party::Platform),
        Act::Accept | Act::Decline => counter && case.is_open(),
        Act::DropApproval => case
            .open_approval()
            .is_some_and(|one| by.user().is_some_and(|me| one.by == *me || case.is_owned_by(me))),
        Act::DecideApproval => case.open_approval().is_some_and(|one| by.user() != Some(&one.by)),
        act => allowed.contains(&act.code()),
    };
    Act::ALL.into_iter().filter(can).collect()
}

/// What has happened since a form was made: the entries after its version. A version counts what changes a decision.
fn news(told: &[Told], entries: &[Entry], since: Option<u64>) -> Vec<Entry> {
    let Some(since) = since else { return vec![] };
    let mut version = 0;
    let fresh: Vec<String> = told
        .iter()
        .filter_map(|told| {
            version += u64::from(told.entry.event.is_material());
            (version > since && told.entry.event.is_material()).then(|| told.entry.no.to_string())
        })
        .collect();
    entries.iter().filter(|entry| fresh.contains(&entry.id)).cloned().collect()
}

/// The case after this one in the view one came from; from the end it goes on at the beginning.
fn next(
    app: &App,
    db: &mut Connection,
    by: &Actor,
    case: &Case,
    view: Option<View>,
) -> Result<Option<String>, Error> {
    let Some(view) = view else { return Ok(None) };
    let me = by.user().cloned().unwrap_or_else(|| UserId::new(""));
    let here = app.store().rows_of(db, &[case.id.to_string()])?;
    let at = here.first().map(|row| Cursor { due_ms: row.sort_due_ms(), seq: row.seq });
    for cursor in [at, None] {
        let query = Query { view, me: Some(me.clone()), cursor, limit: 2, ..Query::default() };
        let page = app.store().list(db, &query)?;
        if let Some(row) = page.rows.iter().find(|row| row.case_id != case.id.as_str()) {
            return Ok(Some(format!("/desk/cases/{}?view={}", row.case_id, view.word())));
        }
    }
    Ok(None)
}

/// What was just typed wins over what was saved.
fn drafts(app: &App, db: &mut Connection, by: &Actor, case: &Case, typed: &Typed) -> Result<Drafts, Error> {
    let Some(me) = by.user() else { return Ok(Drafts::default()) };
    let mut one = |form: &str| match typed.get(form, "text") {
        "" => Ok(app.store().draft(db, me, &case.id, form)?.unwrap_or_default()),
        text => Ok::<_, Error>(text.to_owned()),
    };
    Ok(Drafts { reply: one("reply")?, note: one("note")? })
}
