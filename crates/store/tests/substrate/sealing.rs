//! Checkpoints, receipts and the refusals of the sealer; and that the check names what was altered.

use crate::house::{House, in_house, intake};
use domain::Party;
use journal::Checkpoint;
use store::{Error, check};

fn seal(house: &House) -> Result<Option<u64>, Error> {
    house.runtime.block_on(house.store.seal()).map(|published| published.map(|published| published.size))
}

fn refused(house: &House) -> String {
    match seal(house) {
        Err(Error::Unsealable(why)) => why,
        other => panic!("the sealer should refuse, and said {other:?}"),
    }
}

const ALTER: &str = "update journal set entry = (select leaf from leaves where seq = 1) \
                     where place = (select place from leaves where seq = 1)";

/// Changes the journal as only somebody with the database password can.
fn tamper(house: &mut House, sql: &str) {
    house.broken = true;
    let mut db = house.store.db().write_connection().unwrap();
    let triggers = if db.is_sqlite() {
        "drop trigger journal_no_update; drop trigger leaves_no_update"
    } else {
        "drop trigger journal_no_change on journal; drop trigger leaves_no_change on leaves"
    };
    db.batch(triggers).unwrap();
    db.batch(sql).unwrap();
}

#[test]
fn a_checkpoint_grows_with_the_journal_and_receipts_verify_against_it() {
    in_house(|house| {
        let handler = house.handler("han");
        let filed = house.file(intake("包裹没有收到，要求退款"));
        let receipt = |seq| house.read(|db| store::export::receipt(&house.store, db, seq));
        assert!(receipt(filed.index).is_none(), "nothing is signed yet");
        let first = seal(house).unwrap().unwrap();
        assert_eq!(seal(house).unwrap(), None, "no news");
        // Past a full tile, so that proofs read stored roots too.
        for n in 0..300 {
            house.say(&handler, Party::Customer, &filed.case, &format!("第{n}次答复"));
        }
        let later = house
            .read(|db| Ok(db.query_one_opt("select max(seq) from leaves", &[])?))
            .unwrap()
            .int(0)
            .unwrap();
        assert!(receipt(later as u64).is_none());
        let second = seal(house).unwrap().unwrap();
        assert!(second > first && second > 300);
        let verifier = house.store.verifier().unwrap();
        for seq in [0, filed.index, first, 255, 256, later as u64] {
            let receipt = receipt(seq).unwrap();
            let entry = house.read(|db| store::journal_of::stretch(db, seq, 1)).remove(0).bytes;
            let believed = receipt.verify(&entry, &verifier).unwrap();
            assert_eq!(believed.size, second);
            assert_eq!(receipt.key_hint().as_ref(), Some(&verifier));
        }
        let note = house.read(|db| house.store.checkpoint(db)).unwrap().note;
        assert_eq!(Checkpoint::open(&note, &verifier).unwrap().size, second);
    });
}

#[test]
fn an_entry_changed_before_it_was_signed_is_never_signed() {
    in_house(|house| {
        house.file(intake("包裹没有收到，要求退款"));
        tamper(house, ALTER);
        assert!(refused(house).contains("entry 1 is not what was written"));
    });
}

#[test]
fn an_entry_changed_after_it_was_signed_is_named_by_the_check() {
    in_house(|house| {
        let handler = house.handler("han");
        let case = house.file(intake("包裹没有收到，要求退款")).case;
        seal(house).unwrap();
        tamper(house, ALTER);
        house.say(&handler, Party::Customer, &case, "您好");
        let findings = house.findings();
        let altered = findings.found.iter().find(|finding| finding.code == "entry_altered").unwrap();
        assert_eq!(altered.seq, Some(1));
        assert!(findings.found.iter().any(|finding| finding.code == "checkpoint_disagrees"));
        assert!(findings.found.iter().any(|finding| finding.code == "lock_disagrees"));
    });
}

#[test]
fn an_entry_put_in_the_place_of_another_is_named_by_the_check() {
    in_house(|house| {
        house.file(intake("包裹没有收到，要求退款"));
        seal(house).unwrap();
        let of = |seq| format!("(select place from leaves where seq = {seq})");
        let sql = format!(
            "update journal set entry = (select entry from journal where place = {}) where place = {}",
            of(0),
            of(1)
        );
        tamper(house, &sql);
        let found = house.findings().found;
        assert!(found.iter().any(|finding| finding.code == "entry_altered" && finding.seq == Some(1)));
        assert!(found.iter().any(|finding| finding.code == "entry_mislabelled" && finding.seq == Some(0)));
    });
}

#[test]
fn a_rewritten_history_is_refused_by_the_lock_file() {
    in_house(|house| {
        house.file(intake("包裹没有收到，要求退款"));
        seal(house).unwrap();
        tamper(house, "update leaves set leaf = (select leaf from leaves where seq = 0) where seq = 1");
        assert!(refused(house).contains("not the one that was signed"));
    });
}

