//! The law of a case: which articles apply and why, what they give, what was cited; and the other ways.

use super::View;
use crate::api::law::{article, sum};
use domain::law::{Applies, ArticleRef, Days};
use serde_json::{Value, json};
use web::face::demand;
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
            "sums": sums(self.case, &applies, &self.calendar).iter().map(|one| sum(library, one)).collect::<Vec<_>>(),
        }))
    }

    pub fn other_ways(&self) -> Vec<Value> {
        crate::api::law::other_ways(&self.store.policy().law, self.case)
    }

    /// What is asked for, in parts; how we read it is ours.
    pub fn demands(&self) -> Option<Value> {
        if !self.is_staff() {
            return None;
        }
        let policy = self.store.policy();
        let split = demand::split(policy, &self.calendar, self.case, &self.told);
        let items = |items: &[(domain::words::RemedyKind, Option<domain::Fen>)]| {
            let one = |(kind, amount): &(_, _)| json!({ "remedy": kind, "amount_fen": amount });
            items.iter().map(one).collect::<Vec<_>>()
        };
        let part = |part: &demand::Part| {
            let meets = part
                .meets
                .iter()
                .map(|one| json!({ "items": items(&one.items), "step": one.step, "percent": one.percent }));
            json!({
                "part": part.demand.part,
                "amount_fen": part.demand.amount,
                "percent": part.demand.percent,
                "times": part.demand.times,
                "words": part.words,
                "meets": meets.collect::<Vec<_>>(),
                "sums": part.sums.iter().map(|one| sum(&policy.law, one)).collect::<Vec<_>>(),
            })
        };
        Some(json!({
            "confirmed": split.confirmed,
            "parts": split.parts.iter().map(part).collect::<Vec<_>>(),
            "offer": items(&split.offer()),
        }))
    }

    /// The articles a finding cites, with their words.
    pub fn cited(&self, cited: &[ArticleRef]) -> Vec<Value> {
        cited.iter().map(|one| crate::api::law::named(&self.store.policy().law, one)).collect()
    }
}
