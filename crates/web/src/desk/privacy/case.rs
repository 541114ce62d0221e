//! `GET /desk/privacy/{id}`: what guards one case, and what would go and stay if it were erased.

use crate::app::App;
use crate::desk::request::Named;
use crate::desk::{html, me, page};
use crate::face;
use crate::fault::Fault;
use crate::format::date;
use crate::page::parts::FieldError;
use crate::page::privacy::{Asked, GuardPage, Hold, May, Restricted, Second, Typed, Wanted};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::actor::Role;
use domain::privacy::Then;
use domain::words::{Because, Ground};
use domain::{Actor, Case, Event, UserId};
use std::collections::HashMap;
use store::Error;
use store::Store;
use store::cases::Loaded;
use store::db::Connection;
use store::looks::How;
use store::timeline::{Told, texts};

#[derive(Clone, Default)]
pub(super) struct After {
    pub flash: Option<Flash>,
    pub typed: Typed,
    pub errors: Vec<FieldError>,
}

pub async fn case(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Named(loaded): Named,
    fields: crate::desk::request::Fields,
) -> Result<Response, Fault> {
    let flash = fields.get("done").map(|_| Flash::Done(reader.locale.t("flash-done").to_owned()));
    show(&app, &reader, &who, loaded, StatusCode::OK, After { flash, ..After::default() }).await
}

/// The page, also after something was refused.
pub(super) async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    loaded: Loaded,
    status: StatusCode,
    after: After,
) -> Result<Response, Fault> {
    let mut p = page(app, reader, who);
    p.path = format!("/desk/privacy/{}", loaded.case.id);
    p.flash = after.flash.clone();
    app.store().looked(&who.actor, &loaded.case.id, "", How::Page).await?;
    let (store, by, user) = (app.store().clone(), who.actor.clone(), me(who));
    let drawn = app.store().db().read(move |db| drawn(&store, db, p, &loaded, (&by, &user), after));
    Ok(html(status, &drawn.await?))
}

fn drawn(
    store: &Store,
    db: &mut Connection,
    p: Page,
    loaded: &Loaded,
    (by, user): (&Actor, &UserId),
    After { typed, errors, .. }: After,
) -> Result<GuardPage, Error> {
    let case = &loaded.case;
    let told = store.timeline(db, case, by)?;
    let words = texts(&told);
    let objects = store.kept_objects(db, &case.id.subject())?.len();
    Ok(GuardPage {
        id: case.id.to_string(),
        number: case.number.clone(),
        version: loaded.version as i64,
        period: period(store, &p, case),
        asked: asked(case, &told),
        erased_ms: case.privacy.erased_ms,
        goes: goes(&p, case, objects),
        stays: stays(store, &p, loaded.entries),
        bound: bound(store, &p, case),
        holds: holds(case, &words),
        restricted: restricted(&p, case, &told, user),
        may: may(by),
        typed,
        errors,
        p,
    })
}

fn may(by: &Actor) -> May {
    match by {
        Actor::Staff(_, Role::Manager | Role::Admin) => May::Keep,
        Actor::Staff(_, Role::Reviewer) => May::Guard,
        _ => May::Read,
    }
}

fn period(store: &Store, p: &Page, case: &Case) -> String {
    let kept = store.policy().retention(case.kind());
    match kept.ends_ms(case) {
        _ if case.privacy.erased_ms.is_some() && !case.is_open() => p.t("guard-period-over").to_owned(),
        Some(ends_ms) => {
            let at = date(&p.zone, ends_ms);
            p.t2("guard-period", "at", at, "then", then(p, kept.then))
        }
        None => p.t("guard-period-open").to_owned(),
    }
}

pub(super) fn then(p: &Page, then: Then) -> &'static str {
    match then {
        Then::Erase => p.t("guard-then-erase"),
        Then::Restrict => p.t("guard-then-restrict"),
    }
}

/// The last entry of this sort, with its words.
fn last(told: &[Told], is: impl Fn(&Event) -> bool) -> Option<&str> {
    told.iter().rev().find(|told| is(&told.entry.event))?.words.text()
}

fn asked(case: &Case, told: &[Told]) -> Option<Asked> {
    let asked = case.privacy.asked.as_ref()?;
    let why = last(told, |event| matches!(event, Event::ErasureAsked { .. }));
    let granted_by = asked.granted_by.as_ref().map(ToString::to_string);
    Some(Asked {
        by: face::party(asked.by).key(),
        at_ms: asked.at_ms,
        why: why.map(str::to_owned),
        granted: granted_by.zip(asked.granted_ms),
    })
}

fn goes(p: &Page, case: &Case, objects: usize) -> Vec<String> {
    vec![
        p.t1("guard-goes-content", "n", objects),
        p.t1("guard-goes-files", "n", case.evidence.len()),
        p.t("guard-goes-person").to_owned(),
        p.t("guard-goes-search").to_owned(),
        p.t("guard-goes-order").to_owned(),
    ]
}

fn stays(store: &Store, p: &Page, entries: u64) -> Vec<String> {
    let kept = store.rotation();
    let final_ms = p.now_ms + kept.every_ms + kept.escrow_ms;
    vec![
        p.t1("guard-stays-entries", "n", entries),
        p.t("guard-stays-money").to_owned(),
        p.t1("guard-stays-backups", "at", date(&p.zone, final_ms)),
    ]
}

/// By the same rule that decides it.
fn bound(store: &Store, p: &Page, case: &Case) -> Option<String> {
    if case.is_open() {
        return Some(p.t("guard-bound-open").to_owned());
    }
    let (because, until_ms) = domain::privacy::bound(case, Ground::Request, store.now_ms(), store.policy())?;
    Some(match (because, until_ms) {
        (Because::Period, Some(until_ms)) => p.t1("guard-bound-period", "at", date(&p.zone, until_ms)),
        _ => p.t("guard-bound-hold").to_owned(),
    })
}

fn holds(case: &Case, words: &HashMap<String, String>) -> Vec<Hold> {
    let one = |hold: &domain::privacy::Hold| Hold {
        id: hold.id.clone(),
        at_ms: hold.at_ms,
        why: words.get(&hold.why.object).cloned().unwrap_or_default(),
    };
    case.privacy.holds.iter().map(one).collect()
}

fn restricted(p: &Page, case: &Case, told: &[Told], user: &UserId) -> Option<Restricted> {
    let one = case.privacy.restricted.as_ref()?;
    let why = last(told, |event| matches!(event, Event::UnsealAsked { .. }));
    let wanted = one.wanted_by.as_ref().map(|by| Wanted {
        by: by.to_string(),
        why: why.unwrap_or_default().to_owned(),
        second: if by == user { Second::SomebodyElse } else { Second::Me },
    });
    Some(Restricted {
        because: face::privacy::because(p, one.because).to_owned(),
        at_ms: one.at_ms,
        until_ms: one.until_ms,
        open_until_ms: one.unsealed_until_ms.filter(|until_ms| *until_ms > p.now_ms),
        wanted,
    })
}
