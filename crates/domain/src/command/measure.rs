//! Measures against a merchant, and what the merchant says to them.

use super::contract::{NewContract, NewRule};
use crate::content::ContentRef;
use crate::event::{AfterFailure, Via};
use crate::id::{CaseId, MerchantId, SubjectId};
use crate::measure::Because;
use crate::merchant::RiskPart;
use crate::money::Fen;
use crate::reach::Reach;
use crate::reaction::Template;
use crate::words::{MeasureKind, Switch};

#[derive(Clone, Debug)]
pub enum MerchantCommand {
    Take(Box<NewMeasure>),
    Lift {
        measure: String,
        why: ContentRef,
    },
    Appeal {
        measure: String,
        words: ContentRef,
    },
    /// Somebody else looked at the objection, and the measure stays.
    Uphold {
        measure: String,
        why: ContentRef,
    },
    /// Where the shop wants to be told; nothing takes it back.
    SetReach(Option<Reach>),
    SetContract(NewContract),
    SetRule(Box<NewRule>),
    SwitchRule {
        rule: String,
        on: Switch,
    },
    /// It is to close: it takes no more money in advance.
    Flag(Box<FlagClosing>),
    /// What is free of the deposit goes to the holders who wait.
    Share {
        cases: Vec<CaseId>,
    },
    /// A step of a letter about a measure.
    Notice(Box<Notice>),
    /// The clock struck: whose time is over is over.
    Elapse,
}

/// About to be sent, sent, or not.
#[derive(Clone, Debug)]
pub enum Notice {
    Sending { outbox: String, template: Template, via: Via, text: ContentRef },
    Sent { outbox: String, reference: String },
    Failed { outbox: String, code: String, next: AfterFailure },
}

#[derive(Clone, Debug)]
pub struct NewMeasure {
    pub kind: MeasureKind,
    pub because: Because,
    /// What the score was made of.
    pub parts: Vec<RiskPart>,
    pub clause: String,
    pub reasons: ContentRef,
    /// Of what is held or deducted.
    pub amount: Option<Fen>,
    /// Without it 30 days for listings, and no end for the rest.
    pub until_ms: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct FlagClosing {
    pub clause: String,
    pub reasons: ContentRef,
    /// What every holder reads.
    pub words: ContentRef,
    pub elsewhere: Option<MerchantId>,
}

impl MerchantCommand {
    /// What it names besides the merchant and its accounts.
    pub(super) fn names(&self) -> Vec<SubjectId> {
        match self {
            MerchantCommand::Take(new) => match &new.because {
                Because::Case { case } => vec![case.subject()],
                Because::Score { .. } | Because::Closing => vec![],
            },
            MerchantCommand::Flag(new) => new.elsewhere.iter().map(MerchantId::subject).collect(),
            // Its calendar may bound the shares.
            MerchantCommand::Share { cases } => {
                cases.iter().map(CaseId::subject).chain([SubjectId::house()]).collect()
            }
            _ => vec![],
        }
    }
}
