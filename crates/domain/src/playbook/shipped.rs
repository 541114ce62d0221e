//! The playbooks that come with Redress. They are ordinary files: an operator copies one, changes it, and loads
//! their own set instead.

use super::Playbooks;

macro_rules! shipped_files {
    ($($name:literal),+ $(,)?) => { [$(($name, include_str!(concat!("../../playbooks/", $name)))),+] };
}

/// In the order that breaks ties: what hurts first comes first.
pub(super) const FILES: [(&str, &str); 19] = shipped_files!(
    "common.toml",
    "quality.toml",
    "delivery.toml",
    "description.toml",
    "prepaid.toml",
    "return_procedure.toml",
    "service.toml",
    "livestream.toml",
    "fresh.toml",
    "cross_border.toml",
    "auto_renewal.toml",
    "consignment.toml",
    "price_discrimination.toml",
    "assistant.toml",
    "privacy.toml",
    "regulator.toml",
    "abuse.toml",
    "merchant_complaint.toml",
    "other.toml",
);

impl Playbooks {
    /// The shipped set. It was checked when the program was built: a test loads it and runs its examples.
    pub fn shipped() -> Playbooks {
        match Playbooks::load(&FILES) {
            Ok(playbooks) => playbooks,
            Err(errors) => panic!("the shipped playbooks do not load: {errors:?}"),
        }
    }

    /// Name and text of the shipped files, to be copied and changed.
    pub fn shipped_files() -> &'static [(&'static str, &'static str)] {
        &FILES
    }
}
