//! The page to read: first what this is and what is not in it, then case by case.

use super::{Gathered, Own, file_name};
use crate::face::{self, Names, Staff};
use crate::format;
use crate::page::Page;
use crate::page::parts::Entry;
use crate::sign::{Kept, OfferState, Remedy};
use domain::case::{Case, Proof, RemedyState};
use domain::playbook::Playbooks;
use domain::words::FoundBy;
use report::{Block, Document, Table};
use store::person::{OwnCase, Reach};
use store::record::OrderRecord;

/// `contact` is the one the person was found by, masked.
pub fn document(p: &Page, books: &Playbooks, contact: &str, all: &Gathered) -> Document {
    let mut blocks = vec![Block::Note(p.t("person-means").to_owned()), head(p, contact, all)];
    blocks.extend(missing(p, all));
    for own in &all.cases {
        blocks.extend(case(p, books, own));
    }
    if !all.orders.is_empty() {
        blocks.push(heading(p, "person-orders"));
        blocks.extend(all.orders.iter().map(|order| self::order(p, order)));
    }
    Document {
        lang: p.locale.tag().to_owned(),
        title: p.t("person-title").to_owned(),
        foot: p.t1("person-foot", "at", format::full(&p.zone, all.made_ms)),
        as_of_ms: all.made_ms,
        blocks,
    }
}

fn heading(p: &Page, key: &str) -> Block {
    Block::Heading(p.t(key).to_owned())
}

fn table(p: &Page, heads: &[&str], rows: Vec<Vec<String>>) -> Block {
    let head = heads.iter().map(|key| p.t(key).to_owned()).collect();
    Block::Table(Table { head, rows, widths: vec![1; heads.len()] })
}

fn head(p: &Page, contact: &str, all: &Gathered) -> Block {
    let found = match all.whose.found_by() {
        FoundBy::Case => p.t("person-found-case").to_owned(),
        FoundBy::Phone => p.t1("person-found-phone", "contact", contact),
        FoundBy::Mail => p.t1("person-found-mail", "contact", contact),
    };
    let fact = |key: &str, value: String| (p.t(key).to_owned(), value);
    Block::Facts(vec![
        fact("person-made", format!("{} · {}", time(p, all.made_ms), p.t("zone"))),
        fact("person-found", found),
        fact("person-cases", all.cases.len().to_string()),
    ])
}

/// What is never in here, and what else may be theirs.
fn missing(p: &Page, all: &Gathered) -> Vec<Block> {
    let mut blocks = vec![heading(p, "person-missing"), Block::Text(p.t("person-missing-always").to_owned())];
    if all.unclear > 0 {
        blocks.push(Block::Text(p.t1("person-missing-unclear", "count", all.unclear)));
    }
    blocks.push(Block::Text(p.t("person-missing-ask").to_owned()));
    blocks
}

fn case(p: &Page, books: &Playbooks, own: &Own) -> Vec<Block> {
    let (case, one) = (&own.case.case, &own.case);
    let mut blocks = vec![Block::Heading(p.t1("person-case", "number", &case.number)), facts(p, books, own)];
    match one.reach {
        Reach::Restricted => blocks.push(Block::Note(p.t("person-restricted").to_owned())),
        Reach::Erased => blocks.push(Block::Note(p.t("person-erased").to_owned())),
        Reach::Open => {}
    }
    if one.reach != Reach::Restricted {
        blocks.extend(contacts(p, one));
        blocks.extend(one.matters.last().map(|(ms, matter)| Block::Quote {
            head: format!("{} · {}", p.t("person-matter"), time(p, *ms)),
            text: matter.text.reveal().to_owned(),
        }));
        blocks.extend(one.order.as_ref().map(|order| self::order(p, order)));
        blocks.extend(timeline(p, books, own));
        blocks.extend(files(p, books, one));
        blocks.extend(money(p, case));
        blocks.extend(notices(p, one));
    }
    blocks.extend(looks(p, books, own));
    blocks.extend(withheld(p, one));
    blocks
}

fn facts(p: &Page, books: &Playbooks, own: &Own) -> Block {
    let case = &own.case.case;
    let kind = books.get(case.kind()).map_or(case.kind(), |book| book.label.read(p.locale.into()));
    let fact = |key: &str, value: String| (p.t(key).to_owned(), value);
    let mut facts = vec![
        fact("report-filed", time(p, case.filed_ms)),
        fact("report-stage", p.t(face::stage(case.stage).key()).to_owned()),
        fact("report-kind", kind.to_owned()),
    ];
    if !own.merchant.is_empty() {
        facts.push(fact("party-merchant", own.merchant.clone()));
    }
    Block::Facts(facts)
}

fn contacts(p: &Page, own: &OwnCase) -> Option<Block> {
    let row = |(ms, person): &(i64, store::record::Person)| {
        let parts = [&person.name, &person.phone, &person.mail];
        let given = parts.into_iter().map(|part| part.reveal().to_owned());
        [time(p, *ms)].into_iter().chain(given).collect()
    };
    let heads = ["person-given", "field-name", "field-phone", "field-email"];
    (!own.people.is_empty()).then(|| table(p, &heads, own.people.iter().map(row).collect()))
}

fn order(p: &Page, order: &OrderRecord) -> Block {
    let fact = |key: &str, value: String| (p.t(key).to_owned(), value);
    let items = order.items.iter().map(|item| format!("{} × {}", item.title, item.quantity));
    let parcels = order.parcels.iter().map(|parcel| format!("{} {}", parcel.carrier, parcel.tracking));
    let buyer = [&order.buyer.name, &order.buyer.phone, &order.buyer.mail];
    let buyer: Vec<&str> =
        buyer.into_iter().map(|part| part.reveal()).filter(|part| !part.is_empty()).collect();
    let facts = [
        fact("person-order", order.number.clone()),
        fact("person-buyer", buyer.join(" · ")),
        fact("person-items", items.collect::<Vec<_>>().join("\n")),
        fact("report-amount", format::yuan(order.total_fen)),
        fact("person-parcels", parcels.collect::<Vec<_>>().join("\n")),
    ];
    Block::Facts(facts.into_iter().filter(|(_, value)| !value.is_empty()).collect())
}

