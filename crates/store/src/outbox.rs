//! What is to leave the house, and what became of it.

use crate::db::{Connection, Row};
use crate::{Error, Store};
use domain::SubjectId;
use domain::event::Via;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How telling one of ours ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudged {
    Done,
    /// Nobody tries it any more; it stands on the page of what could not be sent.
    Dead,
}

#[derive(Clone, Debug)]
pub struct Outgoing {
    pub id: String,
    pub seq: i64,
    pub subject: SubjectId,
    /// `tell`, `nudge`, `pay`, `order`, `paper` or `climb`; `party` of a nudge is whom it tells.
    pub kind: String,
    pub party: String,
    pub template: String,
    /// Of a paper the offer it is about, of a climb the rung.
    pub remedy: String,
    pub via: String,
    pub state: String,
    pub next_ms: i64,
    pub attempts: i64,
    pub code: String,
}

const COLUMNS: &str = "id, seq, subject, kind, party, template, remedy, via, state, next_ms, attempts, code";

impl Store {
    /// Due now, oldest first, from entries before `sealed`; whatever has waited for the seal longer than `wait_ms`
    /// as well.
    pub fn outbox_due(
        &self,
        db: &mut Connection,
        kind: &str,
        sealed: i64,
        wait_ms: i64,
        limit: u32,
    ) -> Result<Vec<Outgoing>, Error> {
        let sql = format!(
            "select {COLUMNS} from outbox where state = 'due' and kind = $1 and next_ms <= $2 \
             and (seq < $3 or next_ms <= $4) order by next_ms, seq limit {limit}"
        );
        let now_ms = self.now_ms();
        let values = [kind.into(), now_ms.into(), sealed.into(), (now_ms - wait_ms).into()];
        db.query(&sql, &values)?.iter().map(outgoing).collect()
    }

    /// A row whose reason has gone, such as a refund proven by hand meanwhile.
    pub async fn settle_outbox(&self, id: &str) -> Result<(), Error> {
        let id = id.to_owned();
        self.keep(move |db| {
            Ok(db.execute("update outbox set state = 'done' where id = $1", &[id.into()]).map(|_| ())?)
        })
        .await
    }

    /// Counted before it is sent: whoever finds a row that was begun asks first what became of it, also when the
    /// process that began it died before it heard.
    pub async fn begin_outbox(&self, id: &str) -> Result<(), Error> {
        let id = id.to_owned();
        self.keep(move |db| {
            Ok(db
                .execute("update outbox set attempts = attempts + 1 where id = $1", &[id.into()])
                .map(|_| ())?)
        })
        .await
    }

    /// Telling one of ours what waits for them is no part of a case, so what became of it stands here alone.
    pub async fn nudge_again(&self, id: &str, at_ms: i64, via: Option<Via>, code: &str) -> Result<(), Error> {
        let values = [id.into(), at_ms.into(), via.map(Via::word).into(), code.into()];
        self.keep(move |db| {
            let sql = "update outbox set attempts = attempts + 1, next_ms = $2, via = coalesce($3, via), code = $4 \
                       where id = $1 and state = 'due'";
            Ok(db.execute(sql, &values).map(|_| ())?)
        })
        .await
    }

    pub async fn nudge_over(&self, id: &str, state: Nudged, code: &str) -> Result<(), Error> {
        let state = match state {
            Nudged::Done => "done",
            Nudged::Dead => "dead",
        };
        let values = [id.into(), state.into(), code.into()];
        self.keep(move |db| {
            let sql = "update outbox set state = $2, code = $3 where id = $1 and state = 'due'";
            Ok(db.execute(sql, &values).map(|_| ())?)
        })
        .await
    }

