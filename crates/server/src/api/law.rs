//! `GET /api/v1/law`: the library. `POST /api/v1/law/sum`: what the law gives, in steps, for any numbers; nothing is
//! kept.

use super::body::Body;
use super::word::chosen;
use axum::Json;
use axum::extract::State;
use domain::Case;
use domain::law::remedy::{self, Given, Step, Sum};
use domain::law::{Article, ArticleRef, Judged, Law, Library, OtherWay};
use domain::words::{Locale, SumKind};
use serde::Deserialize;
use serde_json::{Value, json};
use web::app::App;
use web::face::law::step_words;
use web::fault::Fault;

pub async fn library(State(app): State<App>) -> Json<Value> {
    let library = &app.store().policy().law;
    let law = |law: &Law| {
        json!({
            "id": law.id,
            "jurisdiction": law.jurisdiction,
            "name": { "zh": law.name.zh, "en": law.name.en },
            "also": law.also,
            "number": law.number,
            "tag": law.tag,
            "from": law.from,
            "to": law.to,
            "replaced_by": law.replaced_by,
            "counts_from": law.counts_from,
            "source": law.source,
            "checked": law.checked,
            "articles": law.articles.iter().map(|one| article(library, law, one)).collect::<Vec<_>>(),
        })
    };
    Json(json!({ "home": library.home, "laws": library.laws().iter().map(law).collect::<Vec<_>>() }))
}

#[derive(Deserialize)]
pub struct Ask {
    sum: String,
    #[serde(default)]
    given: Given,
}

pub async fn sum_of(State(app): State<App>, Body(ask): Body<Ask>) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let calendar = app.store().db().read(move |db| store.calendar(db)).await?;
    let worked = remedy::sum(chosen(&ask.sum, SumKind::parse)?, &ask.given, &calendar)?;
    Ok(Json(sum(&app.store().policy().law, &worked)))
}

/// A sum with its steps as data and as sentences.
pub fn sum(library: &Library, sum: &Sum) -> Value {
    let step = |step: &Step| {
        json!({
            "rule": step.rule,
            "given": step.given.iter().copied().collect::<std::collections::BTreeMap<_, _>>(),
            "result": step.result,
            "by": step.by.as_ref().map(|by| named(library, by)),
            "zh": step_words(web::locale::Locale::Zh, step),
            "en": step_words(web::locale::Locale::En, step),
        })
    };
    json!({
        "sum": sum.kind,
        "total_fen": sum.total_fen,
        "steps": sum.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

pub fn article(library: &Library, law: &Law, article: &Article) -> Value {
    let mut body = named(library, &article.named(law));
    if let Value::Object(body) = &mut body {
        body.insert("quote".into(), json!(article.quote));
        body.insert("says".into(), json!({ "zh": article.says.zh, "en": article.says.en }));
        body.insert("tag".into(), json!(law.tag));
        body.insert("from".into(), json!(law.from));
        body.insert("to".into(), json!(law.to));
        body.insert("source".into(), json!(law.source));
        body.insert("checked".into(), json!(law.checked));
    }
    body
}

/// An article by its numbers and as it is written.
pub fn named(library: &Library, article: &ArticleRef) -> Value {
    json!({
        "law": article.law,
        "article": article.article,
        "paragraph": article.paragraph,
        "item": article.item,
        "zh": article.words(library, Locale::Zh),
        "en": article.words(library, Locale::En),
    })
}

/// A citation and what to make of it.
pub fn judged(one: &Judged) -> Value {
    json!({
        "said": one.citation.said,
        "name": one.citation.name,
        "article": one.article,
        "verdict": one.verdict,
    })
}

/// How a dispute can go on after a no.
pub fn other_ways(library: &Library, case: &Case) -> Vec<Value> {
    let one = |way: &OtherWay| {
        json!({
            "way": way.code,
            "label": { "zh": way.label.zh, "en": way.label.en },
            "what": { "zh": way.what.zh, "en": way.what.en },
            "link": way.link,
        })
    };
    library.ways(case.jurisdiction(library)).ways.iter().map(one).collect()
}
