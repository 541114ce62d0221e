//! `GET /metrics`: the figures of the process and the size of the journal, in the form Prometheus reads.

use crate::measure;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use store::Error;
use store::learned::Taken;
use store::outside::Outsider;
use web::app::App;
use web::fault::Fault;

pub async fn metrics(State(app): State<App>) -> Result<Response, Fault> {
    let store = app.store().clone();
    let now_ms = store.now_ms();
    let (size, sealed, tail, outsiders, taken) = app
        .store()
        .db()
        .read(move |db| -> Result<_, Error> {
            let sealed = store.checkpoint(db)?.map_or(0, |published| published.size);
            Ok((store::size(db)?, sealed, store.tail(db)?, store.outsiders(db)?, store.taken(db, "")?))
        })
        .await?;
    let altered = i32::from(app.store().alarm()?.is_some());
    let unsealed = size.saturating_sub(sealed);
    let text = format!(
        "{}# TYPE redress_journal_entries gauge\nredress_journal_entries {size}\n\
         # TYPE redress_unsealed_entries gauge\nredress_unsealed_entries {unsealed}\n\
         # TYPE redress_journal_altered gauge\nredress_journal_altered {altered}\n\
         # TYPE redress_unanchored_entries gauge\nredress_unanchored_entries {}\n\
         # TYPE redress_unanchored_seconds gauge\nredress_unanchored_seconds {}\n{}{}",
        measure::recorded().render(),
        tail.entries,
        tail.seconds(now_ms),
        outside(&outsiders),
        suggestions(&taken),
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

/// Suggestions a person has answered since the house began, by what was suggested and whose voice it was.
fn suggestions(taken: &Taken) -> String {
    let name = "redress_suggestions_total";
    let line = |what: &str, voice: &str, answer: &str, count: i64| {
        format!("{name}{{what=\"{what}\",voice=\"{voice}\",answer=\"{answer}\"}} {count}\n")
    };
    let both = |what: &str, voice: &str, count: i64, accepted: i64| {
        line(what, voice, "accepted", accepted) + &line(what, voice, "changed", count - accepted)
    };
    let kinds = taken.kinds.iter().map(|kind| both("kind", kind.voice.word(), kind.count, kind.accepted));
    let (grades, templates) = (taken.grades, taken.templates);
    format!(
        "# TYPE {name} counter\n{}{}{}",
        kinds.collect::<String>(),
        both("grade", "all", grades.0, grades.1),
        both("template", "all", templates.0, templates.1),
    )
}

/// How far each of those outside has come. Their names are of the configuration, never of a person.
fn outside(all: &[Outsider]) -> String {
    let one = |name: &str, value: fn(&Outsider) -> u64| {
        let lines = all
            .iter()
            .map(|one| format!("{name}{{holder=\"{}\",name=\"{}\"}} {}\n", one.holder, one.name, value(one)));
        format!("# TYPE {name} gauge\n{}", lines.collect::<String>())
    };
    one("redress_outside_entries", |one| one.size)
        + &one("redress_outside_failures", |one| u64::from(one.failures))
}
