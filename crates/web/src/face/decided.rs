//! Findings with what they rest on, appeals, and what a person was asked to look at.

use super::party;
use crate::format;
use crate::page::Page;
use crate::page::decided::{Appeal, CanAppeal, Decided, Finding, Plea, Share};
use crate::page::parts::Choice;
use crate::sign::Identified;
use domain::case::{self, AppealState, Case, RuleRef};
use domain::clock::ClockKind;
use domain::words::Ruling;
use domain::{Actor, Party, Policy, Refusal};
use std::collections::HashMap;

type Texts = HashMap<String, String>;

pub fn decided(p: &Page, policy: &Policy, case: &Case, by: &Actor, texts: &Texts) -> Decided {
    let ours = by.party() == Party::Platform;
    let side = by.party();
    Decided {
        findings: case.findings.iter().rev().map(|one| finding(p, policy, case, one, ours, texts)).collect(),
        appeals: case.appeals.iter().map(|one| appeal(p, one, ours, texts)).collect(),
        counted: super::signal::against(p, policy, case, side, texts),
        can: if ours || case.withdrawn { vec![] } else { can(p, case, side) },
        by_rule: if ours { vec![] } else { by_rule(p, policy, case, side) },
        pleas: case
            .pleas
            .iter()
            .filter(|one| ours || one.by == side)
            .map(|one| plea(p, one, texts))
            .collect(),
        typed: String::new(),
    }
}

fn finding(
    p: &Page,
    policy: &Policy,
    case: &Case,
    one: &case::Finding,
    ours: bool,
    texts: &Texts,
) -> Finding {
    let at = format::full(&p.zone, one.at_ms);
    let id = one.id.to_uppercase();
    let line = match &one.reader {
        _ if !ours => format!("{id} · {at}"),
        Some(reader) => p.t2("finding-read", "by", &one.by, "reader", reader) + &format!(" · {id} · {at}"),
        None => format!("{} · {id} · {at}", one.by),
    };
    Finding {
        id: one.id.clone(),
        line,
        shares: shares(p, policy, case, &one.shares),
        reasons: texts.get(&one.reasons.object).cloned(),
        law: one.law.iter().map(|article| article.words(&policy.law, p.locale.into())).collect(),
        ruling: one.ruled.as_ref().map(|ruled| p.t(ruling(ruled.ruling))),
    }
}

pub fn shares(p: &Page, policy: &Policy, case: &Case, shares: &[case::Share]) -> Vec<Share> {
    let one = |share: &case::Share| Share {
        party: party(share.party),
        percent: share.percent,
        cites: share.cites.iter().map(|id| id.to_uppercase()).collect::<Vec<_>>().join(p.t("list-and")),
        rules: share.rules.iter().map(|rule| rule_words(p, policy, case, rule)).collect(),
    };
    shares.iter().map(one).collect()
}

/// As both sides read it.
pub fn rule_words(p: &Page, policy: &Policy, case: &Case, rule: &RuleRef) -> String {
    match rule {
        RuleRef::Article(article) => article.words(&policy.law, p.locale.into()),
        RuleRef::Playbook(code) => policy
            .playbooks
            .rule(case.kind(), code)
            .map_or_else(|| code.clone(), |words| words.read(p.locale.into()).to_owned()),
    }
}

fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Upheld => "ruling-upheld",
        Ruling::Changed => "ruling-changed",
    }
}

fn appeal(p: &Page, one: &case::Appeal, ours: bool, texts: &Texts) -> Appeal {
    let values = [
        ("id", one.id.to_uppercase()),
        ("who", p.t(party(one.by).key()).to_owned()),
        ("against", one.against.to_uppercase()),
        ("at", format::full(&p.zone, one.at_ms)),
    ];
    let state = match &one.state {
        AppealState::Open => "appeal-open",
        AppealState::Decided { ruling: one, .. } => ruling(*one),
        AppealState::Dropped => "appeal-dropped",
    };
    Appeal {
        id: one.id.clone(),
        line: p.locale.tn("appeal-line", &values),
        words: texts.get(&one.words.object).cloned(),
        state: p.t(state),
        call: one.call.as_ref().map(|call| call_words(p, call, ours, texts)),
    }
}

