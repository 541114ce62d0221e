//! What a playbook must fulfil beyond being readable TOML. A person who edits one is told the file, the line and
//! what to write instead.

use super::file::{CommonFile, GradeRule, KindFile};
use super::learned::Hearing;
use super::page::{Page, PlaybookError};
use super::{Both, ClockName, Evidence, EvidenceKind, PlaybookClock};
use crate::privacy::{Retention, TRANSACTION_DAYS_MIN};
use crate::words::{Class, Outcome, RemedyKind};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

const FIELDS: [&str; 4] = ["{name}", "{number}", "{next}", "{due}"];
const LONGEST_MINUTES: u32 = 366 * 24 * 60;
const HEAVIEST: i32 = 9;

type Errors = Vec<PlaybookError>;

pub(super) fn all(common: &Page, shared: &CommonFile, kinds: &[(&Page, KindFile)], errors: &mut Errors) {
    everything_common(common, shared, errors);
    let mut seen = BTreeSet::new();
    for (page, file) in kinds {
        if !seen.insert(file.kind.get_ref()) {
            let words =
                format!("kind \"{}\" is already in another file; choose another", file.kind.get_ref());
            errors.push(page.at(file.kind.span().start, words));
        }
        one_kind(page, file, errors);
        response_clock(page, shared, file, errors);
    }
    if !seen.contains(shared.fallback_kind.get_ref()) {
        let words = format!("no file has the fallback kind; add {}.toml", shared.fallback_kind.get_ref());
        errors.push(common.at(shared.fallback_kind.span().start, words));
    }
}

fn everything_common(page: &Page, shared: &CommonFile, errors: &mut Errors) {
    for name in ClockName::ALL.into_iter().filter(|name| *name != ClockName::Response) {
        if !shared.clocks.contains_key(&name) {
            errors
                .push(page.error(1, format!("clock \"{}\" is missing; add it under [clocks]", name.word())));
        }
    }
    for remedy in RemedyKind::ALL.iter().filter(|remedy| !shared.remedies.contains_key(remedy)) {
        errors.push(
            page.error(1, format!("remedy \"{}\" has no label; add it under [remedies]", remedy.word())),
        );
    }
    for outcome in Outcome::ALL.iter().filter(|outcome| !shared.outcomes.contains_key(outcome)) {
        errors.push(
            page.error(1, format!("outcome \"{}\" has no label; add it under [outcomes]", outcome.word())),
        );
    }
    if let Some(kept) = &shared.retention {
        retention(page, kept, errors);
    }
    hearing(page, &shared.learned, errors);
    clocks(page, &shared.clocks, errors);
    rules(page, &shared.grades, errors);
    rows(page, &shared.evidence, errors);
    for tag in shared.tags.iter().filter(|tag| tag.words.is_empty() || tag.text.is_blank()) {
        let words = format!("tag \"{}\" needs words and a text in both languages", tag.code.get_ref());
        errors.push(page.at(tag.code.span().start, words));
    }
}

/// Less than half sure is a coin, and no model outweighs a word that says everything.
fn hearing(page: &Page, heard: &Spanned<Hearing>, errors: &mut Errors) {
    let Hearing { least_percent, weight } = *heard.get_ref();
    if !(50..=100).contains(&least_percent) || !(0..=HEAVIEST).contains(&weight) {
        let words = format!("learned takes least_percent from 50 to 100 and weight from 0 to {HEAVIEST}");
        errors.push(page.at(heard.span().start, words));
    }
}

/// The law sets the least for evidence of a transaction.
fn retention(page: &Page, kept: &Spanned<Retention>, errors: &mut Errors) {
    let least = TRANSACTION_DAYS_MIN;
    if kept.get_ref().transaction_days < least {
        let words = format!("transaction_days must be at least {least}: three years by law");
        errors.push(page.at(kept.span().start, words));
    }
}

