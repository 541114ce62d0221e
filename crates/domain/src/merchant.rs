//! A merchant: name and contact are content, money stands on its accounts, measures are its own.

use crate::content::ContentRef;
use crate::event::Event;
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
}

impl Merchant {
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
            Event::MeasureLifted { measure, by, why } => {
                (measure, MeasureState::Lifted { by: by.clone(), why: why.clone(), at_ms })
            }
            Event::MeasureOver { measure } => (measure, MeasureState::Over { at_ms }),
            _ => return,
        };
        if let Some(measure) = self.measures.iter_mut().find(|one| one.id == *id) {
            measure.state = state;
        }
    }
}
