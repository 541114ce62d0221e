//! What was agreed, as a page and as a paper in both languages: parties, terms, time, and the receipt of the acceptance.
//! The customer's name is covered, so that both sides hold the same paper.

use crate::answer;
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::format;
use crate::locale::Locale;
use crate::page::Page;
use crate::page::settlement::{Line, SettlementPage, Written};
use crate::reader::Reader;
use crate::sign::Remedy;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::case::{Case, Offer};
use domain::words;
use domain::{Actor, CaseId, Event, Party, Refusal};
use journal::Hash;
use report::{Block, Document, Table};
use store::cases::Loaded;
use store::db::Connection;
use store::journal_of::Recorded;
use store::seen::Thing;
use store::{Error, Store};

/// What both languages say.
struct Agreed {
    case: Case,
    offer: Offer,
    made: Recorded,
    accepted: Recorded,
    words: String,
    customer: String,
    shop: String,
    order: String,
    leaves: [Hash; 2],
    receipt: Option<String>,
}

/// One PDF for each language.
pub type Papers = Vec<(words::Locale, Vec<u8>)>;

/// The papers in both languages; nothing where the case may not be written about.
pub fn papers(
    store: &Store,
    db: &mut Connection,
    case: &CaseId,
    offer: &str,
) -> Result<Option<Papers>, Error> {
    let loaded = store.case(db, case)?.ok_or(Error::Damaged("a settled case is gone"))?;
    if loaded.case.privacy.is_restricted(store.now_ms()) || loaded.case.privacy.erased_ms.is_some() {
        return Ok(None);
    }
    let agreed = agreed(store, db, loaded.case, offer)?;
    let mut papers = vec![];
    for locale in Locale::ALL {
        let pdf = report::pdf(&document(locale, &agreed));
        papers.push((locale.into(), pdf.map_err(|_| Error::Damaged("a paper cannot be set"))?.bytes));
    }
    Ok(Some(papers))
}

fn agreed(store: &Store, db: &mut Connection, case: Case, wanted: &str) -> Result<Agreed, Error> {
    let offer = case.offers.iter().find(|one| one.id == wanted).ok_or(Refusal::NotFound)?.clone();
    let told = store.timeline(db, &case, &Actor::System)?;
    let texts = store::timeline::texts(&told);
    let entry = |is_it: &dyn Fn(&Event) -> bool| {
        told.iter().map(|one| &one.entry).find(|entry| is_it(&entry.event)).cloned()
    };
    let made = entry(&|event| matches!(event, Event::OfferMade { offer } if offer.id == wanted));
    let accepted = entry(&|event| matches!(event, Event::OfferAccepted { offer, .. } if offer == wanted));
    let (made, accepted) = made.zip(accepted).ok_or(Refusal::NotFound)?;
    let leaf = |db: &mut Connection, seq| {
        store::sealer::leaf_at(db, seq)?.ok_or(Error::Damaged("an entry is missing"))
    };
    let leaves = [leaf(db, made.seq)?, leaf(db, accepted.seq)?];
    let person = store.person(db, &case, &Actor::System)?;
    let shop = match &case.merchant {
        Some(merchant) => store.merchant_name(db, merchant)?.unwrap_or_else(|| merchant.to_string()),
        None => String::new(),
    };
    let order = store.order_for(db, &case, &Actor::System)?.map(|(record, _)| record.number);
    let words = texts.get(&offer.words.object).map(|text| store.masked(text)).unwrap_or_default();
    let receipt = store::export::receipt(store, db, accepted.seq)?.map(|receipt| receipt.to_string());
    let customer = person.name.masked(&store.policy().masks);
    let order = order.unwrap_or_default();
    Ok(Agreed { case, offer, made, accepted, words, customer, shop, order, leaves, receipt })
}

fn document(locale: Locale, agreed: &Agreed) -> Document {
    let p = Page::new(locale, agreed.accepted.at_ms, "");
    let case = &agreed.case;
    let mut blocks = vec![Block::Note(p.t("settlement-means").to_owned()), Block::Facts(facts(&p, agreed))];
    blocks.push(Block::Heading(p.t("settlement-terms").to_owned()));
    let rows = lines(&p, case, &agreed.offer.id);
    let rows = rows.into_iter().map(|line| vec![line.what, line.sum, p.full(&line.due_ms)]).collect();
    let head = ["report-what", "report-amount", "report-due"].map(|key| p.t(key).to_owned()).to_vec();
    blocks.push(Block::Table(Table { head, rows, widths: vec![3, 2, 3] }));
    if !agreed.words.is_empty() {
        let head = p.t(face::party(agreed.offer.by).key()).to_owned();
        blocks.push(Block::Quote { head, text: agreed.words.clone() });
    }
    blocks.extend(CLAUSES.map(|key| Block::Text(p.t(key).to_owned())));
    blocks.push(Block::Heading(p.t("settlement-proof").to_owned()));
    blocks.push(Block::Facts(proof(&p, agreed)));
    blocks.extend(
        agreed.receipt.as_ref().map(|receipt| Block::Lines(receipt.lines().map(str::to_owned).collect())),
    );
    Document {
        lang: locale.tag().to_owned(),
        title: p.t1("settlement-title", "number", &case.number),
        foot: p.t1("settlement-title", "number", &case.number),
        as_of_ms: agreed.accepted.at_ms,
        blocks,
    }
}

