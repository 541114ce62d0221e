//! The turning of the epochs, and that what was erased is nowhere to be found.

use crate::house::{House, START_MS, in_house, intake, policy};
use crate::privacy::{DAY_MS, boss, closed, closed_intake, erase};
use domain::{Actor, UserId};
use std::path::{Path, PathBuf};
use store::Store;
use store::backup::{backup, keys_beside, restore};
use store::content::{OpenError, epoch_of, open};
use store::db::{Connection, Database};
use store::filing::Intake;
use store::keys::Keys;
use store::privacy::{Finality, Turned, What};

fn epochs_of(db: &mut Connection) -> Vec<u32> {
    let rows = db.query("select wrapped_key from content", &[]).unwrap();
    let mut epochs: Vec<u32> = rows.iter().filter_map(|row| epoch_of(row.bytes(0).unwrap())).collect();
    epochs.sort_unstable();
    epochs.dedup();
    epochs
}

/// Stretch after stretch, until nothing is due.
async fn turned(store: &Store) -> Turned {
    let mut all = Turned::default();
    loop {
        let turned = store.turn().await.unwrap();
        all.begun = all.begun.or(turned.begun);
        all.rewrapped += turned.rewrapped;
        all.destroyed = all.destroyed.or(turned.destroyed);
        if !turned.more {
            return all;
        }
    }
}

fn turn(house: &House) -> Turned {
    house.runtime.block_on(turned(&house.store))
}

fn keys_of(db: &mut Connection) -> Vec<(String, Vec<u8>)> {
    let rows = db.query("select object_id, wrapped_key from content", &[]).unwrap();
    rows.iter().map(|row| (row.text(0).unwrap().to_owned(), row.bytes(1).unwrap().to_vec())).collect()
}

#[test]
fn every_key_moves_to_the_new_epoch_while_others_go_on_working() {
    in_house(|house| {
        let han = UserId::new("han");
        let filed = house.file(intake("包裹没有收到"));
        house.handler("han");
        house.runtime.block_on(house.store.save_draft(&han, &filed.case, "note", "写到一半")).unwrap();
        let other = house.another();
        assert_eq!(house.runtime.block_on(house.store.begin_epoch()).unwrap(), 2);
        let late =
            house.runtime.block_on(other.file(&Actor::Stranger, intake("另一个进程收到的投诉"))).unwrap();
        let store = house.store.clone();
        let rewrap = house.runtime.spawn(async move { turned(&store).await });
        for n in 0..20 {
            house.file(intake(&format!("换钥匙时收到的第{n}个投诉")));
        }
        assert!(house.runtime.block_on(rewrap).unwrap().rewrapped > 0);
        assert_eq!(house.read(|db| Ok(epochs_of(db))), [2]);
        assert_eq!(turn(house), Turned::default(), "in escrow");
        house.clock.advance(7 * DAY_MS);
        assert_eq!(turn(house).destroyed, Some(1));
        let draft = house.read(|db| other.draft(db, &han, &filed.case, "note"));
        assert_eq!(draft.as_deref(), Some("写到一半"));
        let late = house.case(&late.case);
        assert_eq!(
            house.read(|db| other.matter(db, &late, &domain::Actor::System)).text.reveal(),
            "另一个进程收到的投诉"
        );
    });
}

#[test]
fn the_job_turns_the_epoch_when_it_is_due_and_goes_on_after_a_crash() {
    in_house(|house| {
        house.file(intake("包裹没有收到"));
        assert_eq!(turn(house), Turned::default());
        house.clock.advance(30 * DAY_MS);
        // The process died after the key was made and before any row was wrapped anew.
        house.runtime.block_on(house.store.begin_epoch()).unwrap();
        assert_eq!(house.read(|db| Ok(epochs_of(db))), [1]);
        let next = house.another();
        let turned = house.runtime.block_on(turned(&next));
        assert!(turned.begun.is_none() && turned.rewrapped > 0, "{turned:?}");
        assert_eq!(house.read(|db| Ok(epochs_of(db))), [2]);
        house.clock.advance(7 * DAY_MS);
        assert_eq!(turn(house).destroyed, Some(1));
        house.clock.advance(23 * DAY_MS);
        assert_eq!(turn(house).begun, Some(3));
    });
}

