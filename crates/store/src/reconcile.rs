//! Statements of payment providers and banks beside what the house has paid, what buyers paid, and what was paid out to
//! the owners of goods on consignment: what is there, what is there otherwise, what
//! is missing, and what went out of which nobody here knows.
//!
//! The entries lie outside the journal, as they were handed in; the journal notes the digest of the file and what came
//! of it. Nothing counts before the whole file was read, so half a statement leaves nothing behind.

use crate::db::{Connection, Row, Table, Type, Value};
use crate::{Error, Store};
use domain::command::HouseCommand;
use domain::house::{Beside, Reconciled, TakenStatement};
use domain::{Actor, CaseId, Command, Fen, Refusal};

/// One movement of money, as the provider's account saw it; out is negative.
#[derive(Clone, Debug)]
pub struct Movement {
    pub line: u64,
    pub at_ms: i64,
    pub amount: Fen,
    /// The provider's number of it, and ours.
    pub reference: String,
    pub ours: String,
}

/// What the file says in all.
#[derive(Clone, Debug)]
pub struct Stated {
    pub name: String,
    pub sha256: String,
    pub first_ms: i64,
    pub last_ms: i64,
    pub entries: u64,
    pub in_fen: Fen,
    pub out_fen: Fen,
}

/// A statement that was taken, newest first in lists.
#[derive(Clone, Debug)]
pub struct Statement {
    pub stated: Stated,
    pub taken_ms: i64,
    pub found: Reconciled,
}

/// Why a line of a statement, or a payment of ours, is pointed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    Differs,
    Missing,
    Extra,
    /// A buyer's payment that no statement has, one of another amount, and money that came for no order.
    NeverCame,
    CameOtherwise,
    NotSold,
    /// A payout that no statement has, and one of another amount.
    NeverWent,
    WentOtherwise,
}

/// One of them, with what there is of both sides.
#[derive(Clone, Debug)]
pub struct Doubtful {
    pub at_ms: i64,
    /// Where it stands in the file; for a missing one nothing does.
    pub line: Option<i64>,
    pub reference: String,
    pub ours: String,
    /// As the statement has it, and as we have it; out is positive in both.
    pub theirs: Option<Fen>,
    pub paid: Option<Fen>,
    pub case: Option<CaseId>,
}

/// So many of each are shown; the counts are of all.
pub const SHOWN: u32 = 200;

const ENTRIES: Table = Table {
    name: "statement_entries",
    columns: &[
        ("statement", Type::Text),
        ("line", Type::Int),
        ("at_ms", Type::Int),
        ("amount_fen", Type::Int),
        ("reference", Type::Text),
        ("ours", Type::Text),
        ("order_id", Type::Text),
    ],
    conflict: "",
};

/// An entry `e` that is the buyer's payment `i`: by the provider's number, or by the number of the order.
const CAME: &str = "((e.reference <> '' and i.reference = e.reference) or (e.ours <> '' and i.reference = e.ours) \
                    or (e.order_id <> '' and i.order_id = e.order_id))";

/// An entry `e` that is the payout `p`.
const WENT: &str =
    "((e.reference <> '' and p.reference = e.reference) or (e.ours <> '' and p.reference = e.ours))";

/// An entry `e` that is the payment `p`.
const SAME: &str =
    "((e.ours <> '' and p.ours = e.ours) or (e.reference <> '' and p.reference = e.reference))";

impl Store {
    /// Makes room for a statement. One that was taken before is refused; one that broke off is forgotten first.
    pub async fn begin_statement(&self, sha256: &str) -> Result<(), Error> {
        let (reader, wanted) = (self.clone(), sha256.to_owned());
        let taken = self.db().read(move |db| reader.statement_taken(db, &wanted)).await?;
        if taken {
            return Err(Refusal::AlreadyThere.into());
        }
        let sha256 = sha256.to_owned();
        self.keep(move |db| {
            let sql = "delete from statement_entries where statement = $1";
            Ok(db.execute(sql, &[sha256.into()]).map(drop)?)
        })
        .await
    }

