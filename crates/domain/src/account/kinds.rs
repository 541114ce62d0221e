//! The kinds of accounts, each with its normal side and what its balance may be, as one table. A balance above zero is
//! what the house owes the holder or has set aside; below zero is what it is owed.

use crate::id::{AccountId, CaseId, MerchantId, OrderId};
use crate::money::Fen;
use crate::words::Side;

#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The first part of the account's name.
    pub word: &'static str,
    /// Where its balance usually stands.
    pub normal: Side,
    /// Never less available than this.
    pub floor: Option<Fen>,
    /// Never more than this.
    pub ceiling: Option<Fen>,
    /// One account for each of something, named `kind-something`; otherwise the kind is the whole name.
    pub many: bool,
    /// Money from outside may be put onto it by hand.
    pub funded: bool,
}

const fn of(word: &'static str, normal: Side) -> Kind {
    let zero = Some(Fen::ZERO);
    let (floor, ceiling) = match normal {
        Side::Credit => (zero, None),
        Side::Debit => (None, zero),
    };
    Kind { word, normal, floor, ceiling, many: false, funded: false }
}

pub const KINDS: [Kind; 13] = [
    // What the customer of a case is owed.
    Kind { many: true, ..of("customer", Side::Credit) },
    // What a merchant left with the platform as security.
    Kind { many: true, funded: true, ..of("deposit", Side::Credit) },
    // What is to be paid out to a merchant, below zero what the merchant owes: it may do both.
    Kind { many: true, floor: None, ..of("merchant", Side::Credit) },
    // What is to be paid out to the owner of goods on consignment; below zero what the owner has too much of.
    Kind { many: true, floor: None, ..of("consignor", Side::Credit) },
    // What the platform earned by selling for others; below zero what it bore of their sales.
    Kind { floor: None, ..of("commission", Side::Credit) },
    // What a carrier owes for a claim.
    Kind { many: true, ..of("carrier", Side::Debit) },
    // What the platform may pay ahead of whoever has to.
    Kind { funded: true, ..of("advance", Side::Credit) },
    // Claims that are open: the other side of what debtors of advances owe.
    of("recourse", Side::Credit),
    // The budget of goodwill.
    Kind { funded: true, ..of("goodwill", Side::Credit) },
    // Coupons and points that were given and may be used.
    of("coupons", Side::Credit),
    // What providers paid out and the house has not settled with them yet; their books may run either way.
    Kind { floor: None, ..of("provider", Side::Credit) },
    // What was given up.
    of("writeoff", Side::Debit),
    // Where money comes from and goes to.
    Kind { ceiling: None, ..of("outside", Side::Debit) },
];

/// Nothing for a name that is of no kind: no money is ever posted there.
pub fn kind_of(account: &AccountId) -> Option<&'static Kind> {
    let name = account.as_str();
    let (word, holder) = name.split_once('-').map_or((name, None), |(word, holder)| (word, Some(holder)));
    let kind = KINDS.iter().find(|kind| kind.word == word)?;
    (kind.many == holder.is_some_and(|holder| !holder.is_empty())).then_some(kind)
}

/// The first part of the name.
pub fn kind(account: &AccountId) -> &str {
    account.as_str().split('-').next().unwrap_or_default()
}

/// Whether a balance, and what of it is available, is one the account may have. One that is of no kind has no money.
pub fn allows(account: &AccountId, posted: Fen, available: Fen) -> bool {
    let Some(kind) = kind_of(account) else { return posted == Fen::ZERO && available == Fen::ZERO };
    kind.floor.is_none_or(|floor| available >= floor) && kind.ceiling.is_none_or(|ceiling| posted <= ceiling)
}

pub fn deposit(merchant: &MerchantId) -> AccountId {
    AccountId::new(format!("deposit-{merchant}"))
}
pub fn merchant(merchant: &MerchantId) -> AccountId {
    AccountId::new(format!("merchant-{merchant}"))
}
pub fn customer(case: &CaseId) -> AccountId {
    AccountId::new(format!("customer-{case}"))
}
/// What the owner of the goods of an order is to have.
pub fn consignor(order: &OrderId) -> AccountId {
    AccountId::new(format!("consignor-{order}"))
}
pub fn commission() -> AccountId {
    AccountId::new("commission")
}
/// What the carrier of a case owes.
pub fn carrier(case: &CaseId) -> AccountId {
    AccountId::new(format!("carrier-{case}"))
}
pub fn advance() -> AccountId {
    AccountId::new("advance")
}
pub fn recourse() -> AccountId {
    AccountId::new("recourse")
}
pub fn goodwill() -> AccountId {
    AccountId::new("goodwill")
}
pub fn coupons() -> AccountId {
    AccountId::new("coupons")
}
pub fn provider() -> AccountId {
    AccountId::new("provider")
}
pub fn write_off() -> AccountId {
    AccountId::new("writeoff")
}
pub fn outside() -> AccountId {
    AccountId::new("outside")
}