#[test]
fn a_stretch_is_small_and_the_next_process_goes_on_behind_it() {
    in_house(|house| {
        let texts = (0..120).map(|n| intake(&format!("第{n}个投诉")));
        texts.for_each(|text| drop(house.file(text)));
        house.runtime.block_on(house.store.begin_epoch()).unwrap();
        let stretch = |store: &Store| house.runtime.block_on(store.turn_on()).unwrap();
        let reached = || house.runtime.block_on(house.store.epochs()).unwrap()[0].reached;
        let first = stretch(&house.store);
        assert!(first.more && first.looked == 200 && first.rewrapped == 200, "{first:?}");
        let behind = reached();
        let second = stretch(&house.another());
        assert!(second.rewrapped > 0 && reached() > behind, "{second:?} begins behind {behind}");
        turn(house);
        assert_eq!((house.read(|db| Ok(epochs_of(db))), reached()), (vec![2], 0));
    });
}

#[test]
fn what_was_sealed_late_under_the_old_epoch_is_moved_before_its_key_goes() {
    in_house(|house| {
        let filed = house.file(intake("包裹没有收到"));
        let old = house.read(|db| Ok(keys_of(db)));
        house.runtime.block_on(house.store.begin_epoch()).unwrap();
        assert!(turn(house).rewrapped > 0);
        // As a process leaves it that sealed before the new epoch and commits after the pass.
        let mut db = house.store.db().write_connection().unwrap();
        db.begin().unwrap();
        for (id, key) in old {
            let values = [key.into(), id.into()];
            db.execute("update content set wrapped_key = $1 where object_id = $2", &values).unwrap();
        }
        db.commit().unwrap();
        drop(db);
        house.clock.advance(7 * DAY_MS);
        let last = turn(house);
        assert!(last.rewrapped > 0 && last.destroyed == Some(1), "{last:?}");
        let case = house.case(&filed.case);
        let matter = house.read(|db| house.store.matter(db, &case, &Actor::System));
        assert_eq!(matter.text.reveal(), "包裹没有收到");
    });
}

const NOWHERE: [PathBuf; 0] = [];
const CANARIES: [&str; 4] = ["金丝雀叫声", "zebracanary", "13912345678", "canary-in-a-file"];

/// The words as any program may have written them.
fn written(canary: &str) -> Vec<Vec<u8>> {
    let (gbk, _, _) = encoding_rs::GBK.encode(canary);
    let wide: Vec<u16> = canary.encode_utf16().collect();
    let little = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    vec![canary.as_bytes().to_vec(), gbk.into_owned(), little, big]
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

/// Files in which any of these bytes stand.
fn holding(folders: &[&Path], needles: &[Vec<u8>]) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        needles.iter().any(|needle| memchr::memmem::find(&bytes, needle).is_some())
    };
    folders.iter().flat_map(|folder| files_below(folder)).filter(holds).collect()
}

fn wrapped_keys(db: &mut Connection, owner: &str) -> Vec<Vec<u8>> {
    let rows = db.query("select wrapped_key from content where owner = $1", &[owner.into()]).unwrap();
    rows.iter().map(|row| row.bytes(0).unwrap().to_vec()).collect()
}

/// How many rows of a copied database open with these keys, and how many say that their epoch is gone.
fn opening(copy: &Path, keys: &Keys) -> (usize, usize) {
    let copy = Database::open(copy, None).unwrap();
    let sql = "select object_id, wrapped_key, sealed from content where sealed is not null";
    let rows = copy.read_blocking(|db| db.query(sql, &[])).unwrap();
    let tried = rows.iter().map(|row| {
        open(keys, row.text(0).unwrap(), row.bytes(1).unwrap(), row.bytes(2).unwrap()).map(|_| ())
    });
    tried.fold((0, 0), |(opened, gone), one| match one {
        Ok(()) => (opened + 1, gone),
        Err(OpenError::EpochGone(_)) => (opened, gone + 1),
        Err(error) => panic!("{error}"),
    })
}

