//! The situation a case is in, as far as a reply to its customer is concerned: read from its state, never from words.

use crate::actor::Party;
use crate::case::{Case, RemedyState, RequestState, RowState};
use crate::clock::ClockKind;
use crate::playbook::{Need, Playbooks};
use crate::words::Stage;
use serde::{Deserialize, Serialize};

/// What a reply is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    FirstAnswer,
    /// Something is asked of the customer.
    Evidence,
    Delay,
    Offer,
    /// A no, with its reason and the other ways.
    Refusal,
    /// Money, goods or a coupon have gone out.
    RemedyDone,
    Apology,
    Closing,
    /// A regulator or a lawyer has been turned to.
    Regulator,
    /// A claim far beyond the matter: polite, and no.
    Firm,
}

impl Occasion {
    pub const ALL: [Occasion; 10] = [
        Occasion::FirstAnswer,
        Occasion::Evidence,
        Occasion::Delay,
        Occasion::Offer,
        Occasion::Refusal,
        Occasion::RemedyDone,
        Occasion::Apology,
        Occasion::Closing,
        Occasion::Regulator,
        Occasion::Firm,
    ];
    pub fn word(self) -> &'static str {
        match self {
            Occasion::FirstAnswer => "first_answer",
            Occasion::Evidence => "evidence",
            Occasion::Delay => "delay",
            Occasion::Offer => "offer",
            Occasion::Refusal => "refusal",
            Occasion::RemedyDone => "remedy_done",
            Occasion::Apology => "apology",
            Occasion::Closing => "closing",
            Occasion::Regulator => "regulator",
            Occasion::Firm => "firm",
        }
    }
}

/// The situations that are there, the most pressing first. Regulator and firm words are called for by the files.
pub(super) fn of(case: &Case, books: &Playbooks) -> Vec<Occasion> {
    let done = !case.remedies.is_empty() && !case.remedies_owed();
    let all = [
        (!case.is_open(), Occasion::Closing),
        (case.is_open() && case.running(ClockKind::FirstAnswer).is_some(), Occasion::FirstAnswer),
        (done, Occasion::RemedyDone),
        (done, Occasion::Closing),
        (case.open_offer().is_some_and(|offer| offer.by != Party::Customer), Occasion::Offer),
        (blames(case, Party::Customer), Occasion::Refusal),
        (is_late(case), Occasion::Delay),
        (lacks(case, books), Occasion::Evidence),
        (blames(case, Party::Merchant) || blames(case, Party::Platform), Occasion::Apology),
    ];
    all.into_iter().filter_map(|(there, occasion)| there.then_some(occasion)).collect()
}

/// The last finding puts it all on this side.
fn blames(case: &Case, party: Party) -> bool {
    case.findings.last().is_some_and(|finding| {
        finding.shares.iter().any(|share| share.party == party && share.percent == 100)
    })
}

/// A step of ours is overdue, or something we promised has failed.
fn is_late(case: &Case) -> bool {
    let overdue = case
        .clocks
        .iter()
        .any(|clock| clock.party != Party::Customer && clock.is_running() && clock.missed_ms.is_some());
    overdue || case.remedies.iter().any(|remedy| matches!(remedy.state, RemedyState::Failed { .. }))
}

/// The customer has not shown what the playbook needs, or was asked and has not answered.
fn lacks(case: &Case, books: &Playbooks) -> bool {
    let asked =
        |request: &crate::case::Request| request.to == Party::Customer && request.state == RequestState::Open;
    let matrix = case.matrix(books);
    let own = matrix.sides.iter().filter(|side| side.side == Party::Customer).flat_map(|side| &side.rows);
    let mut must = own.filter(|row| row.kind.need == Need::Must && row.state == RowState::Missing);
    let early = case.stage < Stage::Settle;
    early && (case.requests.iter().any(asked) || must.next().is_some())
}
