//! What content lies there of one owner.

use super::mark_of;
use crate::Error;
use crate::db::Connection;

/// The ids of an owner's objects. They begin with its mark, so no index of owners is needed.
pub fn objects_of(db: &mut Connection, owner: &str) -> Result<Vec<String>, Error> {
    let mark = mark_of(owner);
    let sql = "select object_id from content where object_id >= $1 and object_id <= $2 and owner = $3";
    let rows = db.query(sql, &[mark.as_str().into(), format!("{mark}zzzzzzzzzz").into(), owner.into()])?;
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}
