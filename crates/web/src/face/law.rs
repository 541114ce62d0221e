//! From the law library to words: the panel beside a case, the steps of a sum, what is wrong with a citation, and the
//! other ways.

use crate::format;
use crate::locale::Locale;
use crate::page::Page;
use crate::page::law::{LawArticle, LawPanel, LawStep, LawSum, Standing, Way};
use crate::page::parts::Choice;
use domain::calendar::Calendar;
use domain::case::Case;
use domain::law::remedy::{self, Given, Step, Sum, Value};
use domain::law::{Applies, Days, Judged, Law, Library, Verdict, day};
use domain::words::{Jurisdiction, LawTag, SumKind};
use domain::{Event, Party};
use std::collections::BTreeSet;
use store::timeline::Told;

pub fn panel(
    p: &Page,
    (library, calendar): (&Library, &Calendar),
    case: &Case,
    told: &[Told],
    href: &str,
) -> LawPanel {
    let (applies, days) = (library.applies(case), Days::of(case));
    LawPanel {
        href: href.to_owned(),
        deal: case.bought_ms.map_or_else(|| p.t("law-deal-unknown").to_owned(), |_| days.deal.to_string()),
        complaint: days.complaint.to_string(),
        jurisdiction: p.t(jurisdiction_key(case.jurisdiction(library))).to_owned(),
        jurisdictions: Jurisdiction::ALL
            .iter()
            .filter(|one| case.is_open() && **one != case.jurisdiction(library))
            .map(|one| Choice { value: one.word().to_owned(), label: p.t(jurisdiction_key(*one)).to_owned() })
            .collect(),
        articles: applies.iter().map(|one| article(p, library, one)).collect(),
        sums: sums(case, &applies, calendar).iter().map(|sum| worked(p, library, sum)).collect(),
        doubts: doubts(p, library, &days, told),
    }
}

pub(super) fn jurisdiction_key(jurisdiction: Jurisdiction) -> &'static str {
    match jurisdiction {
        Jurisdiction::Cn => "jurisdiction-cn",
        Jurisdiction::Eu => "jurisdiction-eu",
        Jurisdiction::Uk => "jurisdiction-uk",
        Jurisdiction::Us => "jurisdiction-us",
    }
}

/// What is known of the case without asking anybody.
pub fn given(case: &Case) -> Given {
    Given {
        paid_fen: case.amount,
        received_on: case.delivered_ms.map(day),
        asked_on: Some(day(case.filed_ms)),
        ..Given::default()
    }
}

/// What the articles beside the case give, as far as what is known is enough.
pub fn sums(case: &Case, applies: &[Applies], calendar: &Calendar) -> Vec<Sum> {
    let kinds: BTreeSet<SumKind> = applies.iter().flat_map(|one| one.sums.iter().copied()).collect();
    remedy::possible(kinds, &given(case), calendar)
}

fn article(p: &Page, library: &Library, one: &Applies) -> LawArticle {
    let locale = p.locale.into();
    let doubtful = one.law.tag == LawTag::V3;
    LawArticle {
        name: one.article.named(one.law).words(library, locale),
        why: one.why.read(locale).to_owned(),
        says: one.article.says.read(locale).to_owned(),
        quote: one.article.quote.clone(),
        facts: facts(p, one.law),
        standing: if doubtful { Standing::NeedsCounsel } else { Standing::Verified },
    }
}

fn facts(p: &Page, law: &Law) -> String {
    let open = || p.t("law-open").to_owned();
    p.locale.tn(
        "law-facts",
        &[
            ("number", law.number.clone()),
            ("from", law.from.map_or_else(open, |from| from.to_string())),
            ("to", law.to.map_or_else(open, |to| to.to_string())),
            ("source", law.source.clone()),
            ("checked", law.checked.to_string()),
            ("tag", law.tag.word().to_owned()),
        ],
    )
}

pub fn worked(p: &Page, library: &Library, sum: &Sum) -> LawSum {
    let step = |step: &Step| LawStep {
        words: step_words(p.locale, step),
        by: step.by.as_ref().map_or_else(String::new, |by| by.words(library, p.locale.into())),
    };
    LawSum {
        title: p.t(&format!("law-sum-{}", sum.kind.word())).to_owned(),
        steps: sum.steps.iter().map(step).collect(),
        total_fen: sum.total_fen.0,
    }
}

/// One line of a calculation, as a sentence.
pub fn step_words(l: Locale, step: &Step) -> String {
    let mut values: Vec<(&str, String)> =
        step.given.iter().map(|(name, value)| (*name, value_words(value))).collect();
    values.extend(step.result.as_ref().map(|result| ("result", value_words(result))));
    l.tn(&format!("law-step-{}", step.rule), &values)
}

fn value_words(value: &Value) -> String {
    match value {
        Value::Fen(fen) => format::yuan(fen.0),
        Value::Number(number) => number.to_string(),
        Value::BasisPoints(rate) => format!("{}.{:02} %", rate / 100, rate % 100),
        Value::Day(day) => day.to_string(),
    }
}

/// What somebody should look at in the citations of what we wrote.
fn doubts(p: &Page, library: &Library, days: &Days, told: &[Told]) -> Vec<String> {
    let ours = |event: &Event| {
        matches!(event, Event::Found { .. } | Event::Said { by: Party::Platform, .. } | Event::Closed { .. })
    };
    let texts = told.iter().filter(|told| ours(&told.entry.event)).filter_map(|told| told.words.text());
    let judged = texts.flat_map(|text| library.judged(text, days));
    let mut lines: Vec<String> = judged.filter_map(|one| doubt(p, library, &one)).collect();
    lines.dedup();
    lines
}

/// Nothing for a citation that stands.
pub fn doubt(p: &Page, library: &Library, one: &Judged) -> Option<String> {
    let said = match &one.citation.name {
        Some(name) => format!("{name} {}", one.citation.said),
        None => one.citation.said.clone(),
    };
    Some(match &one.verdict {
        Verdict::Stands => return None,
        Verdict::NeedsCounsel => p.t1("cite-needs_counsel", "what", said),
        Verdict::NotYet { from } => p.t2("cite-not_yet", "what", said, "day", from),
        Verdict::NoLonger { to, instead } => {
            let next = instead.as_ref().and_then(|id| library.law(id));
            let next = next
                .map_or_else(String::new, |law| p.t1("cite-instead", "name", law.name.read(p.locale.into())));
            format!("{} {next}", p.t2("cite-no_longer", "what", said, "day", to)).trim_end().to_owned()
        }
        Verdict::NoSuchArticle { last } => p.t2("cite-no_such_article", "what", said, "last", last),
        Verdict::NotHeld => p.t1("cite-not_held", "what", said),
        Verdict::UnknownLaw => p.t1("cite-unknown_law", "what", said),
        Verdict::Unnamed => p.t1("cite-unnamed", "what", said),
    })
}

/// The other ways of a case, in the reader's language.
pub fn ways(l: Locale, library: &Library, case: &Case) -> Vec<Way> {
    let one = |way: &domain::law::OtherWay| Way {
        label: way.label.read(l.into()).to_owned(),
        what: way.what.read(l.into()).to_owned(),
        link: way.link.clone(),
    };
    library.ways(case.jurisdiction(library)).ways.iter().map(one).collect()
}
