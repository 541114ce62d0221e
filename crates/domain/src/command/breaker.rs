//! Parcels, and the breakers over them.

use crate::breaker::Weighed;
use crate::command::NewEvidence;
use crate::content::ContentRef;
use crate::id::{BreakerId, ParcelId};
use crate::money::Fen;
use crate::parcel::{ParcelFacts, Passed};

#[derive(Clone, Debug)]
pub enum ParcelCommand {
    /// What a carrier or shop tells of it.
    Record(Box<ParcelFacts>),
    /// No offer could be made by rule.
    Pass(Passed),
}

#[derive(Clone, Debug)]
pub enum BreakerCommand {
    /// What was judged within the window; `name` is what the route, carrier or product is called.
    Weigh { weighed: Weighed, name: Option<ContentRef> },
    /// By hand.
    Reset { why: ContentRef },
    /// So much more may be promised in this trip.
    Widen { more: Fen, why: ContentRef },
}

#[derive(Clone, Debug)]
pub struct Relieve {
    pub breaker: BreakerId,
    pub parcel: ParcelId,
    pub words: ContentRef,
    /// The parcel as it was last told of.
    pub record: NewEvidence,
}
