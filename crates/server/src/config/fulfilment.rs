//! `[[fulfilment]]`: systems that carry out what is not money, and which remedies of whose cases they take.

use connect::Secret;
use domain::MerchantId;
use domain::fulfilment::{Fulfiller, Fulfilment};
use domain::words::RemedyKind;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// In entries, and in the address where it tells us: `…/api/v1/fulfilment/NAME`.
    pub name: String,
    /// As far as `/fulfilments`.
    pub url: String,
    pub secret: Secret,
    pub kinds: Vec<RemedyKind>,
    /// Codes of merchants; without any it takes those of all.
    #[serde(default)]
    pub merchants: Vec<String>,
    #[serde(default = "super::ten")]
    pub timeout_s: u64,
}

/// In the order in which they are asked.
pub fn of(systems: &[System]) -> Result<Fulfilment, String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let mut known = BTreeSet::new();
    for System { name, kinds, .. } in systems {
        if !(1..=32).contains(&name.len()) || !name.chars().all(plain) || !known.insert(name) {
            return Err(format!(
                "configuration: fulfilment.name {name:?}: letters, digits and hyphens, each name once"
            ));
        }
        if let Some(kind) = kinds.iter().find(|kind| !kind.can_be_ordered()) {
            let kind = kind.word();
            return Err(format!("configuration: fulfilment.kinds of {name}: {kind} cannot be ordered"));
        }
    }
    let one = |system: &System| Fulfiller {
        name: system.name.clone(),
        kinds: system.kinds.clone(),
        merchants: system.merchants.iter().map(MerchantId::new).collect(),
    };
    Ok(Fulfilment(systems.iter().map(one).collect()))
}
