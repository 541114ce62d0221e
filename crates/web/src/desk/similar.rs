//! `GET /desk/cases/{id}/similar`: closed cases like this one. The card of the case page asks for the same, so that a
//! case is on the screen before they are found.

use super::request::Named;
use super::{html, page};
use crate::app::App;
use crate::dress::is_htmx;
use crate::fault::Fault;
use crate::format;
use crate::page::Page;
use crate::page::desk::{Similar, SimilarPage, SimilarPart, SimilarRow, on_line};
use crate::reader::Reader;
use crate::sign::{Outcome, Relief, Remedy};
use crate::who::Who;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use store::Error;
use store::similar::{self, Likeness, Why};

pub async fn similar(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    headers: HeaderMap,
    Named(loaded): Named,
) -> Result<Response, Fault> {
    let mut p = page(&app, &reader, &who);
    let (id, number) = (loaded.case.id.to_string(), loaded.case.number.clone());
    p.path = format!("/desk/cases/{id}/similar");
    let (store, by) = (app.store().clone(), who.actor.clone());
    let found =
        app.store().db().read(move |db| -> Result<Likeness, Error> { store.similar(db, &loaded.case, &by) });
    let similar = shown(&p, &found.await?);
    if is_htmx(&headers) {
        return Ok(html(StatusCode::OK, &SimilarPart { p, similar }));
    }
    Ok(html(StatusCode::OK, &SimilarPage { p, id, number, similar }))
}

fn shown(p: &Page, found: &Likeness) -> Similar {
    Similar {
        rows: found.cases.iter().map(|one| row(p, one)).collect(),
        median: found.median_percent().map(|percent| (percent, on_line(percent))),
        looked_at: found.looked_at,
    }
}

fn row(p: &Page, one: &similar::Similar) -> SimilarRow {
    let why: Vec<String> = one.why.iter().map(|why| reason(p, why)).collect();
    let took = match one.days {
        0 => p.t("similar-same-day").to_owned(),
        days => p.t1("similar-days", "days", days),
    };
    let score = one.survey.map(|score| p.t1("similar-score", "score", score));
    SimilarRow {
        number: one.number.clone(),
        href: format!("/desk/cases/{}", one.case),
        why: why.join(p.t("similar-and")),
        outcome: p.t(Outcome::of(one.outcome.word()).unwrap_or(Outcome::Settled).key()),
        relief: relief(p, one),
        then: [Some(took), score].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        dot: one.percent().map(on_line),
    }
}

/// Money first, then what else was done; where nothing was, how it was closed.
fn relief(p: &Page, one: &similar::Similar) -> String {
    let paid = (one.paid.0 > 0).then(|| match one.percent() {
        Some(percent) => p.t2("similar-paid", "sum", format::yuan(one.paid.0), "percent", percent),
        None => p.t1("similar-paid-plain", "sum", format::yuan(one.paid.0)),
    });
    let done =
        one.done.iter().filter_map(|kind| Remedy::of(kind.word())).map(|kind| p.t(kind.key()).to_owned());
    let all: Vec<String> = paid.into_iter().chain(done).collect();
    if all.is_empty() {
        return p.t(Relief::of(one.relief.word()).unwrap_or(Relief::None).key()).to_owned();
    }
    all.join(p.t("list-and"))
}

fn reason(p: &Page, why: &Why) -> String {
    match why {
        Why::Kind => p.t("similar-kind").to_owned(),
        Why::Product => p.t("similar-product").to_owned(),
        Why::Merchant => p.t("similar-merchant").to_owned(),
        Why::Words(words) => p.t1("similar-words", "words", words.join(p.t("similar-word-and"))),
        Why::Amount { apart: 0 } => p.t("similar-amount-same").to_owned(),
        Why::Amount { apart } => p.t1("similar-amount", "apart", apart),
    }
}