fn one_kind(page: &Page, file: &KindFile, errors: &mut Errors) {
    let kind = file.kind.get_ref();
    let plain = |c: char| c.is_ascii_lowercase() || c == '_';
    if kind.is_empty() || !kind.chars().all(plain) || page.name != format!("{kind}.toml") {
        let words = format!("the file of kind \"{kind}\" must be called {kind}.toml, in small letters and _");
        errors.push(page.at(file.kind.span().start, words));
    }
    for (words, text) in [("label", &file.label), ("principle", &file.principle)] {
        if text.is_blank() {
            errors.push(page.error(1, format!("{words} is empty; write it in Chinese and English")));
        }
    }
    if let Some(own) = &file.retention {
        retention(page, own, errors);
    }
    first_answer(page, &file.first_answer, errors);
    word_weights(page, file, errors);
    ladder(page, file, errors);
    clocks(page, &file.clocks, errors);
    rules(page, &file.grades, errors);
    evidence(page, file, errors);
}

fn first_answer(page: &Page, answer: &Spanned<Both>, errors: &mut Errors) {
    for text in [&answer.get_ref().zh, &answer.get_ref().en] {
        let bare = FIELDS.iter().fold(text.clone(), |bare, field| bare.replace(field, ""));
        if FIELDS.iter().any(|field| !text.contains(field)) || bare.contains(['{', '}']) {
            let words = format!("first_answer needs the fields {} and no others", FIELDS.join(" "));
            errors.push(page.at(answer.span().start, words));
        }
    }
}

fn word_weights(page: &Page, file: &KindFile, errors: &mut Errors) {
    for (word, weight) in &file.words {
        let empty = word.get_ref().trim_matches(['*', ' ']).is_empty();
        if empty || *weight == 0 || weight.abs() > HEAVIEST {
            let words =
                format!("word \"{}\" needs letters and a weight of 1 to 9 or -1 to -9", word.get_ref());
            errors.push(page.at(word.span().start, words));
        }
    }
}

fn ladder(page: &Page, file: &KindFile, errors: &mut Errors) {
    let menu = file.menu.get_ref();
    if menu.is_empty() {
        errors.push(page.at(file.menu.span().start, "the menu is empty; allow at least one remedy"));
    }
    for remedy in file.ladder.get_ref().iter().flatten().filter(|remedy| !menu.contains(remedy)) {
        let words =
            format!("the ladder proposes \"{}\", which is not on the menu; add it there", remedy.word());
        errors.push(page.at(file.ladder.span().start, words));
    }
}

fn clocks(page: &Page, clocks: &BTreeMap<ClockName, Spanned<PlaybookClock>>, errors: &mut Errors) {
    for (name, clock) in clocks {
        if !(1..=LONGEST_MINUTES).contains(&clock.get_ref().minutes) {
            let words = format!("clock \"{}\" must run between 1 minute and one year", name.word());
            errors.push(page.at(clock.span().start, words));
        }
    }
}

fn response_clock(page: &Page, shared: &CommonFile, file: &KindFile, errors: &mut Errors) {
    let here = [&shared.clocks, &file.clocks].iter().any(|clocks| clocks.contains_key(&ClockName::Response));
    if file.class == Class::Immediate && !here {
        errors.push(page.error(1, "class immediate needs the clock \"response\"; add it under [clocks]"));
    }
}

fn rules(page: &Page, rules: &[GradeRule], errors: &mut Errors) {
    for rule in rules {
        if rule.words.is_empty() && rule.when.is_none() {
            let words = format!("rule \"{}\" would always apply; give it words or when", rule.code.get_ref());
            errors.push(page.at(rule.code.span().start, words));
        }
        if rule.text.is_blank() {
            let words = format!("rule \"{}\" has no text; say why in both languages", rule.code.get_ref());
            errors.push(page.at(rule.code.span().start, words));
        }
        for word in rule.words.iter().filter(|word| word.get_ref().trim_matches(['*', ' ']).is_empty()) {
            errors.push(page.at(word.span().start, "an empty word would be found everywhere; write a word"));
        }
    }
}

fn evidence(page: &Page, file: &KindFile, errors: &mut Errors) {
    rows(page, &file.evidence, errors);
}

fn rows(page: &Page, evidence: &Evidence, errors: &mut Errors) {
    for (_, side) in evidence.sides() {
        let mut ids = BTreeSet::new();
        for kind in side {
            if !ids.insert(&kind.id) || blank(kind) {
                let words = format!("evidence \"{}\" stands twice, weighs nothing or lacks a text", kind.id);
                errors.push(page.error(1, words));
            }
        }
    }
}

fn blank(kind: &EvidenceKind) -> bool {
    kind.weight == 0 || [&kind.label, &kind.why, &kind.how].iter().any(|text| text.is_blank())
}
