//! PostgreSQL: one connection driven by the thread that uses it.
//!
//! Each connection owns a single-threaded runtime and polls its socket only while a query runs. So
//! it needs no background task, costs no thread switch per query, and works from any blocking
//! thread, with or without a runtime around it (but not from inside an async function).
//!
//! LIMIT: the connection is not encrypted (`NoTls`); use a Unix socket, loopback or a private net.

mod numeric;
mod values;

use super::insert::{Column, Table};
use super::{Access, DbError, Result, Row, Value};
use futures::future::try_join_all;
use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Config, NoTls, Statement};
use values::read_row;

type Driver = Pin<Box<dyn Future<Output = ()> + Send>>;
type Parameters<'a> = Vec<&'a (dyn ToSql + Sync)>;

pub struct Postgres {
    client: Client,
    driver: Option<Driver>,
    statements: HashMap<String, Statement>,
    in_transaction: bool,
    /// Taken only in `drop`.
    runtime: Option<Runtime>,
}

/// LIMIT: a program that builds ever new SQL texts would fill the server's memory; ours are few.
const MAX_STATEMENTS: usize = 500;

const SESSION: &str =
    "set jit = off; set lock_timeout = '10s'; set client_min_messages = warning; set timezone = 'UTC';";

impl Postgres {
    pub fn open(config: &Config, access: Access) -> Result<Postgres> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let mut config = config.clone();
        config.application_name("redress").connect_timeout(Duration::from_secs(10));
        let (client, connection) = runtime.block_on(config.connect(NoTls))?;
        let driver: Driver = Box::pin(async move {
            let _ = connection.await;
        });
        let mut opened = Postgres {
            client,
            driver: Some(driver),
            statements: HashMap::new(),
            in_transaction: false,
            runtime: Some(runtime),
        };
        opened.batch(SESSION)?;
        if access == Access::Read {
            opened.batch("set default_transaction_read_only = on")?;
        }
        Ok(opened)
    }

    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let statement = self.statement(sql, &values.iter().map(Value::pg_type).collect::<Vec<_>>())?;
        let parameters: Parameters = values.iter().map(|value| value as _).collect();
        let rows = drive(&self.runtime, &mut self.driver, self.client.query(&statement, &parameters))?;
        rows.iter().map(read_row).collect()
    }

    pub fn query_once(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let parameters: Vec<_> =
            values.iter().map(|value| (value as &(dyn ToSql + Sync), value.pg_type())).collect();
        let rows = drive(&self.runtime, &mut self.driver, self.client.query_typed(sql, &parameters))?;
        rows.iter().map(read_row).collect()
    }

    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let statement = self.statement(sql, &values.iter().map(Value::pg_type).collect::<Vec<_>>())?;
        let parameters: Parameters = values.iter().map(|value| value as _).collect();
        drive(&self.runtime, &mut self.driver, self.client.execute(&statement, &parameters))
    }

    pub fn insert_many(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<()> {
        let columns = table.columns_of(rows)?;
        let statement = self.statement(&table.postgres_sql(), &[])?;
        let parameters: Parameters = columns.iter().map(Column::parameter).collect();
        drive(&self.runtime, &mut self.driver, self.client.execute(&statement, &parameters))?;
        Ok(())
    }

    /// Sent one behind the other without waiting: one round trip for all tables.
    pub fn insert_all(&mut self, inserts: &[(&Table, &[Vec<Value>])]) -> Result<()> {
        let mut ready = Vec::with_capacity(inserts.len());
        for (table, rows) in inserts {
            ready.push((self.statement(&table.postgres_sql(), &[])?, table.columns_of(rows)?));
        }
        let client = &self.client;
        let requests = ready.iter().map(|(statement, columns)| async move {
            let parameters: Parameters = columns.iter().map(Column::parameter).collect();
            client.execute(statement, &parameters).await
        });
        drive(&self.runtime, &mut self.driver, try_join_all(requests))?;
        Ok(())
    }

    /// One statement for all of them, with one array per column.
    pub fn exchange_bytes(
        &mut self,
        table: &str,
        key: &str,
        column: &str,
        rows: &[(i64, Vec<u8>, Vec<u8>)],
    ) -> Result<u64> {
        let sql = format!(
            "update {table} t set {column} = n.fresh \
             from unnest($1::bigint[], $2::bytea[], $3::bytea[]) as n (id, old, fresh) \
             where t.{key} = n.id and t.{column} = n.old"
        );
        let statement = self.statement(&sql, &[])?;
        let ids: Vec<i64> = rows.iter().map(|row| row.0).collect();
        let old: Vec<&[u8]> = rows.iter().map(|row| row.1.as_slice()).collect();
        let fresh: Vec<&[u8]> = rows.iter().map(|row| row.2.as_slice()).collect();
        let parameters: Parameters = vec![&ids, &old, &fresh];
        drive(&self.runtime, &mut self.driver, self.client.execute(&statement, &parameters))
    }

    pub fn batch(&mut self, sql: &str) -> Result<()> {
        drive(&self.runtime, &mut self.driver, self.client.batch_execute(sql))
    }

    pub fn transaction(&mut self, sql: &str, open_after: bool) -> Result<()> {
        self.batch(sql)?;
        self.in_transaction = open_after;
        Ok(())
    }

    pub fn in_transaction(&self) -> bool {
        self.in_transaction
    }

    pub fn is_lost(&self) -> bool {
        self.driver.is_none() || self.client.is_closed()
    }

    /// The types of the first call fix the parameters, so that `$1` means BIGINT and never int4.
    fn statement(&mut self, sql: &str, types: &[Type]) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= MAX_STATEMENTS {
            self.statements.clear();
        }
        let prepared = drive(&self.runtime, &mut self.driver, self.client.prepare_typed(sql, types))?;
        self.statements.insert(sql.to_owned(), prepared.clone());
        Ok(prepared)
    }
}

/// Dropping a runtime waits for its threads, which an async caller must not do; this one has none.
impl Drop for Postgres {
    fn drop(&mut self) {
        self.driver = None;
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Polls the request and the socket together until the request is answered.
fn drive<T>(
    runtime: &Option<Runtime>,
    driver: &mut Option<Driver>,
    request: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
) -> Result<T> {
    let runtime = runtime.as_ref().expect("the runtime lives as long as the connection");
    let mut request = pin!(request);
    let answer = runtime.block_on(poll_fn(|context| {
        if let Poll::Ready(answer) = request.as_mut().poll(context) {
            return Poll::Ready(answer);
        }
        if driver.as_mut().is_some_and(|driver| driver.as_mut().poll(context).is_ready()) {
            *driver = None;
        }
        request.as_mut().poll(context)
    }));
    answer.map_err(|error| {
        let error = DbError::from(error);
        if matches!(error, DbError::ConnectionLost(_)) {
            *driver = None;
        }
        error
    })
}
