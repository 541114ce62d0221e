//! Measures against a merchant: what is done, by which clause that was agreed, for which reasons, how its amount comes
//! about, and until when. Those that follow from a case and those that follow from the merchant's risk score are kept
//! apart: one is never counted for the other.

use crate::content::ContentRef;
use crate::id::{CaseId, UserId};
use crate::merchant::RiskPart;
use crate::money::Fen;
use crate::objection::Objection;
use crate::words::{MeasureKind, MeasureStep};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub id: String,
    pub kind: MeasureKind,
    pub because: Because,
    /// Of what the merchant agreed to, such as `deposit-4.2`.
    pub clause: String,
    pub reasons: ContentRef,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Fen>,
    /// How the amount or the time comes about.
    pub steps: Vec<(MeasureStep, i64)>,
    pub from_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<i64>,
    pub state: MeasureState,
    /// Who took it: never the one who answers an objection to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// What the score was made of on the day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<RiskPart>,
    /// Who answers what the merchant says against it, and by when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<Box<Objection>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Because {
    Case {
        case: CaseId,
    },
    Score {
        score: u32,
    },
    /// The merchant is to close; it stands with the flag.
    Closing,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum MeasureState {
    InForce,
    /// The merchant objects; it stays in force until somebody else has decided.
    Appealed {
        words: ContentRef,
        at_ms: i64,
    },
    /// Somebody who had not taken it looked at the objection; it stays.
    Upheld {
        words: ContentRef,
        by: UserId,
        why: ContentRef,
        at_ms: i64,
    },
    Lifted {
        by: UserId,
        why: ContentRef,
        at_ms: i64,
    },
    /// Its time is over.
    Over {
        at_ms: i64,
    },
}

impl Measure {
    /// An objection that waits for its answer.
    pub fn open_objection(&self) -> Option<&Objection> {
        let waits = matches!(self.state, MeasureState::Appealed { .. });
        self.objection.as_deref().filter(|one| waits && one.is_open())
    }
    pub fn is_in_force(&self) -> bool {
        matches!(
            self.state,
            MeasureState::InForce | MeasureState::Appealed { .. } | MeasureState::Upheld { .. }
        )
    }
}