fn timeline(p: &Page, books: &Playbooks, own: &Own) -> Option<Block> {
    let names = Names { merchant: &own.merchant, staff: Staff::Unnamed, base: "" };
    let row = |entry: Entry| {
        // The complaint stands above.
        let words = entry.text.filter(|_| entry.id != "0");
        let what = [Some(entry.line), words].into_iter().flatten().collect::<Vec<_>>().join("\n");
        vec![time(p, entry.at_ms), entry.who, what]
    };
    let entries = face::entries(p, books, &own.case.case, &own.case.told, &names);
    let rows: Vec<_> = entries.into_iter().map(row).collect();
    (!rows.is_empty()).then(|| table(p, &["report-at", "report-who", "report-what"], rows))
}

/// To the minute, by the clock that the head of the page names.
fn time(p: &Page, ms: i64) -> String {
    format::full(&p.zone, ms).chars().take("2026-11-22 16:58".len()).collect()
}

fn files(p: &Page, books: &Playbooks, own: &OwnCase) -> Option<Block> {
    let row = |one: &store::person::OwnItem| {
        let name = face::evidence_name(p, books, &own.case, &one.item);
        let file =
            if one.is_here { file_name(&own.case.number, &one.item) } else { p.t("erased").to_owned() };
        vec![
            format!("{} {name}", one.item.id.to_uppercase()),
            time(p, one.item.at_ms),
            one.dossier.record.as_ref().and_then(|record| record.name.clone()).unwrap_or_default(),
            file,
        ]
    };
    let heads = ["person-file", "report-received", "record-name", "person-file-where"];
    (!own.items.is_empty()).then(|| table(p, &heads, own.items.iter().map(row).collect()))
}

fn money(p: &Page, case: &Case) -> Vec<Block> {
    let offer = |offer: &domain::case::Offer| {
        let state = match face::offer_state(offer.state) {
            // An offer that waits is no state to somebody who reads this later.
            OfferState::Open => {
                format!("{} {}", p.t("report-expires"), time(p, offer.expires_ms))
            }
            state => p.t(state.key()).to_owned(),
        };
        vec![p.t(face::party(offer.by).key()).to_owned(), items(p, &offer.items), state]
    };
    let mut blocks = vec![];
    if !case.offers.is_empty() {
        let rows = case.offers.iter().map(offer).collect();
        blocks.push(table(p, &["report-party", "report-offers", "report-state"], rows));
    }
    if !case.remedies.is_empty() {
        let rows = case.remedies.iter().map(|one| remedy(p, one)).collect();
        blocks.push(table(p, &["report-remedies", "report-amount", "report-state"], rows));
    }
    blocks
}

fn items(p: &Page, items: &[domain::case::OfferItem]) -> String {
    let one = |item: &domain::case::OfferItem| {
        let name = Remedy::of(item.remedy.word()).map_or(item.remedy.word(), |remedy| p.t(remedy.key()));
        item.amount.map_or_else(|| name.to_owned(), |amount| format!("{name} {}", format::yuan(amount.0)))
    };
    items.iter().map(one).collect::<Vec<_>>().join(p.t("list-and"))
}

fn remedy(p: &Page, remedy: &domain::case::Remedy) -> Vec<String> {
    let name = Remedy::of(remedy.kind.word()).map_or(remedy.kind.word(), |kind| p.t(kind.key()));
    let state = match &remedy.state {
        RemedyState::Proven { proof, at_ms } => {
            let reference = if let Proof::Payment { reference } = proof { reference.as_str() } else { "" };
            p.t2("report-done", "at", time(p, *at_ms), "reference", reference)
        }
        RemedyState::Failed { code } => p.t1("report-failed", "code", code),
        _ => p.t("report-owed").to_owned(),
    };
    vec![name.to_owned(), remedy.amount.map_or(String::new(), |amount| format::yuan(amount.0)), state]
}

fn notices(p: &Page, own: &OwnCase) -> Vec<Block> {
    let mut blocks = vec![];
    for notice in &own.notices {
        let via = crate::face::via(p, notice.via);
        let head = format!("{} · {via} · {}", p.t("person-sent"), time(p, notice.at_ms));
        let text = notice.text.clone().unwrap_or_else(|| p.t("person-sent-code").to_owned());
        blocks.push(Block::Quote { head, text });
    }
    blocks
}

fn looks(p: &Page, books: &Playbooks, own: &Own) -> Option<Block> {
    let looks = face::looks(p, books, &own.case.case, &own.merchant, &own.case.looks);
    let rows: Vec<Vec<String>> =
        looks.into_iter().map(|look| vec![time(p, look.at_ms), look.who, look.what]).collect();
    (!rows.is_empty()).then(|| table(p, &["look-when", "look-who", "look-what"], rows))
}

fn withheld(p: &Page, own: &OwnCase) -> Option<Block> {
    let line = |(what, count): &(store::person::Withheld, u64)| {
        let key = Kept::of(what.word()).unwrap_or(Kept::Others).key();
        p.t1(key, "count", count)
    };
    let lines: Vec<String> = own.withheld.iter().map(line).collect();
    let joined = lines.join("\n");
    (!lines.is_empty()).then(|| Block::Quote { head: p.t("person-withheld").to_owned(), text: joined })
}
