//! Signals of abuse for staff, as facts with the cases behind them; what was counted against a customer for the customer
//! too.

use super::View;
use crate::api::{law, moment};
use domain::Party;
use domain::case::Counted;
use domain::signal::Signal;
use serde_json::{Value, json};
use store::Error;
use store::db::Connection;

impl View<'_> {
    pub fn signals(&self, db: &mut Connection) -> Result<Vec<Value>, Error> {
        if !self.case.is_open() {
            return Ok(vec![]);
        }
        let (found, _) = self.store.signals(db, self.case)?;
        Ok(found.iter().map(|one| self.signal(one)).collect())
    }

    fn signal(&self, one: &Signal) -> Value {
        let policy = self.store.policy();
        let rule = policy.playbooks.signal(self.case.kind(), &one.id);
        let article = rule.and_then(|rule| rule.article());
        let others = one.cases.iter().map(|other| {
            json!({
                "case": other.case, "number": other.number, "filed_at": moment::text(other.filed_ms),
                "shares": other.shares,
            })
        });
        json!({
            "id": one.id,
            "zh": rule.map(|rule| &rule.label.zh),
            "en": rule.map(|rule| &rule.label.en),
            "fact": one.fact,
            "number": one.number,
            "least": one.least,
            "days": one.days,
            "law": article.map(|article| law::named(&policy.law, &article)),
            "cases": others.collect::<Vec<_>>(),
        })
    }

    /// Nothing for the shop: it is between the customer and us.
    pub fn counted(&self) -> Vec<Value> {
        let told = |one: &&Counted| match self.by.party() {
            Party::Platform => true,
            Party::Customer => one.conduct.is_against(),
            _ => false,
        };
        let one = |one: &Counted| {
            json!({
                "id": one.id,
                "conduct": one.conduct,
                "signals": one.signals,
                "cites": one.cites,
                "reasons": self.text(&one.reasons),
                "by": Some(&one.by).filter(|_| self.is_staff()),
                "counted_at": moment::text(one.at_ms),
                "lifted_at": moment::opt_text(one.lifted_ms),
            })
        };
        self.case.counted.iter().filter(told).map(one).collect()
    }
}
