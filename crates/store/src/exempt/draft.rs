//! What somebody has begun to write and not sent: one sealed row per person, case and form, overwritten as they go.

use crate::content::{open, seal};
use crate::db::Connection;
use crate::{Error, Store};
use domain::{CaseId, UserId};

impl Store {
    /// An empty text forgets the draft.
    pub async fn save_draft(
        &self,
        user: &UserId,
        case: &CaseId,
        form: &str,
        text: &str,
    ) -> Result<(), Error> {
        let key = [user.as_str().into(), case.as_str().into(), form.into()];
        if text.trim().is_empty() {
            let sql = "delete from drafts where user_id = $1 and case_id = $2 and form = $3";
            return self.keep(move |db| Ok(db.execute(sql, &key).map(|_| ())?)).await;
        }
        let sealed = seal(self.keys(), &name(user, case, form), text.as_bytes());
        let now_ms = self.now_ms();
        self.keep(move |db| {
            let [user, case, form] = key;
            db.execute(
                "insert into drafts (user_id, case_id, form, wrapped_key, sealed, at_ms) \
                 values ($1, $2, $3, $4, $5, $6) on conflict (user_id, case_id, form) do update set \
                 wrapped_key = excluded.wrapped_key, sealed = excluded.sealed, at_ms = excluded.at_ms",
                &[user, case, form, sealed.wrapped_key.into(), sealed.sealed.into(), now_ms.into()],
            )?;
            Ok(())
        })
        .await
    }

    pub fn draft(
        &self,
        db: &mut Connection,
        user: &UserId,
        case: &CaseId,
        form: &str,
    ) -> Result<Option<String>, Error> {
        let sql = "select wrapped_key, sealed from drafts where user_id = $1 and case_id = $2 and form = $3";
        let row = db.query_one_opt(sql, &[user.as_str().into(), case.as_str().into(), form.into()])?;
        let Some(row) = row else { return Ok(None) };
        let opened = open(self.keys(), &name(user, case, form), row.bytes(0)?, row.bytes(1)?)?;
        Ok(opened.text().map(str::to_owned))
    }
}

fn name(user: &UserId, case: &CaseId, form: &str) -> String {
    format!("draft:{user}:{case}:{form}")
}
