//! Names of things. A subject is whatever has a state and entries of its own; its id carries its kind, so that one
//! table and one journal serve all kinds.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
            pub fn subject(&self) -> SubjectId {
                SubjectId(format!(concat!($prefix, ":{}"), self.0))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// 26 characters of Crockford base32, random; never shown to customers, who have the number and the link.
    CaseId,
    "case"
);
id!(
    /// Keyed hash of the normalised order number, so that an order is found without an index.
    OrderId,
    "order"
);
id!(
    /// The merchant's code in the shop system it came from.
    MerchantId,
    "merchant"
);
id!(
    /// The sign-in name.
    UserId,
    "user"
);
id!(
    /// `kind-owner`, see [`crate::account`].
    AccountId,
    "account"
);
id!(
    /// Keyed hash of the tracking number.
    ParcelId,
    "parcel"
);
id!(
    /// `rule.code`, see [`crate::breaker`].
    BreakerId,
    "breaker"
);

impl BreakerId {
    pub fn of(rule: &str, code: &str) -> BreakerId {
        BreakerId::new(format!("{rule}.{code}"))
    }
    /// Rules have no dot in their names.
    pub fn parts(&self) -> (&str, &str) {
        self.0.split_once('.').unwrap_or((&self.0, ""))
    }
}

/// `kind:id`, the key of a subject in rows and journal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubjectId(String);

impl SubjectId {
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        let known = ["case", "order", "merchant", "user", "account", "config", "house", "parcel", "breaker"]
            .contains(&kind);
        (known && !id.is_empty()).then(|| Self(text.to_owned()))
    }
    pub fn config(name: &str) -> Self {
        Self(format!("config:{name}"))
    }
    /// The instance itself; there is one.
    pub fn house() -> Self {
        Self("house:self".to_owned())
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn kind(&self) -> &str {
        self.0.split_once(':').map_or("", |(kind, _)| kind)
    }
    pub fn id(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, id)| id)
    }
    pub fn case(&self) -> Option<CaseId> {
        (self.kind() == "case").then(|| CaseId::new(self.id()))
    }
    pub fn merchant(&self) -> Option<MerchantId> {
        (self.kind() == "merchant").then(|| MerchantId::new(self.id()))
    }
    pub fn account(&self) -> Option<AccountId> {
        (self.kind() == "account").then(|| AccountId::new(self.id()))
    }
}

impl fmt::Display for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
