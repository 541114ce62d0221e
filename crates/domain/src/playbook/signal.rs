//! `[[signal]]`: what is worth a look, from which number on. Facts for a person, nothing more.

use super::page::{Page, PlaybookError};
use super::{Both, both};
use crate::case::RuleRef;
use crate::law::ArticleRef;
use crate::words::SignalFact;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalRule {
    pub id: String,
    pub label: Both,
    pub fact: SignalFact,
    /// From so many on.
    pub least: i64,
    /// Of cases so many days around this one; without it of all.
    pub days: Option<u32>,
    /// The article that names it, `complaint_measures:17`.
    pub law: Option<String>,
}

impl SignalRule {
    pub fn article(&self) -> Option<ArticleRef> {
        match self.law.as_ref()?.parse() {
            Ok(RuleRef::Article(article)) => Some(article),
            _ => None,
        }
    }
}

/// Those of all kinds, one with the same id replaced by the kind's own.
pub(super) fn merged(shared: &[Spanned<SignalRule>], own: &[Spanned<SignalRule>]) -> Vec<SignalRule> {
    let replaced = |rule: &SignalRule| own.iter().any(|one| one.get_ref().id == rule.id);
    let shared = shared.iter().map(Spanned::get_ref).filter(|rule| !replaced(rule));
    shared.chain(own.iter().map(Spanned::get_ref)).cloned().collect()
}

const LONGEST_DAYS: u32 = 3_660;

/// Of other cases one is not yet a pattern, so the least they ask for is two, counted with this one.
pub(super) fn check(page: &Page, rules: &[Spanned<SignalRule>], errors: &mut Vec<PlaybookError>) {
    let mut seen = BTreeSet::new();
    for rule in rules {
        let mut wrong = |words: Both| errors.push(page.at(rule.span().start, words));
        let rule = rule.get_ref();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if rule.id.is_empty() || rule.id.len() > 40 || !rule.id.chars().all(plain) || !seen.insert(&rule.id) {
            wrong(both!(
                "signal “{}”的名字要用小写字母、数字和 _，且不重复",
                "signal \"{}\" needs a name of its own in small letters, digits and _",
                rule.id
            ));
        }
        if rule.label.is_blank() {
            wrong(both!(
                "signal “{}”要有中英文的 label",
                "signal \"{}\" needs a label in both languages",
                rule.id
            ));
        }
        let floor = least(rule.fact);
        if !(floor..=1_000_000).contains(&rule.least) {
            wrong(both!(
                "signal “{}”的 least 从 {floor} 起",
                "signal \"{}\": least begins at {floor}",
                rule.id
            ));
        }
        if rule.days.is_some_and(|days| !(1..=LONGEST_DAYS).contains(&days)) {
            wrong(both!(
                "signal “{}”的 days 从 1 到十年",
                "signal \"{}\": days from 1 to ten years",
                rule.id
            ));
        }
        if rule.law.is_some() && rule.article().is_none() {
            wrong(both!(
                "signal “{}”的 law 写成 complaint_measures:17",
                "signal \"{}\": write law as complaint_measures:17",
                rule.id
            ));
        }
    }
}

fn least(fact: SignalFact) -> i64 {
    match fact {
        SignalFact::BoughtAgain | SignalFact::NoOrder => 1,
        _ => 2,
    }
}
