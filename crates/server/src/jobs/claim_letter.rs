//! The letter to a carrier that owes what the platform paid ahead: how much, for which parcel, by which finding, with
//! the papers the claim rests on. Of a piece that was covered the covered copy goes along, and what is not for both
//! sides of the matter is only named.

use super::letter::{Letter, proven};
use connect::mail::File;
use domain::case::{Case, Claim, Evidence};
use domain::reaction::Template;
use domain::words::Tier;
use domain::{Actor, Party};
use store::Error;
use store::db::Connection;
use store::outbox::Outgoing;
use store::seen::Thing;
use web::app::App;
use web::format;
use web::locale::Locale;
use web::notice::{Fields, render};

/// Mail servers take no more.
const BYTES_MAX: usize = 8 * 1024 * 1024;

/// Nothing when the claim is settled or gone.
pub fn write(
    app: &App,
    db: &mut Connection,
    row: &Outgoing,
    (case, claim): (&Case, &str),
) -> Result<Option<Letter>, Error> {
    let (Some(template), locale) = (Template::parse(&row.template), Locale::Zh) else { return Ok(None) };
    let Some(claim) = case.claim(claim).filter(|claim| claim.is_open()) else { return Ok(None) };
    let Some(person) = app.store().claim_contact(db, claim)? else { return Ok(None) };
    let papers = papers(app, db, case, claim)?;
    let mut lines = about(app, db, locale, (case, claim))?;
    for id in &claim.papers {
        let enclosed = papers.iter().any(|(_, of, _)| of == id);
        let key = if enclosed { "claim-letter-enclosed" } else { "claim-letter-named" };
        lines.push(locale.t1(key, "what", paper(app, locale, case, id)));
    }
    lines.push(locale.t1("claim-letter-pay", "reference", format!("{}-{}", case.number, claim.id)));
    let proof = proven(app, db, template, row.seq as u64)?;
    let fields = Fields {
        number: case.number.clone(),
        amount_fen: Some(claim.left().0),
        text: Some(lines.join("\n")),
        receipt: proof.said(),
        ..Fields::default()
    };
    let notice = render(locale, &format::shanghai(), template.word(), &fields);
    let receipt = proof.enclosed(locale, &case.number);
    let papers = papers.into_iter().map(|(id, _, file)| (id, file)).collect();
    Ok(notice.map(|notice| Letter {
        template,
        to: Party::Carrier,
        person,
        robots: Default::default(),
        notice,
        receipt,
        papers,
    }))
}

/// The parcels of the order, and what the carrier was found to bear.
fn about(
    app: &App,
    db: &mut Connection,
    l: Locale,
    (case, claim): (&Case, &Claim),
) -> Result<Vec<String>, Error> {
    let mut lines = vec![];
    if claim.left() != claim.amount {
        lines.push(l.t1("claim-letter-paid", "amount", format::yuan(claim.recovered().0)));
    }
    let record = app.store().order_for(db, case, &Actor::System)?.map(|(record, _)| record);
    let parcels = record.iter().flat_map(|record| &record.parcels);
    let parcels = parcels.filter(|parcel| !parcel.tracking.is_empty());
    lines.extend(
        parcels.map(|parcel| {
            l.t2("claim-letter-parcel", "carrier", &parcel.carrier, "tracking", &parcel.tracking)
        }),
    );
    let shares = case.findings.last().map(|finding| finding.shares.as_slice()).unwrap_or_default();
    let share = shares.iter().find(|share| share.party == Party::Carrier);
    lines.extend(share.map(|share| l.t1("claim-letter-share", "percent", share.percent)));
    Ok(lines)
}

fn paper(app: &App, l: Locale, case: &Case, id: &str) -> String {
    let kind = case.piece(id).map(|item| item.kind.as_str()).unwrap_or_default();
    let books = &app.store().policy().playbooks;
    let label = books.evidence_kind(case.kind(), kind).map_or(kind, |kind| kind.label.read(l.into()));
    format!("{} {label}", id.to_uppercase())
}

/// What goes along: the piece, whose place it takes, the file.
fn papers(
    app: &App,
    db: &mut Connection,
    case: &Case,
    claim: &Claim,
) -> Result<Vec<(String, String, File)>, Error> {
    let (mut papers, mut bytes) = (vec![], 0);
    for id in &claim.papers {
        let copy = case.redacted_copy(id).unwrap_or(id);
        let Some(item) = case.piece(copy).filter(|item| is_for_both(case, item)) else { continue };
        let opened = app.store().open_for(db, case, &Actor::System, Thing::Piece(item))?;
        let Some(opened) = opened.filter(|opened| bytes + opened.bytes().len() <= BYTES_MAX) else {
            continue;
        };
        bytes += opened.bytes().len();
        // What is personal in words is covered, as it is for a merchant.
        let text = opened.text().filter(|_| item.media.starts_with("text/"));
        let content =
            text.map_or_else(|| opened.bytes().to_vec(), |text| app.store().masked(text).into_bytes());
        let name = web::file::name(&format!("{}-{}", case.number, item.id), &item.media);
        papers.push((item.id.clone(), id.clone(), File { name, media: item.media.clone(), bytes: content }));
    }
    Ok(papers)
}

/// The record of an order holds the customer's name and address, and is nobody's paper.
fn is_for_both(case: &Case, item: &Evidence) -> bool {
    item.kind != "order_record" && matches!(case.tier(item), None | Some(Tier::Parties))
}
