//! The clocks a playbook names: how long, from which moment, and who has to act before it rings.

use serde::{Deserialize, Serialize};

use crate::clock::ClockKind;
use crate::words::{Grade, RemedyKind};

/// The list is closed because `decide` must know what each clock means; only its numbers are the file's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockName {
    Record,
    FirstAnswer,
    Response,
    PlanA,
    PlanB,
    PlanC,
    PersonalContact,
    Evidence,
    Solution,
    Offer,
    Refund,
    Shipping,
    Coupon,
    Final,
    Survey,
    SurveySilence,
}

impl ClockName {
    pub const ALL: [ClockName; 16] = [
        ClockName::Record,
        ClockName::FirstAnswer,
        ClockName::Response,
        ClockName::PlanA,
        ClockName::PlanB,
        ClockName::PlanC,
        ClockName::PersonalContact,
        ClockName::Evidence,
        ClockName::Solution,
        ClockName::Offer,
        ClockName::Refund,
        ClockName::Shipping,
        ClockName::Coupon,
        ClockName::Final,
        ClockName::Survey,
        ClockName::SurveySilence,
    ];

    /// The word used in the file.
    pub fn word(self) -> &'static str {
        match self {
            ClockName::Record => "record",
            ClockName::FirstAnswer => "first_answer",
            ClockName::Response => "response",
            ClockName::PlanA => "plan_a",
            ClockName::PlanB => "plan_b",
            ClockName::PlanC => "plan_c",
            ClockName::PersonalContact => "personal_contact",
            ClockName::Evidence => "evidence",
            ClockName::Solution => "solution",
            ClockName::Offer => "offer",
            ClockName::Refund => "refund",
            ClockName::Shipping => "shipping",
            ClockName::Coupon => "coupon",
            ClockName::Final => "final",
            ClockName::Survey => "survey",
            ClockName::SurveySilence => "survey_silence",
        }
    }
}

/// The moment a clock starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    Filed,
    Graded,
    Asked,
    Offered,
    Accepted,
    LastRemedyDone,
    SurveySent,
}

/// Who has to act before the clock rings; `asked` is whichever side was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Customer,
    Merchant,
    Carrier,
    Platform,
    Asked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaybookClock {
    pub minutes: u32,
    pub from: Start,
    pub who: Who,
}

impl ClockName {
    /// The name in the file of a clock of a case. A plan without a grade is due as if it were grade B; a remedy's
    /// clock is found by its remedy.
    pub fn of(kind: ClockKind, grade: Option<Grade>) -> ClockName {
        match kind {
            ClockKind::Record => ClockName::Record,
            ClockKind::FirstAnswer => ClockName::FirstAnswer,
            ClockKind::Response => ClockName::Response,
            ClockKind::Contact => ClockName::PersonalContact,
            ClockKind::Plan => ClockName::plan(grade.unwrap_or(Grade::B)),
            ClockKind::Solution => ClockName::Solution,
            ClockKind::Final => ClockName::Final,
            ClockKind::Evidence => ClockName::Evidence,
            ClockKind::Offer => ClockName::Offer,
            ClockKind::Remedy => ClockName::Shipping,
            ClockKind::Survey => ClockName::Survey,
            ClockKind::Silence => ClockName::SurveySilence,
        }
    }

    fn plan(grade: Grade) -> ClockName {
        match grade {
            Grade::A => ClockName::PlanA,
            Grade::B => ClockName::PlanB,
            Grade::C => ClockName::PlanC,
        }
    }

    /// Money within hours, a coupon at once, all else needs hands and days.
    pub fn of_remedy(remedy: RemedyKind) -> ClockName {
        match remedy {
            RemedyKind::Refund | RemedyKind::PartialRefund => ClockName::Refund,
            RemedyKind::Coupon => ClockName::Coupon,
            _ => ClockName::Shipping,
        }
    }
}
