//! Erasing: what is gone, what stays, and what stands against it.

use crate::house::{House, START_MS, in_house, intake};
use domain::command::CaseCommand;
use domain::words::{Because, Extent, Ground, Outcome, Relief};
use domain::{Actor, CaseId, Party, Refusal, Role, UserId};
use journal::verify::{Limits, verify_bundle};
use std::io::Cursor;
use store::filing::{Filed, Intake};
use store::privacy::{Done, What};
use store::timeline::Words;

pub const DAY_MS: i64 = 86_400_000;

pub fn boss(house: &House) -> Actor {
    house.user("boss", Role::Manager, None);
    Actor::Staff(UserId::new("boss"), Role::Manager)
}

/// A complaint without an order, with a picture, that was answered and closed.
pub fn closed(house: &House, text: &str) -> Filed {
    let mut taken = intake(text);
    taken.matter.order_number = None;
    closed_intake(house, Intake { files: vec![b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec().into()], ..taken })
}

pub fn closed_intake(house: &House, taken: Intake) -> Filed {
    let handler = house.handler("han");
    let filed = house.file(taken);
    house.say(&handler, Party::Customer, &filed.case, "已经查清");
    let mut pack = house.pack(&filed.case);
    let words = Some(pack.text("已经说明"));
    let close =
        CaseCommand::Close { outcome: Outcome::Explained, relief: Relief::Explanation, cause: None, words };
    house.on_case(&handler, &filed.case, close, pack);
    filed
}

pub fn erase(house: &House, by: &Actor, case: &CaseId, what: What) -> Result<Done, store::Error> {
    house.runtime.block_on(house.store.erase(by, case, &what, Ground::Request, None))
}

fn refusal(done: Result<Done, store::Error>) -> Option<Refusal> {
    done.err().and_then(|error| error.refusal())
}

fn found(house: &House, text: &str) -> usize {
    let query = store::cases::Query { text: Some(text.into()), limit: 10, ..Default::default() };
    house.read(|db| house.store.list(db, &query)).rows.len()
}

fn texts(house: &House, case: &CaseId) -> Vec<Words> {
    let state = house.case(case);
    let by = Actor::Staff(UserId::new("boss"), Role::Manager);
    house.read(|db| house.store.timeline(db, &state, &by)).into_iter().map(|told| told.words).collect()
}

#[test]
fn an_erased_case_is_found_by_its_number_only_and_its_proofs_still_verify() {
    in_house(|house| {
        let boss = boss(house);
        let filed = closed(house, "包裹里的 zebracanary 碎了");
        let other = closed(house, "另一位顾客的包裹");
        let han = UserId::new("han");
        let draft = house.store.save_draft(&han, &filed.case, "message", "半句话");
        house.runtime.block_on(draft).unwrap();
        let kept = house.read(|db| house.store.kept_objects(db, &filed.case.subject()));
        assert!(kept.len() >= 6 && found(house, "zebracanary") == 1, "{kept:?}");

        let done = erase(house, &boss, &filed.case, What::Everything).unwrap();
        assert_eq!(done, Done::Erased { objects: kept.len() });
        assert!(house.read(|db| house.store.kept_objects(db, &filed.case.subject())).is_empty());
        let left: Vec<_> = kept.iter().filter(|id| objects(house).exists(id).unwrap()).collect();
        assert!(left.is_empty(), "files: {left:?}");
        assert_eq!(
            (found(house, "zebracanary"), found(house, "已经查清"), found(house, &filed.number)),
            (0, 1, 1)
        );
        let of_phone = house.read(|db| house.store.cases_of_contact(db, "13800138000"));
        assert_eq!(of_phone, [other.case], "the other case of the same person is still found");
        let draft = |db: &mut _| house.store.draft(db, &UserId::new("han"), &filed.case, "message");
        assert_eq!(house.read(draft), None);
        let told = texts(house, &filed.case);
        assert!(
            told.contains(&Words::Erased) && !told.iter().any(|words| words.text().is_some()),
            "{told:?}"
        );
        assert_eq!(
            refusal(erase(house, &boss, &filed.case, What::Everything)),
            Some(Refusal::NothingToErase)
        );

        house.runtime.block_on(house.store.seal()).unwrap();
        let bundle = store::export::export(&house.store, &filed.case, None).unwrap();
        let zip = bundle.write(Cursor::new(Vec::new())).unwrap().into_inner();
        let verifier = house.store.verifier().unwrap();
        let report = verify_bundle(Cursor::new(zip), Some(&verifier), &Limits::default()).unwrap();
        assert!(report.is_intact(), "{:?}", report.problems);
        assert_eq!((report.present, report.erased), (0, kept.len()));
        store::reindex::reindex(&house.store, &|_, _| {}).unwrap();
        assert_eq!(found(house, "zebracanary"), 0);
    });
}