    fn statement_taken(&self, db: &mut Connection, sha256: &str) -> Result<bool, Error> {
        let row = db.query_one_opt("select 1 from statements where sha256 = $1", &[sha256.into()])?;
        Ok(row.is_some())
    }

    /// Some of its entries, in one commit; what moved nothing is not kept.
    pub async fn keep_movements(&self, sha256: &str, movements: Vec<Movement>) -> Result<(), Error> {
        let moved = movements.into_iter().filter(|one| one.amount != Fen::ZERO);
        let order = |one: &Movement| match one.ours.as_str() {
            "" => String::new(),
            ours => self.order_id(ours).to_string(),
        };
        let row = |one: Movement| -> Vec<Value> {
            let order = order(&one);
            vec![
                sha256.into(),
                one.line.into(),
                one.at_ms.into(),
                one.amount.0.into(),
                one.reference.into(),
                one.ours.into(),
                order.into(),
            ]
        };
        let rows: Vec<Vec<Value>> = moved.map(row).collect();
        self.keep(move |db| Ok(db.insert_many(&ENTRIES, &rows)?)).await
    }

    /// All of it is there: lays it beside the payments, and notes what came of it.
    pub async fn take_statement(&self, by: &Actor, stated: Stated) -> Result<Reconciled, Error> {
        let (reader, wanted) = (self.clone(), stated.clone());
        let found = self.db().read(move |db| reader.reconciled(db, &wanted)).await?;
        let noted = TakenStatement {
            sha256: stated.sha256.clone(),
            first_ms: stated.first_ms,
            last_ms: stated.last_ms,
            entries: stated.entries,
            in_fen: stated.in_fen,
            out_fen: stated.out_fen,
            found,
        };
        let mut pack = self.pack(domain::SubjectId::house());
        pack.once(&format!("statement:{}", stated.sha256));
        let command = Command::House(HouseCommand::TakeStatement(Box::new(noted)));
        self.execute(by, command, pack.close(), None).await?;
        let row: Vec<Value> = vec![
            stated.sha256.into(),
            stated.name.into(),
            self.now_ms().into(),
            stated.first_ms.into(),
            stated.last_ms.into(),
            stated.entries.into(),
            stated.in_fen.0.into(),
            stated.out_fen.0.into(),
            found.matched.into(),
            found.differs.into(),
            found.missing.into(),
            found.extra.into(),
            found.incoming.matched.into(),
            found.incoming.differs.into(),
            found.incoming.missing.into(),
            found.incoming.extra.into(),
            found.payouts.matched.into(),
            found.payouts.differs.into(),
            found.payouts.missing.into(),
        ];
        self.keep(move |db| {
            let sql = "insert into statements (sha256, name, taken_ms, first_ms, last_ms, entries, in_fen, \
                       out_fen, matched, differs, missing, extra, in_matched, in_differs, in_missing, in_extra, \
                       payout_matched, payout_differs, payout_missing) \
                       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
                       $18, $19) on conflict do nothing";
            Ok(db.execute(sql, &row).map(drop)?)
        })
        .await?;
        Ok(found)
    }

    fn reconciled(&self, db: &mut Connection, stated: &Stated) -> Result<Reconciled, Error> {
        let mut count = |sql: String, values: &[Value]| -> Result<u64, Error> {
            let row = db.query_one_opt(&sql, values)?;
            Ok(row.map_or(Ok(0), |row| row.int(0))? as u64)
        };
        let own = [stated.sha256.as_str().into()];
        let out = "select count(*) from statement_entries e where e.statement = $1 and e.amount_fen < 0";
        let outs = count(out.to_owned(), &own)?;
        let known = format!("{out} and exists (select 1 from payments p where {SAME})");
        let matched = format!(
            "{out} and exists (select 1 from payments p where {SAME} and p.amount_fen = -e.amount_fen)"
        );
        let (known, matched) = (count(known, &own)?, count(matched, &own)?);
        let within = [stated.first_ms.into(), stated.last_ms.into()];
        let missing = format!("select count(*) from payments p where {MISSING}");
        let missing = count(missing, &within)?;
        let mut beside = |entries: &str,
                          table: &str,
                          same: &str,
                          missing: &str|
         -> Result<(u64, Beside), Error> {
            let entries =
                format!("select count(*) from statement_entries e where e.statement = $1 and {entries}");
            let all = count(entries.clone(), &own)?;
            let known = count(format!("{entries} and exists (select 1 from {table} where {same})"), &own)?;
            let of = if entries.contains("> 0") {
                "i.amount_fen = e.amount_fen"
            } else {
                "p.amount_fen = -e.amount_fen"
            };
            let matched =
                count(format!("{entries} and exists (select 1 from {table} where {same} and {of})"), &own)?;
            let missing = count(format!("select count(*) from {table} where {missing}"), &within)?;
            Ok((known, Beside { matched, differs: known - matched, missing, extra: all - known }))
        };
        let (_, incoming) = beside("e.amount_fen > 0", "incoming i", CAME, NEVER_CAME)?;
        let (paid_out, payouts) = beside("e.amount_fen < 0", "payouts p", WENT, NEVER_WENT)?;
        let payouts = Beside { extra: 0, ..payouts };
        let extra = (outs - known).saturating_sub(paid_out);
        Ok(Reconciled { matched, differs: known - matched, missing, extra, incoming, payouts })
    }

    /// Newest first, taken before `before`.
    pub fn statements(
        &self,
        db: &mut Connection,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Statement>, Error> {
        let sql = format!("{STATEMENT} where taken_ms < $1 order by taken_ms desc, sha256 limit $2");
        db.query(&sql, &[before.unwrap_or(i64::MAX).into(), limit.into()])?.iter().map(statement).collect()
    }

    pub fn statement_of(&self, db: &mut Connection, sha256: &str) -> Result<Option<Statement>, Error> {
        let row = db.query_one_opt(&format!("{STATEMENT} where sha256 = $1"), &[sha256.into()])?;
        row.as_ref().map(statement).transpose()
    }

    /// What is to be looked at, as it stands now: a payment that came with a later statement is not missing any more.
    pub fn doubtful(
        &self,
        db: &mut Connection,
        statement: &Statement,
        doubt: Doubt,
    ) -> Result<Vec<Doubtful>, Error> {
        let Stated { sha256, first_ms, last_ms, .. } = &statement.stated;
        let (sql, values): (String, Vec<Value>) = match doubt {
            Doubt::Missing => (
                format!(
                    "select p.at_ms, null, p.reference, p.ours, null, p.amount_fen, p.case_id from payments p \
                     where {MISSING} order by p.at_ms, p.seq limit {SHOWN}"
                ),
                vec![(*first_ms).into(), (*last_ms).into()],
            ),
            Doubt::Extra => (
                format!(
                    "select e.at_ms, e.line, e.reference, e.ours, -e.amount_fen, null, '' from statement_entries e \
                     where e.statement = $1 and e.amount_fen < 0 \
                     and not exists (select 1 from payments p where {SAME}) \
                     and not exists (select 1 from payouts p where {WENT}) order by e.line limit {SHOWN}"
                ),
                vec![sha256.as_str().into()],
            ),
            Doubt::NeverCame => (
                format!(
                    "select i.at_ms, null, i.reference, '', null, i.amount_fen, '' from incoming i \
                     where {NEVER_CAME} order by i.at_ms, i.order_id limit {SHOWN}"
                ),
                vec![(*first_ms).into(), (*last_ms).into()],
            ),
            Doubt::CameOtherwise => (
                format!(
                    "select e.at_ms, e.line, e.reference, e.ours, e.amount_fen, i.amount_fen, '' \
                     from statement_entries e join incoming i on {CAME} \
                     where e.statement = $1 and e.amount_fen > 0 and i.amount_fen <> e.amount_fen \
                     order by e.line limit {SHOWN}"
                ),
                vec![sha256.as_str().into()],
            ),
            Doubt::NotSold => (
                format!(
                    "select e.at_ms, e.line, e.reference, e.ours, e.amount_fen, null, '' from statement_entries e \
                     where e.statement = $1 and e.amount_fen > 0 \
                     and not exists (select 1 from incoming i where {CAME}) order by e.line limit {SHOWN}"
                ),
                vec![sha256.as_str().into()],
            ),
            Doubt::NeverWent => (
                format!(
                    "select p.at_ms, null, p.reference, '', null, p.amount_fen, '' from payouts p \
                     where {NEVER_WENT} order by p.at_ms, p.order_id limit {SHOWN}"
                ),
                vec![(*first_ms).into(), (*last_ms).into()],
            ),
            Doubt::WentOtherwise => (
                format!(
                    "select e.at_ms, e.line, e.reference, e.ours, -e.amount_fen, p.amount_fen, '' \
                     from statement_entries e join payouts p on {WENT} \
                     where e.statement = $1 and e.amount_fen < 0 and p.amount_fen <> -e.amount_fen \
                     order by e.line limit {SHOWN}"
                ),
                vec![sha256.as_str().into()],
            ),
            Doubt::Differs => (
                format!(
                    "select e.at_ms, e.line, e.reference, e.ours, -e.amount_fen, p.amount_fen, p.case_id \
                     from statement_entries e join payments p on {SAME} \
                     where e.statement = $1 and e.amount_fen < 0 and p.amount_fen <> -e.amount_fen \
                     order by e.line limit {SHOWN}"
                ),
                vec![sha256.as_str().into()],
            ),
        };
        db.query(&sql, &values)?.iter().map(doubtful).collect()
    }
}

