//! The same for programs. Times are RFC 3339 in UTC, money is fen, words are those of the API.

use super::{Gathered, Own, file_name};
use crate::face::{self, Staff};
use crate::page::Page;
use domain::Fen;
use domain::case::{Case, Proof, RemedyState};
use domain::playbook::Playbooks;
use serde_json::{Value, json};
use std::collections::HashMap;
use store::looks::Seen;
use store::person::{Notice, OwnItem, Reach, Withheld};
use store::record::{Matter, OrderRecord, Person};
use store::timeline::{Told, Words, texts};

/// Raised when a field changes its meaning; new fields may come at any time.
const FORMAT: &str = "redress-person-1";

pub fn data(p: &Page, books: &Playbooks, all: &Gathered) -> Vec<u8> {
    let data = json!({
        "format": FORMAT,
        "made_at": at(all.made_ms),
        "found_by": all.whose.found_by(),
        "contact": all.whose.contact.as_ref().map(|contact| contact.shown().reveal()),
        "cases": all.cases.iter().map(|own| case(p, books, own)).collect::<Vec<_>>(),
        "orders": all.orders.iter().map(order).collect::<Vec<_>>(),
        "cases_not_included": all.unclear,
    });
    serde_json::to_vec_pretty(&data).expect("plain values are JSON")
}

fn at(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::MAX).to_string()
}

fn case(p: &Page, books: &Playbooks, own: &Own) -> Value {
    let (case, one) = (&own.case.case, &own.case);
    let mut data = json!({
        "number": case.number,
        "state": match one.reach {
            Reach::Open => "open",
            Reach::Restricted => "restricted",
            Reach::Erased => "erased",
        },
        "filed_at": at(case.filed_ms),
        "stage": case.stage,
        "looks": one.looks.iter().map(look).collect::<Vec<_>>(),
        "withheld": one.withheld.iter().map(withheld).collect::<Vec<_>>(),
    });
    if one.reach == Reach::Restricted {
        return data;
    }
    let texts = texts(&one.told);
    let rest = json!({
        "kind": case.kind(),
        "channel": case.channel,
        "language": case.locale,
        "merchant": own.merchant,
        "updated_at": at(case.updated_ms),
        "noticed": case.noticed,
        "wants": case.wants,
        "round": case.round,
        "contacts": one.people.iter().map(person).collect::<Vec<_>>(),
        "matter": one.matters.iter().map(matter).collect::<Vec<_>>(),
        "order": one.order.as_ref().map(order),
        "timeline": one.told.iter().map(|told| entry(p, books, case, told)).collect::<Vec<_>>(),
        "messages_sent": one.notices.iter().map(notice).collect::<Vec<_>>(),
        "evidence": one.items.iter().map(|item| evidence(case, item, &texts)).collect::<Vec<_>>(),
        "findings": findings(case, &texts),
        "offers": offers(case, &texts),
        "remedies": case.remedies.iter().map(remedy).collect::<Vec<_>>(),
        "survey": case.survey,
        "closed": case.closed.as_ref().map(|closed| json!({
            "outcome": closed.outcome, "relief": closed.relief, "at": at(closed.at_ms),
        })),
    });
    if let (Value::Object(data), Value::Object(rest)) = (&mut data, rest) {
        data.extend(rest);
    }
    data
}

fn look(seen: &Seen) -> Value {
    json!({ "at": at(seen.at_ms), "function": seen.function, "how": seen.how.word() })
}

fn withheld((what, count): &(Withheld, u64)) -> Value {
    json!({ "what": what.word(), "count": count })
}

fn person((given_ms, person): &(i64, Person)) -> Value {
    json!({
        "given_at": at(*given_ms),
        "name": person.name.reveal(),
        "phone": person.phone.reveal(),
        "email": person.mail.reveal(),
    })
}

