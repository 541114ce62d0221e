//! Building playbooks from files that were read: common parts filled in, words numbered, conditions compiled.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::condition::Condition;
use super::file::{CommonFile, FactRule, GradeRule, KindFile, TagRule};
use super::finder::Vocabulary;
use super::index::{Fact, Index, Rule, Rules, Tag};
use super::learned::{GRADE_LEARNED, KIND_LEARNED};
use super::matrix;
use super::page::{Page, PlaybookError};
use super::suggest::KIND_WORDS;
use super::{BookFile, Both, Example, Playbook, Playbooks, Rung, both, clock, rung, signal};
use crate::words::RemedyKind;

pub(super) fn build(
    common: &Page,
    shared: CommonFile,
    files: Vec<(&Page, KindFile)>,
    errors: &mut Vec<PlaybookError>,
) -> Result<Playbooks, String> {
    let mut builder = Builder::default();
    let tags = builder.tags(common, &shared, errors);
    let is_fallback = |(_, file): &(&Page, KindFile)| file.kind.get_ref() == shared.fallback_kind.get_ref();
    let fallback_kind = files.iter().position(is_fallback).unwrap_or(0);
    for (code, text) in [
        (KIND_WORDS, &shared.words_reason),
        (KIND_LEARNED, &shared.learned_reason),
        (GRADE_LEARNED, &shared.learned_grade_reason),
    ] {
        builder.reasons.insert(code.to_owned(), text.clone());
    }
    let mut kinds = Vec::new();
    let mut texts = vec![BookFile::of(common)];
    for (number, (page, file)) in files.into_iter().enumerate() {
        builder.weigh(number, &file);
        texts.push(BookFile::of(page));
        let rules = builder.rules((common, &shared.grades), (page, &file), errors);
        builder.rules.push(rules);
        let playbook = playbook(common, &shared, page, file);
        builder.rungs.push(rung::conditions(page, &playbook.rungs, errors));
        builder.matrix.push(matrix::rows((common, page), &playbook.evidence, errors));
        builder.clocks.push(clock::conditions((common, page), &playbook.clocks, errors));
        kinds.push(playbook);
    }
    let index = Index {
        finder: builder.vocabulary.into_finder(&shared.negation)?,
        weights: builder.weights,
        rules: builder.rules,
        matrix: builder.matrix,
        clocks: builder.clocks,
        rungs: builder.rungs,
        tags,
        least_score: shared.least_score,
        hearing: *shared.learned.get_ref(),
        fallback_kind,
        fallback_grade: shared.fallback_grade,
    };
    Ok(Playbooks {
        kinds,
        files: texts,
        hours: shared.hours,
        remedies: shared.remedies,
        reasons: builder.reasons,
        index,
    })
}

/// Gathers what the kinds add to the index, one kind after the other.
#[derive(Default)]
struct Builder {
    vocabulary: Vocabulary,
    weights: Vec<Vec<(usize, i32)>>,
    rules: Vec<Rules>,
    matrix: Vec<matrix::Conditions>,
    clocks: Vec<clock::Conditions>,
    rungs: Vec<rung::Conditions>,
    reasons: BTreeMap<String, Both>,
}

impl Builder {
    fn weigh(&mut self, kind: usize, file: &KindFile) {
        for (word, weight) in &file.words {
            let id = self.vocabulary.add(word.get_ref());
            self.weights.resize_with(self.weights.len().max(id + 1), Vec::new);
            self.weights[id].push((kind, *weight));
        }
    }

    fn tags(&mut self, page: &Page, shared: &CommonFile, errors: &mut Vec<PlaybookError>) -> Vec<Tag> {
        let mut one = |tag: &TagRule| Tag {
            code: self.reason(page, &tag.code, &tag.text, errors),
            words: tag.words.iter().map(|word| self.vocabulary.add(word.get_ref())).collect(),
        };
        shared.tags.iter().map(&mut one).collect()
    }

    fn rules(
        &mut self,
        (common, shared): (&Page, &[GradeRule]),
        (page, file): (&Page, &KindFile),
        errors: &mut Vec<PlaybookError>,
    ) -> Rules {
        let mut rules = Rules::default();
        for rule in shared {
            rules.grades.extend(self.grade_rule(common, rule, errors));
        }
        for rule in &file.grades {
            rules.grades.extend(self.grade_rule(page, rule, errors));
        }
        rules.grades.sort_by_key(|rule| rule.grade);
        for fact in &file.facts {
            rules.facts.extend(self.fact(page, fact, errors));
        }
        rules
    }

