//! Files of complaints and orders: bytes to rows, or to errors a clerk can act on.
//!
//! Everything here is pure. [`decode`] finds out how a file is written and repairs text that was decoded
//! wrongly once; [`complaints`] and [`orders`] read the text. A file is taken whole or not at all: one bad row
//! refuses it, with the file, line and column and what to do, because half an import is worse than none.

mod balances;
mod columns;
mod complaint;
mod consignment;
mod decode;
mod identity;
mod mojibake;
mod money;
mod order;
mod parcels;
mod problem;
mod table;
mod time;
mod wants;

pub use balances::{BalanceRow, balances};
pub use columns::{Map, plain};
pub use complaint::{ComplaintRow, complaints};
pub use consignment::{ConsignmentRow, PayoutRow, consignments};
pub use decode::{Decoded, decode};
pub use money::fen;
pub use order::{Buyer, Item, OrderRow, Parcel, Payment, orders};
pub use parcels::{ParcelRow, milli, parcels};
pub use problem::{Problems, RowError};
pub use time::{time_ms, zone};
pub use wants::wanted;

/// One decoded file and the name it has in errors.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

/// What a file does not say itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// In which times without a zone are read.
    pub zone: jiff::tz::TimeZone,
    /// Of amounts without a currency.
    pub currency: String,
}

impl Default for Settings {
    /// Shanghai and yuan. The zone data is carried in the program; without it the fixed offset is the same.
    fn default() -> Self {
        let shanghai =
            zone("Asia/Shanghai").unwrap_or_else(|| jiff::tz::TimeZone::fixed(jiff::tz::offset(8)));
        Self { zone: shanghai, currency: "CNY".into() }
    }
}

/// All rows of the files, each of them valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    pub rows: Vec<T>,
    /// Rows that say the same as an earlier one and were left out.
    pub repeated: usize,
    /// Files that were not needed, such as reviews beside orders.
    pub ignored: Vec<String>,
}