fn matter((given_ms, matter): &(i64, Matter)) -> Value {
    json!({
        "given_at": at(*given_ms),
        "title": matter.title,
        "text": matter.text.reveal(),
        "order_number": matter.order_number,
        "respondent": matter.respondent,
        "external_number": matter.external,
    })
}

fn order(order: &OrderRecord) -> Value {
    serde_json::to_value(order).unwrap_or_default()
}

fn entry(p: &Page, books: &Playbooks, case: &Case, told: &Told) -> Value {
    let (words, are) = match &told.words {
        Words::None => (None, "none"),
        Words::Text(text) => (Some(text), "whole"),
        Words::Masked(text) => (Some(text), "covered"),
        Words::Erased => (None, "erased"),
    };
    json!({
        "no": told.entry.no,
        "at": at(told.entry.at_ms),
        "by": told.entry.by.split(':').next(),
        "kind": told.entry.kind(),
        "line": face::line(p, books, case, &told.entry, Staff::Unnamed),
        "words": words,
        "words_are": are,
    })
}

fn notice(notice: &Notice) -> Value {
    json!({ "at": at(notice.at_ms), "about": notice.template, "via": notice.via, "text": notice.text })
}

fn evidence(case: &Case, own: &OwnItem, texts: &HashMap<String, String>) -> Value {
    let (item, record) = (&own.item, own.dossier.record.as_ref());
    let mut record = record.and_then(|record| serde_json::to_value(record).ok()).unwrap_or_default();
    if let Some(by) = record.get_mut("by") {
        *by = by.as_str().and_then(|by| by.split(':').next()).into();
    }
    let remarks = case.remarks.iter().filter(|one| one.evidence == item.id);
    let remarks =
        remarks.map(|one| json!({ "by": one.by, "at": at(one.at_ms), "text": texts.get(&one.text.object) }));
    json!({
        "id": item.id,
        "kind": item.kind,
        "media": item.media,
        "added_at": at(item.at_ms),
        "file": own.is_here.then(|| file_name(&case.number, item)),
        "record": record,
        "facts": own.dossier.facts,
        "assessment": case.assessment(&item.id).map(|one| json!({
            "authenticity": one.authenticity, "legality": one.legality, "relevance": one.relevance,
            "weight": one.weight, "reasons": texts.get(&one.reasons.object),
        })),
        "remarks": remarks.collect::<Vec<_>>(),
    })
}

fn findings(case: &Case, texts: &HashMap<String, String>) -> Vec<Value> {
    let one = |finding: &domain::case::Finding| {
        json!({
            "at": at(finding.at_ms),
            "shares": finding.shares,
            "reasons": texts.get(&finding.reasons.object),
        })
    };
    case.findings.iter().map(one).collect()
}

fn offers(case: &Case, texts: &HashMap<String, String>) -> Vec<Value> {
    let one = |offer: &domain::case::Offer| {
        json!({
            "by": offer.by,
            "items": offer.items,
            "words": texts.get(&offer.words.object),
            "expires_at": at(offer.expires_ms),
            "state": offer.state,
        })
    };
    case.offers.iter().map(one).collect()
}

fn remedy(remedy: &domain::case::Remedy) -> Value {
    let (state, done_ms, reference) = match &remedy.state {
        RemedyState::Proven { proof: Proof::Payment { reference }, at_ms } => {
            ("proven", Some(*at_ms), Some(reference))
        }
        RemedyState::Proven { at_ms, .. } => ("proven", Some(*at_ms), None),
        RemedyState::Owed => ("owed", None, None),
        RemedyState::Instructed { .. } | RemedyState::Unknown { .. } | RemedyState::Taken { .. } => {
            ("instructed", None, None)
        }
        RemedyState::Failed { .. } => ("failed", None, None),
    };
    json!({
        "kind": remedy.kind,
        "amount_fen": remedy.amount.map(|Fen(fen)| fen),
        "due_at": at(remedy.due_ms),
        "state": state,
        "done_at": done_ms.map(at),
        "reference": reference,
    })
}