/// A payment the provider made for us within these times of which no statement says anything.
const MISSING: &str = "p.ours <> '' and p.at_ms >= $1 and p.at_ms <= $2 \
     and not exists (select 1 from statement_entries e where e.ours <> '' and e.ours = p.ours) \
     and not exists (select 1 from statement_entries e where e.reference <> '' and e.reference = p.reference)";

/// What the shop system says a buyer paid, of which no statement says anything.
const NEVER_CAME: &str = "i.at_ms >= $1 and i.at_ms <= $2 \
     and not exists (select 1 from statement_entries e where e.reference <> '' and e.reference = i.reference) \
     and not exists (select 1 from statement_entries e where e.ours <> '' and e.ours = i.reference) \
     and not exists (select 1 from statement_entries e where e.order_id <> '' and e.order_id = i.order_id)";

const NEVER_WENT: &str = "p.at_ms >= $1 and p.at_ms <= $2 \
     and not exists (select 1 from statement_entries e where e.reference <> '' and e.reference = p.reference) \
     and not exists (select 1 from statement_entries e where e.ours <> '' and e.ours = p.reference)";

const STATEMENT: &str = "select sha256, name, taken_ms, first_ms, last_ms, entries, in_fen, out_fen, matched, \
                         differs, missing, extra, in_matched, in_differs, in_missing, in_extra, payout_matched, \
                         payout_differs, payout_missing from statements";

