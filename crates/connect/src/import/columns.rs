//! Which column of a file holds what: by its name, or by the map the clerk gives.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Problems;
use super::table::{Row, Table};

/// One field of ours and the names it goes by elsewhere, our own first. Compared without case, spaces and marks.
pub type Field = (&'static str, &'static [&'static str]);

/// `--map`: a TOML file with tables `complaints`, `orders`, `consignments`, `parcels` and `balances`, each
/// `our_field = "their column"`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Map {
    pub complaints: BTreeMap<String, String>,
    pub orders: BTreeMap<String, String>,
    pub consignments: BTreeMap<String, String>,
    pub parcels: BTreeMap<String, String>,
    pub balances: BTreeMap<String, String>,
}

impl Map {
    pub fn parse(file: &str, toml: &str) -> Result<Self, Problems> {
        toml::from_str(toml).map_err(|e| Problems::whole_file(file, format!("not a column map: {e}")))
    }
}

/// Where each of our fields stands in one file.
pub struct Columns {
    at: BTreeMap<&'static str, usize>,
}

impl Columns {
    pub fn find(table: &Table, fields: &[Field], map: &BTreeMap<String, String>) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut whole = |words: String| problems.add_all(Problems::whole_file(table.file, words));
        for unknown in map.keys().filter(|name| fields.iter().all(|(ours, _)| ours != name)) {
            let ours: Vec<&str> = fields.iter().map(|(ours, _)| *ours).collect();
            whole(format!("the map names “{unknown}”, which is none of {}", ours.join(", ")));
        }
        let mut at = BTreeMap::new();
        for (ours, names) in fields {
            match columns_of(table, ours, names, map)[..] {
                [] if map.contains_key(*ours) => {
                    whole(format!("the map puts {ours} in “{}”, but there is no such column", map[*ours]));
                }
                [] => {}
                [column] => drop(at.insert(*ours, column)),
                [one, other, ..] => {
                    let (one, other) = (&table.header[one], &table.header[other]);
                    whole(format!("both “{one}” and “{other}” could be {ours}; say which with a column map"));
                }
            }
        }
        problems.none_or(Self { at })
    }

    pub fn has(&self, field: &str) -> bool {
        self.at.contains_key(field)
    }

    pub fn place(&self, field: &str) -> Option<usize> {
        self.at.get(field).copied()
    }

    /// The text of a field, `None` when there is no such column or nothing in it.
    pub fn text<'r>(&self, row: &'r Row, field: &str) -> Option<&'r str> {
        self.place(field).and_then(|c| row.cells.get(c)).map(String::as_str).filter(|text| !text.is_empty())
    }

    pub fn owned(&self, row: &Row, field: &str) -> Option<String> {
        self.text(row, field).map(str::to_owned)
    }
}

fn columns_of(table: &Table, ours: &str, names: &[&str], map: &BTreeMap<String, String>) -> Vec<usize> {
    let header = table.header.iter().enumerate();
    match map.get(ours) {
        Some(theirs) => header.filter(|(_, name)| *name == theirs).map(|(c, _)| c).collect(),
        None => {
            // A column the map gives to another field is taken.
            let free = header.filter(|(_, name)| !map.values().any(|theirs| theirs == *name));
            free.filter(|(_, name)| names.contains(&plain(name).as_str())).map(|(c, _)| c).collect()
        }
    }
}

/// `Order No.` and `order-no` are one name.
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
