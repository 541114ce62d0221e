//! Who bears what share of the matter, and what each share rests on: evidence, and at least one rule. Above a limit a
//! second person reads it before anybody outside learns of it, so what a draft says stands nowhere but in its record.

use super::{Case, InspectionState, Ruled};
use crate::actor::Party;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::id::UserId;
use crate::law::ArticleRef;
use crate::money::Fen;
use crate::playbook::Playbooks;
use crate::words::Stage;
use crate::writing::Demand;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub party: Party,
    pub percent: u8,
    /// Evidence ids, or requests whose silence counts.
    pub cites: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleRef>,
}

/// An article of the library, or a rule of the playbook by its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleRef {
    Article(ArticleRef),
    Playbook(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub id: String,
    pub shares: Vec<Share>,
    pub reasons: ContentRef,
    /// The articles its reasons cite, each in force on the day of the event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub law: Vec<ArticleRef>,
    /// It does not rest on the inspection that was done, and its reasons say why.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub uninspected: bool,
    /// Who wrote it.
    pub by: UserId,
    pub at_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
    /// The sum at stake when it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stake: Option<Fen>,
    /// The appeals it decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruled: Option<Ruled>,
}

/// A finding that a second person is to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub id: String,
    pub record: ContentRef,
    pub by: UserId,
    /// Whose turn it is to read it; another of the same standing may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stake: Option<Fen>,
    pub at_ms: i64,
    pub state: DraftState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DraftState {
    Waiting,
    Issued {
        finding: String,
    },
    Returned {
        by: UserId,
        why: ContentRef,
        at_ms: i64,
    },
    /// Another took its place, or the case ended before.
    Dropped,
}

impl DraftState {
    pub fn word(&self) -> &'static str {
        match self {
            DraftState::Waiting => "waiting",
            DraftState::Issued { .. } => "issued",
            DraftState::Returned { .. } => "returned",
            DraftState::Dropped => "dropped",
        }
    }
}

impl Finding {
    /// Whoever bears nothing is not named in it.
    pub fn percent(&self, party: Party) -> u8 {
        self.shares.iter().find(|share| share.party == party).map_or(0, |share| share.percent)
    }

    /// Every rule once, in their order.
    pub fn rules(&self) -> Vec<&RuleRef> {
        let mut all: Vec<&RuleRef> = vec![];
        for rule in self.shares.iter().flat_map(|share| &share.rules) {
            if !all.contains(&rule) {
                all.push(rule);
            }
        }
        all
    }
}