    fn grade_rule(&mut self, page: &Page, rule: &GradeRule, errors: &mut Vec<PlaybookError>) -> Option<Rule> {
        let code = self.reason(page, &rule.code, &rule.text, errors);
        let words = rule.words.iter().map(|word| self.vocabulary.add(word.get_ref())).collect();
        let when = match &rule.when {
            Some(source) => Some(compile(page, source, errors)?),
            None => None,
        };
        Some(Rule { grade: rule.grade, code, words, when })
    }

    fn fact(&mut self, page: &Page, fact: &FactRule, errors: &mut Vec<PlaybookError>) -> Option<Fact> {
        let code = self.reason(page, &fact.code, &fact.text, errors);
        let when = compile(page, &fact.when, errors)?;
        Some(Fact { weight: fact.weight, code, when })
    }

    /// A code means the same sentence everywhere.
    fn reason(
        &mut self,
        page: &Page,
        code: &toml::Spanned<String>,
        text: &Both,
        errors: &mut Vec<PlaybookError>,
    ) -> String {
        let known = self.reasons.entry(code.get_ref().clone()).or_insert_with(|| text.clone());
        if known != text {
            let words = both!(
                "理由“{}”在别处写法不同；请换一个代号",
                "reason \"{}\" has another text elsewhere; choose another code",
                code.get_ref()
            );
            errors.push(page.at(code.span().start, words));
        }
        code.get_ref().clone()
    }
}

fn compile(
    page: &Page,
    source: &toml::Spanned<String>,
    errors: &mut Vec<PlaybookError>,
) -> Option<Condition> {
    Condition::new(source.get_ref()).map_err(|words| errors.push(page.at(source.span().start, words))).ok()
}

fn playbook(common: &Page, shared: &CommonFile, page: &Page, file: KindFile) -> Playbook {
    let clocks = shared.clocks.iter().chain(&file.clocks);
    let clocks = clocks.map(|(name, clock)| (name.clone(), clock.get_ref().clone())).collect();
    let pauses = shared.pauses.iter().chain(&file.pauses);
    let pauses = pauses.map(|(code, pause)| (code.clone(), pause.get_ref().clone())).collect();
    let mut questions = file.questions;
    let own = |id: &str| questions.iter().any(|question| question.id == id);
    let more: Vec<_> = shared.questions.iter().filter(|question| !own(&question.id)).cloned().collect();
    questions.splice(0..0, more);
    let mut tiers = shared.tiers.clone();
    tiers.extend(file.tiers);
    let closing = file.closing.iter().chain(&shared.closing);
    let closing = closing.map(|(code, label)| (code.get_ref().clone(), label.clone())).collect();
    let rules = file.rules.iter().chain(&shared.rules);
    let rules = rules.map(|(code, words)| (code.get_ref().clone(), words.clone())).collect();
    let mut outcomes = shared.outcomes.clone();
    outcomes.extend(file.outcomes);
    Playbook {
        kind: file.kind.into_inner(),
        version: file.version,
        version_id: version_id(page.text, common.text),
        label: file.label,
        class: file.class,
        principle: file.principle,
        first_answer: file.first_answer.into_inner(),
        judge: file.judge,
        questions,
        evidence: file.evidence.filled_from(&shared.evidence),
        menu: file.menu.into_inner(),
        ladder: ladder(&file.rungs, file.ladder.map(toml::Spanned::into_inner)),
        rungs: file.rungs.into_iter().map(toml::Spanned::into_inner).collect(),
        allowances: *file.limits.as_ref().unwrap_or(&shared.limits).get_ref(),
        interest: file.interest.as_ref().or(shared.interest.as_ref()).map(|one| one.get_ref().clone()),
        outcomes,
        closing,
        rules,
        deciding: *file.deciding.as_ref().unwrap_or(&shared.deciding).get_ref(),
        signals: signal::merged(&shared.signals, &file.signals),
        silence: file.silence.unwrap_or_else(|| shared.silence.clone()),
        pauses,
        examples: file.examples.into_iter().map(|one| placed(page, one)).collect(),
        retention: file
            .retention
            .as_ref()
            .or(shared.retention.as_ref())
            .map_or_else(Default::default, |kept| *kept.get_ref()),
        tiers,
        clocks,
    }
}

/// What is proposed first, then when that is declined.
fn ladder(rungs: &[toml::Spanned<Rung>], written: Option<Vec<Vec<RemedyKind>>>) -> Vec<Vec<RemedyKind>> {
    let step = |rung: &toml::Spanned<Rung>| rung.get_ref().items.iter().map(|item| item.remedy).collect();
    written.unwrap_or_else(|| rungs.iter().map(step).collect())
}

fn placed(page: &Page, example: toml::Spanned<Example>) -> Example {
    let line = page.at(example.span().start, "").line;
    Example { line, ..example.into_inner() }
}

fn version_id(text: &str, common: &str) -> String {
    let digest = Sha256::new().chain_update(text).chain_update(common).finalize();
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
