//! People who sign in. Passwords and second factors are sealed content; here stand only their references.

use crate::actor::Role;
use crate::content::ContentRef;
use crate::event::Duty;
use crate::id::MerchantId;
use crate::reach::Reach;
use crate::rights::Rights;
use crate::work::Work;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant: Option<MerchantId>,
    pub name: ContentRef,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub account: Account,
    pub password: Option<ContentRef>,
    pub totp: Option<ContentRef>,
    pub duty: Duty,
    #[serde(default)]
    pub work: Work,
    /// Of somebody of a shop.
    #[serde(default, skip_serializing_if = "Rights::is_all")]
    pub rights: Rights,
    /// Where one of ours is told what waits for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Reach>,
    /// Keyed hash of the token -> scope.
    pub tokens: BTreeMap<String, String>,
}
