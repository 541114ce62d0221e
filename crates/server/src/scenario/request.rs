//! What a deed is called in the API, and what goes with it.

use super::hands::in_base64;
use super::step::{Asked, Claimed, Counting, Deed, Found, Measure};
use domain::Party;
use domain::case::{Case, OfferItem};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::acts::{Judgement, Shown};

/// The action and its body; nothing for what only customers do.
pub fn request(case: &Case, deed: &Deed, now_ms: i64) -> Option<(&'static str, Value)> {
    let later = |within_ms: &Option<i64>| within_ms.and_then(|ms| in_words(now_ms + ms));
    Some(match deed {
        Deed::File(_)
        | Deed::Supplement(_)
        | Deed::Accuse(_)
        | Deed::AskCall
        | Deed::Survey { .. }
        | Deed::Withdraw(_)
        | Deed::OfShop(_)
        | Deed::Closing(_)
        | Deed::Measure(_) => {
            return None;
        }
        Deed::Demand(fen) => ("demands", json!({ "parts": [{ "part": "damages", "amount_fen": fen }] })),
        Deed::Count(counting) => ("count-signals", count(counting)),
        Deed::Say { to, text } => ("messages", json!({ "to": to, "text": text })),
        Deed::Note(text) => ("notes", json!({ "text": text })),
        Deed::Triage { kind, class, grade, why } => {
            let before = case.triage.as_ref();
            let kind = kind.as_deref().unwrap_or(case.kind());
            let class = class.or(before.map(|triage| triage.class));
            let grade = grade.or(before.map(|triage| triage.grade));
            ("triage", json!({ "kind": kind, "class": class, "grade": grade, "why": why }))
        }
        Deed::Assign { to, why } => ("assign", json!({ "owner": to, "why": why })),
        Deed::Evidence { request, kind, files, text } => {
            ("evidence", json!({ "request": request, "kind": kind, "files": in_base64(files), "text": text }))
        }
        Deed::Correct { piece, files, why } => {
            ("evidence", json!({ "corrects": piece, "why": why, "files": in_base64(files) }))
        }
        Deed::Remark { piece, side, text } => {
            ("remark", json!({ "evidence": piece, "from": side, "text": text }))
        }
        Deed::Assess(judgement) => ("assess", assessment(judgement)),
        Deed::Request(asked) => ("request-evidence", demand(asked, later(&asked.within_ms))),
        Deed::Inspect { what, cost, payer, within_ms, mail } => (
            "inspection",
            json!({
                "what": what, "cost_fen": cost, "payer": payer, "due_at": later(within_ms), "mail": mail,
            }),
        ),
        Deed::Report { inspection, result, files, text } => (
            "inspected",
            json!({
                "inspection": inspection, "result": result, "files": in_base64(files), "text": text,
            }),
        ),
        Deed::Find(found) => ("finding", finding(found)),
        Deed::Issue(draft) => ("issue-finding", json!({ "draft": draft })),
        Deed::Return { draft, why } => ("return-finding", json!({ "draft": draft, "why": why })),
        Deed::Appeal { against, files, text } => {
            ("appeal", json!({ "against": against, "words": text, "files": in_base64(files) }))
        }
        Deed::AskPerson(of) => ("ask-person", json!({ "of": of })),
        Deed::AnswerPlea { plea, ruling, text } => {
            ("answer-plea", json!({ "plea": plea, "ruling": ruling, "text": text }))
        }
        Deed::Climb { rung, why } => ("climb", json!({ "rung": rung, "why": why })),
        Deed::Commission { bp, fees, why } => {
            ("commission", json!({ "commission_bp": bp, "fees_fen": fees.0, "why": why }))
        }
        Deed::Consent(words) => ("consent", json!({ "words": words })),
        Deed::Rule { approval, yes, why } => {
            let ruling = if *yes { "approve" } else { "refuse" };
            ("decide-approval", json!({ "approval": approval, "ruling": ruling, "why": why }))
        }
        Deed::Offer { items, choice, within_ms, text, why } => {
            let items: Vec<Value> = items.iter().map(item).collect();
            (
                "offers",
                json!({
                    "items": items, "choice": choice, "words": text, "expires_at": later(within_ms), "why": why,
                }),
            )
        }
        Deed::Claim { claim, what } => ("claim", claimed(claim, what)),
        Deed::WithdrawOffer(offer) => ("withdraw-offer", json!({ "offer": offer })),
        Deed::Accept { offer, chosen } => ("accept", json!({ "offer": offer, "chosen": chosen })),
        Deed::Decline { offer, why } => ("decline", json!({ "offer": offer, "why": why })),
        Deed::Execute { remedy, shown } => {
            ("execute", json!({ "remedy": remedy, "proof": shown.as_ref().map(proof) }))
        }
        Deed::Close { outcome, relief, text } => {
            ("close", json!({ "outcome": outcome, "relief": relief, "words": text }))
        }
        Deed::Reopen(why) => ("reopen", json!({ "why": why })),
    })
}