#[test]
fn after_an_erasure_no_byte_is_left_and_old_backups_close_for_good() {
    let place = store::testing::sqlite();
    let mut house = House::open(&place);
    let boss = boss(&house);
    let mut taken = intake(&format!("{} {}", CANARIES[0], CANARIES[1]));
    taken.matter.order_number = None;
    taken.person.phone = domain::personal::Personal::new(CANARIES[2]);
    let pdf = format!("%PDF-1.7\n{}", CANARIES[3]).into_bytes();
    let filed = closed_intake(&house, Intake { files: vec![pdf.into()], ..taken });
    for n in 0..30 {
        house.file(intake(&format!("别的投诉第{n}个")));
    }
    let subject = filed.case.subject().to_string();
    let keys = house.read(|db| Ok(wrapped_keys(db, &subject)));
    let objects = house.read(|db| house.store.kept_objects(db, &filed.case.subject()));
    let needles: Vec<Vec<u8>> = CANARIES.iter().flat_map(|canary| written(canary)).collect();
    assert!(keys.len() >= 6 && !holding(&[place.dir()], &keys).is_empty(), "the scan finds what is there");
    let word = [CANARIES[1].as_bytes().to_vec()];
    let files = holding(&[place.dir()], &word);
    assert!(files.iter().all(|file| file.to_string_lossy().contains("search.db")), "{files:?}");
    assert!(!files.is_empty(), "search knows the word");

    let elsewhere = tempfile::tempdir().unwrap();
    let (to, into) = (elsewhere.path().join("old"), elsewhere.path().join("restored"));
    let keys_to = keys_beside(&to);
    backup(&house.store, &to, &keys_to).unwrap();
    assert!(!to.join("keys").exists() && !to.join("search.db").exists());
    erase(&house, &boss, &filed.case, What::Everything).unwrap();

    assert_eq!(holding(&[place.dir()], &keys), NOWHERE, "a wrapped key is left");
    let everywhere = [place.dir(), elsewhere.path()];
    assert_eq!(holding(&everywhere, &needles), NOWHERE, "a canary is readable");
    let pieces = |id: &String| place.dir().join("objects").join(store::objects::shelf(id)).join(id).exists();
    assert!(!objects.iter().any(pieces), "a file is left");

    // Until the epoch key is destroyed the old backup opens, and the date is named.
    let opens = opening(&to, house.store.keys());
    assert!(opens.0 > 0 && opens.1 == 0);
    let erasures = |house: &House| house.read(|db| house.store.erasures(db, 10));
    let (at_ms, newest) = (START_MS + 37 * DAY_MS, erasures(&house).remove(0));
    assert_eq!(newest.finality, Finality::Expected { at_ms });
    assert!(newest.swept && newest.subject == filed.case.subject());
    house.clock.set(START_MS + 30 * DAY_MS);
    turn(&house);
    house.clock.set(at_ms);
    assert_eq!(turn(&house).destroyed, Some(1));
    assert_eq!(erasures(&house)[0].finality, Finality::Final { since_ms: at_ms });

    let present = Keys::open(place.dir(), "ignored").unwrap();
    assert_eq!(opening(&to, &present).0, 0, "something of the old backup opens with today's keys");
    let (fresh, fresh_keys) = (elsewhere.path().join("new"), elsewhere.path().join("new-keys"));
    backup(&house.store, &fresh, &fresh_keys).unwrap();
    let refused = restore(&to, &fresh_keys, &into).unwrap_err().to_string();
    assert!(refused.contains("epoch 1") && refused.contains("by design") && !into.exists(), "{refused}");
    restore(&fresh, &fresh_keys, &into).unwrap();
    let restored = store::Store::open(&into, None, house.clock.clone(), policy()).unwrap();
    assert!(store::check::check(&restored, &|_, _| {}).unwrap().is_clean());
    assert_eq!(holding(&everywhere, &needles), NOWHERE);
    house.broken = false;
}

#[test]
fn what_was_searchable_in_one_process_is_forgotten_in_another() {
    in_house(|house| {
        let boss = boss(house);
        let filed = closed(house, "只有一处 zebracanary");
        // A second machine on the same database has the same keys and an index of its own.
        let Some(url) = house.place.url() else { return };
        let elsewhere = tempfile::tempdir().unwrap();
        std::fs::create_dir(elsewhere.path().join("keys")).unwrap();
        for key in files_below(&house.place.dir().join("keys")) {
            std::fs::copy(&key, elsewhere.path().join("keys").join(key.file_name().unwrap())).unwrap();
        }
        let node = store::Store::open(elsewhere.path(), Some(url), house.clock.clone(), policy()).unwrap();
        erase(house, &boss, &filed.case, What::Everything).unwrap();
        store::reindex::catch_up(&node).unwrap();
        house.runtime.block_on(node.sweep()).unwrap();
        drop(node);
        let word = [b"zebracanary".to_vec()];
        assert_eq!(holding(&[elsewhere.path(), house.place.dir()], &word), NOWHERE);
    });
}
