//! What somebody writes who knows the formats: the whole journal again from changed entries, with numbers, chains, leaves,
//! heads, maps and tree made to fit; and with the key, checkpoints and lock file too.

use super::scene::Scene;
use journal::heads::{Builder, Head, Named};
use journal::note::Signer;
use journal::tree::{Tiles, WIDTH, completed_tiles, root};
use journal::{Checkpoint, Entry, Hash, leaf_hash};
use rusqlite::params;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::convert::Infallible;

/// A row of the journal says in its first byte that it is not packed.
const PLAIN: u8 = 0;

type Heads = HashMap<String, (u64, Hash)>;

/// Rewrites the journal after `edit`; signs it again when there is a key.
pub fn rewrite(scene: &Scene, signer: Option<&Signer>, edit: impl FnOnce(&mut Vec<Entry>)) {
    let db = scene.database();
    let (places, mut entries) = read(&db);
    edit(&mut entries);
    let sizes: Vec<u64> = checkpoints(&db).into_iter().map(|(size, _)| size).collect();
    let (mut leaves, mut heads, mut before) = (vec![], Heads::new(), HashMap::new());
    for (seq, entry) in entries.iter_mut().enumerate() {
        let seq = seq as u64;
        before.insert(seq, sizes.contains(&seq).then(|| heads.clone()));
        let (no, prev) = heads.get(&entry.subject).copied().unwrap_or((0, Hash::ZERO));
        (entry.seq, entry.no, entry.prev) = (seq, no, prev);
        mend_map(entry, &before);
        let bytes = entry.encode().expect("an entry");
        let leaf = leaf_hash(&bytes);
        heads.insert(entry.subject.clone(), (no + 1, leaf));
        leaves.push(leaf);
        write(&db, places[seq as usize], seq, &bytes, leaf);
    }
    for (subject, (entries, head)) in &heads {
        let sql = "update subjects set entries = ?2, head = ?3 where id = ?1";
        db.execute(sql, params![subject, *entries as i64, head.0]).expect("the row");
    }
    tree(&db, &leaves);
    if let Some(signer) = signer {
        sign(scene, &db, signer, &leaves, &sizes);
    }
}

fn read(db: &rusqlite::Connection) -> (Vec<i64>, Vec<Entry>) {
    // The product unpacks what it has packed.
    let stored: Vec<(i64, Vec<u8>)> = {
        let sql = "select l.place, j.entry from leaves l join journal j on j.place = l.place order by l.seq";
        let mut query = db.prepare(sql).expect("a query");
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    };
    let entry =
        |bytes: &Vec<u8>| Entry::parse(&store::packed::unpack(bytes).expect("unpacked")).expect("an entry");
    let entries = stored.iter().map(|(_, bytes)| entry(bytes)).collect();
    (stored.iter().map(|(place, _)| *place).collect(), entries)
}

pub fn checkpoints(db: &rusqlite::Connection) -> Vec<(u64, String)> {
    let mut query = db.prepare("select size, note from checkpoints order by size").expect("a query");
    let rows = query.query_map([], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?))).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

fn write(db: &rusqlite::Connection, place: i64, seq: u64, bytes: &[u8], leaf: Hash) {
    let stored = [&[PLAIN], bytes].concat();
    db.execute("update journal set entry = ?2 where place = ?1", params![place, stored]).expect("written");
    db.execute("update leaves set leaf = ?2 where seq = ?1", params![seq as i64, leaf.0]).expect("written");
}

/// An entry that names a map names the one of the new heads.
fn mend_map(entry: &mut Entry, before: &HashMap<u64, Option<Heads>>) {
    let Some(named) = Named::in_event(entry.event.get()) else { return };
    let heads = before.get(&named.size).and_then(Option::as_ref).expect("heads of a signed size");
    let mut leaves: Vec<Head> =
        heads.iter().map(|(subject, (entries, last))| Head::new(subject, *entries, *last)).collect();
    leaves.sort();
    let mut builder = Builder::default();
    leaves.iter().for_each(|head| builder.push(*head).expect("sorted"));
    let event = entry.event.get().replace(&named.root.to_string(), &builder.root().to_string());
    entry.event = RawValue::from_string(event).expect("JSON");
}

#[derive(Default)]
struct Kept {
    leaves: Vec<Hash>,
    roots: HashMap<(u8, u64), Hash>,
}

impl Tiles for Kept {
    type Error = Infallible;

    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Infallible> {
        let places = index * WIDTH..index * WIDTH + u64::from(width);
        let hash = |at| match level {
            0 => self.leaves.get(at as usize).copied(),
            _ => self.roots.get(&(level, at)).copied(),
        };
        Ok(places.map_while(hash).collect())
    }
}

impl Kept {
    fn over(leaves: &[Hash]) -> Kept {
        let mut kept = Kept::default();
        let roots = completed_tiles(&mut kept, 0, leaves).expect("tiles");
        kept.roots = roots.into_iter().map(|root| ((root.level, root.index), root.hash)).collect();
        kept.leaves = leaves.to_vec();
        kept
    }
}

fn tree(db: &rusqlite::Connection, leaves: &[Hash]) {
    for ((level, index), hash) in Kept::over(leaves).roots {
        let sql = "update tree set hash = ?3 where level = ?1 and idx = ?2";
        db.execute(sql, params![level, index as i64, hash.0]).expect("written");
    }
}

fn sign(scene: &Scene, db: &rusqlite::Connection, signer: &Signer, leaves: &[Hash], sizes: &[u64]) {
    let origin = signer.name().to_owned();
    for size in sizes {
        let root = root(&mut Kept::over(leaves), *size).expect("a root");
        let note = Checkpoint { origin: origin.clone(), size: *size, root }.sign(signer).expect("signed");
        db.execute("update checkpoints set note = ?2 where size = ?1", params![*size as i64, note])
            .expect("written");
        let lock = format!(r#"{{"origin":"{origin}","size":{size},"root":"{root}"}}"#);
        std::fs::write(scene.place.dir().join("journal.lock"), lock).expect("written");
    }
}
