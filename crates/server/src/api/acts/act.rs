//! What all acts share: who acts on which case, from which version and under which key, and how that is answered.

use crate::api::named::Named;
use crate::api::{self, problem};
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::{Actor, Case, CaseId, Party, Refusal};
use serde_json::{Value, json};
use store::acts::Given;
use store::cases::Loaded;
use store::db::Connection;
use store::journal_of::stretch;
use store::{Error, Outcome, Store};
use web::app::App;
use web::fault::Fault;

pub struct Act {
    pub actor: Actor,
    pub case: CaseId,
    pub given: Given,
}

impl FromRequestParts<App> for Act {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Act, Fault> {
        let Named { actor, loaded } = Named::from_request_parts(parts, app).await?;
        let action = parts.uri.path().rsplit('/').next().unwrap_or_default();
        let scope = format!("{}:{action}", loaded.case.id);
        let given =
            Given { expected: expected(&parts.headers)?, key: key_of(&parts.headers, &actor, &scope)? };
        Ok(Act { actor, case: loaded.case.id, given })
    }
}

/// `If-Match: "12"`, as the ETag of the case was; a star or nothing means whatever stands now.
pub fn expected(headers: &HeaderMap) -> Result<Option<u64>, Fault> {
    let Some(given) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = given.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let number = text.trim_start_matches("W/").trim_matches('"').parse();
    number.map(Some).map_err(|_| Fault::Malformed("If-Match takes one version, as the ETag has it".into()))
}

/// The caller's key, made theirs: the same word of two users, or for two cases, never meets.
pub fn key_of(headers: &HeaderMap, by: &Actor, scope: &str) -> Result<Option<String>, Fault> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().ok().map(str::trim).filter(|key| key.len() <= 255);
    let key =
        key.ok_or_else(|| Fault::Malformed("Idempotency-Key takes at most 255 plain letters".into()))?;
    Ok((!key.is_empty()).then(|| format!("api:{by}:{scope}:{key}")))
}

impl Act {
    pub async fn answer(&self, app: &App, done: Result<Outcome, Error>) -> Result<Response, Fault> {
        self.answer_with(app, done, json!({})).await
    }

    /// `more` are fields of this very act.
    pub async fn answer_with(
        &self,
        app: &App,
        done: Result<Outcome, Error>,
        more: Value,
    ) -> Result<Response, Fault> {
        match done {
            Ok(outcome) => {
                let (store, case, by) = (app.store().clone(), self.case.clone(), self.actor.clone());
                let read = app.store().db().read(move |db| standing(&store, db, &case, &by, &outcome));
                let (version, mut body) = read.await?;
                if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
                    body.extend(more);
                }
                Ok(([(header::ETAG, format!("\"{version}\""))], Json(body)).into_response())
            }
            Err(error) if error.refusal() == Some(Refusal::Stale) => {
                Ok(problem::stale(self.version(app).await?))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The same for words of ours: what they cite is judged in the answer, also where that is why they were refused.
    pub async fn answer_text(
        &self,
        app: &App,
        done: Result<Outcome, Error>,
        text: &str,
    ) -> Result<Response, Fault> {
        let refused = done.as_ref().err().and_then(Error::refusal);
        let wrong = matches!(refused, Some(Refusal::ArticleUnknown | Refusal::ArticleNotInForce));
        if self.actor.party() != Party::Platform || (done.is_err() && !wrong) {
            return self.answer(app, done).await;
        }
        let (store, case) = (app.store().clone(), self.case.clone());
        let loaded =
            app.store().db().read(move |db| store.case(db, &case)).await?.ok_or(Refusal::NotFound)?;
        let judged = app.store().citations(&loaded.case, text);
        match refused {
            Some(refusal) => Ok(problem::cited(refusal, &app.store().policy().law, &judged)),
            None if judged.is_empty() => self.answer(app, done).await,
            None => {
                let citations = judged.iter().map(api::law::judged).collect::<Vec<_>>();
                self.answer_with(app, done, json!({ "citations": citations })).await
            }
        }
    }

    async fn version(&self, app: &App) -> Result<u64, Fault> {
        let (store, case) = (app.store().clone(), self.case.clone());
        let loaded = app.store().db().read(move |db| store.case(db, &case)).await?;
        Ok(loaded.map_or(0, |loaded| loaded.version))
    }
}

/// LIMIT: a repeated request is told that it was one and how the case stands now, not again which entries it made.
fn standing(
    store: &Store,
    db: &mut Connection,
    case: &CaseId,
    by: &Actor,
    outcome: &Outcome,
) -> Result<(u64, Value), Error> {
    let Loaded { case, version, .. } = store.case(db, case)?.ok_or(Refusal::NotFound)?;
    let made = match outcome.first {
        Some((first, _)) => stretch(db, first, outcome.events.len() as u64)?,
        None => vec![],
    };
    let entries: Vec<Value> =
        made.iter().map(|entry| json!({ "index": entry.seq, "leaf": entry.leaf.to_string() })).collect();
    let body = json!({
        "id": case.id,
        "version": version,
        "stage": case.stage,
        "entries": entries,
        "replayed": outcome.replayed.is_some(),
        "allowed_actions": allowed(&case, by),
    });
    Ok((version, body))
}

/// What may be done now, each by the last word of its route.
pub fn allowed(case: &Case, by: &Actor) -> Vec<&'static str> {
    let mut actions = vec![];
    for action in case.allowed_actions(by) {
        let action = match action {
            "counter" => "offers",
            "answer" => "evidence",
            other => other,
        };
        if !actions.contains(&action) {
            actions.push(action);
        }
    }
    actions
}
