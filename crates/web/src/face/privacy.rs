//! What was held, restricted and erased, in one plain line.

use crate::format;
use crate::page::Page;
use domain::Event;
use domain::words::{Because, Extent, Ground, Tier};

/// `inner` lines are read by handlers only.
pub fn line(p: &Page, event: &Event, inner: bool) -> Option<String> {
    Some(match event {
        Event::ErasureAsked { .. } => p.t("line-erasure_asked").to_owned(),
        Event::ErasureDenied { .. } => p.t("line-erasure_denied").to_owned(),
        Event::ErasureGranted { .. } => p.t("line-erasure_granted").to_owned(),
        Event::Erased { extent: Extent::Whole, ground: why, .. } => {
            p.t1("line-erased-whole", "why", ground(p, *why))
        }
        Event::Erased { ground: why, .. } => p.t1("line-erased-part", "why", ground(p, *why)),
        Event::Restricted { because: why, until_ms } => {
            let line = p.t1("line-restricted", "why", because(p, *why));
            match until_ms {
                Some(at_ms) => format!("{line} {}", p.t1("line-until", "at", format::full(&p.zone, *at_ms))),
                None => line,
            }
        }
        Event::UnsealAsked { by, .. } if inner => p.t1("line-unseal_asked", "by", by),
        Event::Unsealed { by, until_ms } if inner => {
            p.t2("line-unsealed", "by", by, "at", format::full(&p.zone, *until_ms))
        }
        Event::PersonExported { .. } => p.t("line-person_exported").to_owned(),
        Event::HoldSet { .. } => p.t("line-hold_set").to_owned(),
        Event::HoldLifted { .. } => p.t("line-hold_lifted").to_owned(),
        Event::Tiered { evidence, tier: who, .. } if inner => {
            p.t2("line-tiered", "what", evidence.to_uppercase(), "who", tier(p, *who))
        }
        _ => return None,
    })
}

pub fn ground(p: &Page, ground: Ground) -> &str {
    match ground {
        Ground::Request => p.t("ground-request"),
        Ground::PurposeEnded => p.t("ground-purpose_ended"),
        Ground::ConsentWithdrawn => p.t("ground-consent_withdrawn"),
        Ground::Authority => p.t("ground-authority"),
    }
}

pub fn because(p: &Page, because: Because) -> &str {
    match because {
        Because::Period => p.t("because-period"),
        Because::Hold => p.t("because-hold"),
        Because::ByHand => p.t("because-by_hand"),
        Because::Retention => p.t("because-retention"),
    }
}

pub fn tier(p: &Page, tier: Tier) -> &str {
    match tier {
        Tier::Parties => p.t("tier-p0"),
        Tier::Party => p.t("tier-p1"),
        Tier::Staff => p.t("tier-p2"),
        Tier::Named => p.t("tier-p3"),
    }
}
