//! Who may see one item. Whoever gave it always may; otherwise its tier says, and without one the common rules of
//! the house do. A kind that is delicate by the playbook gets its tier in the same commit as the item.

use crate::actor::{Actor, Party, Role};
use crate::case::{Case, Evidence};
use crate::event::Event;
use crate::id::SubjectId;
use crate::policy::Policy;
use crate::words::Tier;

impl Case {
    pub fn tier(&self, item: &Evidence) -> Option<Tier> {
        self.privacy.tiers.get(&item.id).map(|tiering| tiering.tier)
    }

    pub fn tier_allows(&self, item: &Evidence, by: &Actor) -> bool {
        let party = by.party();
        if party != Party::Platform && party == item.party {
            return true;
        }
        match self.tier(item) {
            None | Some(Tier::Parties) => true,
            Some(Tier::Party | Tier::Staff) => party == Party::Platform,
            Some(Tier::Named) => self.is_named(item, by),
        }
    }

    fn is_named(&self, item: &Evidence, by: &Actor) -> bool {
        let tiering = self.privacy.tiers.get(&item.id);
        match by {
            Actor::System | Actor::Staff(_, Role::Reviewer | Role::Manager | Role::Admin) => true,
            Actor::Staff(user, _) => tiering.is_some_and(|tiering| tiering.named.contains(user)),
            _ => false,
        }
    }
}

/// Adds the tier each new item of a delicate kind has by the playbook.
pub(crate) fn with_tiers(
    kind: &str,
    events: Vec<(SubjectId, Event)>,
    policy: &Policy,
) -> Vec<(SubjectId, Event)> {
    let tiered = |(subject, event): &(SubjectId, Event)| match event {
        Event::EvidenceAdded { evidence } => {
            let tier = policy.playbooks.tier(kind, &evidence.kind)?;
            let evidence = evidence.id.clone();
            Some((subject.clone(), Event::Tiered { evidence, tier, named: vec![], why: None }))
        }
        _ => None,
    };
    let more: Vec<_> = events.iter().filter_map(tiered).collect();
    events.into_iter().chain(more).collect()
}
