//! Measures against a merchant, and what the merchant says to them.

use crate::content::ContentRef;
use crate::measure::Because;
use crate::money::Fen;
use crate::words::MeasureKind;

#[derive(Clone, Debug)]
pub enum MerchantCommand {
    Take(Box<NewMeasure>),
    Lift {
        measure: String,
        why: ContentRef,
    },
    Appeal {
        measure: String,
        words: ContentRef,
    },
    /// The clock struck: whose time is over is over.
    Elapse,
}

#[derive(Clone, Debug)]
pub struct NewMeasure {
    pub kind: MeasureKind,
    pub because: Because,
    pub clause: String,
    pub reasons: ContentRef,
    /// Of what is held or deducted.
    pub amount: Option<Fen>,
    /// Without it 30 days for listings, and no end for the rest.
    pub until_ms: Option<i64>,
}
