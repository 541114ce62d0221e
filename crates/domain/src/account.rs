//! Double-entry accounts in fen. Every transfer is two postings of opposite sign, so the sum over all accounts is
//! zero, always. An account may never have less available than its floor; a hold makes money unavailable without
//! moving it.
//!
//! Names: `deposit-M` (merchant's deposit with the platform), `merchant-M` (what the merchant pays to customers),
//! `customer-C` (what the customer of a case is owed), `provider` (paid out through the payment provider),
//! `goodwill` (budget for coupons), `coupons` (liability from coupons), `outside` (where money comes from).

use crate::id::{AccountId, CaseId, MerchantId};
use crate::money::Fen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub posted: Fen,
    /// Transfer -> amount held.
    pub holds: BTreeMap<String, Fen>,
}

/// One side of a transfer as an account sees it: positive in, negative out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    pub transfer: String,
    pub amount: Fen,
    pub other: AccountId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    pub reason: PostingReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostingReason {
    Funding,
    RemedyOwed,
    RemedyPaid,
    Coupon,
}

impl PostingReason {
    pub fn word(self) -> &'static str {
        match self {
            PostingReason::Funding => "funding",
            PostingReason::RemedyOwed => "remedy_owed",
            PostingReason::RemedyPaid => "remedy_paid",
            PostingReason::Coupon => "coupon",
        }
    }
}

impl PostingReason {
    pub fn parse(word: &str) -> Option<PostingReason> {
        use PostingReason::{Coupon, Funding, RemedyOwed, RemedyPaid};
        [Funding, RemedyOwed, RemedyPaid, Coupon].into_iter().find(|reason| reason.word() == word)
    }
}

impl Account {
    pub fn available(&self) -> Fen {
        Fen(self.posted.0 - self.holds.values().map(|held| held.0).sum::<i64>())
    }
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
pub fn provider() -> AccountId {
    AccountId::new("provider")
}
pub fn goodwill() -> AccountId {
    AccountId::new("goodwill")
}
pub fn coupons() -> AccountId {
    AccountId::new("coupons")
}
pub fn outside() -> AccountId {
    AccountId::new("outside")
}

/// The first word of the name.
pub fn kind(account: &AccountId) -> &str {
    account.as_str().split('-').next().unwrap_or_default()
}

/// Deposits, budgets and what customers are owed never go below zero; the others are clearing accounts.
pub fn floor(account: &AccountId) -> Option<Fen> {
    matches!(kind(account), "deposit" | "goodwill" | "customer").then_some(Fen::ZERO)
}
