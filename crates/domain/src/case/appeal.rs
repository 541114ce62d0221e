//! Going on against a decision: an appeal takes it to people who had no part in it, and where only a rule decided, one
//! tap takes it to a person.

use super::{Case, DraftState, RequestState};
use crate::actor::Party;
use crate::clock::{Clock, ClockKind, Sum};
use crate::content::ContentRef;
use crate::id::UserId;
use crate::refusal::Refusal;
use crate::words::{Identified, Outcome, Ruling, Silence};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    pub id: String,
    /// A finding, `f1`, the end of a round as refused, `c1`, or what was counted against the customer, `s1`.
    pub against: String,
    pub by: Party,
    pub words: ContentRef,
    /// What was shown with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Who had a part in what it is against: none of them decides it.
    pub apart: Vec<UserId>,
    pub at_ms: i64,
    pub due_ms: i64,
    /// Why it is due then, on its way into the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Box<Sum>>,
    pub state: AppealState,
    /// It came by telephone, and somebody of ours wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
}

/// A call by which somebody acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Who took it.
    pub taken_by: UserId,
    /// Who called, in words.
    pub caller: ContentRef,
    pub identified: Identified,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AppealState {
    Open,
    Decided {
        finding: String,
        ruling: Ruling,
        at_ms: i64,
    },
    /// The case ended otherwise.
    Dropped,
}

impl AppealState {
    pub fn word(&self) -> &'static str {
        match self {
            AppealState::Open => "open",
            AppealState::Decided { ruling, .. } => ruling.word(),
            AppealState::Dropped => "dropped",
        }
    }
}

/// What a finding on appeal decides, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruled {
    pub appeals: Vec<String>,
    pub ruling: Ruling,
}

/// Somebody asked that a person look at what a rule alone decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plea {
    pub id: String,
    /// A request that lapsed, `q1`, or a round that silence ended, `c1`.
    pub of: String,
    pub by: Party,
    pub at_ms: i64,
    pub due_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Box<Sum>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<PleaAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PleaAnswer {
    pub by: UserId,
    pub ruling: Ruling,
    pub text: ContentRef,
    pub at_ms: i64,
}

impl Case {
    pub fn appeal(&self, id: &str) -> Option<&Appeal> {
        self.appeals.iter().find(|one| one.id == id)
    }
    pub fn open_appeals(&self) -> impl Iterator<Item = &Appeal> {
        self.appeals.iter().filter(|one| one.state == AppealState::Open)
    }
    pub fn open_pleas(&self) -> impl Iterator<Item = &Plea> {
        self.pleas.iter().filter(|one| one.answer.is_none())
    }

    /// Against what an appeal of this side could be taken down now.
    pub fn can_appeal(&self, side: Party, now_ms: i64) -> Vec<String> {
        let there = !self.withdrawn && (side != Party::Merchant || self.merchant.is_some());
        let may = |against: &String| there && self.may_appeal(side, against, now_ms).is_ok();
        self.appealable().into_iter().filter(may).collect()
    }

    /// What stands to be appealed against: the last finding, what counts against the customer, and an end as refused.
    pub fn appealable(&self) -> Vec<String> {
        let finding = self.findings.last().map(|finding| finding.id.clone());
        let refused = self.closed.as_ref().is_some_and(|closed| closed.outcome == Outcome::Refused);
        let counted = self.counts_against().map(|counted| counted.id.clone());
        finding.into_iter().chain(counted).chain(refused.then(|| self.closing_id())).collect()
    }

    /// What the end of this round is called.
    pub fn closing_id(&self) -> String {
        format!("c{}", self.round)
    }

    /// Until when, for this side; or why not. One appeal of each side against one decision, and against what an appeal
    /// of its own has come to none.
    pub fn may_appeal(&self, side: Party, against: &str, now_ms: i64) -> Result<&Clock, Refusal> {
        let same = |clock: &&Clock| clock.kind == ClockKind::Appeal && clock.of.as_deref() == Some(against);
        let clock = self.clocks.iter().find(same);
        // What is counted concerns the customer alone.
        let concerns = self.counted(against).is_none() || side == Party::Customer;
        let stands = concerns && self.appealable().iter().any(|one| one == against);
        let clock = clock.filter(|_| stands);
        let clock = clock.ok_or(Refusal::NotFound)?;
        if self.has_appealed(side, against) {
            return Err(Refusal::AppealedAlready);
        }
        if now_ms > clock.due_ms { Err(Refusal::AppealLate) } else { Ok(clock) }
    }

