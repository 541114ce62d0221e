//! The law of a case: which articles apply and why, what they give, what was cited; and the other ways.

use super::View;
use crate::api::law::{article, sum};
use domain::law::{Applies, ArticleRef, Days};
use serde_json::{Value, json};
use web::face::law::sums;

impl View<'_> {
    /// What may apply is for those who decide; the parties read it in findings and answers.
    pub fn law(&self) -> Option<Value> {
        let library = &self.store.policy().law;
        if !self.is_staff() {
            return None;
        }
        let (applies, days) = (library.applies(self.case), Days::of(self.case));
        let one = |one: &Applies| {
            let mut body = article(library, one.law, one.article);
            if let Value::Object(body) = &mut body {
                body.insert("why".into(), json!({ "zh": one.why.zh, "en": one.why.en }));
                body.insert("on".into(), json!(one.on));
            }
            body
        };
        Some(json!({
            "jurisdiction": self.case.jurisdiction(library),
            "deal_on": days.deal,
            "complaint_on": days.complaint,
            "articles": applies.iter().map(one).collect::<Vec<_>>(),
            "sums": sums(self.case, &applies).iter().map(|one| sum(library, one)).collect::<Vec<_>>(),
        }))
    }

    pub fn other_ways(&self) -> Vec<Value> {
        let library = &self.store.policy().law;
        let ways = library.ways(self.case.jurisdiction(library));
        let one = |way: &domain::law::OtherWay| {
            json!({
                "way": way.code,
                "label": { "zh": way.label.zh, "en": way.label.en },
                "what": { "zh": way.what.zh, "en": way.what.en },
                "link": way.link,
            })
        };
        ways.ways.iter().map(one).collect()
    }

    /// The articles a finding cites, with their words.
    pub fn cited(&self, cited: &[ArticleRef]) -> Vec<Value> {
        cited.iter().map(|one| crate::api::law::named(&self.store.policy().law, one)).collect()
    }
}
