//! `POST /m/batch`: the same answer to several cases. Each is an act of its own: what cannot be done in one of them is
//! said, the others go on.

use super::{merchant, page, shop};
use crate::answer;
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::shop::BatchPage;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::case::{Case, OfferState};
use domain::{Actor, CaseId, Party, Refusal};
use store::acts::Given;
use store::{Error, Store};

/// More is a mistake.
pub const MOST: usize = 100;

/// A case by its id, its number where it is the shop's, and what became of it.
pub struct Answered {
    pub case: String,
    pub number: Option<String>,
    pub refused: Option<Refusal>,
}

pub async fn batch(State(app): State<App>, reader: Reader, who: Who, form: Form) -> Result<Response, Fault> {
    let (id, mut p) = (merchant(&who)?, page(&app, &reader, &who));
    p.path = "/m".into();
    let cases: Vec<String> = form.all("case").map(str::to_owned).collect();
    let (what, text) = (form.text("what"), form.text("text"));
    let answered = all(app.store(), &who.actor, &cases, &what, &text, |_| None).await?;
    let (mut done, mut refused) = (vec![], vec![]);
    for one in answered {
        let name = one.number.unwrap_or(one.case.clone());
        match one.refused {
            None => done.push((name, format!("/m/cases/{}", one.case))),
            Some(why) => refused.push((name, face::refusal(&p, why))),
        }
    }
    let reading = app.clone();
    let shop = app.store().db().read(move |db| shop(&reading, db, &id)).await?;
    let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    Ok(answer::page(status, &BatchPage { p, shop, done, refused }))
}

/// In the order given. `key` makes a repeated request harmless, case by case.
pub async fn all(
    store: &Store,
    by: &Actor,
    cases: &[String],
    what: &str,
    text: &str,
    key: impl Fn(&str) -> Option<String>,
) -> Result<Vec<Answered>, Error> {
    let Actor::Merchant(_, shop) = by else { return Err(Refusal::NotAllowed.into()) };
    if cases.is_empty() || cases.len() > MOST {
        return Err(Refusal::NothingChosen.into());
    }
    let mut answered = Vec::with_capacity(cases.len());
    for id in cases {
        let (reader, wanted) = (store.clone(), CaseId::new(id.as_str()));
        let loaded = store.db().read(move |db| reader.case(db, &wanted)).await?;
        let own = loaded.map(|loaded| loaded.case).filter(|case| case.merchant.as_ref() == Some(shop));
        let done = match &own {
            Some(case) => one(store, by, case, (what, text), Given { expected: None, key: key(id) }).await,
            None => Err(Refusal::NotFound.into()),
        };
        let refused = done.map_or_else(|error| error.refusal().map(Some).ok_or(error), |()| Ok(None))?;
        answered.push(Answered { case: id.clone(), number: own.map(|case| case.number), refused });
    }
    Ok(answered)
}

/// Words, taking it upon oneself, or agreeing to what the customer asks for.
async fn one(
    store: &Store,
    by: &Actor,
    case: &Case,
    (what, text): (&str, &str),
    given: Given,
) -> Result<(), Error> {
    match what {
        "message" => drop(store.say(by, &case.id, Party::Platform, text, given).await?),
        "consent" => drop(store.consent(by, &case.id, Some(text), given).await?),
        "accept" => {
            let mut offers = case.offers.iter();
            let asked = offers.find(|one| one.by == Party::Customer && one.state == OfferState::Open);
            let offer = &asked.ok_or(Refusal::OfferGone)?.id;
            drop(store.accept(by, &case.id, offer, vec![], given).await?)
        }
        _ => return Err(Refusal::WordUnknown.into()),
    }
    Ok(())
}
