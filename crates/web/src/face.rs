//! From what the store read to what pages show: the pieces every face shares. One case looks the same to customer,
//! merchant and handler, only with more or fewer of its pieces.

pub mod approval;
mod clock;
pub mod closing;
pub mod consigned;
pub mod decided;
pub mod demand;
mod evidence;
mod facts;
pub mod interest;
mod known;
pub mod ladder;
pub mod law;
mod line;
mod look;
pub mod measure;
pub mod money;
mod offer;
mod order;
pub mod privacy;
mod regulator;
pub mod shop;
pub mod signal;
pub mod task;
pub mod template;
mod timeline;
pub(crate) mod why;

pub use clock::{clock, clocks, label as clock_label, name as clock_name, reason, running as clock_state};
pub use evidence::{Reach, evidence, evidence_name, pieces, position};
pub use facts::{lines as facts, odd};
pub use known::{chain, dossier, fill, matrix, piece_name};
pub use line::line;
pub use look::looks;
pub use offer::{asks, kind_label, offer, offers, silence};
pub use order::order;
pub use regulator::proceeding;
pub use timeline::{Names, Staff, entries};
pub use why::span;

use crate::sign::{Custody, Grade, Inspected, OfferState, Party, RowState, Stage, Verdict};
use domain::case;
use domain::words;

pub fn stage(stage: words::Stage) -> Stage {
    Stage::of(stage.word()).unwrap_or(Stage::Received)
}

pub fn party(party: domain::Party) -> Party {
    Party::of(party.word()).unwrap_or(Party::Platform)
}

pub fn verdict(verdict: words::Verdict) -> Verdict {
    Verdict::of(verdict.word()).unwrap_or(Verdict::NotJudged)
}

pub fn row_state(state: case::RowState) -> RowState {
    RowState::of(state.word()).unwrap_or(RowState::Missing)
}

pub fn custody(what: store::custody::Custody) -> Custody {
    Custody::of(what.word()).unwrap_or(Custody::Received)
}

pub fn inspected(result: words::Inspected) -> Inspected {
    Inspected::of(result.word()).unwrap_or(Inspected::Unclear)
}

pub fn grade(grade: words::Grade) -> Grade {
    Grade::of(&grade.word().to_lowercase()).unwrap_or(Grade::B)
}

pub fn offer_state(state: case::OfferState) -> OfferState {
    match state {
        case::OfferState::Open => OfferState::Open,
        case::OfferState::Accepted => OfferState::Accepted,
        case::OfferState::Declined => OfferState::Declined,
        case::OfferState::Countered => OfferState::Countered,
        case::OfferState::Withdrawn => OfferState::Withdrawn,
        case::OfferState::Expired => OfferState::Expired,
    }
}

/// The rule's no in the reader's language.
pub fn via(p: &crate::page::Page, via: domain::event::Via) -> &'static str {
    p.t(match via {
        domain::event::Via::Mail => "via-mail",
        domain::event::Via::Sms => "via-sms",
        domain::event::Via::WeCom => "via-wecom",
        domain::event::Via::DingTalk => "via-dingtalk",
    })
}

pub fn refusal(p: &crate::page::Page, refusal: domain::Refusal) -> String {
    p.t(&format!("refusal-{}", refusal.code())).to_owned()
}
