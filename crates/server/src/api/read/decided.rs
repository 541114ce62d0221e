//! What was found, what was appealed against and what a person was asked to look at. Drafts are for staff alone.

use super::View;
use crate::api::{law, moment};
use domain::case::{Appeal, AppealState, Call, Draft, DraftState, Finding, Plea, RuleRef, Share};
use domain::clock::ClockKind;
use serde_json::{Value, json};
use store::Error;
use store::content::Opened;
use store::db::Connection;

impl View<'_> {
    /// What everybody reads who may read the case.
    pub fn decided(&self) -> Value {
        json!({
            "findings": self.case.findings.iter().map(|one| self.finding(one)).collect::<Vec<_>>(),
            "counted": self.counted(),
            "appeals": self.appeals(),
            "pleas": self.pleas(),
            "goes_on": self.goes_on(),
        })
    }

    fn finding(&self, one: &Finding) -> Value {
        let ours = self.is_staff();
        json!({
            "id": one.id,
            "shares": one.shares.iter().map(|share| self.share(share)).collect::<Vec<_>>(),
            "reasons": self.text(&one.reasons),
            "law": self.cited(&one.law),
            "uninspected": one.uninspected,
            "by": Some(&one.by).filter(|_| ours),
            "reader": one.reader.as_ref().filter(|_| ours),
            "found_at": moment::text(one.at_ms),
            "on_appeal": one.ruled.as_ref().map(|ruled| json!({ "appeals": ruled.appeals, "ruling": ruled.ruling })),
            "appeal_until": self.appeal_until(&one.id),
        })
    }

    fn share(&self, share: &Share) -> Value {
        json!({
            "party": share.party,
            "percent": share.percent,
            "cites": share.cites,
            "rules": share.rules.iter().map(|rule| self.rule(rule)).collect::<Vec<_>>(),
        })
    }

    fn rule(&self, rule: &RuleRef) -> Value {
        let policy = self.store.policy();
        let (zh, en) = match rule {
            RuleRef::Article(article) => {
                let named = law::named(&policy.law, article);
                (named["zh"].clone(), named["en"].clone())
            }
            RuleRef::Playbook(code) => {
                let words = policy.playbooks.rule(self.case.kind(), code);
                (json!(words.map(|words| &words.zh)), json!(words.map(|words| &words.en)))
            }
        };
        json!({ "rule": rule.to_string(), "zh": zh, "en": en })
    }

    fn appeal_until(&self, against: &str) -> Option<String> {
        let clock = self.case.clocks.iter().find(|clock| {
            clock.kind == ClockKind::Appeal && clock.of.as_deref() == Some(against) && clock.is_running()
        });
        clock.map(|clock| moment::text(clock.due_ms))
    }

    pub fn drafts(&self, db: &mut Connection) -> Result<Option<Vec<Value>>, Error> {
        if !self.is_staff() {
            return Ok(None);
        }
        self.case.drafts.iter().map(|one| self.draft(db, one)).collect::<Result<_, _>>().map(Some)
    }

    fn draft(&self, db: &mut Connection, one: &Draft) -> Result<Value, Error> {
        let says = self.store.drafted(db, self.case, self.by, one)?;
        let shares =
            says.as_ref().map(|says| says.shares.iter().map(|share| self.share(share)).collect::<Vec<_>>());
        let returned = match &one.state {
            DraftState::Returned { by, why, .. } => Some(json!({ "by": by, "why": self.text(why) })),
            _ => None,
        };
        Ok(json!({
            "id": one.id,
            "state": one.state.word(),
            "shares": shares,
            "reasons": says.as_ref().map(|says| &says.reasons),
            "by": one.by,
            "reader": one.reader,
            "drafted_at": moment::text(one.at_ms),
            "returned": returned,
        }))
    }

    fn appeals(&self) -> Vec<Value> {
        self.case.appeals.iter().map(|one| self.appeal(one)).collect()
    }

    fn appeal(&self, one: &Appeal) -> Value {
        let finding = match &one.state {
            AppealState::Decided { finding, .. } => Some(finding),
            _ => None,
        };
        json!({
            "id": one.id,
            "against": one.against,
            "by": one.by,
            "words": self.text(&one.words),
            "evidence": one.evidence,
            "appealed_at": moment::text(one.at_ms),
            "due_at": moment::text(one.due_ms),
            "state": one.state.word(),
            "finding": finding,
            "by_telephone": one.call.is_some(),
            "call": one.call.as_ref().filter(|_| self.is_staff()).map(|call| self.call(call)),
        })
    }

    fn call(&self, call: &Call) -> Value {
        let caller = self.opened.get(&call.caller.object).and_then(Opened::text);
        json!({
            "taken_by": call.taken_by,
            "identified": call.identified,
            "caller": caller.map(|caller| self.store.masked(caller)),
        })
    }

    /// What a rule alone decided and a person was asked to look at: one's own, and for staff all.
    fn pleas(&self) -> Vec<Value> {
        let own = |one: &&Plea| self.is_staff() || one.by == self.by.party();
        let one = |one: &Plea| {
            json!({
                "id": one.id,
                "of": one.of,
                "by": one.by,
                "asked_at": moment::text(one.at_ms),
                "due_at": moment::text(one.due_ms),
                "ruling": one.answer.as_ref().map(|answer| answer.ruling),
                "answer": one.answer.as_ref().and_then(|answer| self.text(&answer.text)),
            })
        };
        self.case.pleas.iter().filter(own).map(one).collect()
    }

    /// What this reader may appeal against or ask a person about, by the name each has there.
    fn goes_on(&self) -> Value {
        let side = self.by.party();
        let may = |against: &String| self.case.may_appeal(side, against, i64::MIN).is_ok();
        let appeal: Vec<String> = self.case.appealable().into_iter().filter(may).collect();
        json!({ "appeal": appeal, "ask_person": self.case.by_rule(side) })
    }
}
