//! Goods that somebody gives to be sold: what was agreed, what has happened, and what each of the three is to have.
//! The agreement stands with the order of the sale, because the owner's complaint and the buyer's are both about it.

mod divide;
mod holders;
mod sheet;

use crate::actor::Party;
use crate::calendar::{Calendar, Hours, Round, Span as Period, Unit};
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::CaseId;
use crate::money::Fen;
use crate::words::ConsignStep;
use serde::{Deserialize, Serialize};

pub use divide::divide;
pub use holders::{Lane, Span, at, spans};
pub use sheet::{Sheet, kept};

/// What was agreed between the owner and whoever sells for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Of the price, in hundredths of a percent.
    pub commission_bp: u32,
    /// Everything that is deducted besides.
    #[serde(default)]
    pub fees: Fen,
    /// Not to be sold for less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Fen>,
    /// How long the buyer may look at it, in days after it came, where nobody says that it was accepted.
    pub inspect_days: u16,
    /// Until when the owner is to have the money, counted from when the buyer accepted it.
    pub payout_days: u16,
    #[serde(default)]
    pub payout_in: PayoutDays,
}

/// Which days count towards the payout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayoutDays {
    #[default]
    Days,
    WorkingDays,
}

/// As the shop system reports it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consigned {
    /// Who the owner is and how they are reached, sealed.
    pub record: ContentRef,
    /// Keyed hash of all of it: a second import of the same changes nothing.
    pub fingerprint: String,
    pub currency: String,
    pub terms: Terms,
    /// What it was sold for.
    pub price: Fen,
    /// In the order in which it happened.
    pub steps: Vec<Passed>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paid_out: Vec<PaidOut>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    pub step: ConsignStep,
    pub at_ms: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidOut {
    pub reference: String,
    pub amount: Fen,
    pub at_ms: i64,
}

/// What a case took from the money of the sale: a refund of the buyer, or a payout that was agreed with the owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    pub case: CaseId,
    pub remedy: String,
    pub is_payout: bool,
    /// From what the owner is to have, and from what whoever sold it keeps.
    pub owner: Fen,
    pub seller: Fen,
    /// What others bear of it, such as a carrier.
    #[serde(default)]
    pub others: Fen,
    /// When it was proven, and by which payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
}

/// What was found to be the right deduction, whatever the shop system says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    pub case: CaseId,
    pub commission_bp: u32,
    pub fees: Fen,
}

/// What the books have of the sale: the owner's part and that of whoever sold it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    pub owner: Fen,
    pub seller: Fen,
}

/// How it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consignment {
    pub facts: Consigned,
    pub versions: u32,
    pub booked: Booked,
    /// When the buyer accepted it, or will have by the agreement; and until when the owner is to be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<Drawn>,
}

impl Consigned {
    pub fn when(&self, step: ConsignStep) -> Option<i64> {
        self.steps.iter().find(|one| one.step == step).map(|one| one.at_ms)
    }

    /// When the buyer accepted it: as reported, or when the agreed days after it came are over.
    pub fn accepted_ms(&self, calendar: &Calendar) -> Option<i64> {
        let by_rule = || {
            let came_ms = self.when(ConsignStep::Delivered)?;
            Some(count(calendar, self.terms.inspect_days, PayoutDays::Days, came_ms))
        };
        self.when(ConsignStep::Accepted).or_else(by_rule)
    }

    /// The end of the last day of the agreed ones.
    pub fn due_ms(&self, calendar: &Calendar) -> Option<i64> {
        self.when(ConsignStep::Paid)?;
        let accepted_ms = self.accepted_ms(calendar)?;
        Some(count(calendar, self.terms.payout_days, self.terms.payout_in, accepted_ms))
    }
}

/// Days are counted, not hours.
const ALL_DAY: Hours = Hours { open: 0, close: 24 * 60 };

fn count(calendar: &Calendar, days: u16, which: PayoutDays, from_ms: i64) -> i64 {
    let unit = match which {
        PayoutDays::Days => Unit::Days,
        PayoutDays::WorkingDays => Unit::WorkingDays,
    };
    let period = Period { amount: days.into(), unit, round: Round::Later };
    calendar.count(period, ALL_DAY, from_ms, &[]).due_ms
}

impl Consignment {
    pub(crate) fn apply(&mut self, event: &Event, at_ms: i64) {
        match event {
            Event::Consigned(new) => {
                self.facts = new.facts.clone();
                self.versions += 1;
                self.booked = new.booked;
                (self.accepted_ms, self.due_ms) = (new.accepted_ms, new.due_ms);
            }
            Event::ConsignmentDrawn { drawn } => self.drawn.push((**drawn).clone()),
            Event::ConsignmentPaid { case, remedy, reference } => {
                let own = |one: &&mut Drawn| one.case == *case && one.remedy == *remedy;
                if let Some(drawn) = self.drawn.iter_mut().find(own) {
                    (drawn.paid_ms, drawn.reference) = (Some(at_ms), reference.clone());
                }
            }
            Event::CommissionCorrected { corrected, booked, .. } => {
                (self.corrected, self.booked) = (Some(corrected.clone()), *booked);
                self.versions += 1;
            }
            _ => {}
        }
    }

    /// As the shop system first reports it.
    pub fn begun(facts: Consigned, booked: Booked) -> Consignment {
        Consignment {
            facts,
            versions: 0,
            booked,
            accepted_ms: None,
            due_ms: None,
            corrected: None,
            drawn: vec![],
        }
    }

    /// Every payment to the owner, the earliest first: reported, or proven in a case.
    pub fn payouts(&self) -> Vec<PaidOut> {
        let proven = |drawn: &Drawn| {
            let at_ms = drawn.paid_ms.filter(|_| drawn.is_payout)?;
            Some(PaidOut { reference: drawn.reference.clone(), amount: drawn.owner, at_ms })
        };
        let mut all = self.facts.paid_out.clone();
        all.extend(self.drawn.iter().filter_map(proven));
        all.sort_by_key(|one| one.at_ms);
        all
    }

    pub fn is_undone(&self) -> bool {
        self.facts.when(ConsignStep::Undone).is_some()
    }

    pub fn is_paid(&self) -> bool {
        self.facts.when(ConsignStep::Paid).is_some()
    }

    /// With what was found right in the place of what the shop system says.
    pub fn terms(&self) -> Terms {
        let mut terms = self.facts.terms.clone();
        if let Some(right) = &self.corrected {
            (terms.commission_bp, terms.fees) = (right.commission_bp, right.fees);
        }
        terms
    }

    pub fn sheet(&self) -> Sheet {
        Sheet::of(self)
    }

    /// The money of the owner is due, and not all of it is there or agreed upon.
    pub fn is_overdue(&self, now_ms: i64) -> bool {
        self.due_ms.is_some_and(|due| due < now_ms) && self.sheet().left > Fen::ZERO
    }

    /// Days that have begun since the last one.
    pub fn days_late(&self, now_ms: i64) -> i64 {
        let late_ms = now_ms - self.due_ms.unwrap_or(now_ms);
        if late_ms <= 0 { 0 } else { late_ms.div_euclid(crate::clock::DAY_MS) + 1 }
    }
}

/// Whether a payment's number may stand in the journal.
pub fn is_reference(text: &str) -> bool {
    crate::decide::is_code(text)
}

/// Who of the three sold it: the shop of the order, or the platform itself.
pub fn seller(merchant: bool) -> Party {
    if merchant { Party::Merchant } else { Party::Platform }
}
