//! What the desk needs to decide: the rules a share may follow from, and drafts that wait for a second reader.

use crate::face::decided::{phoned, rule_words, shares};
use crate::format;
use crate::page::Page;
use crate::page::decided::{Deciding, Draft, Finding};
use crate::page::parts::Choice;
use domain::Actor;
use domain::case::{self, Case, DraftState, RuleRef};
use std::collections::HashMap;
use store::db::Connection;
use store::{Error, Store};

pub fn deciding(
    p: &Page,
    store: &Store,
    db: &mut Connection,
    case: &Case,
    by: &Actor,
    texts: &HashMap<String, String>,
) -> Result<Deciding, Error> {
    let book = store.policy().playbooks.of(case.kind());
    let reports: Vec<String> = case.reports().iter().map(|id| id.to_uppercase()).collect();
    let mut drafts = vec![];
    for one in case.drafts.iter().rev() {
        drafts.push(draft(p, store, db, case, by, one, texts)?);
    }
    Ok(Deciding {
        rules: rules(p, store, case),
        ruled: case.open_appeals().next().is_some(),
        reports: reports.join(p.t("list-and")),
        limit_fen: book.deciding.second_reader_above_fen,
        stake_fen: case.stake().map(|stake| stake.0),
        drafts,
        phoned: phoned(p, case),
    })
}

/// Those of the playbook first, then the articles that apply.
fn rules(p: &Page, store: &Store, case: &Case) -> Vec<Choice> {
    let policy = store.policy();
    let book = policy.playbooks.of(case.kind()).rules.iter().map(|(code, _)| RuleRef::Playbook(code.clone()));
    let law = policy.law.applies(case).into_iter().map(|one| RuleRef::Article(one.article.named(one.law)));
    let one = |rule: RuleRef| Choice { value: rule.to_string(), label: rule_words(p, policy, case, &rule) };
    book.chain(law.collect::<Vec<_>>()).map(one).collect()
}

fn draft(
    p: &Page,
    store: &Store,
    db: &mut Connection,
    case: &Case,
    by: &Actor,
    one: &case::Draft,
    texts: &HashMap<String, String>,
) -> Result<Draft, Error> {
    let id = one.id.to_uppercase();
    let at = format::full(&p.zone, one.at_ms);
    let state = match (&one.state, &one.reader) {
        (DraftState::Waiting, Some(reader)) => p.t1("draft-waits-for", "reader", reader),
        (DraftState::Waiting, None) => p.t("draft-waits").to_owned(),
        (DraftState::Issued { finding }, _) => p.t1("draft-issued", "id", finding.to_uppercase()),
        (DraftState::Returned { by, .. }, _) => p.t1("draft-returned", "by", by),
        (DraftState::Dropped, _) => p.t("draft-dropped").to_owned(),
    };
    let returned = match &one.state {
        DraftState::Returned { why, .. } => texts.get(&why.object).cloned(),
        _ => None,
    };
    // Of those that came to nothing the words are in the journal; here stands what is still to be read.
    let is_waiting = one.state == DraftState::Waiting;
    let shown = is_waiting || returned.is_some();
    let says = if shown { store.drafted(db, case, by, one)? } else { None };
    let finding = says.map(|says| Finding {
        id: one.id.clone(),
        line: String::new(),
        shares: shares(p, store.policy(), case, &says.shares),
        reasons: Some(says.reasons),
        law: vec![],
        ruling: None,
    });
    Ok(Draft {
        id: one.id.clone(),
        line: format!("{id} · {} · {at} · {state}", one.by),
        finding,
        returned,
        is_waiting,
    })
}