    fn has_appealed(&self, side: Party, against: &str) -> bool {
        let own = |appeal: &str| self.appeal(appeal).is_some_and(|appeal| appeal.by == side);
        let decided = self.finding(against).and_then(|finding| finding.ruled.as_ref());
        let refused_again = || {
            let upheld =
                |one: &Appeal| matches!(one.state, AppealState::Decided { ruling: Ruling::Upheld, .. });
            against.starts_with('c')
                && self
                    .appeals
                    .iter()
                    .any(|one| one.by == side && one.against.starts_with('c') && upheld(one))
        };
        self.appeals.iter().any(|one| one.by == side && one.against == against)
            || decided.is_some_and(|ruled| ruled.appeals.iter().any(|id| own(id)))
            || refused_again()
    }

    /// Everybody of ours who had a part in how the case was decided so far.
    pub fn had_part(&self) -> Vec<UserId> {
        let found = self.findings.iter().flat_map(|one| [Some(&one.by), one.reader.as_ref()]);
        let drafted = self.drafts.iter().flat_map(|one| {
            let returned = match &one.state {
                DraftState::Returned { by, .. } => Some(by),
                _ => None,
            };
            [Some(&one.by), one.reader.as_ref(), returned]
        });
        let closer = self.closed.as_ref().and_then(|closed| closed.by.as_ref());
        let found = found.chain(self.counted.iter().map(|one| Some(&one.by)));
        let owners = self.past_owners.iter().chain(&self.owner).chain(closer);
        let mut all: Vec<UserId> = owners.chain(found.chain(drafted).flatten()).cloned().collect();
        all.sort();
        all.dedup();
        all
    }

    /// Who never has this case: whom it complains about, and who had a part in what is appealed against.
    pub fn kept_away(&self) -> Vec<UserId> {
        let parts = self.open_appeals().flat_map(|one| &one.apart);
        self.complained_of.iter().chain(parts).cloned().collect()
    }

    /// What a rule alone decided against this side, and no person has looked at since.
    pub fn by_rule(&self, side: Party) -> Vec<String> {
        let asked = |of: &str| self.pleas.iter().any(|one| one.of == of);
        let lapsed = self.requests.iter().filter(|one| {
            let decided = one.state == RequestState::Lapsed && one.silence != Silence::Escalated;
            self.is_open() && one.to == side && decided
        });
        let silent = (side == Party::Customer && self.is_closed_by_silence()).then(|| self.closing_id());
        lapsed.map(|one| one.id.clone()).chain(silent).filter(|of| !asked(of)).collect()
    }

    /// The survey went unanswered, and nobody of ours or of the parties ended it.
    pub fn is_closed_by_silence(&self) -> bool {
        let unscored = self.survey_of_round().is_some_and(|survey| survey.score().is_none());
        !self.withdrawn && unscored && self.closed.as_ref().is_some_and(|closed| closed.by.is_none())
    }

    pub(super) fn appealed(&mut self, appeal: &Appeal, at_ms: i64) {
        let mut appeal = appeal.clone();
        let clock = Clock::new(ClockKind::AppealDecision, Party::Platform, at_ms, appeal.due_ms);
        self.clocks.push(clock.of(&appeal.id).because(appeal.sum.take()));
        self.unread = true;
        self.appeals.push(appeal);
    }

    pub(super) fn ruled(&mut self, ruled: &Ruled, finding: &str, at_ms: i64) {
        for id in &ruled.appeals {
            self.meet_of(ClockKind::AppealDecision, id, at_ms);
            let Some(appeal) = self.appeals.iter_mut().find(|one| one.id == *id) else { continue };
            let (finding, ruling) = (finding.to_owned(), ruled.ruling);
            appeal.state = AppealState::Decided { finding, ruling, at_ms };
            let against = appeal.against.clone();
            if ruling == Ruling::Changed {
                self.lift_counted(&against, at_ms);
            }
        }
    }

    pub(super) fn drop_appeals(&mut self) {
        let open = self.appeals.iter_mut().filter(|one| one.state == AppealState::Open);
        open.for_each(|one| one.state = AppealState::Dropped);
    }

    pub(super) fn pleaded(&mut self, plea: &Plea, at_ms: i64) {
        let mut plea = plea.clone();
        let clock = Clock::new(ClockKind::Person, Party::Platform, at_ms, plea.due_ms);
        self.clocks.push(clock.of(&plea.id).because(plea.sum.take()));
        self.unread = true;
        self.pleas.push(plea);
    }

    /// A silence that a person does not hold against somebody counts for nothing any more.
    pub(super) fn plea_answered(&mut self, id: &str, answer: &PleaAnswer, at_ms: i64) {
        self.meet_of(ClockKind::Person, id, at_ms);
        let Some(plea) = self.pleas.iter_mut().find(|one| one.id == id) else { return };
        plea.answer = Some(answer.clone());
        let (of, changed) = (plea.of.clone(), answer.ruling == Ruling::Changed);
        if let Some(request) = self.requests.iter_mut().find(|one| changed && one.id == of) {
            request.silence = Silence::OnFile;
        }
    }
}
