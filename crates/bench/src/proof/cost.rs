//! What signing costs the product: the same commands through the same door, in a house that signs as the program does,
//! and in one that never signs. Entries are hashed and chained in both; `bare` takes that out, too.

use super::ground::{Ground, Result, by, closed, open};
use super::sides::{Sides, TURNS, sealed, unsealed};
use crate::table::Table;
use std::ops::Range;
use store::Store;
use store::door::Telling;
use tempfile::TempDir;

const GROUP: usize = 64;

/// The house that was signed, with all that was written: first one by one, then in groups.
pub struct Written {
    pub folder: TempDir,
    pub singles: usize,
}

/// So many commits in a turn; in groups a fifth of them, which is about as long.
pub async fn measure(table: &mut Table, ground: &Ground, commits: usize) -> Result<Written> {
    let groups_of_turn = commits.div_ceil(5);
    let folders = [ground.copy()?, ground.copy()?];
    let [with, without] = [open(folders[0].path()).await?, open(folders[1].path()).await?];
    let mut singles = Sides { entries: TURNS * commits, ..Sides::default() };
    for turn in 0..TURNS {
        let range = turn * commits..(turn + 1) * commits;
        singles.without += unsealed(one_by_one(ground, &without, range.clone())).await?;
        singles.with += sealed(&with, one_by_one(ground, &with, range)).await?;
    }
    let mut groups = Sides { entries: TURNS * groups_of_turn * GROUP, ..Sides::default() };
    for _ in 0..TURNS {
        groups.without += unsealed(in_groups(ground, &without, groups_of_turn)).await?;
        groups.with += sealed(&with, in_groups(ground, &with, groups_of_turn)).await?;
    }
    let names = ["signed each second", "never signed"];
    singles.add(table, "entries, single commits", names, 0.8);
    groups.add(table, "entries, groups of 64", names, 0.95);
    drop((with, without));
    let [folder, _] = folders;
    closed(folder.path()).await?;
    Ok(Written { folder, singles: singles.entries })
}

async fn one_by_one(ground: &Ground, store: &Store, range: Range<usize>) -> Result<()> {
    for at in range {
        let (command, parcel) = ground.note(store, at);
        store.execute(&by(), command, parcel, None).await.map_err(|error| error.detail())?;
    }
    Ok(())
}

async fn in_groups(ground: &Ground, store: &Store, groups: usize) -> Result<()> {
    for _ in 0..groups {
        let errands = (0..GROUP).map(|at| ground.errand(store, at)).collect();
        let refused = store.execute_all(errands, Telling::AsAlways).await.map_err(|error| error.detail())?;
        if let Some(refused) = refused.first() {
            return Err(refused.detail().into());
        }
    }
    Ok(())
}
