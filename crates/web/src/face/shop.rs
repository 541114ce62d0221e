//! A shop's contract, standing rules, people and risk in words.

use crate::page::Page;
use crate::page::shop::{Agreement, Risk, RiskRow, RuleRow};
use domain::merchant::{Merchant, RiskPart, risk};
use domain::rights::Rights;
use domain::words::{RuleOffer, Switch, Trust};
use domain::{CaseId, Fen, MerchantId};
use std::collections::HashMap;
use store::db::Connection;
use store::{Error, Store};

pub fn agreement(known: &Merchant, now_ms: i64) -> Option<Agreement> {
    let contract = known.contract?;
    Some(Agreement {
        no: contract.no,
        trusted: contract.trust == Trust::Trusted,
        per_case_fen: contract.per_case.0,
        per_day_fen: contract.per_day.0,
        left_fen: contract.left(Fen::ZERO, known.drawn.on(now_ms)).0,
        from_ms: contract.from_ms,
    })
}

pub fn rules(
    p: &Page,
    store: &Store,
    db: &mut Connection,
    (id, known): (&MerchantId, &Merchant),
) -> Result<Vec<RuleRow>, Error> {
    let books = &store.policy().playbooks;
    let kind = |code: &String| {
        let book = books.get(code);
        book.map_or(code.as_str(), |book| book.label.read(p.locale.into())).to_owned()
    };
    let would = store.would_have(db, id, known)?;
    let mut rows = vec![];
    for (rule, would) in known.rules.iter().zip(would) {
        let kinds: Vec<String> = rule.kinds.iter().map(kind).collect();
        rows.push(RuleRow {
            id: rule.id.clone(),
            name: rule.name().to_uppercase(),
            offer: match rule.offer {
                RuleOffer::Refund => p.t("rule-refund"),
                RuleOffer::Return => p.t("rule-return"),
            },
            kinds: if kinds.is_empty() { p.t("rule-any").to_owned() } else { kinds.join(p.t("list-and")) },
            most_fen: rule.most.0,
            days: rule.days,
            words: store.rule_words(db, rule)?,
            by: rule.by.to_string(),
            on: rule.on == Switch::On,
            would_cases: would.cases,
            would_fen: would.fen.0,
        });
    }
    Ok(rows)
}

/// `base` is where the reader finds a case.
pub fn risk(p: &Page, parts: &[RiskPart], numbers: &HashMap<CaseId, String>, base: &str) -> Risk {
    let row = |part: &RiskPart| RiskRow {
        name: p.t(&format!("risk-{}", part.sign.word())),
        hits: part.hits,
        of: part.of,
        weight: part.weight(),
        points: part.points(),
        cases: part
            .cases
            .iter()
            .filter_map(|case| Some((numbers.get(case)?.clone(), format!("{base}/{case}"))))
            .collect(),
    };
    Risk { score: risk::score(parts), parts: parts.iter().map(row).collect() }
}

pub fn rights(p: &Page, rights: &Rights) -> String {
    match rights {
        Rights::All => p.t("right-all").to_owned(),
        Rights::Revoked => p.t("right-revoked").to_owned(),
        Rights::Some { answer, offer } => {
            let answers = (*answer == Switch::On).then(|| p.t("right-answer").to_owned());
            let offers =
                (*offer > Fen::ZERO).then(|| p.t1("right-offer", "amount", crate::format::yuan(offer.0)));
            let all: Vec<String> =
                [Some(p.t("right-read").to_owned()), answers, offers].into_iter().flatten().collect();
            all.join(p.t("list-and"))
        }
    }
}
