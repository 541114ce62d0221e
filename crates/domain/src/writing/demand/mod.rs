//! A demand, split into parts that can each be met: "refund and damages" becomes "return the goods, and a coupon of
//! five percent". The words and what meets them are in a file (`writing/demands.toml`); a person confirms the parts.
//!
//! LIMIT: a figure belongs to the part that stands nearest in its clause.

mod file;
mod meet;
mod split;

use crate::law::remedy::Sum;
use crate::money::Fen;
use crate::words::{DemandPart, RemedyKind};
use file::File;
use serde::{Deserialize, Serialize};
use split::Words;
use std::sync::LazyLock;

pub use meet::Meeting;

/// One thing the customer asks for, with the figure they named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    pub part: DemandPart,
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "amount_fen")]
    pub amount: Option<Fen>,
    /// Of the price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// A multiple of the price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u8>,
}

impl Demand {
    pub fn of(part: DemandPart) -> Demand {
        Demand { part, amount: None, percent: None, times: None }
    }

    /// Whether its figures make sense at all.
    pub fn is_plain(&self) -> bool {
        self.amount.is_none_or(Fen::is_payable)
            && self.percent.is_none_or(|percent| (1..=100).contains(&percent))
            && self.times.is_none_or(|times| (1..=100).contains(&times))
    }
}

/// A part that was read from words, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub demand: Demand,
    pub words: Vec<String>,
}

#[derive(Debug)]
pub struct Demands {
    file: File,
    words: Words,
}

const RULES: &str = include_str!("../../../writing/demands.toml");

impl Demands {
    /// The rules that come with the program; a test reads them.
    pub fn shipped() -> &'static Demands {
        static SHIPPED: LazyLock<Demands> = LazyLock::new(|| match Demands::read(RULES) {
            Ok(demands) => demands,
            Err(error) => panic!("the shipped rules of demands do not load: {error}"),
        });
        &SHIPPED
    }

    /// Rules of one's own. The error names the line and what is wrong.
    pub fn read(text: &str) -> Result<Demands, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        file.check()?;
        Ok(Demands { words: Words::of(&file)?, file })
    }

    pub fn version(&self) -> u32 {
        self.file.version
    }

    /// The sums of the law that may concern this part.
    pub fn sums<'s>(&self, demand: &Demand, sums: &'s [Sum]) -> Vec<&'s Sum> {
        let kinds = self.file.part(demand.part).map(|part| part.sums.as_slice()).unwrap_or_default();
        sums.iter().filter(|sum| kinds.contains(&sum.kind)).collect()
    }
}

/// What an offer that meets all of these parts is made of, each remedy once, the highest figure of each.
pub fn prefilled(meetings: impl IntoIterator<Item = Meeting>) -> Vec<(RemedyKind, Option<Fen>)> {
    let mut items: Vec<(RemedyKind, Option<Fen>)> = vec![];
    for (remedy, amount) in meetings.into_iter().flat_map(|one| one.items) {
        match items.iter_mut().find(|(known, _)| *known == remedy) {
            Some((_, known)) => *known = (*known).max(amount),
            None => items.push((remedy, amount)),
        }
    }
    items
}
