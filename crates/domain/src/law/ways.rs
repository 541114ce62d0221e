//! The other ways that stay open to whoever is told no, for the jurisdiction of the case.

use super::ArticleRef;
use crate::case::Case;
use crate::event::Event;
use crate::playbook::Both;
use crate::words::{Jurisdiction, Way};

#[derive(Debug)]
pub struct Ways {
    pub jurisdiction: Jurisdiction,
    /// The article that names them.
    pub by: Option<ArticleRef>,
    pub ways: Vec<OtherWay>,
}

#[derive(Debug)]
pub struct OtherWay {
    pub code: Way,
    pub label: Both,
    pub what: Both,
    pub link: Option<String>,
}

/// Whether somebody may read this as a no. A finding or an end may be one whatever its words, so each names the ways;
/// only what the customer did themselves does not.
pub fn says_no(case: &Case, event: &Event) -> bool {
    match event {
        Event::Found { .. }
        | Event::OfferWithdrawn { .. }
        | Event::OfferExpired { .. }
        | Event::ErasureDenied { .. } => true,
        // What was asked to be erased is kept instead.
        Event::Restricted { .. } => case.privacy.erased_ms.is_none(),
        Event::SignalsCounted { counted } => counted.conduct.is_against(),
        Event::Closed { .. } => !case.withdrawn,
        _ => false,
    }
}
