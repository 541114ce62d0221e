//! Counting signals of abuse: they are looked at anew, what they rest on is frozen as a piece of the case, and a person
//! says what it comes to.

use super::{Given, Menu, found_text};
use crate::cases::INTERNAL;
use crate::collect::{self, How, Origin};
use crate::door::Outcome;
use crate::{Error, Pack, Store};
use domain::case::{Case, Proposal, Source};
use domain::command::{CaseCommand, CountSignals, NewEvidence};
use domain::signal::{Gathered, Signal, signals};
use domain::words::Conduct;
use domain::{Actor, CaseId};
use serde::Serialize;

/// What a person makes of the signals of a case.
#[derive(Clone, Debug)]
pub struct Counting {
    pub conduct: Conduct,
    pub signals: Vec<String>,
    /// Pieces of the case.
    pub cites: Vec<String>,
    /// The customer reads them where it counts against them.
    pub reasons: String,
    pub offer: Option<Menu>,
    /// What a lawyer is asked to write or report.
    pub task: Option<String>,
}

/// What lies sealed in the case: the signals as they stood when they were counted.
#[derive(Serialize)]
struct Frozen<'a> {
    case: &'a CaseId,
    number: &'a str,
    playbook: &'a str,
    gathered_ms: i64,
    signals: Vec<&'a Signal>,
}

impl Store {
    /// The signals that stand now, and what they were judged by.
    pub fn signals(
        &self,
        db: &mut crate::db::Connection,
        case: &Case,
    ) -> Result<(Vec<Signal>, Gathered), Error> {
        let gathered = self.gather_signals(db, case)?;
        let rules = &self.policy().playbooks.of(case.kind()).signals;
        Ok((signals(rules, case, &gathered), gathered))
    }

    pub async fn count_signals(
        &self,
        by: &Actor,
        case: &CaseId,
        new: Counting,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.written(&new.reasons)?;
        self.check_cited(by, case, &new.reasons).await?;
        let (store, loaded) = (self.clone(), self.whole(case).await?);
        let of = loaded.case.clone();
        let (stand, gathered) = self.db().read(move |db| store.signals(db, &of)).await?;
        let mut pack = self.pack(case.subject());
        let chosen: Vec<&Signal> = stand.iter().filter(|one| new.signals.contains(&one.id)).collect();
        let record =
            if chosen.is_empty() { None } else { Some(frozen(&mut pack, by, &loaded.case, chosen)?) };
        let task = self.written_perhaps(new.task.as_deref())?.map(|text| pack.text(text));
        let offer = new.offer.map(|menu| self.proposed(&mut pack, menu)).transpose()?;
        let reasons = found_text(&mut pack, self.written(&new.reasons)?, &[INTERNAL]);
        let proposal = offer.as_ref().map(|(proposal, _)| (**proposal).clone());
        let command = CaseCommand::CountSignals(Box::new(CountSignals {
            conduct: new.conduct,
            signals: new.signals,
            cites: new.cites,
            gathered,
            record,
            reasons,
            offer,
            task,
        }));
        let done = self.act(by, case, command, pack, given.into()).await;
        let braked = matches!(&done, Err(error) if error.refusal() == Some(domain::Refusal::BudgetBraked));
        if let Some(proposal) = proposal.filter(|_| braked) {
            self.note_brake(&proposal).await?;
        }
        done
    }

    fn proposed(
        &self,
        pack: &mut Pack<'_>,
        menu: Menu,
    ) -> Result<(Box<Proposal>, Option<domain::ContentRef>), Error> {
        let words = pack.text(self.written(&menu.words)?);
        let why = self.written_perhaps(menu.why.as_deref())?.map(|why| pack.text(why));
        Ok((Box::new(Proposal::new(menu.items, menu.choice, words, menu.expires_ms)), why))
    }
}

/// The signals as they stand now, with the cases and pieces behind them, sealed as a piece of the case.
fn frozen(pack: &mut Pack<'_>, by: &Actor, case: &Case, signals: Vec<&Signal>) -> Result<NewEvidence, Error> {
    let playbook = case.triage.as_ref().map_or("", |triage| &triage.playbook);
    let (number, gathered_ms) = (case.number.as_str(), pack.now_ms());
    let frozen = Frozen { case: &case.id, number, playbook, gathered_ms, signals };
    let bytes = serde_json::to_vec_pretty(&frozen).expect("signals have only plain fields");
    let origin = Origin::default();
    let how = How { source: Source::Pulled, ..How::upload(by, &origin) };
    collect::signal_record(pack, bytes, &how)
}
