//! The case in a request's path: by id or number for who is signed in, by its secret link for its customer.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use domain::{Actor, Refusal};
use std::collections::HashMap;
use store::Error;
use store::cases::{LINK_LETTERS, Loaded};
use web::app::App;
use web::fault::Fault;
use web::who::Who;

pub struct Named {
    pub actor: Actor,
    pub loaded: Loaded,
}

impl FromRequestParts<App> for Named {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Named, Fault> {
        let path = Path::<HashMap<String, String>>::from_request_parts(parts, app).await;
        let name = path.ok().and_then(|mut path| path.remove("id")).filter(|name| is_plain(name));
        let name = name.ok_or(Fault::Refused(Refusal::NotFound))?;
        let who = parts.extensions.get::<Who>().map(|who| who.actor.clone());
        if name.len() == LINK_LETTERS { of_customer(app, name).await } else { of_user(app, name, who).await }
    }
}

/// The link itself is the proof, whoever else the bearer may be.
async fn of_customer(app: &App, link: String) -> Result<Named, Fault> {
    let store = app.store().clone();
    let found = app.store().db().read(move |db| store.case_by_link(db, &link)).await?;
    let loaded = found.ok_or(Fault::Refused(Refusal::NotFound))?;
    Ok(Named { actor: Actor::Customer(loaded.case.id.clone()), loaded })
}

async fn of_user(app: &App, name: String, who: Option<Actor>) -> Result<Named, Fault> {
    let actor = who.ok_or(Fault::SignIn)?;
    let store = app.store().clone();
    let found: Result<_, Error> = app.store().db().read(move |db| store.case_named(db, &name)).await;
    let found = found?.filter(|loaded| loaded.case.is_seen_by(&actor));
    Ok(Named { loaded: found.ok_or(Fault::Refused(Refusal::NotFound))?, actor })
}

/// Ids, numbers and links hold nothing else; whatever does is no name of a case.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}
