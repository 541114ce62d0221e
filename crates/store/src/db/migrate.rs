//! Bringing a database to the schema this program knows, forward only.
//!
//! A migration is a number, a name and up to three texts: one for both databases and one for each
//! where they differ. Each runs in its own transaction together with its row in `migrations`.

use super::{Connection, DbError, Result};

pub struct Migration {
    pub number: i64,
    pub name: &'static str,
    pub both: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

/// In order, never renumbered, never edited after a release.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "content",
        both: include_str!("../../migrations/0001_content.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        number: 2,
        name: "house",
        both: include_str!("../../migrations/0002_house.sql"),
        sqlite: include_str!("../../migrations/0002_house.sqlite.sql"),
        postgres: include_str!("../../migrations/0002_house.postgres.sql"),
    },
    Migration {
        number: 6,
        name: "privacy",
        both: include_str!("../../migrations/0006_privacy.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        number: 7,
        name: "statements",
        both: include_str!("../../migrations/0007_statements.sql"),
        sqlite: "",
        postgres: "",
    },
];

const RECORD: &str = "create table if not exists migrations (number bigint primary key, name text not null, applied_ms bigint not null)";

/// Refuses a database that a newer program has already changed.
pub fn migrate(db: &mut Connection, migrations: &[Migration], now_ms: i64) -> Result<()> {
    in_turn(db, |db| db.batch(RECORD))?;
    for migration in migrations {
        in_turn(db, |db| apply(db, migration, migrations, now_ms))?;
    }
    Ok(())
}

/// Two processes may start at once; the second waits and then finds the work done.
fn in_turn(db: &mut Connection, work: impl FnOnce(&mut Connection) -> Result<()>) -> Result<()> {
    db.begin()?;
    let done = db.take_write_lock().and_then(|()| work(db)).and_then(|()| db.commit());
    if done.is_err() {
        let _ = db.rollback();
    }
    done
}

fn apply(db: &mut Connection, migration: &Migration, known: &[Migration], now_ms: i64) -> Result<()> {
    let reached = reached(db)?;
    refuse_newer(reached, known)?;
    if migration.number <= reached {
        return Ok(());
    }
    db.batch(&rowid_keys(db, migration.both))?;
    db.batch(if db.is_sqlite() { migration.sqlite } else { migration.postgres })?;
    db.execute(
        "insert into migrations (number, name, applied_ms) values ($1, $2, $3)",
        &[migration.number.into(), migration.name.into(), now_ms.into()],
    )?;
    Ok(())
}

/// SQLite keeps a table in the order of its one number key, without a second tree, when the column is
/// declared `integer`; PostgreSQL's `integer` would be too small.
fn rowid_keys(db: &Connection, sql: &str) -> String {
    if db.is_sqlite() { sql.replace("bigint primary key", "integer primary key") } else { sql.to_owned() }
}

fn reached(db: &mut Connection) -> Result<i64> {
    let row = db.query_one_opt("select coalesce(max(number), 0) from migrations", &[])?;
    row.map_or(Ok(0), |row| row.int(0))
}

fn refuse_newer(found: i64, migrations: &[Migration]) -> Result<()> {
    let known = migrations.iter().map(|migration| migration.number).max().unwrap_or(0);
    if found > known {
        return Err(DbError::NewerSchema { found, known });
    }
    Ok(())
}
