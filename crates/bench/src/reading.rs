//! Pages as a handler's browser gets them, one at a time, over one connection.

use crate::corpus::Chance;
use crate::http::{Client, get};
use crate::served::{House, Served};
use crate::stopwatch::{self, Times};
use std::io;

/// Every case, newest first: a page of fifty.
const QUEUE: &str = "/desk?view=all";
const CASE: &str = "/desk/cases/";
/// 破损, two characters that one complaint in ten holds.
const SEARCH: &str = "/desk?view=all&q=%E7%A0%B4%E6%8D%9F";
const LOOKS: usize = 400;

pub struct Pages {
    pub queue: Option<Times>,
    /// Cases nobody has looked at since they were written, and the same a second time.
    pub first_look: Option<Times>,
    pub case: Option<Times>,
    pub search: Option<Times>,
    /// What the case page asks for when it is there: closed cases like it, and the same matter elsewhere.
    pub similar: Option<Times>,
    pub matter: Option<Times>,
}

pub async fn measure(house: &House, served: &Served, token: &str) -> io::Result<Pages> {
    let mut client = Client::connect(&served.address).await?;
    let ids = some_cases(house, LOOKS)?;
    let cases: Vec<String> = ids.iter().map(|id| format!("{CASE}{id}")).collect();
    let beside = |what: &str| cases.iter().map(|case| format!("{case}/{what}")).collect::<Vec<_>>();
    Ok(Pages {
        queue: times(&mut client, token, &[QUEUE.to_owned()]).await?,
        first_look: times(&mut client, token, &cases).await?,
        case: times(&mut client, token, &cases).await?,
        search: times(&mut client, token, &[SEARCH.to_owned()]).await?,
        similar: times(&mut client, token, &beside("similar")).await?,
        matter: times(&mut client, token, &beside("matter")).await?,
    })
}

/// Waits until everything is signed: a house that was just filled has its whole past to sign, and nobody would measure
/// pages while somebody else reads every entry of a year.
pub async fn signed(house: &House) -> io::Result<()> {
    let behind = || -> rusqlite::Result<bool> {
        let db = rusqlite::Connection::open(house.dir.join("redress.db"))?;
        let sql = "select size > (select coalesce(max(size), 0) from checkpoints) from head";
        db.query_row(sql, [], |row| row.get(0))
    };
    while behind().map_err(io::Error::other)? {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    Ok(())
}

/// None where the program has no such page.
async fn times(client: &mut Client, token: &str, paths: &[String]) -> io::Result<Option<Times>> {
    let mut times = Times::default();
    let Some(first) = paths.first() else { return Ok(None) };
    if client.ask(&get(first, token)).await?.status != 200 {
        return Ok(None);
    }
    for path in paths.iter().cycle().take(LOOKS) {
        let request = get(path, token);
        let before = stopwatch::now();
        let answer = client.ask(&request).await?;
        times.push(before.elapsed());
        if answer.status != 200 {
            return Err(io::Error::other(format!("{path} answered {}", answer.status)));
        }
    }
    Ok(Some(times))
}

/// Cases from everywhere in the house, not only the newest that lie in every cache.
fn some_cases(house: &House, count: usize) -> io::Result<Vec<String>> {
    let pick = || -> rusqlite::Result<Vec<String>> {
        let db = rusqlite::Connection::open(house.dir.join("redress.db"))?;
        let (first, last): (i64, i64) =
            db.query_row("select min(seq), max(seq) from queue", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut select = db.prepare("select case_id from queue where seq >= ?1 order by seq limit 1")?;
        let mut chance = Chance::of(7);
        (0..count)
            .map(|_| {
                select.query_row([first + chance.below((last - first + 1) as usize) as i64], |row| row.get(0))
            })
            .collect()
    };
    pick().map_err(io::Error::other)
}
