//! A changes rows and files that follow from the journal.

use super::By::{Database as A, Key as B, Operator as C};
use super::looks::Look::{Doctor, Receipts, Stamp, Verifier, Witness};
use super::{Way, forge, never, way};
use journal::Hash;
use serde_json::value::RawValue;
use std::fs;

pub fn ways() -> Vec<Way> {
    [subjects(), lists(), money(), content(), files(), looks()].into_iter().flatten().collect()
}

fn row(what: &'static str, sql: &'static str) -> Way {
    way("row", A, what, &[Doctor], move |scene| scene.sql(sql))
}

fn subjects() -> Vec<Way> {
    vec![
        row("a case's version is raised", "update subjects set version = version + 1 where id like 'case:%'"),
        row("a case has an entry less", "update subjects set entries = entries - 1 where id like 'case:%'"),
        row(
            "a case names another last entry",
            "update subjects set head = zeroblob(32) where id like 'case:%'",
        ),
        row(
            "a case has the state of another",
            "update subjects set state = (select state from subjects where id like 'order:%') where id like 'case:%'",
        ),
        row("a case's row is deleted", "delete from subjects where id like 'case:%'"),
        row(
            "a subject is made up",
            "insert into subjects select 'case:madeup', version, entries, 999999, head, state from subjects \
             where id like 'case:%' limit 1",
        ),
        row("the head row says one entry more", "update head set size = size + 1"),
    ]
}

fn lists() -> Vec<Way> {
    vec![
        row("a case is given to somebody else in the list", "update queue set owner = 'nobody'"),
        row("a case is hidden from the list", "delete from queue"),
        row("a case is shown as decided", "update queue set stage = 'closed', open = 0"),
        row("a due time is put off", "update queue set due_ms = due_ms + 86400000"),
        row("a clock is stopped", "delete from deadlines"),
        row("a clock strikes later", "update deadlines set tick_ms = tick_ms + 86400000"),
    ]
}

fn money() -> Vec<Way> {
    vec![
        row(
            "a posting is raised",
            "update postings set amount_fen = amount_fen + 1 where account = 'goodwill'",
        ),
        row(
            "a posting is moved to another account",
            "update postings set account = 'outside', seq = seq + 1000000 where account = 'goodwill'",
        ),
        row(
            "a posting is given another name",
            "update postings set transfer = 'x' where account = 'goodwill'",
        ),
        row(
            "an account is shown fuller",
            "update accounts set posted_fen = posted_fen + 1 where account = 'goodwill'",
        ),
        row("an account is left out of the list", "delete from accounts where account = 'goodwill'"),
        row("a posting is deleted", "delete from postings where account = 'goodwill'"),
        row("a handler becomes a manager", "update staff set role = 'manager'"),
        row("a handler disappears", "delete from staff"),
    ]
}

fn content() -> Vec<Way> {
    vec![
        way("content", A, "what was said is deleted", &[Doctor, Verifier], |scene| {
            scene.sql("delete from content where sealed is not null");
        }),
        way("content", A, "what was said is exchanged for other words", &[Doctor, Verifier], |scene| {
            scene.sql(
                "update content set sealed = (select sealed from content where sealed is not null limit 1) \
                 where sealed is not null",
            );
        }),
        way("content", A, "the key of a text is exchanged", &[Doctor, Verifier], |scene| {
            scene.sql("update content set wrapped_key = (select wrapped_key from content limit 1)");
        }),
        way("content", A, "a text is cut off", &[Doctor, Verifier], |scene| {
            scene.sql(
                "update content set sealed = substr(sealed, 1, length(sealed) - 1) where sealed is not null",
            );
        }),
    ]
}

fn files() -> Vec<Way> {
    vec![
        way("file", A, "photos are deleted", &[Doctor, Verifier], |scene| {
            scene.files().iter().for_each(|file| fs::remove_file(file).expect("deleted"));
        }),
        way("file", A, "one byte of each photo is changed", &[Doctor, Verifier], |scene| {
            for file in scene.files() {
                let mut bytes = fs::read(&file).expect("read");
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                fs::write(&file, bytes).expect("written");
            }
        }),
        way("file", A, "the photos of two cases are exchanged", &[Doctor, Verifier], |scene| {
            let files = scene.files();
            let (one, other) = (&files[0], &files[files.len() - 1]);
            let bytes = fs::read(one).expect("read");
            fs::copy(other, one).expect("copied");
            fs::write(other, bytes).expect("written");
        }),
        way("file", A, "photos are cut off", &[Doctor, Verifier], |scene| {
            for file in scene.files() {
                let bytes = fs::read(&file).expect("read");
                fs::write(&file, &bytes[..bytes.len() / 2]).expect("written");
            }
        }),
    ]
}

/// Rows of the hours whose root stands in the journal.
const ROOTED: &str = "slot_ms < (select max(slot_ms) - 3600000 from views)";

fn looks() -> Vec<Way> {
    let look = |what, sql: String| way("look", A, what, &[Doctor], move |scene| scene.sql(&sql));
    vec![
        look("a look is deleted from the read log", format!("delete from views where {ROOTED} and actor = 'staff:lei'")),
        look("all looks of an hour are deleted", format!("delete from views where {ROOTED}")),
        look(
            "a look is given to somebody else",
            format!("update views set actor = 'staff:eve' where {ROOTED} and actor = 'staff:lei'"),
        ),
        look("a look is dated back by a minute", format!("update views set at_ms = at_ms - 60000 where {ROOTED}")),
        look("a look is given to another case", format!("update views set case_id = 'another' where {ROOTED}")),
        look(
            "a look is made up afterwards",
            "insert into views select case_id, slot_ms, item, how, 'staff:eve', role, at_ms, id from views \
             order by slot_ms limit 1"
                .into(),
        ),
        look(
            "a look is made up in an hour in which nobody looked",
            "insert into views select case_id, slot_ms - 7200000, item, how, actor, role, at_ms - 7200000, id \
             from views order by slot_ms limit 1"
                .into(),
        ),
        way("look", B, "looks are deleted, their root changed and all signed anew", &[Receipts, Witness, Stamp], |scene| {
            scene.sql(&format!("delete from views where {ROOTED}"));
            forge::rewrite(scene, Some(&scene.base.signer()), |entries| {
                let rooted = entries.iter_mut().find(|entry| entry.kind() == "access_rooted").expect("a root");
                let mut event: serde_json::Value = serde_json::from_str(rooted.event.get()).expect("JSON");
                event["access"]["rows"] = 0.into();
                event["access"]["root"] = Hash::of(b"").to_string().into();
                rooted.event = RawValue::from_string(event.to_string()).expect("JSON");
            });
        }),
        never("look", A, "a look newer than the last hourly root is deleted", NEWER, |scene| {
            scene.sql("delete from views where slot_ms = (select max(slot_ms) from views)");
        }),
        never("look", A, "a look newer than the last hourly root is altered", NEWER, |scene| {
            scene.sql("update views set actor = 'staff:eve' where slot_ms = (select max(slot_ms) from views)");
        }),
        never("look", C, "the program is changed so that it does not write a look down", UNWRITTEN, |_| {}),
    ]
}

const NEWER: &str = "newer than the last hourly root: only the database holds it yet";
const UNWRITTEN: &str = "what is never written down leaves no trace here";
