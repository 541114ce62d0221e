//! What is found, whether it is issued or laid before a second reader, and how somebody goes on against it.

use super::NewEvidence;
use crate::actor::Party;
use crate::case::Share;
use crate::content::ContentRef;
use crate::law::ArticleRef;
use crate::words::{Identified, Ruling};

#[derive(Clone, Debug)]
pub struct NewFinding {
    pub shares: Vec<Share>,
    pub reasons: ContentRef,
    /// The articles that the reasons cite, read by the caller, who still holds them.
    pub law: Vec<ArticleRef>,
    /// The reasons say why it does not rest on the inspection that was done.
    pub uninspected: bool,
    /// The draft that is issued with it, opened by the caller.
    pub draft: Option<String>,
    /// Where an appeal is open: whether what it is against stands.
    pub ruling: Option<Ruling>,
}

/// The same before it is issued: looked at by the rules, and then known by its record alone.
#[derive(Clone, Debug)]
pub struct NewDraft {
    pub shares: Vec<Share>,
    pub law: Vec<ArticleRef>,
    pub uninspected: bool,
    /// Shares and reasons, sealed.
    pub record: ContentRef,
    pub ruling: Option<Ruling>,
}

#[derive(Clone, Debug)]
pub struct NewAppeal {
    /// A finding or the end of a round.
    pub against: String,
    pub words: ContentRef,
    pub evidence: Vec<NewEvidence>,
    /// Where somebody of ours writes down what a side says on the telephone.
    pub call: Option<NewCall>,
}

#[derive(Clone, Debug)]
pub struct NewCall {
    /// For whom.
    pub side: Party,
    /// Who called, in words.
    pub caller: ContentRef,
    pub identified: Identified,
}
