//! The given files, each read and put under its kind.

use std::collections::BTreeMap;

use super::super::columns::Columns;
use super::super::table::{self, Table};
use super::super::{Map, Problems, Source};
use super::files::{Kind, is_field, recognise};

pub struct File<'a> {
    pub table: Table<'a>,
    pub columns: Columns,
}

pub type Files<'a> = BTreeMap<Kind, File<'a>>;

/// The files by kind, and the names of those that are none of ours.
pub fn sort<'a>(sources: &[Source<'a>], map: &Map) -> Result<(Files<'a>, Vec<String>), Problems> {
    let (mut files, mut ignored, mut problems) = (Files::new(), Vec::new(), Problems::default());
    for source in sources {
        let table = match table::read(*source) {
            Ok(mut table) => {
                problems.add_all(std::mem::take(&mut table.problems));
                table
            }
            Err(wrong) => {
                problems.add_all(wrong);
                continue;
            }
        };
        let Some((kind, columns)) = recognise(&table, map)? else {
            ignored.push(source.file.to_owned());
            continue;
        };
        if let Some(other) = files.insert(kind, File { table, columns }) {
            let words =
                format!("looks like {kind:?}, and so does {}; give each kind in one file", other.table.file);
            problems.add_all(Problems::whole_file(source.file, words));
        }
    }
    for (ours, theirs) in &map.orders {
        let used = is_field(ours) && files.values().any(|f| f.table.header.contains(theirs));
        if !used {
            let words =
                format!("the map puts {ours} in “{theirs}”, which is no field and column of these files");
            problems.add_all(Problems::whole_file("orders", words));
        }
    }
    problems.none_or((files, ignored))
}
