//! The zip as the answer to a request. That it leaves is on record in every case before its first byte is sent; it is
//! written piece by piece as the reader takes it, so that its size is no matter of memory.

use super::{Leaving, gather};
use crate::app::App;
use crate::fault::Fault;
use crate::locale::Locale;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{Actor, Refusal};
use std::io::{self, Write};
use store::person::Whose;
use store::{Error, Store};
use tokio::sync::mpsc;

/// Pieces that wait for a slow reader.
const WAITING: usize = 4;
const PIECE: usize = 64 * 1024;

/// `why` is what a colleague says who does it for the person.
pub async fn download(
    app: &App,
    by: &Actor,
    whose: Whose,
    locale: Option<Locale>,
    why: Option<&str>,
) -> Result<Response, Fault> {
    let (store, asked) = (app.store().clone(), whose.clone());
    let leaving = app.store().db().read(move |db| -> Result<_, Error> {
        let gathered = gather(&store, db, asked)?;
        Ok(gathered.map(|gathered| gathered.leaving(&store, locale.unwrap_or(gathered.locale()))))
    });
    let leaving = leaving.await?.ok_or(Refusal::NotFound)?;
    app.store().note_person_export(by, &whose, &leaving.cases, why).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.zip\"", leaving.name)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(pieces(app.store().clone(), leaving))).into_response())
}

fn pieces(store: Store, leaving: Leaving) -> impl futures::Stream<Item = io::Result<Bytes>> {
    let (to, from) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let done = leaving.write(&store, Pieces { to: to.clone(), piece: Vec::with_capacity(PIECE) });
        let done = done.map_err(|error| io::Error::other(error.detail())).and_then(|mut rest| rest.flush());
        if let Err(error) = done {
            // The reader sees an answer that breaks off, and not a zip that seems whole.
            tracing::error!(error = %error, "the data of a person were not sent whole");
            let _ = to.blocking_send(Err(error));
        }
    });
    futures::stream::unfold(from, |mut from| async move { Some((from.recv().await?, from)) })
}

/// Takes what is written and hands it on in pieces.
struct Pieces {
    to: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        let sent = self.to.blocking_send(Ok(piece.into()));
        sent.map_err(|_| io::Error::new(io::ErrorKind::BrokenPipe, "the reader has gone"))
    }
}
