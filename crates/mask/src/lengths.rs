//! How much of each sort stays to be read: enough to recognise one's own, too little to use it.

use crate::Sort;
use serde::{Deserialize, Serialize};

/// Letters and digits left at the head and at the tail; `Off` masks nothing of the sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Keep {
    Ends(usize, usize),
    Off,
}

/// In a configuration: `[3, 4]` or `"off"`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Ends([usize; 2]),
    Word(String),
}

impl TryFrom<Written> for Keep {
    type Error = &'static str;
    fn try_from(written: Written) -> Result<Keep, &'static str> {
        match written {
            Written::Ends([head, tail]) => Ok(Keep::Ends(head, tail)),
            Written::Word(word) if word == "off" => Ok(Keep::Off),
            Written::Word(_) => Err("write how many letters stay, such as [3, 4], or \"off\""),
        }
    }
}

impl From<Keep> for Written {
    fn from(keep: Keep) -> Written {
        match keep {
            Keep::Ends(head, tail) => Written::Ends([head, tail]),
            Keep::Off => Written::Word("off".into()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lengths {
    pub name: Keep,
    pub phone: Keep,
    pub id: Keep,
    pub card: Keep,
    pub address: Keep,
    pub account: Keep,
    pub mail: Keep,
    pub plate: Keep,
    pub passport: Keep,
}

impl Default for Lengths {
    fn default() -> Self {
        Lengths {
            name: Keep::Ends(1, 0),
            phone: Keep::Ends(3, 4),
            id: Keep::Ends(3, 4),
            card: Keep::Ends(4, 4),
            address: Keep::Ends(6, 0),
            account: Keep::Ends(2, 2),
            mail: Keep::Ends(1, 0),
            plate: Keep::Ends(2, 2),
            passport: Keep::Ends(1, 3),
        }
    }
}

impl Lengths {
    pub fn of(&self, sort: Sort) -> Keep {
        match sort {
            Sort::Name => self.name,
            Sort::Phone => self.phone,
            Sort::Id => self.id,
            Sort::Card => self.card,
            Sort::Address => self.address,
            Sort::Account => self.account,
            Sort::Mail => self.mail,
            Sort::Plate => self.plate,
            Sort::Passport => self.passport,
        }
    }
}
