//! A receipt as people get it: the text to keep, and the address in its QR code. What stands behind the `#` of the
//! address is never sent; the page `/verify` reads it in the browser.

use crate::app::App;
use crate::fault::Fault;
use crate::qr;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use journal::compact::Compact;
use std::time::Duration;
use store::Error;
use store::db::Connection;

/// How long the picture of a receipt waits for the checkpoint that follows a filing within a second.
const PATIENCE: u32 = 30;
const PAUSE: Duration = Duration::from_millis(100);

pub struct Receipt {
    /// `tlog-proof`, to the byte.
    pub text: String,
    /// `https://…/verify#r1~…`
    pub address: String,
    pub size: u64,
    pub root: String,
}

/// Of the entry at this place; nothing until a checkpoint covers it.
pub fn of(app: &App, db: &mut Connection, seq: u64) -> Result<Option<Receipt>, Error> {
    let store = app.store();
    let Some(receipt) = store::export::receipt(store, db, seq)? else { return Ok(None) };
    let leaf = store::sealer::leaf_at(db, seq)?.ok_or(Error::Damaged("an entry is missing"))?;
    let compact = Compact::of(&receipt, leaf, &store.verifier()?);
    let compact = compact.map_err(|_| Error::Damaged("a receipt of ours does not hold"))?;
    let address = app.url(&format!("/verify#{compact}"));
    Ok(Some(Receipt {
        text: receipt.to_string(),
        address,
        size: compact.size,
        root: compact.root.to_string(),
    }))
}

/// The QR code of a receipt. It waits a little for the checkpoint, because the page after filing shows it at once.
pub async fn picture(app: &App, seq: u64) -> Result<Response, Fault> {
    for _ in 0..PATIENCE {
        let reading = app.clone();
        let receipt = app.store().db().read(move |db| of(&reading, db, seq)).await?;
        if let Some(svg) = receipt.and_then(|receipt| qr::svg(&receipt.address)) {
            let how = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "private, no-store")];
            return Ok((how, svg).into_response());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(domain::Refusal::NotFound.into())
}
