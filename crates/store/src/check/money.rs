//! The books: every account has what its postings make and no more or less than it may, every transfer has two sides,
//! and all of it together is zero.

use super::Look;
use super::subjects::{Folded, listed};
use crate::Error;
use crate::db::{Connection, Row, Value};
use crate::door::{account_row, claim_rows, consignment_row, incoming_rows, payments_of, payout_rows};
use domain::account::{self, Account};
use domain::order::Order;
use domain::{Case, OrderId, State};
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub fn of_page(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    for folded in page.values() {
        match &folded.state {
            Some(State::Account(account)) => one(look, db, folded, account)?,
            Some(State::Case(case)) => {
                claims(look, db, folded, case)?;
                payments(look, db, folded, case)?;
            }
            _ => {}
        }
    }
    sales(look, db, page)
}

fn one(look: &mut Look, db: &mut Connection, folded: &Folded, account: &Account) -> Result<(), Error> {
    let (subject, name) = (Some(folded.subject.as_str()), folded.subject.id());
    let sql = "select cast(coalesce(sum(amount_fen), 0) as bigint) from postings where account = $1";
    let row = db.query_one_opt(sql, &[name.into()])?;
    let posted = row.map_or(Ok(0), |row| row.int(0))?;
    if posted != account.posted.0 {
        let what = format!("its postings make {posted} fen, its state has {}", account.posted.0);
        look.findings.add("account_disagrees", subject, None, what);
    }
    let sql = "select account, kind, posted_fen, held_fen from accounts where account = $1";
    let row = db.query_one_opt(sql, &[name.into()])?;
    if row.as_ref().map(|row| row.values()) != Some(&account_row(&folded.subject, account)[..]) {
        look.findings.add("account_disagrees", subject, None, "the list of accounts has it otherwise");
    }
    let id = folded.subject.account().ok_or(Error::Damaged("an account has no name"))?;
    if !account::allows(&id, account.posted, account.available()) {
        let what = format!(
            "it has {} fen, {} of it free, which it may not",
            account.posted.0,
            account.available().0
        );
        look.findings.add("account_out_of_bounds", subject, None, what);
    }
    Ok(())
}

fn claims(look: &mut Look, db: &mut Connection, folded: &Folded, case: &Case) -> Result<(), Error> {
    let wanted = claim_rows(case);
    if wanted.is_empty() {
        return Ok(());
    }
    let sql = "select case_id, claim, debtor, merchant, raised_ms, amount_fen, left_fen from claims \
               where case_id = $1 order by length(claim), claim";
    let rows = db.query(sql, &[case.id.as_str().into()])?;
    if !rows.iter().map(|row| row.values()).eq(wanted.iter().map(Vec::as_slice)) {
        let what = "the list of claims has its claims otherwise";
        look.findings.add("claim_disagrees", Some(folded.subject.as_str()), None, what);
    }
    Ok(())
}

fn payments(look: &mut Look, db: &mut Connection, folded: &Folded, case: &Case) -> Result<(), Error> {
    let sql = "select remedy, amount_fen, reference from payments where case_id = $1";
    let one = |row: &Row| -> Result<_, Error> {
        Ok((row.text(0)?.to_owned(), row.int(1)?, row.text(2)?.to_owned()))
    };
    let rows: Result<BTreeSet<_>, Error> =
        db.query(sql, &[case.id.as_str().into()])?.iter().map(one).collect();
    if rows? != payments_of(case).into_iter().collect() {
        let what = "the list of payments has its payments otherwise";
        look.findings.add("payment_disagrees", Some(folded.subject.as_str()), None, what);
    }
    Ok(())
}

/// What buyers paid, what owners of goods are to have, and what was paid out to them.
fn sales(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    let orders: Vec<(OrderId, &Order)> = page.values().filter_map(order).collect();
    if orders.is_empty() {
        return Ok(());
    }
    let ids = listed(orders.iter().map(|(id, _)| id.to_string()));
    let money = "order_id, nth, at_ms, amount_fen, reference";
    let mut rows = |columns: &str, table: &str| -> Result<HashMap<String, Vec<Vec<Value>>>, Error> {
        let sql = format!("select {columns} from {table} where order_id = any($1) order by 1, 2");
        let mut kept: HashMap<String, Vec<Vec<Value>>> = HashMap::new();
        for row in db.query(&sql, std::slice::from_ref(&ids))? {
            kept.entry(row.text(0)?.to_owned()).or_default().push(row.values().to_vec());
        }
        Ok(kept)
    };
    let (incoming, payouts) = (rows(money, "incoming")?, rows(money, "payouts")?);
    let consigned = rows("order_id, due_ms, net_fen, left_fen", "consignments")?;
    for (id, order) in orders {
        let of = |kept: &HashMap<String, Vec<Vec<Value>>>| kept.get(id.as_str()).cloned().unwrap_or_default();
        let fits = of(&incoming) == incoming_rows(&id, order)
            && of(&payouts) == payout_rows(&id, order)
            && of(&consigned) == consignment_row(&id, order).into_iter().collect::<Vec<_>>();
        if !fits {
            let what = "the lists of what came in and is to be paid out have it otherwise";
            look.findings.add("sale_disagrees", Some(id.subject().as_str()), None, what);
        }
    }
    Ok(())
}

fn order(folded: &Folded) -> Option<(OrderId, &Order)> {
    match &folded.state {
        Some(State::Order(order)) => Some((OrderId::new(folded.subject.id()), order)),
        _ => None,
    }
}

pub fn check(look: &mut Look, db: &mut Connection) -> Result<(), Error> {
    let sql = "select transfer, entry from postings group by transfer, entry \
               having sum(amount_fen) <> 0 or count(*) <> 2 limit 100";
    for row in db.query(sql, &[])? {
        let what = format!("transfer {} has not two sides that make zero", row.text(0)?);
        look.findings.add("transfer_unbalanced", None, Some(row.int(1)? as u64), what);
    }
    let sum = look.store.ledger_sum(db)?;
    if sum != 0 {
        let what = format!("all postings together make {sum} fen, not zero");
        look.findings.add("ledger_unbalanced", None, None, what);
    }
    Ok(())
}
