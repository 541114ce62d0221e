//! Text and files live outside state and journal. What stands in an event is the name of the sealed object and a
//! salted commitment to its bytes, so that erasing the object leaves every proof valid.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentRef {
    pub object: String,
    /// Hex of SHA-256("evd1\0" ‖ salt ‖ SHA-256(bytes)).
    pub commitment: String,
}