fn objects(house: &House) -> store::objects::Objects {
    store::objects::Objects::open(house.place.dir()).unwrap()
}

#[test]
fn one_message_can_be_erased_and_the_rest_stays() {
    in_house(|house| {
        let (boss, handler) = (boss(house), house.handler("han"));
        let filed = house.file(intake("包裹没有收到"));
        house.say(&handler, Party::Customer, &filed.case, "误发了别人的号码 quaggacanary");
        house.say(&handler, Party::Customer, &filed.case, "请看这一条");
        let no = house.read(|db| store::journal_of::of_subject(db, &filed.case.subject())).len() - 2;
        let what = What::These(vec![format!("#{no}")]);
        assert_eq!(erase(house, &boss, &filed.case, what).unwrap(), Done::Erased { objects: 1 });
        assert_eq!(
            (found(house, "quaggacanary"), found(house, "请看这一条"), found(house, "没有收到")),
            (0, 1, 1)
        );
        assert_eq!(found(house, "13800138000"), 1, "the person is still found");
        let whole = erase(house, &boss, &filed.case, What::Everything);
        assert_eq!(refusal(whole), Some(Refusal::CaseOpen), "an open case needs its words");
        let by_handler = erase(house, &handler, &filed.case, What::These(vec!["#0".into()]));
        assert_eq!(refusal(by_handler), Some(Refusal::NotAllowed));
    });
}

#[test]
fn a_hold_and_the_period_of_a_transaction_restrict_instead() {
    in_house(|house| {
        let boss = boss(house);
        let shop = house.merchant("shop1", "大商家");
        house.order("DD20260000130", &shop, 19_900);
        let bought = closed_intake(house, intake("包裹没有收到"));
        let period_ms = START_MS + 1_096 * DAY_MS;
        let restricted = |because, until_ms| Done::Restricted { because, until_ms };
        let done = erase(house, &boss, &bought.case, What::Everything).unwrap();
        assert_eq!(done, restricted(Because::Period, Some(period_ms)));

        let held = closed(house, "没有订单的投诉");
        let hold = house.store.set_hold(&boss, &held.case, "法院来函要求保留", None);
        let hold = house.runtime.block_on(hold).unwrap();
        let done = erase(house, &boss, &held.case, What::Everything).unwrap();
        assert_eq!(done, restricted(Because::Hold, None));
        assert_eq!(refusal(erase(house, &boss, &held.case, What::Everything)), Some(Refusal::HoldStands));

        // Kept, and read by nobody: two people can open it for a day.
        let matter =
            |house: &House| house.read(|db| house.store.matter(db, &house.case(&held.case), &Actor::System));
        assert!(matter(house).text.is_empty());
        let told = texts(house, &held.case);
        let read: Vec<&str> = told.iter().filter_map(Words::text).collect();
        assert_eq!(read, ["法院来函要求保留"], "nothing but why it is held");
        let note = CaseCommand::Note { text: house.pack(&held.case).text("x") };
        assert_eq!(house.refusal(&boss, &held.case, note), Some(Refusal::CaseRestricted));
        house.runtime.block_on(house.store.seal()).unwrap();
        let bundle = store::export::export(&house.store, &held.case, None);
        assert_eq!(bundle.err().and_then(|error| error.refusal()), Some(Refusal::CaseRestricted));
        house.runtime.block_on(house.store.ask_unseal(&boss, &held.case, "律师要看", None)).unwrap();
        assert_eq!(house.refusal(&boss, &held.case, CaseCommand::Unseal), Some(Refusal::SecondPersonNeeded));
        house.user("rev", Role::Reviewer, None);
        let second = Actor::Staff(UserId::new("rev"), Role::Reviewer);
        house.runtime.block_on(house.store.unseal(&second, &held.case, None)).unwrap();
        assert_eq!(matter(house).text.reveal(), "没有订单的投诉");
        house.clock.advance(DAY_MS);
        assert!(matter(house).text.is_empty(), "a day later it is shut again");

        let lifted = house.store.lift_hold(&boss, &held.case, &hold, "诉讼已经结束", None);
        house.runtime.block_on(lifted).unwrap();
        assert!(matches!(erase(house, &boss, &held.case, What::Everything).unwrap(), Done::Erased { .. }));

        // When the period has ended the order's own record goes with its last case.
        house.clock.set(period_ms);
        let order = house.store.order_id("DD20260000130").subject();
        assert!(!house.read(|db| house.store.kept_objects(db, &order)).is_empty());
        assert!(matches!(erase(house, &boss, &bought.case, What::Everything).unwrap(), Done::Erased { .. }));
        assert!(house.read(|db| house.store.kept_objects(db, &order)).is_empty());
        house.runtime.block_on(house.store.seal()).unwrap();
        store::export::export(&house.store, &bought.case, None)
            .expect("the case says that the order was erased");
    });
}

