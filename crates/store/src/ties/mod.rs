//! What ties cases together across customers and merchants: the same parcel, phone, address, account or picture. Each
//! thing is kept as a keyed hash beside whom it belongs to (`lookups`), so the table says nothing to whoever has only
//! the table, and each row goes with the sealed content it was read from.
//!
//! A case has things of its own and, through the order it is about, those of the order. Filing writes what stands in
//! the complaint and reads nothing for it; the rest was written when the order was recorded.

mod again;
mod amiss;
mod drawn;
mod named;
mod shared;
mod sources;

pub use again::Mended;
pub(crate) use again::is_reachable;
pub(crate) use amiss::Tied;
pub use drawn::{Drawn, of_order, of_words};
pub use named::Outline;
pub use shared::{Elsewhere, Shared};
pub(crate) use sources::Sources;

use crate::collect::{LIKE_PICTURE, SAME_FILE};

/// What sort of thing cases have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    Order,
    Parcel,
    /// One payment, by its reference with the provider.
    Payment,
    /// Whom money came from or is to go to: bank card, WeChat, Alipay.
    Account,
    Phone,
    Mail,
    Address,
    /// What the shop calls a buyer.
    Buyer,
    /// What the shop calls the device that was bought with.
    Device,
    /// The very same file.
    File,
    /// A picture that looks alike.
    Picture,
}

impl Tie {
    pub const ALL: [Tie; 11] = [
        Tie::Order,
        Tie::Parcel,
        Tie::Payment,
        Tie::Account,
        Tie::Phone,
        Tie::Mail,
        Tie::Address,
        Tie::Buyer,
        Tie::Device,
        Tie::File,
        Tie::Picture,
    ];
    /// As it stands in the table, in the API and before the value in its keyed hash.
    pub fn word(self) -> &'static str {
        match self {
            Tie::Order => "order",
            Tie::Parcel => "parcel",
            Tie::Payment => "payment",
            Tie::Account => "account",
            Tie::Phone => "phone",
            Tie::Mail => "mail",
            Tie::Address => "address",
            Tie::Buyer => "buyer",
            Tie::Device => "device",
            Tie::File => SAME_FILE,
            Tie::Picture => LIKE_PICTURE,
        }
    }
    pub fn parse(word: &str) -> Option<Tie> {
        Tie::ALL.into_iter().find(|tie| tie.word() == word)
    }
}
