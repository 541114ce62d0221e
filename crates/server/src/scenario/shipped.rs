//! The scenarios that come with Redress: tests run each of them, the demo is made of all.

use super::step::Scenario;
use super::{Mistake, parse};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$((concat!("scenarios/", $name, ".txt"), include_str!(concat!("../../../../scenarios/", $name, ".txt")))),+]
    };
}

/// People, merchants and budgets, there before anything happens.
pub const FURNITURE: (&str, &str) = ("scenarios/world.txt", include_str!("../../../../scenarios/world.txt"));

pub const SHIPPED: &[(&str, &str)] = &files!(
    "late_parcel",
    "not_as_described",
    "spoiled_seafood",
    "cold_chain",
    "refrigerator",
    "counter_offer",
    "ladder",
    "deputy",
    "low_survey",
    "silent_merchant",
    "withdrawn",
    "english",
    "chat_misunderstanding",
    "missing_things",
    "fresh",
    "breached",
    "open_offer",
    "expired_offer",
    "merchant_asked",
    "in_inspection",
    "appealed",
    "wrong_item",
    "clothing",
    "consign_unpaid",
    "consign_frozen",
    "consign_shared",
    "professional_claimant",
    "beyond_reason",
    "shop_complains",
    "standing_rule",
    "label_and_resend",
    "gym",
);

pub fn shipped() -> Result<Vec<Scenario>, Mistake> {
    SHIPPED.iter().map(|(file, text)| parse(file, text)).collect()
}
