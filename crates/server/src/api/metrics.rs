//! `GET /metrics`: the figures of the process and the size of the journal, in the form Prometheus reads.

use crate::measure;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use store::Error;
use web::app::App;
use web::fault::Fault;

pub async fn metrics(State(app): State<App>) -> Result<Response, Fault> {
    let store = app.store().clone();
    let (size, sealed) = app
        .store()
        .db()
        .read(move |db| -> Result<_, Error> {
            let sealed = store.checkpoint(db)?.map_or(0, |published| published.size);
            Ok((store::size(db)?, sealed))
        })
        .await?;
    let unsealed = size.saturating_sub(sealed);
    let text = format!(
        "{}# TYPE redress_journal_entries gauge\nredress_journal_entries {size}\n\
         # TYPE redress_unsealed_entries gauge\nredress_unsealed_entries {unsealed}\n",
        measure::recorded().render(),
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}
