//! The rules as they are written.

use crate::words::{DemandPart, RemedyKind, SumKind, Want};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub version: u32,
    pub negation: Vec<String>,
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
    pub times: Vec<Times>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub name: DemandPart,
    pub words: Vec<String>,
    #[serde(default)]
    pub weak: Vec<String>,
    #[serde(default)]
    pub unless: Vec<DemandPart>,
    #[serde(default)]
    pub wants: Vec<Want>,
    #[serde(default)]
    pub explains: Vec<Want>,
    pub meets: Vec<Vec<RemedyKind>>,
    #[serde(default)]
    pub sums: Vec<SumKind>,
    pub percent: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Times {
    pub times: u8,
    pub words: Vec<String>,
}

impl File {
    pub fn part(&self, name: DemandPart) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    pub fn check(&self) -> Result<(), String> {
        for name in DemandPart::ALL {
            let count = self.parts.iter().filter(|part| part.name == *name).count();
            if count != 1 {
                return Err(format!("the part \"{}\" stands {count} times; write it once", name.word()));
            }
        }
        for want in Want::ALL {
            if !self.parts.iter().any(|part| part.wants.contains(want)) {
                return Err(format!("no part has the tick \"{}\" under wants", want.word()));
            }
        }
        if let Some(part) =
            self.parts.iter().find(|part| part.percent.is_some_and(|it| !(1..=100).contains(&it)))
        {
            return Err(format!("percent of \"{}\" is 1 to 100", part.name.word()));
        }
        Ok(())
    }
}
