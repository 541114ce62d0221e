//! A merchant: name and contact are content, money stands on its accounts.

use crate::content::ContentRef;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merchant {
    pub name: ContentRef,
    pub contact: Option<ContentRef>,
    pub fingerprint: String,
}
