//! What only we know of the pieces of a case: how each came to us, what was read from it, and where else it turned up.
//! What people said of a piece stands in the timeline, and is read there as each reader may read it.

use crate::collect::{Collected, LIKE_PICTURE, SAME_FILE, near_bands};
use crate::content::{Opened, lookup};
use crate::db::Connection;
use crate::seen::{Thing, sees};
use crate::{Error, Store};
use domain::case::{Case, Evidence};
use domain::{Actor, CaseId, ContentRef, SubjectId};
use media::{Facts, Look};
use std::collections::HashMap;

#[derive(Clone, Debug, Default)]
pub struct Dossier {
    pub record: Option<Collected>,
    /// What was read from the file, as it was written down then.
    pub facts: Option<Facts>,
    /// Other cases in which the very same file was shown. Never told to the parties.
    pub elsewhere: Vec<CaseId>,
    /// Other cases with a picture that looks like this one.
    pub alike: Vec<CaseId>,
}

impl Store {
    /// By the id of each piece this reader sees.
    pub fn dossiers(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
    ) -> Result<HashMap<String, Dossier>, Error> {
        self.dossiers_of(db, case, by, &case.evidence)
    }

    /// Of these pieces alone.
    pub fn dossiers_of(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
        items: &[Evidence],
    ) -> Result<HashMap<String, Dossier>, Error> {
        let seen: Vec<&Evidence> = items.iter().filter(|item| sees(case, item, by)).collect();
        let things = seen.iter().flat_map(|item| [Thing::Record(item), Thing::Facts(item)]);
        let opened = self.open_all_for(db, case, by, &things.collect::<Vec<_>>())?;
        let mut dossiers: HashMap<String, Dossier> = HashMap::new();
        for item in seen {
            let dossier = Dossier {
                record: item.record.as_ref().and_then(|content| record(&opened, content)),
                facts: item.facts.as_ref().and_then(|content| record(&opened, content)),
                elsewhere: vec![],
                alike: vec![],
            };
            dossiers.insert(item.id.clone(), dossier);
        }
        self.elsewhere(db, case, &mut dossiers)?;
        for dossier in dossiers.values_mut() {
            dossier.alike = self.alike(db, case, dossier)?;
        }
        Ok(dossiers)
    }

    /// The same bytes in another case are found by a keyed digest, which says nothing to whoever has only the table.
    fn elsewhere(
        &self,
        db: &mut Connection,
        case: &Case,
        dossiers: &mut HashMap<String, Dossier>,
    ) -> Result<(), Error> {
        let token = |dossier: &Dossier| {
            dossier.record.as_ref().map(|record| lookup(self.keys(), SAME_FILE, &record.sha256))
        };
        let tokens: Vec<String> = dossiers.values().filter_map(token).collect();
        if tokens.is_empty() {
            return Ok(());
        }
        let mut found: HashMap<String, Vec<CaseId>> = HashMap::new();
        for row in
            db.query_in("select token, owner from lookups where token = any($1) order by owner", &tokens)?
        {
            let owner = SubjectId::parse(row.text(1)?).and_then(|subject| subject.case());
            if let Some(other) = owner.filter(|other| *other != case.id) {
                found.entry(row.text(0)?.to_owned()).or_default().push(other);
            }
        }
        for dossier in dossiers.values_mut() {
            dossier.elsewhere =
                token(dossier).and_then(|token| found.get(&token).cloned()).unwrap_or_default();
        }
        Ok(())
    }

    /// Few bits apart, by the facts of the other picture: a shared quarter alone says little.
    fn alike(&self, db: &mut Connection, case: &Case, dossier: &Dossier) -> Result<Vec<CaseId>, Error> {
        let Some(look) = dossier.facts.as_ref().and_then(|facts| facts.look) else { return Ok(vec![]) };
        let near = near_bands(look).into_iter();
        let tokens: Vec<String> = near.map(|band| lookup(self.keys(), LIKE_PICTURE, &band)).collect();
        let sql = "select distinct owner from lookups where token = any($1) order by owner limit 50";
        let mut alike = vec![];
        for row in db.query_in(sql, &tokens)? {
            let Some(other) = SubjectId::parse(row.text(0)?).and_then(|subject| subject.case()) else {
                continue;
            };
            let known = other == case.id || dossier.elsewhere.contains(&other);
            if !known && self.has_picture_like(db, &other, look)? {
                alike.push(other);
            }
        }
        Ok(alike)
    }

    fn has_picture_like(&self, db: &mut Connection, case: &CaseId, look: Look) -> Result<bool, Error> {
        let Some(loaded) = self.case(db, case)? else { return Ok(false) };
        let facts = loaded.case.evidence.iter().filter_map(|item| item.facts.as_ref());
        let opened = self.open_all(db, &facts.map(|content| content.object.clone()).collect::<Vec<_>>())?;
        let looks =
            opened.values().filter_map(|facts| serde_json::from_slice::<Facts>(facts.bytes()).ok()?.look);
        Ok(looks.into_iter().any(|other| other.is_like(look)))
    }
}

fn record<T: serde::de::DeserializeOwned>(
    opened: &HashMap<String, Opened>,
    content: &ContentRef,
) -> Option<T> {
    serde_json::from_slice(opened.get(&content.object)?.bytes()).ok()
}
