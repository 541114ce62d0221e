//! A changes the journal, the tree and what was signed; B signs anew.

use super::By::{Database as A, Key as B};
use super::looks::Look::{Doctor, Receipts, Scrub, Sealer, Stamp, Verifier, Witness};
use super::scene::Scene;
use super::{Way, forge, way};
use journal::note::generate;
use journal::{Checkpoint, Entry};
use serde_json::value::RawValue;
use std::fs;

pub fn ways() -> Vec<Way> {
    [entries(), rewritten(), tree(), checkpoints(), lock_and_keys()].into_iter().flatten().collect()
}

/// The place of the n-th entry of the case that everybody looks at.
fn place(scene: &Scene, no: u64) -> i64 {
    let sql = "select place from leaves where seq = (select since from subjects where id = ?1)";
    let first: i64 = scene
        .database()
        .query_row(sql, [scene.base.case.subject().as_str()], |row| row.get(0))
        .expect("the case");
    first + no as i64
}

fn is_ours(scene: &Scene, entry: &Entry) -> bool {
    entry.subject == scene.base.case.subject().as_str()
}

fn entries() -> Vec<Way> {
    vec![
        way("entry", A, "one byte of a signed entry is changed", &[Doctor, Scrub, Verifier], |scene| {
            let place = place(scene, 1);
            scene.sql(&format!(
                "update journal set entry = cast(substr(entry, 1, 40) || x'ff' || substr(entry, 42) as blob) \
                 where place = {place}"
            ));
        }),
        way("entry", A, "one entry takes the place of another", &[Doctor, Verifier], |scene| {
            let (one, other) = (place(scene, 1), place(scene, 2));
            scene.sql(&format!(
                "update journal set entry = (select entry from journal where place = {other}) where place = {one}"
            ));
        }),
        way("entry", A, "an entry is deleted from the middle", &[Doctor, Verifier], |scene| {
            let place = place(scene, 2);
            scene.sql(&format!("delete from journal where place = {place}"));
        }),
        way("entry", A, "an entry and its leaf are deleted", &[Doctor, Scrub, Verifier], |scene| {
            let place = place(scene, 2);
            scene.sql(&format!(
                "delete from journal where place = {place}; delete from leaves where place = {place}"
            ));
        }),
        way(
            "entry",
            A,
            "the signed end is cut off and the head row lowered",
            &[Doctor, Sealer, Receipts, Witness],
            |scene| {
                let keep = scene.base.seen.size - 4;
                scene.sql(&format!(
                    "delete from journal where place in (select place from leaves where seq >= {keep}); \
                 delete from leaves where seq >= {keep}; delete from checkpoints where size > {keep}; \
                 update head set size = {keep}"
                ));
            },
        ),
        way("entry", A, "an entry is written past the door", &[Doctor], |scene| {
            let db = scene.database();
            let sql = "select l.seq, l.place, j.entry, l.leaf from leaves l join journal j on j.place = l.place \
                       order by l.seq desc limit 1";
            let (seq, place, entry): (i64, i64, Vec<u8>) =
                db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("the last");
            let mut forged =
                Entry::parse(&store::packed::unpack(&entry).expect("unpacked")).expect("an entry");
            forged.prev = journal::leaf_hash(&forged.encode().expect("bytes"));
            (forged.seq, forged.no) = (forged.seq + 1, forged.no + 1);
            let bytes = forged.encode().expect("bytes");
            let stored = [&[0], &bytes[..]].concat();
            db.execute("insert into journal values (?1, ?2)", rusqlite::params![place + 1, stored])
                .expect("in");
            let leaf = journal::leaf_hash(&bytes).0;
            db.execute("insert into leaves values (?1, ?2, ?3)", rusqlite::params![seq + 1, place + 1, leaf])
                .expect("in");
            db.execute("update head set size = size + 1", []).expect("raised");
        }),
        way("entry", A, "leaves are exchanged with each other", &[Doctor, Scrub], |scene| {
            scene.sql("update leaves set leaf = (select leaf from leaves where seq = 3) where seq = 4");
        }),
    ]
}

type Edit = fn(&Scene, &mut Vec<Entry>);

/// The whole journal made to fit: without the key the checkpoints betray it, with the key only people outside.
fn rewritten() -> Vec<Way> {
    let edits: [(&str, &str, Edit); 5] = [
        ("the actor of an entry is another", "the same, all signed anew: another actor", |scene, entries| {
            let ours = entries.iter_mut().find(|one| is_ours(scene, one) && one.no == 1).expect("it");
            ours.by = "staff:mallory".into();
        }),
        ("an entry is dated back by a day", "the same, all signed anew: dated back", |scene, entries| {
            let ours = entries.iter_mut().find(|one| is_ours(scene, one) && one.no == 1).expect("it");
            ours.at_ms -= 86_400_000;
        }),
        (
            "an entry commits to other content",
            "the same, all signed anew: other content",
            |scene, entries| {
                let ours = entries.iter_mut().rfind(|one| {
                    is_ours(scene, one)
                        && one.seq < scene.base.seen.size
                        && one.event.get().contains("commitment")
                });
                let ours = ours.expect("it");
                let event = ours.event.get();
                let at = event.find("\"commitment\":\"").expect("a commitment") + 14;
                let other = format!("{}{}{}", &event[..at], "0".repeat(64), &event[at + 64..]);
                ours.event = RawValue::from_string(other).expect("JSON");
            },
        ),
        (
            "what happened is called otherwise",
            "the same, all signed anew: another event",
            |scene, entries| {
                let ours =
                    entries.iter_mut().rfind(|one| is_ours(scene, one) && one.kind() == "noted").expect("it");
                let event = ours.event.get().replacen("\"noted\"", "\"said\"", 1);
                ours.event = RawValue::from_string(event).expect("JSON");
            },
        ),
        (
            "two entries of a case change places",
            "the same, all signed anew: another order",
            |scene, entries| {
                let places: Vec<usize> =
                    (0..entries.len()).filter(|at| is_ours(scene, &entries[*at])).collect();
                let (one, other) = (places[places.len() - 2], places[places.len() - 3]);
                let event = entries[one].event.clone();
                entries[one].event = entries[other].event.clone();
                entries[other].event = event;
            },
        ),
    ];
    let mut ways = vec![];
    for (what, signed, edit) in edits {
        ways.push(way("entry", A, what, &[Doctor, Sealer, Verifier, Receipts, Witness], move |scene| {
            forge::rewrite(scene, None, |entries| edit(scene, entries));
        }));
        ways.push(way("entry", B, signed, &[Receipts, Witness, Stamp], move |scene| {
            let signer = scene.base.signer();
            forge::rewrite(scene, Some(&signer), |entries| edit(scene, entries));
        }));
    }
    ways
}

