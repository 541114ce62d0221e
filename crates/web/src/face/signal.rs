//! Signals of abuse in words: what was found, from which number on it is worth a look, and what a person made of it.

use crate::format;
use crate::page::Page;
use crate::page::desk::{CountedRow, FoundSignal, SignalsCard};
use crate::page::parts::Choice;
use domain::case::{Case, Counted};
use domain::playbook::Playbooks;
use domain::signal::{Other, Shares, Signal};
use domain::words::{Conduct, SignalFact};
use domain::{Party, Policy};
use std::collections::HashMap;

pub fn card(
    p: &Page,
    policy: &Policy,
    case: &Case,
    found: &[Signal],
    texts: &HashMap<String, String>,
) -> SignalsCard {
    SignalsCard {
        later: false,
        found: found.iter().map(|one| signal(p, policy, case, one)).collect(),
        counted: case.counted.iter().rev().map(|one| counted(p, policy, case, one, texts, true)).collect(),
    }
}

/// What counts against a customer, and what an appeal changed.
pub fn against(
    p: &Page,
    policy: &Policy,
    case: &Case,
    side: Party,
    texts: &HashMap<String, String>,
) -> Vec<CountedRow> {
    let told = case.counted.iter().rev().filter(|one| one.conduct.is_against() && side == Party::Customer);
    told.map(|one| counted(p, policy, case, one, texts, false)).collect()
}

fn signal(p: &Page, policy: &Policy, case: &Case, one: &Signal) -> FoundSignal {
    let rule = policy.playbooks.signal(case.kind(), &one.id);
    FoundSignal {
        id: one.id.clone(),
        label: label(p, &policy.playbooks, case, &one.id),
        line: p.t2(number(one.fact), "n", one.number, "least", one.least),
        law: rule.and_then(|rule| rule.article()).map(|article| article.words(&policy.law, p.locale.into())),
        cases: one.cases.iter().map(|other| other_case(p, other)).collect(),
    }
}

fn label(p: &Page, books: &Playbooks, case: &Case, id: &str) -> String {
    books
        .signal(case.kind(), id)
        .map_or_else(|| id.to_owned(), |rule| rule.label.read(p.locale.into()).to_owned())
}

fn number(fact: SignalFact) -> &'static str {
    match fact {
        SignalFact::Cases | SignalFact::CasesOfShop | SignalFact::Picture | SignalFact::Words => {
            "signal-of-cases"
        }
        SignalFact::Names => "signal-of-names",
        SignalFact::BoughtAgain => "signal-of-bought_again",
        SignalFact::AskedOverPaid => "signal-of-times",
        SignalFact::Units => "signal-of-units",
        SignalFact::NoOrder => "signal-of-no_order",
    }
}

fn other_case(p: &Page, other: &Other) -> Choice {
    let at = format::date(&p.zone, other.filed_ms);
    let mut shares: Vec<String> = vec![];
    for one in &other.shares {
        shares.push(match one {
            Shares::Contact => p.t("signal-shares-contact").to_owned(),
            Shares::OtherName => p.t("signal-shares-name").to_owned(),
            Shares::Words => p.t("signal-shares-words").to_owned(),
            Shares::Picture { own, theirs, .. } => {
                p.t2("signal-shares-picture", "own", own.to_uppercase(), "theirs", theirs.to_uppercase())
            }
        });
    }
    let label = format!("{} · {at} · {}", other.number, shares.join(p.t("list-and")));
    Choice { value: format!("/desk/cases/{}", other.case), label }
}

fn counted(
    p: &Page,
    policy: &Policy,
    case: &Case,
    one: &Counted,
    texts: &HashMap<String, String>,
    ours: bool,
) -> CountedRow {
    let at = format::full(&p.zone, one.at_ms);
    let (id, conduct) = (one.id.to_uppercase(), p.t(conduct(one.conduct)));
    let by = if ours { format!("{} · ", one.by) } else { String::new() };
    let signal = |found: &domain::case::CountedSignal| {
        p.t2("signal-counted", "what", label(p, &policy.playbooks, case, &found.id), "n", found.number)
    };
    let named = |cite: &String| case.piece(cite).is_none_or(|item| ours || item.kind != "signal_record");
    let cites: Vec<String> =
        one.cites.iter().filter(|cite| named(cite)).map(|cite| cite.to_uppercase()).collect();
    CountedRow {
        id: one.id.clone(),
        line: format!("{id} · {by}{conduct} · {at}"),
        signals: one.signals.iter().map(signal).collect(),
        cites: cites.join(p.t("list-and")),
        reasons: texts.get(&one.reasons.object).cloned(),
        lifted: one.lifted_ms.is_some(),
    }
}

pub fn conduct(conduct: Conduct) -> &'static str {
    match conduct {
        Conduct::Fair => "conduct-fair",
        Conduct::Unreasonable => "conduct-unreasonable",
        Conduct::Invented => "conduct-invented",
        Conduct::Extortion => "conduct-extortion",
    }
}
