//! What a playbook must fulfil beyond being readable TOML. A person who edits one is told the file, the line and
//! what to write instead.

use super::file::{CommonFile, GradeRule, KindFile};
use super::learned::Hearing;
use super::page::{Page, PlaybookError};
use super::{
    Both, Cites, Evidence, EvidenceKind, PauseRule, both, clock, deciding, example, interest, rung, signal,
};
use crate::cost::Allowances;
use crate::money::Fen;
use crate::privacy::{Retention, TRANSACTION_DAYS_MIN};
use crate::words::{Outcome, Purse, RemedyKind};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

const FIELDS: [&str; 4] = ["{name}", "{number}", "{next}", "{due}"];
const LONGEST_PAUSE_HOURS: u32 = 366 * 24;
const HEAVIEST: i32 = 9;

/// The pause that an inspection brings by itself.
pub(crate) const INSPECTION: &str = "inspection";
/// The pause that an authority's appraisal brings.
pub(crate) const APPRAISAL: &str = "appraisal";
const BY_ITSELF: [(&str, Cites); 2] = [(INSPECTION, Cites::Inspection), (APPRAISAL, Cites::Regulator)];

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
        one_kind(page, file, shared.limits.get_ref(), errors);
    }
    if !seen.contains(shared.fallback_kind.get_ref()) {
        let words = format!("no file has the fallback kind; add {}.toml", shared.fallback_kind.get_ref());
        errors.push(common.at(shared.fallback_kind.span().start, words));
    }
}

fn everything_common(page: &Page, shared: &CommonFile, errors: &mut Errors) {
    for remedy in RemedyKind::ALL.iter().filter(|remedy| !shared.remedies.contains_key(remedy)) {
        errors.push(page.error(
            1,
            both!(
                "补救“{}”没有名称；请在 [remedies] 下补上",
                "remedy \"{}\" has no label; add it under [remedies]",
                remedy.word()
            ),
        ));
    }
    for outcome in Outcome::ALL.iter().filter(|outcome| !shared.outcomes.contains_key(outcome)) {
        errors.push(page.error(
            1,
            both!(
                "结果“{}”没有名称；请在 [outcomes] 下补上",
                "outcome \"{}\" has no label; add it under [outcomes]",
                outcome.word()
            ),
        ));
    }
    if let Some(kept) = &shared.retention {
        retention(page, kept, errors);
    }
    limits(page, &shared.limits, errors);
    shared.interest.iter().for_each(|agreed| interest::check(page, agreed, errors));
    hearing(page, &shared.learned, errors);
    clock::check(page, &shared.clocks, errors);
    pauses(page, &shared.pauses, errors);
    for (code, _) in BY_ITSELF.iter().filter(|(code, _)| !shared.pauses.contains_key(*code)) {
        errors.push(page.error(
            1,
            both!(
                "缺少暂停事由“{code}”；请补上 [pauses.{code}]",
                "pause \"{code}\" is missing; add [pauses.{code}]"
            ),
        ));
    }
    coded(page, "closing", &shared.closing, errors);
    coded(page, "rule", &shared.rules, errors);
    deciding::check(page, &shared.deciding, errors);
    rules(page, &shared.grades, errors);
    rows(page, &shared.evidence, errors);
    signal::check(page, &shared.signals, errors);
    for tag in shared.tags.iter().filter(|tag| tag.words.is_empty() || tag.text.is_blank()) {
        let words = both!(
            "标签“{}”要有词语，并有中英文说明",
            "tag \"{}\" needs words and a text in both languages",
            tag.code.get_ref()
        );
        errors.push(page.at(tag.code.span().start, words));
    }
}

/// Less than half sure is a coin, and no model outweighs a word that says everything.
fn hearing(page: &Page, heard: &Spanned<Hearing>, errors: &mut Errors) {
    let Hearing { least_percent, weight } = *heard.get_ref();
    if !(50..=100).contains(&least_percent) || !(0..=HEAVIEST).contains(&weight) {
        let words = both!(
            "learned 的 least_percent 取 50 到 100，weight 取 0 到 {HEAVIEST}",
            "learned takes least_percent from 50 to 100 and weight from 0 to {HEAVIEST}"
        );
        errors.push(page.at(heard.span().start, words));
    }
}

