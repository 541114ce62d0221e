//! Systems outside that carry out what is not money (履约系统): a shop's warehouse, a carrier's labels, a bank of
//! coupons. Which of them takes what stands in the configuration; the first one that fits is asked.

use crate::case::Proof;
use crate::id::MerchantId;
use crate::words::RemedyKind;

#[derive(Clone, Debug, Default)]
pub struct Fulfilment(pub Vec<Fulfiller>);

#[derive(Clone, Debug)]
pub struct Fulfiller {
    pub name: String,
    pub kinds: Vec<RemedyKind>,
    /// Whose remedies; nothing for everybody's.
    pub merchants: Vec<MerchantId>,
}

impl Fulfilment {
    /// Who is asked; nobody where a person carries it out.
    pub fn by(&self, kind: RemedyKind, merchant: Option<&MerchantId>) -> Option<&str> {
        let fits = |one: &&Fulfiller| {
            let of_shop = one.merchants.is_empty() || merchant.is_some_and(|id| one.merchants.contains(id));
            kind.can_be_ordered() && one.kinds.contains(&kind) && of_shop
        };
        self.0.iter().find(fits).map(|one| one.name.as_str())
    }
}

impl RemedyKind {
    /// Whether a system outside can be told to do it. Money has its providers, and nobody apologises by order.
    pub fn can_be_ordered(self) -> bool {
        use RemedyKind::{Coupon, ExtendedWarranty, Points, Repair, ReturnLabel};
        self.is_shipping() || matches!(self, ReturnLabel | Repair | ExtendedWarranty | Coupon | Points)
    }
    /// What such a system has to bring before it counts as done: a parcel's number, a label, a code.
    pub fn is_brought_by(self, proof: &Proof) -> bool {
        use RemedyKind::{Coupon, ExtendedWarranty, Gift, Points, Repair, ReturnLabel};
        match proof {
            Proof::Tracking { .. } => self.has_parcel(),
            Proof::Label { .. } => self == ReturnLabel,
            Proof::Voucher { .. } => matches!(self, Coupon | Points | ExtendedWarranty | Repair | Gift),
            _ => false,
        }
    }
}
