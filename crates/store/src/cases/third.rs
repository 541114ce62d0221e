//! The way in for a carrier or an inspector: a secret link to one request, computed and never stored.

use super::{LINK_LETTERS, Loaded};
use crate::content::{is_request_token, request_token};
use crate::db::Connection;
use crate::record::Person;
use crate::{Error, Store};
use domain::case::{Case, Request};
use domain::{Actor, CaseId};

/// A request as its link opens it.
#[derive(Clone, Debug)]
pub struct Opened {
    pub loaded: Loaded,
    pub request: Request,
    pub actor: Actor,
}

impl Store {
    /// Case, token, request: the request stands last, so that no such link is as long as one of a customer.
    pub fn request_link(&self, case: &Case, request: &Request) -> String {
        let generation = request.generation.into();
        let token = request_token(self.keys(), case.id.as_str(), &request.id, generation);
        format!("{}{token}{}", case.id, request.id)
    }

    /// Nothing for a guessed or renewed one.
    pub fn request_by_link(&self, db: &mut Connection, link: &str) -> Result<Option<Opened>, Error> {
        if !link.is_ascii() || !(LINK_LETTERS + 2..LINK_LETTERS + 10).contains(&link.len()) {
            return Ok(None);
        }
        let (id, rest) = link.split_at(LINK_LETTERS / 2);
        let (token, wanted) = rest.split_at(LINK_LETTERS / 2);
        let Some(loaded) = self.case(db, &CaseId::new(id))? else { return Ok(None) };
        let Some(request) = loaded.case.request(wanted).filter(|one| one.to.is_third()).cloned() else {
            return Ok(None);
        };
        let known = (request.id.as_str(), u64::from(request.generation));
        if !is_request_token(self.keys(), id, known, token) {
            return Ok(None);
        }
        let actor = Actor::ThirdParty(loaded.case.id.clone(), request.to, request.id.clone());
        Ok(Some(Opened { loaded, request, actor }))
    }

    /// Where a third party is told of a request.
    pub fn third_party(&self, db: &mut Connection, request: &Request) -> Result<Person, Error> {
        let Some(contact) = &request.contact else { return Ok(Person::default()) };
        Ok(self.open_record(db, contact)?.unwrap_or_default())
    }
}
