//! How a case is held, restricted, opened again and erased.

use super::{Case, Contacts};
use crate::event::Event;
use crate::privacy::{Asked, Hold, Restricted, Tiering};
use crate::words::Extent;

impl Case {
    pub(super) fn guard(&mut self, event: &Event, at_ms: i64) {
        let privacy = &mut self.privacy;
        match event {
            Event::ErasureAsked { by, .. } => {
                privacy.asked = Some(Asked { by: *by, at_ms, granted_by: None, granted_ms: None })
            }
            Event::ErasureGranted { by } => {
                if let Some(asked) = &mut privacy.asked {
                    (asked.granted_by, asked.granted_ms) = (Some(by.clone()), Some(at_ms));
                }
            }
            Event::ErasureDenied { .. } => privacy.asked = None,
            Event::Restricted { because, until_ms } => {
                // Asked for and answered: what may not be erased yet is at least not used.
                privacy.asked = None;
                privacy.restricted = Some(Restricted {
                    because: *because,
                    at_ms,
                    until_ms: *until_ms,
                    wanted_by: None,
                    unsealed_until_ms: None,
                });
            }
            Event::UnsealAsked { by, .. } => {
                if let Some(restricted) = &mut privacy.restricted {
                    restricted.wanted_by = Some(by.clone());
                }
            }
            Event::Unsealed { until_ms, .. } => {
                if let Some(restricted) = &mut privacy.restricted {
                    restricted.wanted_by = None;
                    restricted.unsealed_until_ms = Some(*until_ms);
                }
            }
            Event::HoldSet { hold, why } => {
                privacy.holds.push(Hold { id: hold.clone(), why: why.clone(), at_ms })
            }
            Event::HoldLifted { hold, .. } => privacy.holds.retain(|one| one.id != *hold),
            Event::Tiered { evidence, tier, named, .. } => {
                let tiering = Tiering { tier: *tier, named: named.clone() };
                privacy.tiers.insert(evidence.clone(), tiering);
            }
            Event::Erased { extent, objects, .. } => self.erased(*extent, objects, at_ms),
            _ => return,
        }
        self.privacy.since_ms.get_or_insert(at_ms);
    }

    /// Nobody can be written to whose address is gone.
    fn erased(&mut self, extent: Extent, objects: &[String], at_ms: i64) {
        let person = self.person.as_ref().is_some_and(|person| objects.contains(&person.object));
        if extent == Extent::Whole || person {
            self.contacts = Contacts::default();
        }
        if extent == Extent::Whole {
            self.privacy.asked = None;
            self.privacy.restricted = None;
            self.privacy.erased_ms = Some(at_ms);
        }
    }
}