#[test]
fn without_its_lock_file_or_with_another_nothing_is_signed() {
    in_house(|house| {
        house.file(intake("包裹没有收到，要求退款"));
        seal(house).unwrap();
        house.file(intake("第二个包裹没有收到"));
        let lock = house.place.dir().join("journal.lock");
        let kept = std::fs::read_to_string(&lock).unwrap();
        std::fs::remove_file(&lock).unwrap();
        assert!(refused(house).contains("journal.lock is missing"));
        assert_eq!(house.codes(), ["lock_disagrees"]);
        std::fs::write(&lock, kept.replace("redress/", "another/")).unwrap();
        assert!(refused(house).contains("another instance"));
        std::fs::write(&lock, kept).unwrap();
        assert!(seal(house).unwrap().is_some());
    });
}

#[test]
fn a_database_put_back_from_an_older_copy_is_noticed_and_not_signed() {
    let place = store::testing::sqlite();
    let copy = place.dir().join("old.db");
    let house = House::open(&place);
    house.file(intake("包裹没有收到，要求退款"));
    seal(&house).unwrap();
    let path: store::db::Value = copy.to_str().unwrap().into();
    house.store.db().write_connection().unwrap().execute("vacuum into $1", &[path]).unwrap();
    house.file(intake("第二个包裹没有收到"));
    seal(&house).unwrap();
    drop(house);
    // The last connection of the old house takes its log along when it closes, a moment after the drop.
    let log = place.dir().join("redress.db-wal");
    for _ in 0..500 {
        if !log.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::fs::rename(&copy, place.dir().join("redress.db")).unwrap();
    let mut house = House::open(&place);
    house.broken = true;
    assert!(refused(&house).contains("were signed and"));
    assert_eq!(house.codes(), ["lock_disagrees"]);
    // Written on until it is longer than before, it is still another history.
    for _ in 0..5 {
        house.file(intake("别的包裹没有收到"));
    }
    assert!(refused(&house).contains("not the one that was signed"));
}

#[test]
fn the_check_names_each_kind_of_damage() {
    let damages = [
        ("update subjects set version = version + 1 where id like 'case:%'", "row_disagrees"),
        (
            "update subjects set state = (select state from subjects where id = 'user:han') where id like 'case:%'",
            "state_disagrees",
        ),
        ("update queue set owner = 'nobody'", "queue_disagrees"),
        ("delete from queue", "queue_missing"),
        ("delete from deadlines", "deadline_disagrees"),
        ("update deadlines set tick_ms = tick_ms - 1", "deadline_disagrees"),
        ("delete from content where owner like 'case:%'", "content_missing"),
        ("update content set sealed = wrapped_key where owner like 'case:%'", "content_disagrees"),
        (
            "insert into content select place + 9, 'zz', owner, wrapped_key, sealed from content where owner = 'user:han'",
            "content_misplaced",
        ),
        ("delete from staff", "staff_disagrees"),
        ("delete from subjects where id like 'case:%'", "subject_missing"),
        ("update postings set amount_fen = amount_fen + 1 where account = 'goodwill'", "account_disagrees"),
        ("update head set size = size + 1", "entry_missing"),
        ("update checkpoints set note = 'x'", "checkpoint_disagrees"),
    ];
    for (sql, code) in damages {
        in_house(|house| {
            house.handler("han");
            house.fund(domain::account::goodwill(), 100);
            house.file(intake("包裹没有收到，要求退款"));
            seal(house).unwrap();
            assert!(house.findings().is_clean());
            house.broken = true;
            house.store.db().write_connection().unwrap().batch(sql).unwrap();
            let found = house.findings().found;
            assert!(found.iter().any(|finding| finding.code == code), "{sql}: {found:?}");
        });
    }
}

#[test]
fn a_lost_file_and_a_file_without_an_entry_are_told_apart() {
    in_house(|house| {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        let with_file =
            store::filing::Intake { files: vec![png.into()], ..intake("包裹没有收到，要求退款") };
        house.file(with_file);
        assert!(check::check(&house.store, &|_, _| {}).unwrap().is_clean());
        let folder = house.place.dir().join("objects");
        let shelf = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
        std::fs::remove_dir_all(shelf).unwrap();
        house.broken = true;
        assert_eq!(house.codes(), ["content_disagrees"]);
        assert!(house.findings().found[0].what.contains("the file of object"));
    });
}

#[test]
fn the_check_finds_nothing_wrong_while_others_write_and_sign() {
    in_house(|house| {
        house.handler("han");
        let busy: Vec<_> = (0..4)
            .map(|_| {
                let store = house.store.clone();
                house.runtime.spawn(async move {
                    for n in 0..60 {
                        let stranger = domain::Actor::Stranger;
                        store.file(&stranger, intake(&format!("第{n}个包裹没有收到"))).await.unwrap();
                    }
                })
            })
            .collect();
        let signing = house.store.clone();
        let signing = house.runtime.spawn(async move {
            for _ in 0..30 {
                signing.seal().await.unwrap();
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        });
        let mut looked = 0;
        while looked < 3 || busy.iter().any(|task| !task.is_finished()) {
            let findings = house.findings();
            assert!(findings.is_clean(), "{:?}", findings.found);
            looked += 1;
        }
        for task in busy.into_iter().chain([signing]) {
            house.runtime.block_on(task).unwrap();
        }
    });
}
