//! `data/objects.json`: for each object the entries commit to, what is needed to check the commitment, or which entry
//! hid or erased it.

use serde::{Deserialize, Serialize};

use super::{BundleError, Object, ObjectState, layout};
use crate::hash::Hash;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectList {
    pub objects: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
pub struct Listed {
    pub id: String,
    pub commitment: Hash,
    #[serde(flatten)]
    pub state: ListedState,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum ListedState {
    /// The salt is 32 bytes and is written as hashes are.
    Present {
        salt: Hash,
        file: String,
    },
    Redacted {
        by_no: u64,
        file: Option<String>,
    },
    Erased {
        by_no: u64,
    },
}

pub fn list(objects: &[Object]) -> Result<Vec<u8>, BundleError> {
    let mut listed = objects.iter().map(listed).collect::<Result<Vec<_>, _>>()?;
    listed.sort_by(|one, other| one.id.cmp(&other.id));
    if let Some(pair) = listed.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(BundleError::Twice(pair[0].id.clone()));
    }
    Ok(serde_json::to_vec_pretty(&ObjectList { objects: listed })?)
}

fn listed(object: &Object) -> Result<Listed, BundleError> {
    let state = match &object.state {
        ObjectState::Present { salt, part, .. } => {
            ListedState::Present { salt: Hash(*salt), file: layout::object_file(&object.id, part)? }
        }
        ObjectState::Redacted { by_no, shown } => {
            let file = shown.as_ref().map(|(part, _)| layout::shown_file(&object.id, part)).transpose()?;
            ListedState::Redacted { by_no: *by_no, file }
        }
        ObjectState::Erased { by_no } => ListedState::Erased { by_no: *by_no },
    };
    Ok(Listed { id: object.id.clone(), commitment: object.commitment, state })
}