fn tree() -> Vec<Way> {
    vec![
        way("tree", A, "the root of a tile is changed", &[Doctor, Sealer, Receipts], |scene| {
            scene.sql("update tree set hash = zeroblob(32)");
        }),
        way("tree", A, "the root of a tile is deleted", &[Doctor, Sealer], |scene| {
            scene.sql("delete from tree");
        }),
        way("tree", A, "a leaf hash is flipped, as by a failing disk", &[Doctor, Scrub], |scene| {
            scene.sql("update leaves set leaf = cast(x'00' || substr(leaf, 2) as blob) where seq = 7");
        }),
    ]
}

fn checkpoints() -> Vec<Way> {
    vec![
        way("checkpoint", A, "a checkpoint is altered", &[Doctor, Verifier], |scene| {
            scene.sql("update checkpoints set note = replace(note, 'redress/', 'redress.')");
        }),
        way("checkpoint", A, "an older checkpoint stands in the place of the newest", &[Doctor], |scene| {
            scene.sql(
                "update checkpoints set note = (select note from checkpoints order by size limit 1) \
                 where size = (select max(size) from checkpoints)",
            );
        }),
        way(
            "checkpoint",
            A,
            "a checkpoint names another root",
            &[Doctor, Verifier, Receipts, Witness],
            |scene| {
                let db = scene.database();
                let (size, note) = forge::checkpoints(&db).pop().expect("the newest");
                let mut lines: Vec<&str> = note.split('\n').collect();
                let other = "A".repeat(43) + "=";
                lines[2] = &other;
                db.execute(
                    "update checkpoints set note = ?2 where size = ?1",
                    rusqlite::params![size as i64, lines.join("\n")],
                )
                .expect("written");
            },
        ),
        way(
            "checkpoint",
            A,
            "all are signed with a key of the attacker's own",
            &[Doctor, Verifier],
            |scene| {
                let db = scene.database();
                let thief = generate(scene.base.key.name(), [66; 32]).expect("a key");
                for (size, note) in forge::checkpoints(&db) {
                    let signed =
                        Checkpoint::open(&note, &scene.base.key).expect("ours").sign(&thief).expect("signed");
                    db.execute(
                        "update checkpoints set note = ?2 where size = ?1",
                        rusqlite::params![size as i64, signed],
                    )
                    .expect("written");
                }
            },
        ),
    ]
}

fn lock(scene: &Scene, change: impl FnOnce(String) -> String) {
    let path = scene.place.dir().join("journal.lock");
    let kept = fs::read_to_string(&path).expect("the lock");
    fs::write(&path, change(kept)).expect("written");
}

fn lock_and_keys() -> Vec<Way> {
    vec![
        way("lock", B, "the lock file is deleted", &[Doctor, Sealer], |scene| {
            fs::remove_file(scene.place.dir().join("journal.lock")).expect("deleted");
        }),
        way("lock", B, "the lock file is that of another instance", &[Doctor, Sealer], |scene| {
            lock(scene, |kept| kept.replace("redress/", "another/"));
        }),
        way("lock", B, "the lock file is put back to an older size", &[Doctor], |scene| {
            let older = fs::read(scene.base.early.dir().join("journal.lock")).expect("the older");
            fs::write(scene.place.dir().join("journal.lock"), older).expect("written");
        }),
        way("lock", B, "the lock file cannot be read", &[Doctor, Sealer], |scene| {
            lock(scene, |kept| kept[..kept.len() / 2].to_owned());
        }),
        way("key", B, "the signing key is exchanged", &[Doctor, Sealer], |scene| {
            let key = scene.place.dir().join("keys/journal");
            fs::remove_file(&key).expect("removed");
            fs::write(key, [9; 32]).expect("written");
        }),
        way("key", B, "the name of the journal is exchanged", &[Doctor, Sealer], |scene| {
            let origin = scene.place.dir().join("keys/origin");
            fs::remove_file(&origin).expect("removed");
            fs::write(origin, "redress/other\n").expect("written");
        }),
        way("key", B, "the key of the texts is destroyed", &[Doctor], |scene| {
            fs::remove_file(scene.place.dir().join("keys/epoch-1.key")).expect("removed");
        }),
    ]
}