impl Case {
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|one| one.id == id)
    }

    pub fn draft(&self, id: &str) -> Option<&Draft> {
        self.drafts.iter().find(|one| one.id == id)
    }

    pub fn waiting_draft(&self) -> Option<&Draft> {
        self.drafts.iter().find(|one| one.state == DraftState::Waiting)
    }

    /// What the case is about in money: its price or what is asked for, whichever is more.
    pub fn stake(&self) -> Option<Fen> {
        self.amount.max(self.asked())
    }

    /// What is asked for in money, as a person confirmed it.
    pub fn asked(&self) -> Option<Fen> {
        let asked =
            self.demands.as_deref().unwrap_or_default().iter().filter_map(|one| figure(one, self.amount));
        asked.reduce(|sum, one| Fen(sum.0.saturating_add(one.0)))
    }

    /// Nothing is at stake that is not known.
    pub fn needs_reader(&self, playbooks: &Playbooks) -> bool {
        let limit = playbooks.of(self.kind()).deciding.second_reader_above_fen;
        self.stake().is_some_and(|stake| stake.0 > limit)
    }

    /// The reports of inspections that were done, each as it stands now.
    pub fn reports(&self) -> Vec<&str> {
        let report = |state: &InspectionState| match state {
            InspectionState::Done { report, .. } => Some(report.clone()),
            _ => None,
        };
        let done = self.inspections.iter().filter_map(|one| report(&one.state));
        done.filter_map(|id| self.newest(&id)).map(|item| item.id.as_str()).collect()
    }

    pub(super) fn drafted(&mut self, draft: &Draft) {
        self.drop_drafts();
        self.drafts.push(draft.clone());
    }

    /// Whoever wrote it is to look at it again.
    pub(super) fn draft_returned(&mut self, id: &str, by: &UserId, why: &ContentRef, at_ms: i64) {
        self.unread = self.is_open();
        if let Some(draft) = self.drafts.iter_mut().find(|one| one.id == id) {
            draft.state = DraftState::Returned { by: by.clone(), why: why.clone(), at_ms };
        }
    }

    pub(super) fn found(&mut self, finding: &Finding, at_ms: i64) {
        if let Some(id) = &finding.draft
            && let Some(draft) = self.drafts.iter_mut().find(|one| one.id == *id)
        {
            draft.state = DraftState::Issued { finding: finding.id.clone() };
        }
        self.drop_drafts();
        // Only the last finding can be appealed against.
        self.meet(ClockKind::Appeal, at_ms);
        if let Some(ruled) = &finding.ruled {
            self.ruled(ruled, &finding.id, at_ms);
        }
        self.findings.push(finding.clone());
        self.reach(Stage::Settle);
        self.meet(ClockKind::Plan, at_ms);
        self.meet(ClockKind::Decision, at_ms);
    }

    pub(super) fn drop_drafts(&mut self) {
        let waiting = self.drafts.iter_mut().filter(|one| one.state == DraftState::Waiting);
        waiting.for_each(|one| one.state = DraftState::Dropped);
    }
}

/// What one part of a demand comes to, where a figure was named.
fn figure(demand: &Demand, price: Option<Fen>) -> Option<Fen> {
    let of_price = |hundredths: i64| Some(Fen(price?.0.saturating_mul(hundredths) / 100));
    demand
        .amount
        .or_else(|| of_price(i64::from(demand.times?) * 100))
        .or_else(|| of_price(i64::from(demand.percent?)))
}

/// `playbook:carriage`, `ecommerce:20`, `consumer_protection:55:1`.
impl fmt::Display for RuleRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RuleRef::Playbook(code) => write!(out, "playbook:{code}"),
            RuleRef::Article(named) => {
                write!(out, "{}:{}", named.law, named.article)?;
                let parts = [named.paragraph, named.item.filter(|_| named.paragraph.is_some())];
                parts.iter().flatten().try_for_each(|part| write!(out, ":{part}"))
            }
        }
    }
}

impl FromStr for RuleRef {
    type Err = ();

    fn from_str(written: &str) -> Result<RuleRef, ()> {
        let mut parts = written.split(':');
        let (Some(law), Some(first)) = (parts.next(), parts.next()) else { return Err(()) };
        if law == "playbook" {
            return if parts.next().is_none() { Ok(RuleRef::Playbook(first.to_owned())) } else { Err(()) };
        }
        let number = |part: &str| part.parse::<u32>().map_err(|_| ());
        let article = number(first)?;
        let (paragraph, item) =
            (parts.next().map(number).transpose()?, parts.next().map(number).transpose()?);
        if law.is_empty() || parts.next().is_some() {
            return Err(());
        }
        Ok(RuleRef::Article(ArticleRef { law: law.to_owned(), article, paragraph, item }))
    }
}

#[cfg(test)]
mod tests {
    use super::RuleRef;

    #[test]
    fn a_rule_is_read_as_it_is_written() {
        for written in ["playbook:carriage", "ecommerce:20", "consumer_protection:55:1", "a:48:1:8"] {
            assert_eq!(written.parse::<RuleRef>().map(|rule| rule.to_string()), Ok(written.to_owned()));
        }
        for wrong in ["", "carriage", "playbook:a:b", ":20", "ecommerce:x", "a:1:2:3:4"] {
            assert_eq!(wrong.parse::<RuleRef>(), Err(()), "{wrong}");
        }
    }
}
