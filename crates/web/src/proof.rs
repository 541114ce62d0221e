//! The page behind a seal: what is proven about one thing, in plain words, to keep and to print. The same page for
//! customer, merchant and desk; whoever may see the thing may see its proof.

use crate::answer;
use crate::app::App;
use crate::face::{evidence_name, position};
use crate::fault::Fault;
use crate::page::proof::{ProofPage, Proven};
use crate::reader::Reader;
use crate::receipt;
use axum::http::StatusCode;
use axum::response::Response;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{Actor, Event, Refusal};
use store::Error;
use store::cases::Loaded;
use store::db::Connection;
use store::seen::sees;

/// The complaint itself; everything else is the id of a piece of evidence.
pub const FILED: &str = "filed";

/// `base` is the address below which this reader sees the case.
pub async fn show(
    app: &App,
    reader: &Reader,
    loaded: Loaded,
    by: Actor,
    base: String,
    wanted: String,
) -> Result<Response, Fault> {
    let (reading, mut p) = (app.clone(), reader.page(app));
    p.path = format!("{base}/proof/{wanted}");
    let page = app.store().db().read(move |db| -> Result<_, Error> {
        let Some((seq, name)) = thing(&reading, db, &p, &loaded, &by, &wanted)? else { return Ok(None) };
        let entry = store::journal_of::at(db, seq)?.ok_or(Error::Damaged("an entry is missing"))?;
        let leaf = store::sealer::leaf_at(db, seq)?.ok_or(Error::Damaged("an entry is missing"))?;
        let proven = receipt::of(&reading, db, seq)?.map(|receipt| proven(db, seq, &entry.by, receipt));
        Ok(Some(ProofPage {
            number: loaded.case.number.clone(),
            name,
            index: seq,
            leaf: leaf.to_string(),
            at_ms: entry.at_ms,
            proven: proven.transpose()?,
            back: base,
            p,
        }))
    });
    let page = page.await?.ok_or(Refusal::NotFound)?;
    Ok(answer::page(StatusCode::OK, &page))
}

/// Before the id of the offer that was accepted.
const SETTLEMENT: &str = "settlement-";

fn is_written(event: &Event, offer: &str) -> bool {
    matches!(event, Event::SettlementWritten { settlement } if settlement.offer == offer)
}

/// Where in the journal it stands and what it is called, if this reader may see it.
fn thing(
    app: &App,
    db: &mut Connection,
    p: &crate::page::Page,
    loaded: &Loaded,
    by: &Actor,
    wanted: &str,
) -> Result<Option<(u64, String)>, Error> {
    if wanted == FILED {
        return Ok(Some((loaded.since, p.t("proof-filed").to_owned())));
    }
    let (store, case) = (app.store(), &loaded.case);
    if let Some(offer) = wanted.strip_prefix(SETTLEMENT) {
        let told = store.timeline(db, case, by)?;
        let written = told.iter().find(|one| is_written(&one.entry.event, offer));
        return Ok(written.map(|one| (one.entry.seq, p.t1("settlement-title", "number", &case.number))));
    }
    let item = case.evidence.iter().find(|item| item.id == wanted && sees(case, item, by));
    let Some(item) = item else { return Ok(None) };
    let told = store.timeline(db, case, by)?;
    let name = evidence_name(p, &store.policy().playbooks, case, item);
    Ok(position(&told, wanted).map(|seq| (seq, format!("{} {name}", item.id.to_uppercase()))))
}

/// An entry holds no text and no names, but who wrote it; the accounts of our staff are shown to nobody outside.
fn proven(db: &mut Connection, seq: u64, by: &str, receipt: receipt::Receipt) -> Result<Proven, Error> {
    let entry = match by.starts_with("staff:") {
        true => None,
        false => store::export::entry(db, seq)?,
    };
    let fragment = entry.map(|entry| {
        let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        format!("r2~{}~{}", encode(receipt.text.as_bytes()), encode(&entry))
    });
    let short = receipt.address.split_once('#').map(|(_, short)| short.to_owned()).unwrap_or_default();
    Ok(Proven {
        size: receipt.size,
        root: receipt.root,
        picture: crate::qr::svg(&receipt.address).unwrap_or_default(),
        check: format!("/verify#{}", fragment.unwrap_or(short)),
        text: receipt.text,
    })
}
