//! A complaint that comes in, and the pieces that come with it or later.

use crate::actor::Party;
use crate::case::{Contacts, Source};
use crate::content::ContentRef;
use crate::id::{CaseId, MerchantId, OrderId};
use crate::playbook::Suggestion;
use crate::words::{Channel, Jurisdiction, Locale, Noticed, Want};

#[derive(Clone, Debug)]
pub struct File {
    pub case: CaseId,
    pub channel: Channel,
    pub locale: Locale,
    pub matter: ContentRef,
    pub person: Option<ContentRef>,
    pub brief: ContentRef,
    pub contacts: Contacts,
    pub noticed: Option<Noticed>,
    pub wants: Vec<Want>,
    /// Whose law it is under; without it the house's own.
    pub jurisdiction: Option<Jurisdiction>,
    /// Given by the customer; known only once it is imported.
    pub order: Option<OrderId>,
    pub has_details: bool,
    pub evidence: Vec<NewEvidence>,
    /// Earlier cases of the same person whose handling it complains about.
    pub earlier: Vec<CaseId>,
    /// The house files it for the owner of goods on consignment, whom it knows.
    pub consignor_proven: bool,
    /// Where a shop complains about its customer.
    pub against: Option<Against>,
    /// What the playbooks make of the text; made by the caller, who still holds it.
    pub suggestion: Suggestion,
}

/// A shop complains about the customer of one of its orders, or of a complaint about it.
#[derive(Clone, Debug)]
pub struct Against {
    pub merchant: MerchantId,
    pub about: Option<CaseId>,
}

#[derive(Clone, Debug)]
pub struct NewEvidence {
    pub kind: String,
    pub media: String,
    pub content: ContentRef,
    pub source: Source,
    /// Whom it comes from, where that is not who hands it in.
    pub from: Option<Party>,
    pub record: Option<ContentRef>,
    pub facts: Option<ContentRef>,
}

impl NewEvidence {
    /// Handed in by whoever it comes from.
    pub fn of(kind: &str, media: &str, content: ContentRef) -> NewEvidence {
        NewEvidence {
            kind: kind.to_owned(),
            media: media.to_owned(),
            content,
            source: Source::Uploaded,
            from: None,
            record: None,
            facts: None,
        }
    }
}

/// A new version of a piece, and why.
#[derive(Clone, Debug)]
pub struct Correction {
    pub of: String,
    pub why: ContentRef,
}
