//! What must hold of the files beyond their form. Each error says where and what to do.

use super::build::{date, id};
use super::file::{ArticleFile, JurisdictionFile, LawFile, WaysFile};
use crate::playbook::{Page, PlaybookError};
use crate::words::{Jurisdiction, LawTag};
use jiff::civil::Date;
use std::collections::BTreeSet;
use toml::Spanned;

type Errors = Vec<PlaybookError>;

pub(super) fn all(laws: &[(&Page, LawFile)], errors: &mut Errors) {
    for (page, law) in laws {
        dates(page, law, errors);
        articles(page, law, errors);
        if law.name.is_blank() {
            errors.push(page.error(1, "the law needs its name in both languages"));
        }
        if law.source.get_ref().trim().is_empty() {
            errors.push(
                page.at(law.source.span().start, "source says where the text was read; give an address"),
            );
        }
        if let Some(next) = &law.replaced_by
            && !laws.iter().any(|(page, _)| id(page) == *next.get_ref())
        {
            let words = format!("replaced_by names \"{}\", which is no file here", next.get_ref());
            errors.push(page.at(next.span().start, words));
        }
    }
    names(laws, errors);
}

fn dates(page: &Page, law: &LawFile, errors: &mut Errors) {
    let mut read = |written: &Spanned<String>| {
        let date = date(written.get_ref());
        if date.is_none() {
            let words = format!("\"{}\" is no day; write it like 2026-04-15", written.get_ref());
            errors.push(page.at(written.span().start, words));
        }
        date
    };
    let (from, to) = (law.from.as_ref().and_then(&mut read), law.to.as_ref().and_then(&mut read));
    read(&law.checked);
    if let (Some(from), Some(to), Some(at)) = (from, to, &law.to)
        && to < from
    {
        errors.push(page.at(at.span().start, "the last day lies before the first; swap from and to"));
    }
}

fn articles(page: &Page, law: &LawFile, errors: &mut Errors) {
    if law.articles.is_empty() {
        errors.push(page.error(1, "the law has no articles; add at least one [[article]]"));
    }
    let mut last = (0, 0, 0);
    for one in &law.articles {
        let at = one.article.span().start;
        let number = (*one.article.get_ref(), one.paragraph.unwrap_or(0), one.item.unwrap_or(0));
        if number <= last {
            let words = "articles stand once each, by article, paragraph and item; move or remove this one";
            errors.push(page.at(at, words));
        }
        last = number;
        article(page, law, one, at, errors);
    }
}

fn article(page: &Page, law: &LawFile, one: &ArticleFile, at: usize, errors: &mut Errors) {
    let number = *one.article.get_ref();
    let zero = number == 0 || one.paragraph == Some(0) || one.item == Some(0);
    if zero || law.last_article.is_some_and(|last| number > last) {
        errors.push(page.at(at, format!("article {number} is not in this law; correct the number")));
    }
    if one.zh.trim().is_empty() || one.en.trim().is_empty() {
        errors.push(page.at(at, "the article needs zh and en: what it says, in plain words"));
    }
    if let Some(quote) = &one.quote
        && law.tag == LawTag::V3
    {
        let words = "a law known second-hand (V3) is not quoted; remove the quote or verify the text";
        errors.push(page.at(quote.span().start, words));
    }
    for rule in one.rules.iter().filter(|rule| rule.why.is_blank()) {
        errors.push(page.at(rule.when.span().start, "the rule says in both languages why it applies"));
    }
}

/// A name means one law on every day.
fn names(laws: &[(&Page, LawFile)], errors: &mut Errors) {
    for (i, (page, law)) in laws.iter().enumerate() {
        for (other_page, other) in &laws[i + 1..] {
            let shared = all_names(law).find(|name| all_names(other).any(|one| one == *name));
            if let Some(name) = shared.filter(|_| overlap(law, other)) {
                let words = format!("\"{name}\" is also a name in {} on the same days", page.name);
                errors.push(other_page.error(1, words));
            }
        }
    }
}

fn all_names(law: &LawFile) -> impl Iterator<Item = &String> {
    [&law.name.zh, &law.name.en].into_iter().chain(&law.also)
}

fn overlap(one: &LawFile, other: &LawFile) -> bool {
    let read = |day: &Option<Spanned<String>>| day.as_ref().and_then(|day| date(day.get_ref()));
    let from = |law: &LawFile| read(&law.from).unwrap_or(Date::MIN);
    let to = |law: &LawFile| read(&law.to).unwrap_or(Date::MAX);
    from(one) <= to(other) && from(other) <= to(one)
}

pub(super) fn ways(page: &Page, file: &WaysFile, laws: &[(&Page, LawFile)], errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for one in &file.all {
        let at = one.code.span().start;
        if !seen.insert(*one.code.get_ref()) {
            errors.push(page.at(at, "this jurisdiction stands twice; join the two"));
        }
        if one.ways.is_empty() || one.ways.iter().any(|way| way.label.is_blank() || way.what.is_blank()) {
            errors.push(
                page.at(at, "every jurisdiction needs ways, each with label and what in both languages"),
            );
        }
        if !grounded(one, laws) {
            errors.push(page.at(at, "law and article go together and must be in the library"));
        }
        for link in one.ways.iter().filter_map(|way| way.link.as_ref()) {
            if !link.get_ref().starts_with("https://") {
                errors.push(page.at(link.span().start, "a link begins with https://"));
            }
        }
    }
    for code in Jurisdiction::ALL.iter().filter(|code| !seen.contains(code)) {
        errors.push(page.error(1, format!("there are no ways for {}; add them", code.word())));
    }
}

fn grounded(one: &JurisdictionFile, laws: &[(&Page, LawFile)]) -> bool {
    match (&one.law, one.article) {
        (None, None) => true,
        (Some(law), Some(article)) => laws
            .iter()
            .filter(|(page, _)| id(page) == law)
            .any(|(_, file)| file.articles.iter().any(|one| *one.article.get_ref() == article)),
        _ => false,
    }
}
