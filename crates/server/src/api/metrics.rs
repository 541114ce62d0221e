//! `GET /metrics`: the figures of the process and the size of the journal, in the form Prometheus reads.

use crate::measure;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use store::Error;
use store::outside::Outsider;
use web::app::App;
use web::fault::Fault;

pub async fn metrics(State(app): State<App>) -> Result<Response, Fault> {
    let store = app.store().clone();
    let now_ms = store.now_ms();
    let (size, sealed, tail, outsiders) = app
        .store()
        .db()
        .read(move |db| -> Result<_, Error> {
            let sealed = store.checkpoint(db)?.map_or(0, |published| published.size);
            Ok((store::size(db)?, sealed, store.tail(db)?, store.outsiders(db)?))
        })
        .await?;
    let altered = i32::from(app.store().alarm()?.is_some());
    let unsealed = size.saturating_sub(sealed);
    let text = format!(
        "{}# TYPE redress_journal_entries gauge\nredress_journal_entries {size}\n\
         # TYPE redress_unsealed_entries gauge\nredress_unsealed_entries {unsealed}\n\
         # TYPE redress_journal_altered gauge\nredress_journal_altered {altered}\n\
         # TYPE redress_unanchored_entries gauge\nredress_unanchored_entries {}\n\
         # TYPE redress_unanchored_seconds gauge\nredress_unanchored_seconds {}\n{}",
        measure::recorded().render(),
        tail.entries,
        tail.seconds(now_ms),
        outside(&outsiders),
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
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
