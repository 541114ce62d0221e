//! What proof costs and what it yields: entries committed with tree and signing against the same without, the audit of
//! a whole journal, one inclusion, the size of a proof, the map of heads.

mod bare;
mod cost;
mod ground;
mod million;
mod sides;

use crate::table::Table;
use std::error::Error;

/// Commits of a turn: several seconds on a quiet disk.
const COMMITS: usize = 1_500;

/// `quick` takes a tenth of the commits.
pub async fn all(table: &mut Table, entries: u64, quick: bool) -> Result<(), Box<dyn Error>> {
    let ground = ground::Ground::lay(ground::CASES).await?;
    let written = cost::measure(table, &ground, if quick { COMMITS / 10 } else { COMMITS }).await?;
    bare::measure(table, &ground, &written).await?;
    million::measure(table, entries).await
}
