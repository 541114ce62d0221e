//! Signed-in sessions: the token is in the cookie, its keyed hash here, so that a stolen database opens no door.

use crate::content::{lookup, random_id};
use crate::db::Connection;
use crate::{Error, Store};
use domain::UserId;

/// Twelve hours: a working day with its overtime.
const LIFE_MS: i64 = 12 * 3_600_000;

#[derive(Clone, Debug)]
pub struct Session {
    pub user: UserId,
    pub until_ms: i64,
}

impl Store {
    /// Answers the token for the cookie.
    pub async fn begin_session(&self, user: &UserId) -> Result<String, Error> {
        let secret = random_id();
        let (token, now_ms, user) = (self.session_key(&secret), self.now_ms(), user.to_string());
        self.keep(move |db| {
            db.execute("delete from sessions where until_ms < $1", &[now_ms.into()])?;
            db.execute(
                "insert into sessions (token, user_id, made_ms, until_ms) values ($1, $2, $3, $4)",
                &[token.into(), user.into(), now_ms.into(), (now_ms + LIFE_MS).into()],
            )?;
            Ok(())
        })
        .await?;
        Ok(secret)
    }

    pub fn session(&self, db: &mut Connection, secret: &str) -> Result<Option<Session>, Error> {
        let sql = "select user_id, until_ms from sessions where token = $1 and until_ms > $2";
        let row = db.query_one_opt(sql, &[self.session_key(secret).into(), self.now_ms().into()])?;
        row.map(|row| Ok(Session { user: UserId::new(row.text(0)?), until_ms: row.int(1)? })).transpose()
    }

    pub async fn end_session(&self, secret: &str) -> Result<(), Error> {
        let token = self.session_key(secret);
        self.keep(move |db| {
            Ok(db.execute("delete from sessions where token = $1", &[token.into()]).map(|_| ())?)
        })
        .await
    }

    /// After a new password, or when an administrator says so.
    pub async fn end_sessions_of(&self, user: &UserId) -> Result<(), Error> {
        let user = user.to_string();
        self.keep(move |db| {
            Ok(db.execute("delete from sessions where user_id = $1", &[user.into()]).map(|_| ())?)
        })
        .await
    }

    fn session_key(&self, secret: &str) -> String {
        lookup(self.keys(), "session", secret)
    }
}