/// The law sets the least for evidence of a transaction.
fn retention(page: &Page, kept: &Spanned<Retention>, errors: &mut Errors) {
    let least = TRANSACTION_DAYS_MIN;
    if kept.get_ref().transaction_days < least {
        let words = both!(
            "transaction_days 不少于 {least}：法律要求三年",
            "transaction_days must be at least {least}: three years by law"
        );
        errors.push(page.at(kept.span().start, words));
    }
}

/// Whoever may decide over others promises at least as much; above it all a second administrator decides.
fn limits(page: &Page, limits: &Spanned<Allowances>, errors: &mut Errors) {
    let at = limits.span().start;
    let Allowances { handler, reviewer, manager, admin } = *limits.get_ref();
    for purse in Purse::ALL {
        let steps = [handler, reviewer, manager, admin].map(|cost| cost.from(*purse));
        if !steps.is_sorted() || steps[0] < Fen::ZERO || steps[3] > Fen::MAX {
            let words = both!(
                "{} 的限额须是不小于 0 的整数分，并且从 handler 到 reviewer、manager、admin 不下降",
                "limits of {} must be whole fen from 0 and not fall from handler to reviewer, manager and admin",
                purse.word()
            );
            errors.push(page.at(at, words));
        }
    }
}

fn one_kind(page: &Page, file: &KindFile, shared: &Allowances, errors: &mut Errors) {
    let kind = file.kind.get_ref();
    let plain = |c: char| c.is_ascii_lowercase() || c == '_';
    if kind.is_empty() || !kind.chars().all(plain) || page.name != format!("{kind}.toml") {
        let words = both!(
            "类型“{kind}”的文件要叫 {kind}.toml，只用小写字母和 _",
            "the file of kind \"{kind}\" must be called {kind}.toml, in small letters and _"
        );
        errors.push(page.at(file.kind.span().start, words));
    }
    for (words, text) in [("label", &file.label), ("principle", &file.principle)] {
        if text.is_blank() {
            errors.push(page.error(
                1,
                both!(
                    "{words} 是空的；请写上中文和英文",
                    "{words} is empty; write it in Chinese and English"
                ),
            ));
        }
    }
    signal::check(page, &file.signals, errors);
    if let Some(own) = &file.retention {
        retention(page, own, errors);
    }
    if let Some(own) = &file.limits {
        limits(page, own, errors);
    }
    file.interest.iter().for_each(|agreed| interest::check(page, agreed, errors));
    first_answer(page, &file.first_answer, errors);
    word_weights(page, file, errors);
    let limits = *file.limits.as_ref().map_or(shared, Spanned::get_ref);
    ladder(page, file, &limits, errors);
    clock::check(page, &file.clocks, errors);
    pauses(page, &file.pauses, errors);
    coded(page, "closing", &file.closing, errors);
    coded(page, "rule", &file.rules, errors);
    if let Some(own) = &file.deciding {
        deciding::check(page, own, errors);
    }
    rules(page, &file.grades, errors);
    example::check(page, &file.examples, errors);
    evidence(page, file, errors);
}

fn first_answer(page: &Page, answer: &Spanned<Both>, errors: &mut Errors) {
    for text in [&answer.get_ref().zh, &answer.get_ref().en] {
        let bare = FIELDS.iter().fold(text.clone(), |bare, field| bare.replace(field, ""));
        if FIELDS.iter().any(|field| !text.contains(field)) || bare.contains(['{', '}']) {
            let words = both!(
                "first_answer 要有且只有这些字段：{}",
                "first_answer needs the fields {} and no others",
                FIELDS.join(" ")
            );
            errors.push(page.at(answer.span().start, words));
        }
    }
}

fn word_weights(page: &Page, file: &KindFile, errors: &mut Errors) {
    for (word, weight) in &file.words {
        let empty = word.get_ref().trim_matches(['*', ' ']).is_empty();
        if empty || *weight == 0 || weight.abs() > HEAVIEST {
            let words = both!(
                "词语“{}”不能为空，权重取 1 到 9 或 -1 到 -9",
                "word \"{}\" needs letters and a weight of 1 to 9 or -1 to -9",
                word.get_ref()
            );
            errors.push(page.at(word.span().start, words));
        }
    }
}