    /// Sets a row that gave up due again. It stands beside the journal like every other state of a row: what follows,
    /// the sending and its answer, are entries of the case again. False when it had not given up.
    pub async fn send_again(&self, id: &str) -> Result<bool, Error> {
        let (id, now_ms) = (id.to_owned(), self.now_ms());
        let changed = Arc::new(AtomicBool::new(false));
        let done = changed.clone();
        self.keep(move |db| {
            let sql = "update outbox set state = 'due', attempts = 0, via = '', next_ms = $2 \
                       where id = $1 and state = 'dead'";
            done.store(db.execute(sql, &[id.into(), now_ms.into()])? == 1, Ordering::SeqCst);
            Ok(())
        })
        .await?;
        Ok(changed.load(Ordering::SeqCst))
    }

    /// What gave up, newest first.
    pub fn outbox_dead(&self, db: &mut Connection, limit: u32) -> Result<Vec<Outgoing>, Error> {
        let sql =
            format!("select {COLUMNS} from outbox where state = 'dead' order by seq desc limit {limit}");
        db.query(&sql, &[])?.iter().map(outgoing).collect()
    }

    /// What people were told or are to be told, newest first.
    pub fn told(&self, db: &mut Connection, limit: u32) -> Result<Vec<Outgoing>, Error> {
        let sql = format!("select {COLUMNS} from outbox where kind = 'tell' order by seq desc limit {limit}");
        db.query(&sql, &[])?.iter().map(outgoing).collect()
    }

    pub fn outbox_of(&self, db: &mut Connection, subject: &SubjectId) -> Result<Vec<Outgoing>, Error> {
        let sql = format!("select {COLUMNS} from outbox where subject = $1 order by seq");
        db.query(&sql, &[subject.as_str().into()])?.iter().map(outgoing).collect()
    }

    pub fn outgoing(&self, db: &mut Connection, id: &str) -> Result<Option<Outgoing>, Error> {
        let sql = format!("select {COLUMNS} from outbox where id = $1");
        db.query_one_opt(&sql, &[id.into()])?.as_ref().map(outgoing).transpose()
    }

    /// Subjects whose clock has struck, earliest first.
    pub fn ticks_due(&self, db: &mut Connection, limit: u32) -> Result<Vec<SubjectId>, Error> {
        let sql = format!("select subject from deadlines where tick_ms <= $1 order by tick_ms limit {limit}");
        let rows = db.query(&sql, &[self.now_ms().into()])?;
        rows.iter()
            .map(|row| SubjectId::parse(row.text(0)?).ok_or(Error::Damaged("a deadline has no subject")))
            .collect()
    }

    /// A subject whose tick failed is looked at again later, so that it never blocks the rest.
    pub async fn push_tick_on(&self, subject: &SubjectId, by_ms: i64) -> Result<(), Error> {
        let values = [subject.as_str().into(), (self.now_ms() + by_ms).into()];
        self.keep(move |db| {
            db.execute("update deadlines set tick_ms = $2 where subject = $1", &values)?;
            Ok(())
        })
        .await
    }

    /// When the earliest clock strikes or message falls due; for tests and for a house at rest.
    pub fn next_due_ms(&self, db: &mut Connection) -> Result<Option<i64>, Error> {
        let sql = "select min(at) from (select min(tick_ms) as at from deadlines union all \
                   select min(next_ms) as at from outbox where state = 'due') due";
        Ok(db.query_one_opt(sql, &[])?.map_or(Ok(None), |row| row.opt_int(0))?)
    }
}

fn outgoing(row: &Row) -> Result<Outgoing, Error> {
    let text = |column| row.text(column).map(str::to_owned);
    Ok(Outgoing {
        id: text(0)?,
        seq: row.int(1)?,
        subject: SubjectId::parse(row.text(2)?).ok_or(Error::Damaged("an outgoing row has no subject"))?,
        kind: text(3)?,
        party: text(4)?,
        template: text(5)?,
        remedy: text(6)?,
        via: text(7)?,
        state: text(8)?,
        next_ms: row.int(9)?,
        attempts: row.int(10)?,
        code: text(11)?,
    })
}
