//! Which articles apply to a case, why, and by which day.

use super::condition;
use super::{Article, Days, Law, Library, day};
use crate::case::Case;
use crate::playbook::Both;
use crate::words::{Channel, Jurisdiction, Noticed, SumKind, Want};
use jiff::civil::Date;

/// What the conditions may look at. Text is not among it: what words said is in reasons and tags.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    pub kind: &'a str,
    pub reasons: &'a [String],
    pub tags: &'a [String],
    pub wants: &'a [Want],
    pub noticed: Option<Noticed>,
    pub product: Option<&'a str>,
    pub channel: Channel,
    pub amount_fen: Option<i64>,
    pub jurisdiction: Jurisdiction,
    /// From receipt to the complaint.
    pub days: Option<i64>,
    pub grade: &'a str,
}

/// An article beside a case.
#[derive(Clone, Copy, Debug)]
pub struct Applies<'l> {
    pub law: &'l Law,
    pub article: &'l Article,
    pub why: &'l Both,
    pub sums: &'l [SumKind],
    /// The day by which this text of the law was chosen.
    pub on: Date,
}

impl Case {
    pub fn jurisdiction(&self, library: &Library) -> Jurisdiction {
        self.jurisdiction.unwrap_or(library.home)
    }

    pub fn law_matter(&self, library: &Library) -> Matter<'_> {
        let triage = self.triage.as_ref();
        Matter {
            kind: self.kind(),
            reasons: triage.map_or(&[], |triage| &triage.reasons),
            tags: triage.map_or(&[], |triage| &triage.tags),
            wants: &self.wants,
            noticed: self.noticed,
            product: self.product.as_deref(),
            channel: self.channel,
            amount_fen: self.amount.map(|amount| amount.0),
            jurisdiction: self.jurisdiction(library),
            days: self.days_since_receipt(),
            grade: triage.map_or("", |triage| triage.grade.word()),
        }
    }

    /// The day after receipt is day one, and a complaint of the same day is day nought.
    fn days_since_receipt(&self) -> Option<i64> {
        let received = day(self.delivered_ms?);
        day(self.filed_ms)
            .since(received)
            .ok()
            .map(|span| i64::from(span.get_days()))
            .filter(|days| *days >= 0)
    }
}

impl Library {
    /// What applies to a case, in the order of the files; an article once, for the first reason that holds.
    pub fn applies(&self, case: &Case) -> Vec<Applies<'_>> {
        self.applying(&case.law_matter(self), &Days::of(case))
    }

    pub fn applying(&self, matter: &Matter, days: &Days) -> Vec<Applies<'_>> {
        let scope = condition::scope(matter);
        let own = self.laws().iter().filter(|law| law.jurisdiction == matter.jurisdiction);
        let mut found = vec![];
        for law in own {
            let on = days.on(law);
            for article in law.articles.iter().filter(|article| article.counts(law, on)) {
                let rule = article.rules.iter().find(|rule| rule.when.holds(&scope));
                found.extend(rule.map(|rule| Applies { law, article, why: &rule.why, sums: &rule.sums, on }));
            }
        }
        found
    }
}

impl Article {
    /// In force on that day; what was the same in the text before counts from before.
    pub fn counts(&self, law: &Law, on: Date) -> bool {
        let early = self.also_before && law.from.is_some_and(|from| on < from);
        early || law.in_force(on)
    }
}
