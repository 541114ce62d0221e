//! What to make of a citation: does the law exist, was it in force on the day of the event, has it such an article.

use super::{ArticleRef, Citation, Days, Law, Library};
use crate::refusal::Refusal;
use crate::words::LawTag;
use jiff::civil::Date;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub citation: Citation,
    /// Where the law is one of the library.
    pub article: Option<ArticleRef>,
    pub verdict: Verdict,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Verdict {
    /// Held, and in force on the day.
    Stands,
    /// The same, but the text was not verified: counsel looks at it first.
    NeedsCounsel,
    NotYet {
        from: Date,
    },
    NoLonger {
        to: Date,
        /// The law that replaced it.
        #[serde(skip_serializing_if = "Option::is_none")]
        instead: Option<String>,
    },
    /// The law ends before this number.
    NoSuchArticle {
        last: u32,
    },
    /// The library does not hold it.
    NotHeld,
    UnknownLaw,
    /// No law was named.
    Unnamed,
}

impl Verdict {
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Stands => "stands",
            Verdict::NeedsCounsel => "needs_counsel",
            Verdict::NotYet { .. } => "not_yet",
            Verdict::NoLonger { .. } => "no_longer",
            Verdict::NoSuchArticle { .. } => "no_such_article",
            Verdict::NotHeld => "not_held",
            Verdict::UnknownLaw => "unknown_law",
            Verdict::Unnamed => "unnamed",
        }
    }

    /// Certainly wrong: nobody is told so.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Verdict::NotYet { .. } | Verdict::NoLonger { .. } => Some(Refusal::ArticleNotInForce),
            Verdict::NoSuchArticle { .. } => Some(Refusal::ArticleUnknown),
            _ => None,
        }
    }
}

impl Library {
    pub fn judged(&self, text: &str, days: &Days) -> Vec<Judged> {
        self.citations(text).into_iter().map(|citation| self.judge(citation, days)).collect()
    }

    fn judge(&self, citation: Citation, days: &Days) -> Judged {
        let Some(name) = &citation.name else {
            return Judged { citation, article: None, verdict: Verdict::Unnamed };
        };
        let Some(law) = self.meant(name, days) else {
            return Judged { citation, article: None, verdict: Verdict::UnknownLaw };
        };
        let Citation { article, paragraph, item, .. } = citation;
        let named = ArticleRef { law: law.id.clone(), article, paragraph, item };
        let verdict = self.verdict(&named, days);
        Judged { citation, article: Some(named), verdict }
    }

    /// Of several texts by one name the one in force on the day.
    fn meant(&self, name: &str, days: &Days) -> Option<&Law> {
        let mut named = self.laws.iter().filter(|law| law.is_named(name)).peekable();
        let first = *named.peek()?;
        Some(named.find(|law| law.in_force(days.on(law))).unwrap_or(first))
    }

    /// What to make of an article on the days of an event.
    pub fn verdict(&self, named: &ArticleRef, days: &Days) -> Verdict {
        let Some(law) = self.law(&named.law) else { return Verdict::UnknownLaw };
        let on = days.on(law);
        let article = self.article(named).map(|(_, article)| article);
        if let Some(to) = law.to.filter(|to| *to < on) {
            return Verdict::NoLonger { to, instead: law.replaced_by.clone() };
        }
        let early = article.is_some_and(|article| article.also_before);
        if let Some(from) = law.from.filter(|from| on < *from && !early) {
            return Verdict::NotYet { from };
        }
        match (article, law.last_article) {
            (_, Some(last)) if named.article > last => Verdict::NoSuchArticle { last },
            (None, _) => Verdict::NotHeld,
            (Some(_), _) if law.tag == LawTag::V3 => Verdict::NeedsCounsel,
            (Some(_), _) => Verdict::Stands,
        }
    }

    /// A formal decision rests on articles that are held and were in force.
    pub fn bears(&self, named: &ArticleRef, days: &Days) -> Result<(), Refusal> {
        match self.verdict(named, days) {
            Verdict::Stands | Verdict::NeedsCounsel => Ok(()),
            Verdict::NotYet { .. } | Verdict::NoLonger { .. } => Err(Refusal::ArticleNotInForce),
            _ => Err(Refusal::ArticleUnknown),
        }
    }
}
