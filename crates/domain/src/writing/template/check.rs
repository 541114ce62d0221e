//! What files of templates must fulfil beyond being readable TOML.

use super::file::{File, Written};
use super::fill::fields;
use super::{OF_PLAYBOOK, Occasion};
use crate::playbook::{Page, PlaybookError, Playbooks};
use crate::words::Locale;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

const LETTERS_MAX: usize = 4_000;

type Errors = Vec<PlaybookError>;
type Files<'f> = [(&'f Page<'f>, File)];

pub(super) fn all(files: &Files, books: &Playbooks, errors: &mut Errors) {
    let known: BTreeSet<&str> =
        files.iter().flat_map(|(_, file)| file.fields.keys()).map(|name| name.get_ref().as_str()).collect();
    for (page, file) in files {
        let mut seen = BTreeSet::new();
        labels(page, file, errors);
        for one in &file.templates {
            if !seen.insert(one.id.get_ref()) {
                let words = format!("template \"{}\" stands twice; give one another id", one.id.get_ref());
                errors.push(page.at(one.id.span().start, words));
            }
            template(page, one, &known, errors);
            suits(page, one, books, errors);
        }
    }
    if errors.is_empty() {
        gaps(files, errors);
    }
}

fn labels(page: &Page, file: &File, errors: &mut Errors) {
    let odd = |text: &String| text.contains(['{', '}', '\n']);
    let wrong = file.fields.iter().filter(|(_, label)| label.is_blank() || odd(&label.zh) || odd(&label.en));
    for (name, _) in wrong {
        let words = format!("field \"{}\" needs a label in both languages, without braces", name.get_ref());
        errors.push(page.at(name.span().start, words));
    }
}

fn template(page: &Page, one: &Written, known: &BTreeSet<&str>, errors: &mut Errors) {
    let id = one.id.get_ref();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if id.is_empty() || id.len() > 40 || !id.chars().all(plain) || id.starts_with(OF_PLAYBOOK) {
        let words = format!(
            "the id \"{id}\" takes small letters, digits and _, and does not begin with {OF_PLAYBOOK}"
        );
        errors.push(page.at(one.id.span().start, words));
    }
    if one.label.get_ref().is_blank() {
        errors.push(page.at(one.label.span().start, "the label is empty; write it in Chinese and English"));
    }
    for text in [&one.zh, &one.en] {
        written(page, text, known, errors);
    }
}

fn written(page: &Page, text: &Spanned<String>, known: &BTreeSet<&str>, errors: &mut Errors) {
    let (start, words) = (text.span().start, text.get_ref());
    if words.trim().is_empty() || words.chars().count() > LETTERS_MAX {
        errors.push(page.at(start, format!("the text takes 1 to {LETTERS_MAX} letters")));
    }
    let found: Vec<(usize, usize)> = fields(words).collect();
    let line = |name: &str| {
        let raw = page.text.get(text.span()).unwrap_or_default();
        start + raw.find(&format!("{{{name}}}")).unwrap_or(0)
    };
    for name in found.iter().map(|(from, to)| &words[from + 1..to - 1]) {
        if !known.contains(name) {
            let all = known.iter().copied().collect::<Vec<_>>().join(", ");
            let words =
                format!("the field {{{name}}} is unknown; use one of {all}, or name it under [fields]");
            errors.push(page.at(line(name), words));
        }
    }
    if words.matches(['{', '}']).count() != 2 * found.len() {
        errors.push(page.at(start, "a brace without its other half; a field is written {name} on one line"));
    }
}

fn suits(page: &Page, one: &Written, books: &Playbooks, errors: &mut Errors) {
    let at = one.id.span().start;
    for kind in one.suits.kinds.iter().filter(|kind| books.get(kind).is_none()) {
        errors.push(page.at(at, format!("no playbook has the kind \"{kind}\"")));
    }
    for code in one.suits.reasons.iter().filter(|code| books.reason_text(code, Locale::En).is_none()) {
        errors.push(page.at(at, format!("no playbook has the reason or tag \"{code}\"")));
    }
    if one.always && one.suits.kinds.is_empty() && one.suits.reasons.is_empty() {
        let words = "always needs kinds or reasons under suits, or it would be suggested for every case";
        errors.push(page.at(at, words));
    }
}

/// For every situation somebody finds a template, whatever the case is like.
fn gaps(files: &Files, errors: &mut Errors) {
    let mut by: BTreeMap<Occasion, usize> = BTreeMap::new();
    for one in files.iter().flat_map(|(_, file)| &file.templates) {
        *by.entry(one.occasion).or_default() += 1;
    }
    // The playbooks have a first answer each.
    let missing =
        Occasion::ALL.into_iter().filter(|one| *one != Occasion::FirstAnswer && !by.contains_key(one));
    if let Some((page, _)) = files.first() {
        errors.extend(
            missing.map(|one| page.error(1, format!("no template is for \"{}\"; write one", one.word()))),
        );
    }
}
