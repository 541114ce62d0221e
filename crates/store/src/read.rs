//! Opening sealed content, for the house itself: whoever reads gets it by way of `seen`. What is gone by erasure is `None`, never an error: the entry
//! remains and says that something was there. Content of a restricted case stays shut for everybody alike: the
//! question is put to the database with every row, so that no page can forget it.

use crate::content::{Opened, open};
use crate::db::{Connection, Row};
use crate::pack::FILE_MAX;
use crate::{Error, Store};
use domain::ContentRef;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// A row of a case that is restricted and not unsealed at `$1` is as if it were not there.
const OPEN: &str = "select object_id, wrapped_key, sealed from content where not exists \
    (select 1 from guarded where guarded.case_id = substr(content.owner, 6) and guarded.restricted_ms > 0 \
    and guarded.unsealed_ms <= $1)";

impl Store {
    pub(crate) fn open_content(&self, db: &mut Connection, object: &str) -> Result<Option<Opened>, Error> {
        let sql = format!("{OPEN} and content.object_id = $2");
        let row = db.query_one_opt(&sql, &[self.now_ms().into(), object.into()])?;
        row.map(|row| self.open_row(&row)).transpose().map(Option::flatten)
    }

    /// Many objects with one query.
    pub(crate) fn open_all(
        &self,
        db: &mut Connection,
        objects: &[String],
    ) -> Result<HashMap<String, Opened>, Error> {
        let mut opened = HashMap::with_capacity(objects.len());
        for part in objects.chunks(250) {
            let sql = format!("{OPEN} and content.object_id = any($2)");
            for row in db.query(&sql, &[self.now_ms().into(), part.to_vec().into()])? {
                if let Some(content) = self.open_row(&row)? {
                    opened.insert(row.text(0)?.to_owned(), content);
                }
            }
        }
        Ok(opened)
    }

    pub(crate) fn open_text(
        &self,
        db: &mut Connection,
        content: &ContentRef,
    ) -> Result<Option<String>, Error> {
        let opened = self.open_content(db, &content.object)?;
        Ok(opened.and_then(|opened| opened.text().map(str::to_owned)))
    }

    pub(crate) fn open_record<T: DeserializeOwned>(
        &self,
        db: &mut Connection,
        content: &ContentRef,
    ) -> Result<Option<T>, Error> {
        Ok(self.open_content(db, &content.object)?.and_then(|opened| record(&opened)))
    }

    /// What `seen` has decided on; it knows which words stay readable in a restricted case.
    pub(crate) fn open_decided(
        &self,
        db: &mut Connection,
        objects: &[String],
    ) -> Result<HashMap<String, Opened>, Error> {
        let sql = "select object_id, wrapped_key, sealed from content where object_id = any($1)";
        let mut opened = HashMap::with_capacity(objects.len());
        for part in objects.chunks(250) {
            for row in db.query_in(sql, part)? {
                if let Some(content) = self.open_row(&row)? {
                    opened.insert(row.text(0)?.to_owned(), content);
                }
            }
        }
        Ok(opened)
    }

    pub(crate) fn open_row(&self, row: &Row) -> Result<Option<Opened>, Error> {
        let id = row.text(0)?;
        let sealed = match row.opt_bytes(2)? {
            Some(sealed) => Some(sealed.to_vec()),
            None => self.0.objects.get(id, FILE_MAX)?,
        };
        sealed.map(|sealed| open(self.keys(), id, row.bytes(1)?, &sealed).map_err(Error::from)).transpose()
    }
}

pub(crate) fn record<T: DeserializeOwned>(opened: &Opened) -> Option<T> {
    serde_json::from_slice(opened.bytes()).ok()
}
