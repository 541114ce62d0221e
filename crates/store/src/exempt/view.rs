//! Who looked at what: one row per actor, object and ten minutes, so that reading is logged without slowing.

use crate::{Error, Store};

const SLOT_MS: i64 = 600_000;

impl Store {
    pub async fn viewed(&self, actor: &str, object: &str) -> Result<(), Error> {
        let slot_ms = self.now_ms() / SLOT_MS * SLOT_MS;
        let row = [actor.into(), object.into(), slot_ms.into()];
        let sql = "insert into views (actor, object, slot_ms) values ($1, $2, $3) on conflict do nothing";
        self.keep(move |db| Ok(db.execute(sql, &row).map(|_| ())?)).await
    }
}