const CLAUSES: [&str; 3] = ["settlement-clause-1", "settlement-clause-2", "settlement-clause-3"];

fn facts(p: &Page, agreed: &Agreed) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (p.t(key).to_owned(), value);
    let mut facts = vec![fact("report-number", agreed.case.number.clone())];
    facts.extend((!agreed.order.is_empty()).then(|| fact("order-number", agreed.order.clone())));
    facts.push(fact("party-customer", agreed.customer.clone()));
    facts.extend((!agreed.shop.is_empty()).then(|| fact("party-merchant", agreed.shop.clone())));
    facts.push(fact("settlement-offered", p.full(&agreed.made.at_ms)));
    facts.push(fact("settlement-offered-by", p.t(face::party(agreed.offer.by).key()).to_owned()));
    facts.push(fact("settlement-accepted", p.full(&agreed.accepted.at_ms)));
    facts.push(fact("settlement-accepted-by", accepted_by(p, &agreed.accepted.by)));
    facts
}

/// On which side; which of us is not for the paper.
fn accepted_by(p: &Page, by: &str) -> String {
    let side = by.split(':').next().and_then(Party::parse).unwrap_or(Party::Platform);
    p.t(face::party(side).key()).to_owned()
}

fn proof(p: &Page, agreed: &Agreed) -> Vec<(String, String)> {
    let line =
        |key: &str, entry: &Recorded, leaf: &Hash| (p.t(key).to_owned(), format!("{} · {leaf}", entry.seq));
    vec![
        line("settlement-entry-offer", &agreed.made, &agreed.leaves[0]),
        line("settlement-entry-accepted", &agreed.accepted, &agreed.leaves[1]),
    ]
}

fn lines(p: &Page, case: &Case, offer: &str) -> Vec<Line> {
    let of_offer = case.remedies.iter().filter(|remedy| remedy.offer == offer && remedy.part_of.is_none());
    let line = |remedy: &domain::case::Remedy| Line {
        what: Remedy::of(remedy.kind.word()).map_or(remedy.kind.word(), |kind| p.t(kind.key())).to_owned(),
        sum: remedy.amount.map_or(String::new(), |amount| format::yuan(amount.0)),
        due_ms: remedy.due_ms,
    };
    of_offer.map(line).collect()
}

/// The same page for customer, merchant and desk. `base` is the address below which this reader sees the case.
pub async fn show(
    app: &App,
    reader: &Reader,
    loaded: Loaded,
    by: Actor,
    base: String,
    offer: String,
) -> Result<Response, Fault> {
    let (store, mut p) = (app.store().clone(), reader.page(app));
    p.path = format!("{base}/settlement/{offer}");
    let page = app.store().db().read(move |db| -> Result<_, Error> {
        let case = loaded.case;
        let settlement = case.settlement(&offer).ok_or(Refusal::NotFound)?.clone();
        if settlement.papers.iter().any(|paper| !is_open(&store, &case, Thing::Paper(paper), &by)) {
            return Err(Refusal::NotFound.into());
        }
        let written = settlement.papers.iter().map(|paper| Written {
            language: Locale::from(paper.locale).t("settlement-pdf"),
            tag: Locale::from(paper.locale).tag(),
            href: format!("{base}/settlement/{offer}/{}", paper.locale.word()),
            sha256: paper.sha256.clone(),
        });
        let written = written.collect();
        let agreed = agreed(&store, db, case, &offer)?;
        Ok(SettlementPage {
            number: agreed.case.number.clone(),
            facts: facts(&p, &agreed),
            lines: lines(&p, &agreed.case, &offer),
            words: Some(agreed.words.clone()).filter(|words| !words.is_empty()),
            clauses: CLAUSES.map(|key| p.t(key)).to_vec(),
            written,
            proof: format!("{base}/proof/settlement-{offer}"),
            back: base,
            p,
        })
    });
    Ok(answer::page(StatusCode::OK, &page.await?))
}

fn is_open(store: &Store, case: &Case, thing: Thing, by: &Actor) -> bool {
    store.sight(case, thing, by) == store::seen::Sight::Whole
}

/// The PDF in one language.
pub async fn paper(app: &App, case: Case, by: Actor, offer: &str, locale: &str) -> Result<Response, Fault> {
    let locale = words::Locale::parse(locale).ok_or(Refusal::NotFound)?;
    let paper = case.settlement(offer).and_then(|one| one.paper(locale)).ok_or(Refusal::NotFound)?.clone();
    let (store, number) = (app.store().clone(), case.number.clone());
    let opened = app.store().db().read(move |db| store.open_for(db, &case, &by, Thing::Paper(&paper)));
    let opened = opened.await?.ok_or(Refusal::NotFound)?;
    let name = format!("attachment; filename=\"{number}-{offer}-{}.pdf\"", locale.word());
    let how = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((how, opened.bytes().to_vec()).into_response())
}