fn statement(row: &Row) -> Result<Statement, Error> {
    let number = |at| row.int(at).map(|number| number as u64);
    Ok(Statement {
        stated: Stated {
            sha256: row.text(0)?.to_owned(),
            name: row.text(1)?.to_owned(),
            first_ms: row.int(3)?,
            last_ms: row.int(4)?,
            entries: number(5)?,
            in_fen: Fen(row.int(6)?),
            out_fen: Fen(row.int(7)?),
        },
        taken_ms: row.int(2)?,
        found: Reconciled {
            matched: number(8)?,
            differs: number(9)?,
            missing: number(10)?,
            extra: number(11)?,
            incoming: Beside {
                matched: number(12)?,
                differs: number(13)?,
                missing: number(14)?,
                extra: number(15)?,
            },
            payouts: Beside { matched: number(16)?, differs: number(17)?, missing: number(18)?, extra: 0 },
        },
    })
}

fn doubtful(row: &Row) -> Result<Doubtful, Error> {
    let case = row.text(6)?;
    Ok(Doubtful {
        at_ms: row.int(0)?,
        line: row.opt_int(1)?,
        reference: row.text(2)?.to_owned(),
        ours: row.text(3)?.to_owned(),
        theirs: row.opt_int(4)?.map(Fen),
        paid: row.opt_int(5)?.map(Fen),
        case: (!case.is_empty()).then(|| CaseId::new(case)),
    })
}
