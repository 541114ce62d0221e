//! `GET /api/v1/cases/{id}`: a case as whoever asks may see it.

pub mod approval;
mod board;
mod decided;
mod ladder;
mod law;
mod matter;
mod proof;
mod regulator;
mod service;
mod settlement;
mod signals;
mod story;
mod task;
pub(super) mod triage;

use super::acts::allowed;
use super::moment;
use super::named::Named;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::calendar::Calendar;
use domain::case::Case;
use domain::{Actor, ContentRef, Party};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use store::content::Opened;
use store::db::Connection;
use store::dossier::Dossier;
use store::looks::How;
use store::seen::{Thing, frozen};
use store::timeline::Told;
use store::{Error, Store};
use web::app::App;
use web::fault::Fault;
use web::look;

/// A case and everything one needs to draw it.
struct View<'a> {
    store: &'a Store,
    calendar: Calendar,
    case: &'a Case,
    by: &'a Actor,
    /// Sealed objects the case itself names, opened with one query.
    opened: HashMap<String, Opened>,
    dossiers: HashMap<String, Dossier>,
    /// What happened, with the words as this reader may read them; by the object that holds them in `texts`.
    told: Vec<Told>,
    texts: HashMap<String, String>,
}

pub async fn read(State(app): State<App>, named: Named) -> Result<Response, Fault> {
    let Named { actor, loaded } = named;
    look::at(&app, &actor, &loaded.case.id, How::Program);
    let version = loaded.version;
    let base = app.url("");
    let store = app.store().clone();
    let body = app.store().db().look(move |db| {
        let opened = store.open_all_for(db, &loaded.case, &actor, &things(&loaded.case))?;
        let told = store.timeline(db, &loaded.case, &actor)?;
        let texts = store::timeline::texts(&told);
        let dossiers = dossiers(&store, db, &loaded.case, &actor)?;
        let (case, by, calendar) = (&loaded.case, &actor, store.calendar(db)?);
        let view = View { store: &store, calendar, case, by, opened, dossiers, told, texts };
        view.json(db, version, &base)
    });
    Ok(([(header::ETAG, format!("\"{version}\""))], Json(body.await?)).into_response())
}

fn things(case: &Case) -> Vec<Thing<'_>> {
    let callers = case.appeals.iter().filter_map(|one| one.call.as_ref()).map(Thing::Caller);
    [Thing::Matter, Thing::Person].into_iter().chain(frozen(case).map(Thing::Piece)).chain(callers).collect()
}

/// Read by staff alone, so looked for only when one of us asks.
fn dossiers(
    store: &Store,
    db: &mut Connection,
    case: &Case,
    by: &Actor,
) -> Result<HashMap<String, Dossier>, Error> {
    if by.party() == Party::Platform { store.dossiers(db, case, by) } else { Ok(HashMap::new()) }
}

impl View<'_> {
    fn json(&self, db: &mut Connection, version: u64, base: &str) -> Result<Value, Error> {
        let mut body = Map::new();
        for part in [
            self.standing(version),
            self.story(db, base)?,
            self.decided(),
            self.outcome(),
            self.ours(db, base)?,
        ] {
            if let Value::Object(part) = part {
                body.extend(part);
            }
        }
        Ok(body.into())
    }

    /// What it is and where it stands.
    fn standing(&self, version: u64) -> Value {
        let case = self.case;
        let standing = case.standing();
        json!({
            "id": case.id,
            "number": case.number,
            "version": version,
            "state": case.stage,
            "stage": case.stage,
            "open": case.is_open(),
            "channel": case.channel,
            "locale": case.locale,
            "filed_at": moment::text(case.filed_ms),
            "updated_at": moment::text(case.updated_ms),
            "kind": self.kind(),
            "grade": case.grade().filter(|_| !self.is_customer()),
            "merchant": case.merchant,
            "complainant": case.complainant,
            "owner": case.owner.as_ref().filter(|_| self.is_staff()),
            "unread": case.is_unread(),
            "call_asked": case.call_asked,
            "round": case.round,
            "consented": case.consent == Some(case.round),
            "turn": if case.is_open() { Some(standing.turn) } else { None },
            "due_at": standing.clock.filter(|_| case.is_open()).map(|clock| moment::text(clock.due_ms)),
            "allowed_actions": allowed(case, self.by),
        })
    }

    /// Person, order and matter, and what was said, asked and shown.
    fn story(&self, db: &mut Connection, base: &str) -> Result<Value, Error> {
        let case = self.case;
        Ok(json!({
            "person": self.person(),
            "matter": self.matter(),
            "order": self.order(),
            "completeness": case.completeness().into_iter().collect::<BTreeMap<_, _>>(),
            "gaps": case.gaps,
            "triage": self.triage(),
            "timeline": self.timeline(),
            "clocks": self.clocks(),
            "pauses": self.pauses(),
            "evidence": self.evidence(db, &self.told)?,
            "evidence_matrix": self.matrix(),
            "inspections": self.inspections(),
            "requests": self.requests(base),
            "regulator": self.regulator(),
        }))
    }

    /// What was offered and done.
    fn outcome(&self) -> Value {
        json!({
            "offers": self.offers(),
            "remedies": self.remedies(),
            "survey": self.survey(),
            "closed": self.closed(),
            "tasks": self.tasks(),
            "law": self.law(),
            "other_ways": self.other_ways(),
        })
    }

    /// What none but staff reads.
    fn ours(&self, db: &mut Connection, base: &str) -> Result<Value, Error> {
        if !self.is_staff() {
            return Ok(Value::Null);
        }
        Ok(json!({
            "service_complaint": self.service(db)?,
            "demands": self.demands(),
            "drafts": self.drafts(db)?,
            "boards": self.boards(db)?,
            "signals": self.signals(db)?,
            "approvals": self.approvals(),
            "ladder": self.ladder(),
            "link": format!("{base}/c/{}", self.store.link(self.case)),
        }))
    }

    fn is_staff(&self) -> bool {
        self.by.party() == Party::Platform
    }
    fn is_customer(&self) -> bool {
        self.by.party() == Party::Customer
    }
    /// Nothing where it was erased.
    fn text(&self, content: &ContentRef) -> Option<&str> {
        self.texts.get(&content.object).map(String::as_str)
    }
    fn record<T: serde::de::DeserializeOwned>(&self, content: &ContentRef) -> Option<T> {
        let opened = self.opened.get(&content.object)?;
        serde_json::from_slice(opened.bytes()).ok()
    }
}
