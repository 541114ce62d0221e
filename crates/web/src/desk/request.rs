//! What a request to the desk names: the case in its path, by id or by number, and the fields of its query, of which
//! an empty one is an absent one.

use crate::app::App;
use crate::fault::Fault;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use domain::Refusal;
use std::collections::HashMap;
use store::cases::Loaded;

/// The first value of each field that is not empty.
#[derive(Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut named = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.trim());
        named.find(|value| !value.is_empty())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Fields {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Fields, Fault> {
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let Query(fields) = query.map_err(|refused| Fault::Malformed(refused.body_text()))?;
        // No database holds a zero letter, and none can be asked for it.
        let plain = |(key, value): (String, String)| (key, value.replace(char::is_control, " "));
        Ok(Fields(fields.into_iter().map(plain).collect()))
    }
}

/// What the path calls a case: its id or its number.
pub struct Name(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Name, Fault> {
        let path = Path::<HashMap<String, String>>::from_request_parts(parts, state).await;
        let name = path.ok().and_then(|mut path| path.remove("id")).filter(|name| is_plain(name));
        Ok(Name(name.ok_or(Refusal::NotFound)?))
    }
}

/// The case of the path, as it stands now. For staff, who may see every case; the route asks for them.
pub struct Named(pub Loaded);

impl FromRequestParts<App> for Named {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Named, Fault> {
        let Name(name) = Name::from_request_parts(parts, app).await?;
        let store = app.store().clone();
        let loaded = app.store().db().read(move |db| store.case_named(db, &name)).await?;
        Ok(Named(loaded.ok_or(Refusal::NotFound)?))
    }
}

/// Ids and numbers hold nothing else.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}
