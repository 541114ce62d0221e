//! A merchant: name and contact are content, money stands on its accounts, measures are its own. What it may settle by
//! itself is agreed with it; what it always settles so, it writes down as standing rules.

mod contract;
pub mod risk;
mod rule;

pub use contract::{Contract, Drawn};
pub use risk::RiskPart;
pub use rule::{Facts, ShopRule};

use crate::closing::Closing;
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::UserId;
use crate::measure::{Measure, MeasureState};
use crate::money::Fen;
use crate::objection::Objection;
use crate::reach::Reach;
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
    /// Where it is told besides its contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Reach>,
    /// It is to close, and how far that has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
}

impl Merchant {
    /// A new record keeps what is in force and what was agreed.
    pub(crate) fn recorded(
        known: Option<Merchant>,
        name: &ContentRef,
        contact: Option<&ContentRef>,
        fingerprint: &str,
    ) -> Merchant {
        let (name, contact, fingerprint) = (name.clone(), contact.cloned(), fingerprint.to_owned());
        match known {
            Some(known) => Merchant { name, contact, fingerprint, ..known },
            None => Merchant {
                name,
                contact,
                fingerprint,
                measures: vec![],
                contract: None,
                rules: vec![],
                drawn: Drawn::default(),
                reach: None,
                closing: None,
            },
        }
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
    /// When a measure is over by itself, or the clock of an objection strikes.
    pub fn next_tick_ms(&self) -> Option<i64> {
        let ends = self.in_force().filter_map(|one| one.until_ms);
        let strikes = self.measures.iter().filter_map(|one| one.open_objection()?.next_tick_ms());
        ends.chain(strikes).min()
    }

    pub(crate) fn apply(&mut self, event: &Event, at_ms: i64) {
        let (id, state) = match event {
            Event::MeasureTaken { measure } => {
                self.measures.push((**measure).clone());
                return;
            }
            Event::MeasureAppealed { measure, words, objection } => {
                if let Some(one) = self.measure_mut(measure) {
                    one.objection.clone_from(objection);
                }
                (measure, MeasureState::Appealed { words: words.clone(), at_ms })
            }
            Event::ObjectionAlarmed { measure, rung, to } => {
                return self.on_objection(measure, |one| one.alarmed(*rung, to.as_ref()));
            }
            Event::ObjectionMissed { measure, .. } => {
                return self.on_objection(measure, Objection::missed);
            }
            Event::MeasureUpheld { measure, by, why } => {
                self.upheld(measure, by, why, at_ms);
                return;
            }
            Event::MeasureLifted { measure, by, why } => {
                (measure, MeasureState::Lifted { by: by.clone(), why: why.clone(), at_ms })
            }
            Event::MeasureOver { measure } => (measure, MeasureState::Over { at_ms }),
            _ => return self.agreed(event, at_ms),
        };
        let is_over = !matches!(state, MeasureState::Appealed { .. });
        if let Some(measure) = self.measure_mut(id) {
            measure.state = state;
        }
        if is_over {
            self.on_objection(id, |one| one.answered(at_ms));
        }
    }

    fn measure_mut(&mut self, id: &str) -> Option<&mut Measure> {
        self.measures.iter_mut().find(|one| one.id == id)
    }

    fn on_objection(&mut self, id: &str, what: impl FnOnce(&mut Objection)) {
        if let Some(one) = self.measure_mut(id).and_then(|measure| measure.objection.as_deref_mut()) {
            what(one);
        }
    }

    fn upheld(&mut self, id: &str, by: &UserId, why: &ContentRef, at_ms: i64) {
        self.on_objection(id, |one| one.answered(at_ms));
        let Some(measure) = self.measure_mut(id) else { return };
        if let MeasureState::Appealed { words, .. } = &measure.state {
            let (words, by, why) = (words.clone(), by.clone(), why.clone());
            measure.state = MeasureState::Upheld { words, by, why, at_ms };
        }
    }

    /// Contract and standing rules, and how far its closing has come.
    fn agreed(&mut self, event: &Event, at_ms: i64) {
        match event {
            Event::ReachSet { reach } => self.reach.clone_from(reach),
            Event::ContractSet { contract, .. } => self.contract = Some(*contract),
            Event::ShopRuleSet { rule } => match self.rules.iter_mut().find(|one| one.id == rule.id) {
                Some(one) => *one = (**rule).clone(),
                None => self.rules.push((**rule).clone()),
            },
            Event::ShopRuleSwitched { rule, on } => {
                self.rules.iter_mut().filter(|one| one.id == *rule).for_each(|one| one.on = *on);
            }
            Event::ShopDrew { day, amount, .. } => self.drawn.add(day, *amount),
            event => self.apply_closing(event, at_ms),
        }
    }
}