/// Both sides learn that it came by telephone; who called and who took it is for our people.
fn call_words(p: &Page, call: &case::Call, ours: bool, texts: &Texts) -> String {
    if !ours {
        return p.t("phoned").to_owned();
    }
    let known = Identified::of(call.identified.word()).unwrap_or(Identified::Facts);
    let values = [
        ("by", call.taken_by.to_string()),
        ("caller", texts.get(&call.caller.object).cloned().unwrap_or_else(|| p.t("erased").to_owned())),
        ("how", p.t(known.key()).to_owned()),
    ];
    p.locale.tn("phoned-by", &values)
}

/// What a side that calls can go on against, while it is in time.
pub fn phoned(p: &Page, case: &Case) -> Vec<Choice> {
    let of = |side: Party| {
        let one = move |against: String| {
            let what = match case.finding(&against) {
                Some(_) => p.t1("appeal-against-finding", "id", against.to_uppercase()),
                None => p.t("appeal-against-refusal").to_owned(),
            };
            let label = format!("{} · {what}", p.t(party(side).key()));
            Choice { value: format!("{}:{against}", side.word()), label }
        };
        case.can_appeal(side, p.now_ms).into_iter().map(one)
    };
    of(Party::Customer).chain(of(Party::Merchant)).collect()
}

/// What this side has not appealed against yet, also where it is too late.
fn can(p: &Page, case: &Case, side: Party) -> Vec<CanAppeal> {
    let one = |against: String| {
        let may = case.may_appeal(side, &against, p.now_ms);
        let is_late = matches!(may, Err(Refusal::AppealLate));
        let of = |clock: &&domain::clock::Clock| {
            clock.kind == ClockKind::Appeal && clock.of.as_deref() == Some(&against)
        };
        let clock = case.clocks.iter().find(of).filter(|_| may.is_ok() || is_late)?;
        let what = match case.finding(&against) {
            Some(_) => p.t1("appeal-against-finding", "id", against.to_uppercase()),
            None if case.counted(&against).is_some() => p.t("appeal-against-counted").to_owned(),
            None => p.t("appeal-against-refusal").to_owned(),
        };
        Some(CanAppeal { what, until_ms: clock.due_ms, is_late, against })
    };
    case.appealable().into_iter().filter_map(one).collect()
}

fn by_rule(p: &Page, policy: &Policy, case: &Case, side: Party) -> Vec<Choice> {
    let one = |of: String| {
        let label = match case.request(&of) {
            Some(request) => super::silence(p, &policy.playbooks, case, request),
            None => p.t("by-rule-closed").to_owned(),
        };
        Choice { value: of, label }
    };
    case.by_rule(side).into_iter().map(one).collect()
}

fn plea(p: &Page, one: &case::Plea, texts: &Texts) -> Plea {
    let line = match &one.answer {
        None => p.t1("plea-open", "until", format::full(&p.zone, one.due_ms)),
        Some(answer) => p
            .t(match answer.ruling {
                Ruling::Upheld => "plea-upheld",
                Ruling::Changed => "plea-changed",
            })
            .to_owned(),
    };
    Plea {
        id: one.id.clone(),
        line: format!("{} · {} · {line}", one.id.to_uppercase(), one.of.to_uppercase()),
        answer: one.answer.as_ref().and_then(|answer| texts.get(&answer.text.object)).cloned(),
        is_open: one.answer.is_none(),
    }
}

/// A no to an appeal says how the dispute can go on.
pub fn refused(p: &Page, policy: &Policy, case: &Case, refusal: Refusal, message: String) -> String {
    if !names_ways(refusal) {
        return message;
    }
    let ways = super::law::ways(p.locale, &policy.law, case).into_iter().map(|way| way.label);
    p.t2("appeal-other-ways", "message", message, "ways", ways.collect::<Vec<_>>().join(p.t("list-and")))
}

pub fn names_ways(refusal: Refusal) -> bool {
    matches!(refusal, Refusal::AppealLate | Refusal::AppealedAlready)
}
