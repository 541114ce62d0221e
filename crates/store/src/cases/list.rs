//! Lists by keyset over `queue`: a page costs the same however many cases there are. Every named view, alone or
//! with one filter, walks one index; where two conditions share none, at most [`SCAN_MAX`] rows are looked at.

use super::view::{Cursor, Filter, Query, View};
use crate::db::{Connection, DbError, Row as DbRow, Value};
use crate::record::Brief;
use crate::{Error, Store};

pub(super) const SCAN_MAX: i64 = 10_000;
pub(super) const SOON_MS: i64 = 4 * 3_600_000;
pub(super) const COLUMNS: &str = "seq, case_id, number, stage, kind, grade, class, merchant, owner, open, waiting, unread, \
                           due_ms, clock, from_ms, filed_ms, updated_ms, brief, score, asked_ms";

#[derive(Clone, Debug)]
pub struct Row {
    pub seq: i64,
    pub case_id: String,
    pub number: String,
    pub stage: String,
    pub kind: String,
    pub grade: String,
    pub class: String,
    pub merchant: String,
    pub owner: String,
    pub open: bool,
    pub waiting: bool,
    pub unread: bool,
    pub due_ms: Option<i64>,
    pub clock: String,
    /// When that clock began.
    pub from_ms: i64,
    pub filed_ms: i64,
    pub updated_ms: i64,
    pub score: Option<i64>,
    /// Until when the shop itself has to do something.
    pub asked_ms: Option<i64>,
    /// As others than the customer may read it.
    pub brief: Brief,
    pub(super) brief_object: String,
}

#[derive(Clone, Debug, Default)]
pub struct Page {
    pub rows: Vec<Row>,
    pub next: Option<Cursor>,
    /// The search for rows was given up before the end; narrower conditions find more.
    pub cut: bool,
}

/// The text of a list query and its values; apart so that a test can ask both databases for its plan.
pub fn statement(query: &Query, now_ms: i64) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![];
    let mut bind = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let by_due = query.view != View::All;
    let mut parts = vec![];
    if query.view == View::Asked {
        parts.push("asked_ms > 0".to_owned());
    } else if by_due {
        parts.push("open = 1".to_owned());
    }
    let at = if query.view == View::Asked { "asked_ms" } else { "due_ms" };
    match query.view {
        View::Mine => {
            parts.push(format!("owner = {}", bind(query.me.as_ref().map_or("-", |me| me.as_str()).into())))
        }
        View::Unassigned => parts.push("owner = ''".to_owned()),
        View::Waiting => parts.push("waiting = 1".to_owned()),
        View::Breached => parts.push(format!("due_ms < {}", bind(now_ms.into()))),
        View::DueSoon => {
            let (from, to) = (bind(now_ms.into()), bind((now_ms + SOON_MS).into()));
            parts.push(format!("due_ms >= {from} and due_ms < {to}"));
        }
        View::Open | View::Asked | View::All => {}
    }
    if let Some(cursor) = query.cursor {
        parts.push(if by_due {
            let (due, seq) = (bind(cursor.due_ms.into()), bind(cursor.seq.into()));
            format!("({at}, seq) > ({due}, {seq})")
        } else {
            format!("seq < {}", bind(cursor.seq.into()))
        });
    }
    let mut filters = vec![];
    if let Some(filter) = &query.filter {
        filters.push(format!("{} = {}", filter.column(), bind(filter.value().into())));
    }
    if let Some(only) = &query.only {
        filters.push(format!("merchant = {}", bind(only.as_str().into())));
    }
    let order = if by_due { format!("{at}, seq") } else { "seq desc".to_owned() };
    let limit = query.limit as i64 + 1;
    let sql = if shares_index(query) {
        parts.extend(filters);
        let condition =
            if parts.is_empty() { String::new() } else { format!("where {}", parts.join(" and ")) };
        format!("select {COLUMNS} from queue {condition} order by {order} limit {limit}")
    } else {
        let condition = if parts.is_empty() { "1 = 1".into() } else { parts.join(" and ") };
        format!(
            "select {COLUMNS} from (select {COLUMNS} from queue where {condition} order by {order} limit {SCAN_MAX}) q \
             where {} order by {order} limit {limit}",
            filters.join(" and ")
        )
    };
    (sql, values)
}

/// Whether one index serves the view together with its filter.
fn shares_index(query: &Query) -> bool {
    let filters = usize::from(query.filter.is_some()) + usize::from(query.only.is_some());
    match query.view {
        // One shop's; without one nothing is left out, and all that is asked of anybody is put in order.
        View::Asked => query.filter.is_none(),
        View::All | View::Open | View::DueSoon | View::Breached => filters <= 1,
        View::Mine | View::Unassigned | View::Waiting => filters == 0,
    }
}

