//! The parts a playbook is made of, in the words of the file. Each is data a page shows or `decide` reads;
//! nothing here acts.

use serde::{Deserialize, Serialize};

use super::Both;
use crate::actor::Party;
use crate::clock::ClockKind;
use crate::words::{Gap, Locale, Silence};

/// Who may put a complaint into this kind. A label that speaks ill of a person is never put on by a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judge {
    #[default]
    Suggested,
    PersonOnly,
}

/// Asked by itself when the gap is there; each choice is one tap. Without choices the answer is free text or files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: String,
    pub gap: Gap,
    pub label: Both,
    #[serde(default)]
    pub choices: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: String,
    pub label: Both,
}

/// What to ask of whom: the rows of the evidence matrix, by side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    #[serde(default)]
    pub customer: Vec<EvidenceKind>,
    #[serde(default)]
    pub merchant: Vec<EvidenceKind>,
    #[serde(default)]
    pub carrier: Vec<EvidenceKind>,
    #[serde(default)]
    pub platform: Vec<EvidenceKind>,
    #[serde(default)]
    pub inspector: Vec<EvidenceKind>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consignor: Vec<EvidenceKind>,
}

impl Evidence {
    pub fn sides(&self) -> [(Party, &[EvidenceKind]); 6] {
        [
            (Party::Customer, &self.customer),
            (Party::Merchant, &self.merchant),
            (Party::Carrier, &self.carrier),
            (Party::Inspector, &self.inspector),
            (Party::Consignor, &self.consignor),
            (Party::Platform, &self.platform),
        ]
    }
    pub fn kinds(&self) -> impl Iterator<Item = &EvidenceKind> {
        self.sides().into_iter().flat_map(|(_, kinds)| kinds)
    }
    /// The rows all kinds of complaint share, where this one has none of its own by that name.
    pub(super) fn filled_from(mut self, common: &Evidence) -> Evidence {
        let fill = |own: &mut Vec<EvidenceKind>, shared: &[EvidenceKind]| {
            let more: Vec<_> =
                shared.iter().filter(|kind| own.iter().all(|one| one.id != kind.id)).cloned().collect();
            own.extend(more);
        };
        fill(&mut self.customer, &common.customer);
        fill(&mut self.merchant, &common.merchant);
        fill(&mut self.carrier, &common.carrier);
        fill(&mut self.platform, &common.platform);
        fill(&mut self.inspector, &common.inspector);
        fill(&mut self.consignor, &common.consignor);
        self
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceKind {
    pub id: String,
    pub label: Both,
    /// Why we ask: what it counts for, in plain words.
    pub why: Both,
    /// How to do it well.
    pub how: Both,
    /// What it adds to completeness.
    pub weight: u32,
    /// The row stands only where this holds, such as `'fresh' in tags`; without it always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    #[serde(default)]
    pub need: Need,
    /// A file of this sort (photo, video, audio, document) counts, when nobody said what it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<String>,
}

/// Whether a side has to show it or whether it merely helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    Must,
    #[default]
    Helps,
}

/// What happens when a side that was asked does not answer; said to it when it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silences {
    pub customer: SilenceRule,
    pub merchant: SilenceRule,
    pub carrier: SilenceRule,
    pub inspector: SilenceRule,
    /// Without it as for the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consignor: Option<SilenceRule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SilenceRule {
    pub then: Silence,
    pub zh: String,
    pub en: String,
}

impl Silences {
    pub fn of(&self, side: Party) -> &SilenceRule {
        match side {
            Party::Merchant => &self.merchant,
            Party::Carrier => &self.carrier,
            Party::Inspector => &self.inspector,
            Party::Consignor => self.consignor.as_ref().unwrap_or(&self.customer),
            Party::Customer | Party::Platform | Party::Regulator => &self.customer,
        }
    }
}

impl SilenceRule {
    pub fn read(&self, locale: Locale) -> &str {
        if locale == Locale::Zh { &self.zh } else { &self.en }
    }
}

/// A reason for which clocks may stand still: which, for how long at most, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PauseRule {
    pub label: Both,
    pub stops: Vec<ClockKind>,
    pub hours: u32,
    pub cites: Cites,
    #[serde(default)]
    pub ends: Ends,
}

/// What somebody who pauses has to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cites {
    /// An inspection that was ordered; it pauses by itself.
    Inspection,
    /// What an authority did, by its papers; it pauses by itself.
    Regulator,
    /// A request to the customer that is open.
    Request,
    /// A piece of evidence, such as the letter of the body that is waited for.
    Evidence,
}

impl Cites {
    pub fn word(self) -> &'static str {
        match self {
            Cites::Inspection => "inspection",
            Cites::Regulator => "regulator",
            Cites::Request => "request",
            Cites::Evidence => "evidence",
        }
    }
    /// Nobody pauses for it by hand.
    pub fn by_itself(self) -> bool {
        matches!(self, Cites::Inspection | Cites::Regulator)
    }
}

/// What ends a pause besides its time and a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// The customer writes, shows something or answers.
    Customer,
    #[default]
    ByHand,
}
