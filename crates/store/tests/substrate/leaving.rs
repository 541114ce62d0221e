//! What leaves the house: bundles that verify, and backups that can be put back.

use crate::house::{House, in_house, intake, policy};
use domain::{Actor, Party};
use journal::verify::{Limits, Problem, verify_bundle};
use std::io::Cursor;
use store::backup::{backup, keys_beside, restore};
use store::export::export;
use store::{Error, Store};

fn zipped(house: &House, case: &domain::CaseId, at: Option<u64>) -> Vec<u8> {
    export(&house.store, case, at).unwrap().write(Cursor::new(Vec::new())).unwrap().into_inner()
}

fn worked_on(house: &House) -> store::filing::Filed {
    let handler = house.handler("han");
    let shop = house.merchant("shop1", "大商家");
    house.order("DD20260000130", &shop, 19_900);
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    let filed = house
        .file(store::filing::Intake {
            files: vec![png.into()], ..intake("包裹没有收到，要求退款")
        });
    house.say(&handler, Party::Customer, &filed.case, "我们查一下");
    filed
}

#[test]
fn a_bundle_verifies_is_the_same_twice_and_an_altered_entry_is_named() {
    in_house(|house| {
        let filed = worked_on(house);
        let too_early = export(&house.store, &filed.case, None);
        assert!(matches!(too_early, Err(Error::NotSealedYet)));
        let first = house.runtime.block_on(house.store.seal()).unwrap().unwrap().size;
        let handler = Actor::Staff(domain::UserId::new("han"), domain::Role::Handler);
        house.say(&handler, Party::Customer, &filed.case, "找到了");
        house.say(&handler, Party::Customer, &filed.case, "明天送到");
        house.runtime.block_on(house.store.seal()).unwrap();

        let verifier = house.store.verifier().unwrap();
        let (old, new) = (zipped(house, &filed.case, Some(first)), zipped(house, &filed.case, None));
        for (zip, entries) in [(&old, 0), (&new, 2)] {
            let report = verify_bundle(Cursor::new(zip), Some(&verifier), &Limits::default()).unwrap();
            assert!(report.is_intact(), "{:?}", report.problems);
            let before = house.read(|db| store::journal_of::of_subject(db, &filed.case.subject())).len() - 2;
            assert_eq!(report.entries, before + entries);
            assert!(report.present >= 6, "text, person, brief, picture, order record and message");
        }
        assert!(old == zipped(house, &filed.case, Some(first)), "the same size gives the same bytes");
        assert!(
            old == zipped(house, &filed.case, Some(first + 1)),
            "between checkpoints the one before counts"
        );
        assert!(new == zipped(house, &filed.case, Some(u64::MAX)));

        let mut altered = export(&house.store, &filed.case, None).unwrap();
        let entry = String::from_utf8(altered.entries[2].bytes.clone()).unwrap();
        altered.entries[2].bytes = entry.replacen("\"by\":\"customer\"", "\"by\":\"system\"", 1).into_bytes();
        let zip = altered.write(Cursor::new(Vec::new())).unwrap().into_inner();
        let report = verify_bundle(Cursor::new(zip), Some(&verifier), &Limits::default()).unwrap();
        assert!(report.problems.contains(&Problem::EntryAltered { no: 2 }), "{:?}", report.problems);

        let nobody = export(&house.store, &domain::CaseId::new("nobody"), None);
        assert_eq!(nobody.err().and_then(|error| error.refusal()), Some(domain::Refusal::NotFound));
    });
}

#[test]
fn a_backup_made_under_load_is_put_back_whole() {
    let place = store::testing::sqlite();
    let house = House::open(&place);
    let filed = worked_on(&house);
    let loaded: Vec<_> = (0..4)
        .map(|task| {
            let store = house.store.clone();
            house.runtime.spawn(async move {
                for n in 0..40 {
                    let pdf = vec![b"%PDF-1.7\n".repeat(30).into()];
                    let intake = store::filing::Intake {
                        files: pdf,
                        ..intake(&format!("任务{task}第{n}个包裹没有收到"))
                    };
                    store.file(&Actor::Stranger, intake).await.unwrap();
                    if n % 10 == 0 {
                        store.seal().await.unwrap();
                    }
                }
            })
        })
        .collect();
    let elsewhere = tempfile::tempdir().unwrap();
    let (to, into) = (elsewhere.path().join("backup"), elsewhere.path().join("restored"));
    let keys_to = keys_beside(&to);
    let manifest = backup(&house.store, &to, &keys_to).unwrap();
    for task in loaded {
        house.runtime.block_on(task).unwrap();
    }
    assert!(
        !to.join("keys").exists() && !to.join("search.db").exists() && keys_to.join("lookup.key").exists()
    );
    assert!(backup(&house.store, &to, &keys_to).unwrap_err().to_string().contains("not empty"));
    assert_eq!(restore(&to, &keys_to, &into).unwrap(), manifest);
    assert!(restore(&to, &keys_to, &into).unwrap_err().to_string().contains("not empty"));

    let restored = Store::open(&into, None, house.clock.clone(), policy()).unwrap();
    let findings = store::check::check(&restored, &|_, _| {}).unwrap();
    assert!(findings.is_clean(), "{:?}", findings.found);
    assert_eq!(findings.entries, manifest.size);
    let case = restored.db().read_blocking(|db| restored.case_named(db, &filed.number)).unwrap().unwrap();
    assert_eq!(case.case.id, filed.case);
    house.runtime.block_on(restored.file(&Actor::Stranger, intake("恢复以后的包裹没有收到"))).unwrap();
    house.runtime.block_on(restored.seal()).unwrap();
    assert!(store::check::check(&restored, &|_, _| {}).unwrap().is_clean());
}

