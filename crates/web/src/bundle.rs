//! A case as it leaves the house: what the store can prove and, beside it, the report people read.

use crate::app::App;
use crate::fault::Fault;
use crate::report;
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Command, Refusal};
use journal::bundle::Bundle;
use std::io::Cursor;
use std::time::Duration;
use store::export::Extent;
use store::{Error, Parcel, Store};

/// A server signs within a second of the last entry; what takes longer than this is a fault of ours.
const PATIENCE: u32 = 30;
const PAUSE: Duration = Duration::from_millis(100);

/// A bundle with its report, and the letters that the report's PDF could only name.
pub struct Made {
    pub bundle: Bundle,
    pub missing: Vec<char>,
}

/// Under the newest checkpoint of at most `at` entries, or the newest of all. The report is made from the bundle, so
/// that of a redacted edition says no more than the edition shows. Blocks.
pub fn make(store: &Store, case: &CaseId, at: Option<u64>, extent: Extent) -> Result<Made, Error> {
    let mut bundle = store::export::export_as(store, case, at, extent)?;
    let papers = report::papers(&bundle, &store.policy().playbooks)
        .map_err(|error| Error::Unexportable(error.to_string()))?;
    bundle.extra.extend(papers.files);
    bundle.extra.push(("verify.html".to_owned(), crate::assets::verify_html()));
    Ok(Made { bundle, missing: papers.missing })
}

/// The bundle as a download. That it left the house is in the journal before a byte is outside.
pub async fn download(app: &App, by: &Actor, case: &CaseId) -> Result<Response, Fault> {
    let (store, id, reader) = (app.store().clone(), case.clone(), by.clone());
    let allowed = app.store().db().read(move |db| {
        let loaded = store.case(db, &id)?.ok_or(Refusal::NotFound)?;
        Ok::<_, Error>(store::export::check_may(&store, &loaded.case, &reader)?)
    });
    allowed.await?;
    covered(app.store(), case).await?;
    let (store, id) = (app.store().clone(), case.clone());
    let made = tokio::task::spawn_blocking(move || -> Result<_, Error> {
        let Made { bundle, .. } = make(&store, &id, None, Extent::Full)?;
        let size = journal::Checkpoint::open(&bundle.checkpoint, &bundle.key);
        let size = size.map_err(|error| Error::Unexportable(error.to_string()))?.size;
        let zip =
            bundle.write(Cursor::new(vec![])).map_err(|error| Error::Unexportable(error.to_string()))?;
        Ok((bundle.folder, size, zip.into_inner()))
    });
    let (name, size, zip) = made.await.map_err(|_| Error::Stopped)??;
    let command = Command::Case(case.clone(), CaseCommand::Exported { size });
    app.store().execute(by, command, Parcel::default(), None).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.zip\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from(zip)).into_response())
}

/// Waits until a checkpoint covers what the case has come to.
async fn covered(store: &Store, case: &CaseId) -> Result<(), Error> {
    let id = case.clone();
    let wanted = store.db().read(move |db| store::export::size_of(db, &id)).await?;
    for _ in 0..PATIENCE {
        let reader = store.clone();
        let signed = store.db().read(move |db| reader.checkpoint(db)).await?;
        if signed.is_some_and(|published| published.size >= wanted) {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Error::NotSealedYet)
}