#[test]
fn a_crash_after_the_commit_leaves_files_that_the_next_sweep_removes() {
    in_house(|house| {
        let boss = boss(house);
        let filed = closed(house, "照片里有人脸");
        let kept = house.read(|db| house.store.kept_objects(db, &filed.case.subject()));
        let command =
            CaseCommand::Erase { objects: kept.clone(), ground: Ground::Request, extent: Extent::Whole };
        house.on_case(&boss, &filed.case, command, house.pack(&filed.case));
        assert!(kept.iter().any(|id| objects(house).exists(id).unwrap()), "the commit alone leaves the file");
        assert_eq!(house.codes(), ["file_left"]);
        let swept = house.runtime.block_on(house.another().sweep()).unwrap();
        assert_eq!((swept.erasures, swept.files), (1, 1));
        assert!(house.findings().is_clean());
    });
}

#[test]
fn files_that_no_row_names_are_removed() {
    in_house(|house| {
        let filed = house.file(intake("包裹没有收到"));
        let mut pack = house.pack(&filed.case);
        let lost = pack.file(b"%PDF-1.7\nlost in a crash").unwrap();
        drop(pack);
        let customer = Actor::Customer(filed.case.clone());
        let refused = house.store.add_evidence(
            &customer,
            &filed.case,
            store::acts::Upload {
                files: vec![b"%PDF-1.7\n".to_vec().into()],
                request: Some("r99".into()),
                ..Default::default()
            },
            None,
        );
        assert!(house.runtime.block_on(refused).is_err());
        let count = || objects(house).older_than(i64::MAX).unwrap().len();
        assert_eq!(count(), 1, "the file of the refused command is gone at once");
        house.clock.set(START_MS / 2);
        assert_eq!(
            house.store.remove_orphans().unwrap(),
            0,
            "a young file may belong to a command on its way"
        );
        house.clock.set(START_MS * 3);
        assert_eq!(house.store.remove_orphans().unwrap(), 1);
        assert!(!objects(house).exists(&lost.object).unwrap());
    });
}

#[test]
fn people_and_merchants_can_be_forgotten_too() {
    in_house(|house| {
        let boss = boss(house);
        house.handler("han");
        let han = UserId::new("han").subject();
        let erased =
            house.runtime.block_on(house.store.erase_beside(&boss, &han, Ground::PurposeEnded)).unwrap();
        assert_eq!(erased, 1, "the name");
        let handler = Actor::Staff(UserId::new("han"), Role::Handler);
        let boss = UserId::new("boss").subject();
        let refused = house.store.erase_beside(&handler, &boss, Ground::Request);
        let refused = house.runtime.block_on(refused).unwrap_err();
        assert_eq!(refused.refusal(), Some(Refusal::NotAllowed));
    });
}

#[test]
fn what_was_granted_waits_for_its_notice_but_not_for_ever_and_not_while_it_is_held() {
    in_house(|house| {
        let boss = boss(house);
        let filed = closed(house, "请删除");
        house.runtime.block_on(house.store.ask_erasure(&boss, &filed.case, None, None)).unwrap();
        house.runtime.block_on(house.store.grant_erasure(&boss, &filed.case, None)).unwrap();
        let granted = |house: &House| house.read(|db| house.store.granted(db, 10));
        assert_eq!(granted(house), [], "its notice is still to be sent");
        house.clock.advance(3 * DAY_MS);
        assert_eq!(granted(house), std::slice::from_ref(&filed.case), "nobody could be told");
        let hold = house.store.set_hold(&boss, &filed.case, "法院来函", None);
        house.runtime.block_on(hold).unwrap();
        assert_eq!(granted(house), [], "a hold stands above it");
    });
}
