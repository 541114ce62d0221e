//! One piece of evidence for a page: opened, and what it tells of itself. The same for every face; who may see what
//! is asked of the store.

use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::evidence::Place;
use crate::page::parts::{Evidence, File};
use crate::page::view::{Shown, View};
use domain::case::{self, Case};
use domain::{Actor, Party, Refusal};
use media::{Facts, Oddity};
use store::Error;
use store::db::Connection;
use store::looks::How;
use store::record::OrderRecord;
use store::seen::{Thing, sees};

/// Longer texts are for the file.
const TEXT_MAX: usize = 200_000;

/// What the database gives for a view.
struct Read {
    list: Vec<Evidence>,
    bytes: Vec<u8>,
    /// What the piece is, when it is the record of an order.
    order: Option<OrderRecord>,
    /// As they were written down when it came in.
    facts: Option<Facts>,
    /// Only we compare a file with the order.
    bought_ms: Option<i64>,
}

/// `base` is the address below which this reader gets the case.
pub async fn view(
    app: &App,
    p: &Page,
    case: &Case,
    wanted: &str,
    by: &Actor,
    base: &str,
) -> Result<View, Fault> {
    let item = case.evidence.iter().find(|one| one.id == wanted && sees(case, one, by));
    let item = item.ok_or(Refusal::NotFound)?.clone();
    app.store().looked(by, &case.id, &item.id, How::Shown).await?;
    let (reading, page, whole, reader) = (app.clone(), p.clone(), case.clone(), by.clone());
    let (below, one) = (base.to_owned(), item.clone());
    let read = app.store().db().read(move |db| read(&reading, db, &page, &whole, &one, &reader, &below));
    let Read { mut list, bytes, order, facts, bought_ms } = read.await?;
    let (bytes, facts) = match facts {
        Some(facts) => (bytes, facts),
        None => told(&item, bytes).await?,
    };
    let at = list.iter().position(|one| one.id == item.id).ok_or(Refusal::NotFound)?;
    list[at].more.place = Place::Page;
    let near = |at: Option<usize>| at.and_then(|at| list.get(at)).map(link);
    let may_know = by.party() == Party::Platform || by.party() == item.party;
    let named = |id: Option<&str>| id.and_then(|id| list.iter().find(|one| one.id == id)).map(link);
    let original = case.original_of(&item.id).map(|original| original.id.as_str());
    let is_record = item.kind == "order_record";
    Ok(View {
        number: case.number.clone(),
        back: base.to_owned(),
        file: (!is_record).then(|| format!("{base}/evidence/{}", item.id)),
        shown: match order {
            // What the shop system reported, without whom it belongs to.
            Some(record) => Shown::Order(face::order(p, &record)),
            None => match shown(&item, &bytes, &facts) {
                // What others wrote is read masked, as everywhere; whoever wrote it reads it whole.
                Shown::Text(text) if by.party() != item.party => Shown::Text(app.store().masked(&text)),
                shown => shown,
            },
        },
        odd: if may_know { face::odd(p, bought_ms, &facts) } else { vec![] },
        facts: if may_know { face::facts(p, &facts) } else { vec![] },
        previous: near(at.checked_sub(1)),
        next: near(at.checked_add(1)),
        is_copy: original.is_some(),
        original: named(original),
        copy: named(case.redacted_copy(&item.id)),
        item: list[at].clone(),
    })
}

fn read(
    app: &App,
    db: &mut Connection,
    p: &Page,
    case: &Case,
    item: &case::Evidence,
    by: &Actor,
    base: &str,
) -> Result<Read, Error> {
    let store = app.store();
    let told = store.timeline(db, case, by)?;
    let list = face::pieces(p, store, db, case, &told, (by, base))?;
    if item.kind == "order_record" {
        let order = store.frozen_order(db, case, by)?;
        return Ok(Read { list, bytes: vec![], order, facts: None, bought_ms: None });
    }
    let facts = store.open_for(db, case, by, Thing::Facts(item))?;
    let facts = facts.and_then(|facts| serde_json::from_slice(facts.bytes()).ok());
    let opened = store.open_for(db, case, by, Thing::Piece(item))?.ok_or(Refusal::NotFound)?;
    let order = if by.party() == Party::Platform { store.frozen_order(db, case, by)? } else { None };
    let bought_ms = order.and_then(|order| order.bought_ms);
    Ok(Read { list, bytes: opened.bytes().to_vec(), order: None, facts, bought_ms })
}

/// Reading facts may decode a photo, so it does not hold up a thread that serves others.
async fn told(item: &case::Evidence, bytes: Vec<u8>) -> Result<(Vec<u8>, Facts), Fault> {
    if item.media.starts_with("text/") || item.media == "application/json" {
        return Ok((bytes, Facts::default()));
    }
    let read = tokio::task::spawn_blocking(move || {
        let facts = media::facts(&bytes);
        (bytes, facts)
    });
    Ok(read.await.map_err(|_| Error::Stopped)?)
}

fn link(item: &Evidence) -> File {
    File { name: item.name.clone(), href: item.href.clone() }
}

fn shown(item: &case::Evidence, bytes: &[u8], facts: &Facts) -> Shown {
    match item.media.split_once('/') {
        // No browser but one draws these.
        Some(("image", "heif")) => Shown::Other,
        Some(("image", _)) => Shown::Picture,
        Some(("audio", "amr")) => Shown::Other,
        Some(("audio", _)) => Shown::Sound,
        Some(("video", _)) => Shown::Film,
        Some(("text", _)) => Shown::Text(String::from_utf8_lossy(bytes).chars().take(TEXT_MAX).collect()),
        _ if item.media == "application/pdf" && facts.oddities.contains(&Oddity::PdfScript) => {
            Shown::UnsafePdf
        }
        _ if item.media == "application/pdf" => Shown::Pdf,
        _ => Shown::Other,
    }
}