/// Where a measure is taken, and the body.
pub fn measure(case: &Case, taken: &Measure, now_ms: i64) -> Option<(String, Value)> {
    let path = format!("/api/v1/merchants/{}/measures", case.merchant.as_ref()?);
    let body = json!({
        "kind": taken.kind, "case": case.number, "clause": taken.clause, "reasons": taken.text,
        "amount_fen": taken.amount, "until_at": taken.within_ms.and_then(|ms| in_words(now_ms + ms)),
    });
    Some((path, body))
}

fn claimed(claim: &str, what: &Claimed) -> Value {
    match what {
        Claimed::Received { amount, reference } => {
            json!({ "claim": claim, "received": { "amount_fen": amount, "reference": reference } })
        }
        Claimed::Deducted(amount) => json!({ "claim": claim, "deduct": { "amount_fen": amount } }),
        Claimed::Passed { to, papers } => json!({ "claim": claim, "pass": { "to": to, "papers": papers } }),
        Claimed::Addressed(mail) => json!({ "claim": claim, "address": { "email": mail } }),
        Claimed::GivenUp(why) => json!({ "claim": claim, "give_up": { "why": why } }),
    }
}

fn assessment(judgement: &Judgement) -> Value {
    json!({
        "evidence": judgement.evidence,
        "authenticity": judgement.authenticity,
        "legality": judgement.legality,
        "relevance": judgement.relevance,
        "weight": judgement.weight,
        "counts": judgement.counts,
        "reasons": judgement.reasons,
    })
}

fn count(counting: &Counting) -> Value {
    let item = |fen: &domain::Fen| json!({ "remedy": "coupon", "amount_fen": fen });
    json!({
        "conduct": counting.conduct,
        "signals": counting.signals,
        "cites": counting.cites,
        "reasons": counting.text,
        "goodwill": counting.coupon.as_ref().map(|fen| json!({ "items": [item(fen)], "words": counting.text })),
        "task": counting.task,
    })
}

fn demand(asked: &Asked, due_at: Option<String>) -> Value {
    json!({
        "to": asked.to,
        "kinds": asked.kinds,
        "reason": asked.text,
        "due_at": due_at,
        "silence": asked.silence,
        "mail": asked.mail,
    })
}

fn finding(found: &Found) -> Value {
    let share = |(party, percent, cites): &(Party, u8, Vec<String>)| json!({ "party": party, "percent": percent, "cites": cites, "rules": found.rules });
    json!({
        "shares": found.shares.iter().map(share).collect::<Vec<_>>(),
        "reasons": found.text,
        "ruling": found.ruling,
        "why_uninspected": found.uninspected,
    })
}

fn item(item: &OfferItem) -> Value {
    json!({ "remedy": item.remedy, "amount_fen": item.amount })
}

fn proof(shown: &Shown) -> Value {
    match shown {
        Shown::Payment(reference) => json!({ "payment": reference }),
        Shown::Tracking(number) => json!({ "tracking": number }),
        Shown::Label(text) => json!({ "label": text }),
        Shown::Voucher(text) => json!({ "voucher": text }),
        Shown::Statement(words) => json!({ "statement": words }),
    }
}

fn in_words(at_ms: i64) -> Option<String> {
    Timestamp::from_millisecond(at_ms).ok().map(|at| at.to_string())
}
