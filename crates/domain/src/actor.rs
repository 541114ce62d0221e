//! Who does something, and on which side of a case they stand.

use crate::id::{CaseId, MerchantId, UserId};
use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Handler,
    Reviewer,
    Manager,
    Admin,
    Merchant,
}

impl Role {
    pub const ALL: [Role; 5] = [Role::Handler, Role::Reviewer, Role::Manager, Role::Admin, Role::Merchant];
    pub fn word(self) -> &'static str {
        match self {
            Role::Handler => "handler",
            Role::Reviewer => "reviewer",
            Role::Manager => "manager",
            Role::Admin => "admin",
            Role::Merchant => "merchant",
        }
    }
    pub fn parse(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
    /// The next that decides over it.
    pub fn next_above(self) -> Role {
        match self {
            Role::Handler => Role::Reviewer,
            Role::Reviewer => Role::Manager,
            _ => Role::Admin,
        }
    }
    pub fn is_staff(self) -> bool {
        self != Role::Merchant
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    #[default]
    Customer,
    Merchant,
    Carrier,
    Platform,
    /// Whoever examines the goods for us.
    Inspector,
    /// A public authority or a consumer association: it is not asked for anything here, its days run all the same.
    Regulator,
    /// Whose goods the seller sells for them.
    Consignor,
}

impl Party {
    pub const ALL: [Party; 7] = [
        Party::Customer,
        Party::Merchant,
        Party::Carrier,
        Party::Platform,
        Party::Inspector,
        Party::Regulator,
        Party::Consignor,
    ];
    pub fn word(self) -> &'static str {
        match self {
            Party::Customer => "customer",
            Party::Merchant => "merchant",
            Party::Carrier => "carrier",
            Party::Platform => "platform",
            Party::Inspector => "inspector",
            Party::Regulator => "regulator",
            Party::Consignor => "consignor",
        }
    }
    pub fn parse(word: &str) -> Option<Party> {
        Party::ALL.into_iter().find(|party| party.word() == word)
    }
    pub(crate) fn is_customer(&self) -> bool {
        *self == Party::Customer
    }
    /// We do not ask ourselves for evidence, nor an authority.
    pub fn is_not_asked(self) -> bool {
        matches!(self, Party::Platform | Party::Regulator)
    }
    /// Neither side of the matter nor the house: they answer what they are asked by a link and learn nothing else; the
    /// owner of goods on consignment reads what was found as well.
    pub fn is_third(self) -> bool {
        matches!(self, Party::Carrier | Party::Inspector | Party::Consignor)
    }
}

/// Whoever sends a command. Proven by the caller (session, token, link) before it gets here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who files and has no case yet.
    Stranger,
    /// Holder of the secret link of this case.
    Customer(CaseId),
    Staff(UserId, Role),
    Merchant(UserId, MerchantId),
    /// Holder of the secret link of one request of this case: a carrier, an inspector, or the owner of the goods.
    ThirdParty(CaseId, Party, String),
    /// The house itself: the clock, the outbox, the command line.
    System,
}

impl Actor {
    pub fn party(&self) -> Party {
        match self {
            Actor::Stranger | Actor::Customer(_) => Party::Customer,
            Actor::Merchant(..) => Party::Merchant,
            Actor::ThirdParty(_, party, _) => *party,
            Actor::Staff(..) | Actor::System => Party::Platform,
        }
    }
    pub fn user(&self) -> Option<&UserId> {
        match self {
            Actor::Staff(user, _) | Actor::Merchant(user, _) => Some(user),
            _ => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Stranger | Actor::Customer(_) => f.write_str("customer"),
            Actor::Staff(user, _) => write!(f, "staff:{user}"),
            Actor::Merchant(user, _) => write!(f, "merchant:{user}"),
            Actor::ThirdParty(_, party, _) => f.write_str(party.word()),
            Actor::System => f.write_str("system"),
        }
    }
}
