//! A merchant: name and contact are content, money stands on its accounts, measures are its own. What it may settle by
//! itself is agreed with it; what it always settles so, it writes down as standing rules.

mod contract;
pub mod risk;
mod rule;

pub use contract::{Contract, Drawn};
pub use risk::RiskPart;
pub use rule::{Facts, ShopRule};

use crate::content::ContentRef;
use crate::event::Event;
use crate::id::UserId;
use crate::measure::{Measure, MeasureState};
use crate::money::Fen;
use crate::words::MeasureKind;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merchant {
    pub name: ContentRef,
    pub contact: Option<ContentRef>,
    pub fingerprint: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// Without one whatever it offers from its own money goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<ShopRule>,
    #[serde(default, skip_serializing_if = "Drawn::is_nothing")]
    pub drawn: Drawn,
}

impl Merchant {
    /// A new record keeps what is in force and what was agreed.
    pub(crate) fn recorded(
        known: Option<Merchant>,
        name: &ContentRef,
        contact: Option<&ContentRef>,
        fingerprint: &str,
    ) -> Merchant {
        let (measures, contract, rules, drawn) =
            known.map(|known| (known.measures, known.contract, known.rules, known.drawn)).unwrap_or_default();
        let (name, contact, fingerprint) = (name.clone(), contact.cloned(), fingerprint.to_owned());
        Merchant { name, contact, fingerprint, measures, contract, rules, drawn }
    }

    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }
    pub fn in_force(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|measure| measure.is_in_force())
    }
    /// The deposit a doubling in force asks for.
    pub fn deposit_required(&self) -> Option<Fen> {
        self.in_force().filter(|one| one.kind == MeasureKind::Double).filter_map(|one| one.amount).max()
    }
    pub fn may_list(&self) -> bool {
        self.in_force().all(|one| one.kind != MeasureKind::NoListings)
    }
    /// When a measure is over by itself.
    pub fn next_tick_ms(&self) -> Option<i64> {
        self.in_force().filter_map(|one| one.until_ms).min()
    }

    pub(crate) fn apply(&mut self, event: &Event, at_ms: i64) {
        let (id, state) = match event {
            Event::MeasureTaken { measure } => {
                self.measures.push((**measure).clone());
                return;
            }
            Event::MeasureAppealed { measure, words } => {
                (measure, MeasureState::Appealed { words: words.clone(), at_ms })
            }
            Event::MeasureUpheld { measure, by, why } => {
                self.upheld(measure, by, why, at_ms);
                return;
            }
            Event::MeasureLifted { measure, by, why } => {
                (measure, MeasureState::Lifted { by: by.clone(), why: why.clone(), at_ms })
            }
            Event::MeasureOver { measure } => (measure, MeasureState::Over { at_ms }),
            _ => return self.agreed(event),
        };
        if let Some(measure) = self.measures.iter_mut().find(|one| one.id == *id) {
            measure.state = state;
        }
    }

    fn upheld(&mut self, id: &str, by: &UserId, why: &ContentRef, at_ms: i64) {
        let Some(measure) = self.measures.iter_mut().find(|one| one.id == id) else { return };
        if let MeasureState::Appealed { words, .. } = &measure.state {
            let (words, by, why) = (words.clone(), by.clone(), why.clone());
            measure.state = MeasureState::Upheld { words, by, why, at_ms };
        }
    }

    /// Contract and standing rules.
    fn agreed(&mut self, event: &Event) {
        match event {
            Event::ContractSet { contract, .. } => self.contract = Some(*contract),
            Event::ShopRuleSet { rule } => match self.rules.iter_mut().find(|one| one.id == rule.id) {
                Some(one) => *one = (**rule).clone(),
                None => self.rules.push((**rule).clone()),
            },
            Event::ShopRuleSwitched { rule, on } => {
                self.rules.iter_mut().filter(|one| one.id == *rule).for_each(|one| one.on = *on);
            }
            Event::ShopDrew { day, amount, .. } => self.drawn.add(day, *amount),
            _ => {}
        }
    }
}