impl Store {
    pub fn list(&self, db: &mut Connection, query: &Query) -> Result<Page, Error> {
        if let Some(text) = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            return self.found(db, query, text);
        }
        let (sql, values) = statement(query, self.now_ms());
        let rows = db.query(&sql, &values)?;
        let rows: Vec<Row> = rows.iter().map(row).collect::<Result<_, DbError>>()?;
        let mut page = page(rows, query.limit, query.view);
        page.cut = page.rows.len() < query.limit && self.looks_too_far(db, query)?;
        self.open_briefs(db, &mut page.rows)?;
        Ok(page)
    }

    /// Whether the looking ended before the view did.
    fn looks_too_far(&self, db: &mut Connection, query: &Query) -> Result<bool, Error> {
        if shares_index(query) {
            return Ok(false);
        }
        let view = Query { filter: None, only: None, limit: SCAN_MAX as usize - 1, ..query.clone() };
        let (sql, values) = statement(&view, self.now_ms());
        let sql = format!("select count(*) from ({}) looked", sql.replace(COLUMNS, "seq"));
        Ok(db.query_one_opt(&sql, &values)?.map_or(Ok(0), |row| row.int(0))? == SCAN_MAX)
    }

    /// How many a view holds, at most a hundred: more is "99+".
    pub fn bounded_count(&self, db: &mut Connection, query: &Query) -> Result<u32, Error> {
        let (sql, values) = statement(&Query { limit: 99, cursor: None, ..query.clone() }, self.now_ms());
        let sql = format!(
            "select count(*) from ({}) counted",
            sql.replace(COLUMNS, "seq, due_ms, merchant, owner, kind, grade, asked_ms")
        );
        Ok(db.query_one_opt(&sql, &values)?.map_or(Ok(0), |row| row.int(0))? as u32)
    }

    pub(super) fn open_briefs(&self, db: &mut Connection, rows: &mut [Row]) -> Result<(), Error> {
        let objects: Vec<String> = rows.iter().map(|row| row.brief_object.clone()).collect();
        let opened = self.open_all(db, &objects)?;
        for row in rows {
            let content = opened.get(&row.brief_object);
            let brief: Option<Brief> =
                content.and_then(|content| serde_json::from_slice(content.bytes()).ok());
            row.brief = brief.map(|brief| self.brief_shown(&brief)).unwrap_or_default();
        }
        Ok(())
    }
}

pub(super) fn page(mut rows: Vec<Row>, limit: usize, view: View) -> Page {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| Cursor { due_ms: row.place_ms(view), seq: row.seq });
    Page { rows, next, cut: false }
}

pub(super) fn row(row: &DbRow) -> Result<Row, DbError> {
    let text = |column| row.text(column).map(str::to_owned);
    let flag = |column| row.int(column).map(|number| number == 1);
    let due_ms = row.int(12)?;
    Ok(Row {
        seq: row.int(0)?,
        case_id: text(1)?,
        number: text(2)?,
        stage: text(3)?,
        kind: text(4)?,
        grade: text(5)?,
        class: text(6)?,
        merchant: text(7)?,
        owner: text(8)?,
        open: flag(9)?,
        waiting: flag(10)?,
        unread: flag(11)?,
        due_ms: (due_ms < crate::door::NEVER_MS).then_some(due_ms),
        clock: text(13)?,
        from_ms: row.int(14)?,
        filed_ms: row.int(15)?,
        updated_ms: row.int(16)?,
        score: row.opt_int(18)?,
        asked_ms: Some(row.int(19)?).filter(|at_ms| *at_ms > 0),
        brief: Brief::default(),
        brief_object: text(17)?,
    })
}

impl Row {
    /// Where it stands among the others of its list.
    pub fn sort_due_ms(&self) -> i64 {
        self.due_ms.unwrap_or(crate::door::NEVER_MS)
    }
    fn place_ms(&self, view: View) -> i64 {
        if view == View::Asked { self.asked_ms.unwrap_or_default() } else { self.sort_due_ms() }
    }
    /// Whether a hit of the search belongs to the view it was asked in.
    pub(super) fn belongs(&self, query: &Query, now_ms: i64) -> bool {
        let due = self.sort_due_ms();
        let in_view = match query.view {
            View::All => true,
            View::Open => self.open,
            View::Asked => self.asked_ms.is_some(),
            View::Mine => self.open && query.me.as_ref().is_some_and(|me| me.as_str() == self.owner),
            View::Unassigned => self.open && self.owner.is_empty(),
            View::DueSoon => self.open && (now_ms..now_ms + SOON_MS).contains(&due),
            View::Breached => self.open && due < now_ms,
            View::Waiting => self.open && self.waiting,
        };
        let in_filter = query.filter.as_ref().is_none_or(|filter| {
            let column = match filter {
                Filter::Kind(_) => &self.kind,
                Filter::Grade(_) => &self.grade,
                Filter::Merchant(_) => &self.merchant,
                Filter::Owner(_) => &self.owner,
            };
            column == filter.value()
        });
        let allowed = query.only.as_ref().is_none_or(|merchant| merchant.as_str() == self.merchant);
        in_view && in_filter && allowed
    }
}