#[test]
fn a_backup_that_was_altered_or_lacks_a_file_is_not_put_back() {
    let place = store::testing::sqlite();
    let house = House::open(&place);
    worked_on(&house);
    let elsewhere = tempfile::tempdir().unwrap();
    let (to, keys_to) = (elsewhere.path().join("a"), elsewhere.path().join("b"));
    backup(&house.store, &to, &keys_to).unwrap();
    let into = elsewhere.path().join("restored");
    let refused = || restore(&to, &keys_to, &into).unwrap_err().to_string();
    let key = std::fs::read(keys_to.join("link.key")).unwrap();
    std::fs::write(keys_to.join("link.key"), [0; 32]).unwrap();
    assert!(refused().contains("altered"));
    std::fs::write(keys_to.join("link.key"), key).unwrap();
    let manifest = std::fs::read_to_string(to.join("manifest.json")).unwrap();
    std::fs::write(to.join("manifest.json"), manifest.replace("\"redress.db\"", "\"../b/link.key\""))
        .unwrap();
    assert!(refused().contains("outside"));
    std::fs::write(to.join("manifest.json"), manifest.replace("redress/", "another/")).unwrap();
    assert!(refused().contains("another instance"));
    std::fs::remove_file(to.join("manifest.json")).unwrap();
    assert!(refused().contains("no complete backup"));
    assert!(!into.exists(), "nothing was written");
}

#[test]
fn with_postgresql_the_backup_says_what_to_do_instead() {
    let Some(place) = store::testing::postgres() else { return };
    let house = House::open(&place);
    let elsewhere = tempfile::tempdir().unwrap();
    let refused = backup(&house.store, &elsewhere.path().join("a"), &elsewhere.path().join("b")).unwrap_err();
    assert!(refused.to_string().contains("pg_dump"), "{refused}");
}

#[test]
fn a_redacted_edition_hides_what_is_personal_says_so_and_is_the_same_twice() {
    use journal::verify::ObjectState;
    use store::export::{Extent, export_as};
    in_house(|house| {
        let handler = house.handler("han");
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        let intake = store::filing::Intake {
            files: vec![png.clone().into()],
            ..intake("请打13800138000联系我，包裹没有收到")
        };
        let case = house.file(intake).case;
        house.say(&handler, Party::Customer, &case, "我们查一下");
        let seal = || house.runtime.block_on(house.store.seal()).unwrap();
        let edition = |at| {
            let bundle = export_as(&house.store, &case, at, Extent::Redacted)?;
            Ok::<_, Error>(bundle.write(Cursor::new(Vec::new())).unwrap().into_inner())
        };
        seal();
        assert!(matches!(edition(None), Err(Error::NotRedacted)));
        house.runtime.block_on(house.store.redact(&handler, &case)).unwrap();
        let size = seal().unwrap().size;
        let zip = edition(None).unwrap();
        let key = house.store.verifier().unwrap();
        let report = verify_bundle(Cursor::new(&zip), Some(&key), &Limits::default()).unwrap();
        assert!(report.is_intact(), "{:?}", report.problems);
        let hidden = |file: bool| {
            let is = |state: &ObjectState| matches!(state, ObjectState::ValidRedacted { file: shown, .. } if shown.is_some() == file);
            report.objects.iter().filter(|found| is(&found.state)).count()
        };
        assert!(hidden(true) >= 1, "the words are masked: {:?}", report.objects);
        assert!(hidden(false) >= 2, "picture and contacts are not there: {:?}", report.objects);
        assert!(report.present >= 2, "what has nothing to hide stands as it is");
        let mut files = zip::ZipArchive::new(Cursor::new(&zip)).unwrap();
        for at in 0..files.len() {
            let mut bytes = vec![];
            std::io::Read::read_to_end(&mut files.by_index(at).unwrap(), &mut bytes).unwrap();
            for secret in ["13800138000".as_bytes(), "李雷".as_bytes(), &png] {
                let has = bytes.windows(secret.len()).any(|part| part == secret);
                assert!(!has, "{:?}", files.by_index(at).unwrap().name());
            }
        }
        house.say(&handler, Party::Customer, &case, "找到了");
        seal();
        assert!(matches!(edition(None), Err(Error::NotRedacted)), "the new words are in no redaction");
        assert!(zip == edition(Some(size)).unwrap(), "the same size gives the same bytes");
        let full =
            verify_bundle(Cursor::new(zipped(house, &case, None)), Some(&key), &Limits::default()).unwrap();
        assert!(full.is_intact() && full.redacted == 0, "{:?}", full.problems);
    });
}
