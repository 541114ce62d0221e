//! `GET /api/v1/cases/{id}/matter`: the same matter elsewhere, by what cases have in common. For staff.

use super::moment;
use super::named::Named;
use axum::Json;
use axum::extract::State;
use domain::{Party, Refusal};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::Error;
use store::looks::How;
use store::ties::{Elsewhere, Outline, Shared, Tie};
use web::app::App;
use web::fault::Fault;
use web::look;

/// Cases told at once, those with most in common.
const MOST: usize = 100;

pub async fn matter(State(app): State<App>, named: Named) -> Result<Json<Value>, Fault> {
    let Named { actor, loaded } = named;
    if actor.party() != Party::Platform {
        return Err(Refusal::NotAllowed.into());
    }
    look::at(&app, &actor, &loaded.case.id, How::Program);
    let store = app.store().clone();
    let body = app.store().db().read(move |db| -> Result<Value, Error> {
        let shared = store.sharing(db, &loaded.case, &actor)?;
        let mut all = Elsewhere::of(&shared);
        all.truncate(MOST);
        let ids: Vec<_> = all.iter().map(|one| one.case.clone()).collect();
        let outlines = store.outlines(db, &ids)?;
        let names = store.things_named(db, &loaded.case, &actor)?;
        let outline = |one: &Elsewhere| {
            let found = outlines.iter().find(|outline| outline.case == one.case)?;
            Some(tied(found, &one.ties()))
        };
        Ok(json!({
            "things": things(&shared, &all).into_iter().map(|((tie, thing), cases)| {
                json!({ "tie": tie.word(), "name": names.get(thing), "cases": cases })
            }).collect::<Vec<_>>(),
            "cases": all.iter().filter_map(outline).collect::<Vec<_>>(),
        }))
    });
    Ok(Json(body.await?))
}

/// Ids by what is shared; the keyed hash itself stays in the house.
fn things<'a>(shared: &'a [Shared], all: &[Elsewhere]) -> BTreeMap<(Tie, &'a str), Vec<&'a str>> {
    let mut things: BTreeMap<(Tie, &str), Vec<&str>> = BTreeMap::new();
    for one in shared.iter().filter(|one| all.iter().any(|listed| listed.case == one.case)) {
        things.entry((one.tie, &one.thing)).or_default().push(one.case.as_str());
    }
    things
}

fn tied(outline: &Outline, ties: &[Tie]) -> Value {
    json!({
        "id": outline.case,
        "number": outline.number,
        "stage": outline.stage,
        "kind": outline.kind,
        "filed_at": moment::text(outline.filed_ms),
        "ties": ties.iter().map(|tie| tie.word()).collect::<Vec<_>>(),
    })
}
