//! What ties cases together is what their entries and their content say, no more and no less.

use super::Look;
use super::subjects::Folded;
use crate::Error;
use crate::db::Connection;
use crate::ties::{Tied, is_reachable};
use domain::State;
use std::collections::{BTreeMap, BTreeSet};

pub fn of_page(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    let tied =
        |folded: &'_ Folded| -> bool { matches!(folded.state, Some(State::Case(_) | State::Order(_))) };
    let all: Vec<Tied> = page.values().filter(|folded| tied(folded)).map(Folded::tied).collect();
    let store = look.store.clone();
    for amiss in store.ties_amiss(db, &all)? {
        let missing: BTreeSet<&str> = amiss.missing.iter().map(|(_, kind, _)| *kind).collect();
        let left: BTreeSet<&str> = amiss.left.iter().map(|(_, kind)| kind.as_str()).collect();
        let owner = Some(amiss.owner.as_str());
        if !missing.is_empty() {
            let (count, kinds) = (amiss.missing.len(), listed(missing));
            let what = format!("it should be found by {count} things and is not ({kinds}); run reindex");
            look.findings.add("tie_missing", owner, None, what);
        }
        if !left.is_empty() {
            let (count, kinds) = (amiss.left.len(), listed(left));
            let what =
                format!("it is found by {count} things that nothing in it says ({kinds}); run reindex");
            look.findings.add("tie_left", owner, None, what);
        }
        for order in amiss.uncited {
            let what = format!("{order} does not name it among its cases; run reindex");
            look.findings.add("tie_missing", owner, None, what);
        }
    }
    Ok(())
}

impl Folded {
    fn tied(&self) -> Tied<'_> {
        let is_reachable = self.state.as_ref().is_none_or(is_reachable);
        Tied { owner: self.subject.as_str(), is_reachable, sources: &self.sources }
    }
}

fn listed(kinds: BTreeSet<&str>) -> String {
    kinds.into_iter().collect::<Vec<_>>().join(", ")
}
