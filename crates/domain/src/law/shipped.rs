//! The laws that come with Redress. They are ordinary files; counsel reads and corrects them.

use super::Library;

macro_rules! shipped_files {
    ($($name:literal),+ $(,)?) => { [$(($name, include_str!(concat!("../../law/", $name)))),+] };
}

/// In the order they are shown: the law of consumers first, then what is special, then what is general.
pub(super) const FILES: &[(&str, &str)] = &shipped_files!(
    "ways.toml",
    "consumer_protection.toml",
    "consumer_regulations.toml",
    "prepaid_interpretation.toml",
    "food_safety.toml",
    "food_interpretation.toml",
    "online_interpretation.toml",
    "livestream.toml",
    "ecommerce.toml",
    "platform_rules.toml",
    "online_trading.toml",
    "product_quality.toml",
    "seven_days.toml",
    "penalty_measures.toml",
    "price_marking.toml",
    "price_conduct.toml",
    "express.toml",
    "express_2018.toml",
    "express_market.toml",
    "postal.toml",
    "civil_code.toml",
    "personal_information.toml",
    "unfair_competition.toml",
    "complaint_measures.toml",
    "complaint_measures_interim.toml",
    "eu_dsa.toml",
    "uk_dmcc.toml",
    "us_mail_order.toml",
);

impl Library {
    /// The shipped set; a test loads it, so that it cannot fail here.
    pub fn shipped() -> Library {
        match Library::load(FILES) {
            Ok(library) => library,
            Err(errors) => panic!("the shipped laws do not load: {errors:?}"),
        }
    }
}
