//! The newest map of heads against the rows and entries it was made from.

use super::Look;
use crate::Error;
use crate::heads::{gather, newest};
use domain::SubjectId;

pub fn check(look: &mut Look) -> Result<(), Error> {
    let store = look.store.clone();
    let found = store.0.db.read_blocking(|db| {
        db.in_one_look(|db| {
            let Some(mapped) = newest(db, u64::MAX)? else { return Ok(None) };
            let fits = gather(&store, db, mapped.named.size)?.is(&mapped.named);
            Ok::<_, Error>((!fits).then_some(mapped))
        })
    })?;
    if let Some(mapped) = found {
        let what = format!("the map of heads of {} is not that of the rows and entries", mapped.named.day);
        look.findings.add("heads_disagree", Some(SubjectId::house().as_str()), Some(mapped.seq), what);
    }
    Ok(())
}
