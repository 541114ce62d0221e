//! Building the library from files that were read: dates, references, compiled conditions.

use super::condition::Condition;
use super::file::{ArticleFile, JurisdictionFile, LawFile, RuleFile, WaysFile};
use super::{Article, ArticleRef, Law, Library, OtherWay, Rule, Ways};
use crate::playbook::{Both, Page, PlaybookError};
use crate::words::Jurisdiction;
use jiff::civil::Date;
use toml::Spanned;

pub(super) fn library(
    laws: Vec<(&Page, LawFile)>,
    ways: WaysFile,
    errors: &mut Vec<PlaybookError>,
) -> Library {
    let laws = laws.into_iter().map(|(page, file)| law(page, file, errors)).collect();
    let ways = ways.all.into_iter().map(of_jurisdiction).collect();
    Library { laws, ways, home: Jurisdiction::Cn }
}

fn law(page: &Page, file: LawFile, errors: &mut Vec<PlaybookError>) -> Law {
    let read = |day: &Option<Spanned<String>>| day.as_ref().and_then(|day| date(day.get_ref()));
    Law {
        id: id(page).to_owned(),
        from: read(&file.from),
        to: read(&file.to),
        jurisdiction: file.jurisdiction,
        name: file.name,
        also: file.also,
        number: file.number,
        tag: file.tag,
        replaced_by: file.replaced_by.map(Spanned::into_inner),
        counts_from: file.counts_from,
        last_article: file.last_article,
        source: file.source.into_inner(),
        checked: date(file.checked.get_ref()).unwrap_or(Date::MIN),
        articles: file.articles.into_iter().map(|one| article(page, one, errors)).collect(),
    }
}

fn article(page: &Page, file: ArticleFile, errors: &mut Vec<PlaybookError>) -> Article {
    Article {
        article: file.article.into_inner(),
        paragraph: file.paragraph,
        item: file.item,
        quote: file.quote.map(Spanned::into_inner),
        says: Both { zh: file.zh, en: file.en },
        also_before: file.also_before,
        rules: file.rules.into_iter().filter_map(|one| rule(page, one, errors)).collect(),
    }
}

fn rule(page: &Page, file: RuleFile, errors: &mut Vec<PlaybookError>) -> Option<Rule> {
    let when = Condition::new(file.when.get_ref());
    let when = when.map_err(|words| errors.push(page.at(file.when.span().start, words))).ok()?;
    Some(Rule { when, why: file.why, sums: file.sums })
}

fn of_jurisdiction(file: JurisdictionFile) -> Ways {
    let named = |(law, article)| ArticleRef { law, article, paragraph: None, item: None };
    let ways = file.ways.into_iter().map(|way| OtherWay {
        code: way.code,
        label: way.label,
        what: way.what,
        link: way.link.map(Spanned::into_inner),
    });
    Ways {
        jurisdiction: file.code.into_inner(),
        by: file.law.zip(file.article).map(named),
        ways: ways.collect(),
    }
}

/// `2026-04-15`, and nothing else that a date library would also read.
pub(super) fn date(written: &str) -> Option<Date> {
    written.parse().ok().filter(|date: &Date| date.to_string() == written)
}

/// The name of a file without its ending.
pub(super) fn id<'p>(page: &Page<'p>) -> &'p str {
    page.name.strip_suffix(".toml").unwrap_or(page.name)
}
