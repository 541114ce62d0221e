//! `GET /desk/cases/{id}/matter`: the same matter elsewhere, as a picture and as a list. The card of the case page asks
//! for the list alone.

use super::queue::kind_words;
use super::request::Named;
use super::{html, page};
use crate::app::App;
use crate::dress::is_htmx;
use crate::face;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::desk::{Thing, TiedCase, Ties, TiesPage, TiesPart};
use crate::page::parts::Choice;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::Actor;
use domain::case::Case;
use std::collections::BTreeMap;
use store::db::Connection;
use store::ties::{Elsewhere, Outline, Shared, Tie};
use store::{Error, Store};

/// Cases on the card, and on the page.
const ON_CARD: usize = 5;
const ON_PAGE: usize = 30;
/// Height of a line of the picture.
const LINE: usize = 44;

pub async fn matter(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    headers: HeaderMap,
    Named(loaded): Named,
) -> Result<Response, Fault> {
    let mut p = page(&app, &reader, &who);
    let (id, number) = (loaded.case.id.to_string(), loaded.case.number.clone());
    p.path = format!("/desk/cases/{id}/matter");
    let (store, by, drawing) = (app.store().clone(), who.actor.clone(), p.clone());
    let found = app.store().db().read(move |db| ties(&drawing, &store, db, &loaded.case, &by));
    let mut ties = found.await?;
    if is_htmx(&headers) {
        let more = ties.cases.len().saturating_sub(ON_CARD);
        ties.cases.truncate(ON_CARD);
        return Ok(html(StatusCode::OK, &TiesPart { p, id, ties, more }));
    }
    Ok(html(StatusCode::OK, &TiesPage { p, id, number, ties }))
}

fn ties(p: &Page, store: &Store, db: &mut Connection, case: &Case, by: &Actor) -> Result<Ties, Error> {
    let shared = store.sharing(db, case, by)?;
    let mut all = Elsewhere::of(&shared);
    all.truncate(ON_PAGE);
    let names = store.things_named(db, case, by)?;
    let mut things = things(&shared, &all);
    things.truncate(ON_PAGE);
    let height = things.len().max(all.len()) * LINE;
    let ids: Vec<_> = all.iter().map(|one| one.case.clone()).collect();
    let outlines = store.outlines(db, &ids)?;
    let mut cases = vec![];
    for (at, one) in all.iter().enumerate() {
        let Some(outline) = outlines.iter().find(|outline| outline.case == one.case) else { continue };
        let why: Vec<&str> = one.ties().into_iter().map(|tie| p.t(same(tie))).collect();
        cases.push(TiedCase {
            number: outline.number.clone(),
            href: format!("/desk/cases/{}", one.case),
            stage: face::stage(outline.stage),
            kind: kind_words(store, p, &outline.kind),
            filed_ms: outline.filed_ms,
            why: why.join(p.t("similar-and")),
            y: middle(height, at, all.len()),
        });
    }
    let drawn = |(at, one): (usize, &(Tie, &str, Vec<usize>))| Thing {
        label: label(p, one.0, names.get(one.1)),
        count: p.t1("tied-count", "count", one.2.len() + 1),
        cases: one.2.iter().filter_map(|at| outlined(&outlines, &all[*at])).collect(),
        y: middle(height, at, things.len()),
        to: one.2.iter().map(|at| middle(height, *at, all.len())).collect(),
    };
    Ok(Ties { things: things.iter().enumerate().map(drawn).collect(), cases, height })
}

fn outlined(outlines: &[Outline], one: &Elsewhere) -> Option<Choice> {
    let outline = outlines.iter().find(|outline| outline.case == one.case)?;
    Some(Choice { value: format!("/desk/cases/{}", one.case), label: outline.number.clone() })
}

/// Where the middle of line `at` of a column of so many lines stands; the column stands in the middle of the picture.
fn middle(height: usize, at: usize, lines: usize) -> usize {
    (height - (lines * LINE).min(height)) / 2 + at * LINE + LINE / 2
}

/// Each thing that is shared, with the places of its cases in the list.
fn things<'a>(shared: &'a [Shared], all: &[Elsewhere]) -> Vec<(Tie, &'a str, Vec<usize>)> {
    let mut things: BTreeMap<(Tie, &str), Vec<usize>> = BTreeMap::new();
    for one in shared {
        let place = all.iter().position(|other| other.case == one.case);
        things.entry((one.tie, &one.thing)).or_default().extend(place);
    }
    let listed = things.into_iter().filter(|(_, cases)| !cases.is_empty());
    listed.map(|((tie, thing), cases)| (tie, thing, cases)).collect()
}

fn label(p: &Page, tie: Tie, name: Option<&String>) -> String {
    let what = p.t(what(tie));
    name.map_or_else(|| what.to_owned(), |name| format!("{what} {name}"))
}

/// What it is.
pub fn what(tie: Tie) -> &'static str {
    match tie {
        Tie::Order => "tie-order",
        Tie::Parcel => "tie-parcel",
        Tie::Payment => "tie-payment",
        Tie::Account => "tie-account",
        Tie::Phone => "tie-phone",
        Tie::Mail => "tie-mail",
        Tie::Address => "tie-address",
        Tie::Buyer => "tie-buyer",
        Tie::Device => "tie-device",
        Tie::File => "tie-file",
        Tie::Picture => "tie-look",
    }
}

/// That it is the same.
fn same(tie: Tie) -> &'static str {
    match tie {
        Tie::Order => "tied-order",
        Tie::Parcel => "tied-parcel",
        Tie::Payment => "tied-payment",
        Tie::Account => "tied-account",
        Tie::Phone => "tied-phone",
        Tie::Mail => "tied-mail",
        Tie::Address => "tied-address",
        Tie::Buyer => "tied-buyer",
        Tie::Device => "tied-device",
        Tie::File => "tied-file",
        Tie::Picture => "tied-look",
    }
}