fn ladder(page: &Page, file: &KindFile, limits: &Allowances, errors: &mut Errors) {
    let menu = file.menu.get_ref();
    if menu.is_empty() {
        errors.push(page.at(
            file.menu.span().start,
            both!("菜单是空的；至少要有一种补救", "the menu is empty; allow at least one remedy"),
        ));
    }
    match &file.ladder {
        Some(ladder) if !file.rungs.is_empty() => {
            let words = both!(
                "阶梯写了两遍；保留 [[rung]]，去掉 ladder",
                "the ladder is written twice; keep the rungs and take ladder out"
            );
            errors.push(page.at(ladder.span().start, words));
        }
        Some(ladder) => {
            for remedy in ladder.get_ref().iter().flatten().filter(|remedy| !menu.contains(remedy)) {
                let words = both!(
                    "阶梯里的“{}”不在菜单里；请加进 menu",
                    "the ladder proposes \"{}\", which is not on the menu; add it there",
                    remedy.word()
                );
                errors.push(page.at(ladder.span().start, words));
            }
        }
        None if file.rungs.is_empty() => {
            let words = both!(
                "没有阶梯；请写 [[rung]] 或 ladder = [[…]]",
                "there is no ladder; write [[rung]] tables or ladder = [[…]]"
            );
            errors.push(page.error(1, words));
        }
        None => {}
    }
    rung::check(page, menu, &file.rungs, limits, errors);
}

fn pauses(page: &Page, pauses: &BTreeMap<String, Spanned<PauseRule>>, errors: &mut Errors) {
    for (code, pause) in pauses {
        let mut wrong = |words: Both| errors.push(page.at(pause.span().start, words));
        let rule = pause.get_ref();
        if let Some(kind) = rule.stops.iter().find(|kind| kind.never_stands()) {
            wrong(both!(
                "暂停“{code}”不能停住“{}”；请从 stops 里去掉",
                "pause \"{code}\" may not stop \"{}\"; take it out of stops",
                kind.word()
            ));
        }
        if rule.stops.is_empty() || rule.label.is_blank() {
            wrong(both!(
                "暂停“{code}”什么也没停，或缺中英文名称",
                "pause \"{code}\" stops nothing or has no label in both languages"
            ));
        }
        if !(1..=LONGEST_PAUSE_HOURS).contains(&rule.hours) {
            wrong(both!(
                "暂停“{code}”的时长要在 1 小时到一年之间",
                "pause \"{code}\" must end after 1 hour to one year"
            ));
        }
        for (own, cites) in BY_ITSELF {
            if (code == own) != (rule.cites == cites) {
                wrong(both!(
                    "暂停“{code}”：只有 {own} 写 cites = \"{}\"",
                    "pause \"{code}\": {own} and it alone cites = \"{}\"",
                    cites.word()
                ));
            }
        }
    }
}

fn coded(page: &Page, what: &str, codes: &BTreeMap<Spanned<String>, Both>, errors: &mut Errors) {
    for (code, label) in codes {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let (name, at) = (code.get_ref(), code.span().start);
        if name.is_empty() || name.len() > 40 || !name.chars().all(plain) || label.is_blank() {
            let words = both!(
                "{what}“{name}”的代号只用小写字母、数字和 _，并有中英文",
                "{what} \"{name}\" needs a code in small letters, digits and _ and both languages"
            );
            errors.push(page.at(at, words));
        }
    }
}

fn rules(page: &Page, rules: &[GradeRule], errors: &mut Errors) {
    for rule in rules {
        if rule.words.is_empty() && rule.when.is_none() {
            let words = both!(
                "规则“{}”会总是成立；请给它 words 或 when",
                "rule \"{}\" would always apply; give it words or when",
                rule.code.get_ref()
            );
            errors.push(page.at(rule.code.span().start, words));
        }
        if rule.text.is_blank() {
            let words = both!(
                "规则“{}”没有说明；请用中英文写明理由",
                "rule \"{}\" has no text; say why in both languages",
                rule.code.get_ref()
            );
            errors.push(page.at(rule.code.span().start, words));
        }
        for word in rule.words.iter().filter(|word| word.get_ref().trim_matches(['*', ' ']).is_empty()) {
            errors.push(page.at(
                word.span().start,
                both!(
                    "空的词语处处都会命中；请写一个词",
                    "an empty word would be found everywhere; write a word"
                ),
            ));
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
                let words = both!(
                    "证据“{}”重复、没有权重或缺说明",
                    "evidence \"{}\" stands twice, weighs nothing or lacks a text",
                    kind.id
                );
                errors.push(page.error(1, words));
            }
        }
    }
}

fn blank(kind: &EvidenceKind) -> bool {
    kind.weight == 0 || [&kind.label, &kind.why, &kind.how].iter().any(|text| text.is_blank())
}
