//! Groups of a bulk that are handed over in a row: each is decided while the one before it is written.

use crate::house::{House, in_house, intake};
use domain::actor::Role;
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Command, Event, UserId};
use store::door::{Errand, Pending, Telling};
use store::{Error, Parcel, Store};

fn note(store: &Store, by: &Actor, case: &CaseId, at_ms: i64, text: &str) -> Errand {
    let mut pack = store.pack(case.subject());
    let command = CaseCommand::Note { text: pack.text(text) };
    Errand { at_ms, by: by.clone(), command: Command::Case(case.clone(), command), parcel: pack.close() }
}

fn assign(by: &Actor, case: &CaseId, at_ms: i64, to: &str) -> Errand {
    let command = CaseCommand::Assign { owner: UserId::new(to), why: None };
    let command = Command::Case(case.clone(), command);
    Errand { at_ms, by: by.clone(), command, parcel: Parcel::default() }
}

async fn all_done(group: Pending) {
    let refused = group.written().await.expect("it is written");
    assert!(refused.is_empty(), "{:?}", refused.iter().map(Error::detail).collect::<Vec<_>>());
}

/// Who owns the case, and how many notes stand in it.
fn stands(house: &House, case: &CaseId) -> (Option<UserId>, usize) {
    let timeline = house.read(|db| {
        let case = house.store.case(db, case)?.expect("it is there").case;
        house.store.timeline(db, &case, &Actor::System)
    });
    let notes = timeline.iter().filter(|told| matches!(told.entry.event, Event::Noted { .. })).count();
    (house.case(case).owner, notes)
}

#[test]
fn a_group_builds_upon_the_one_that_is_still_being_written() {
    in_house(|house| {
        let (han, _) = (house.handler("han"), house.handler("mei"));
        let manager = Actor::Staff(UserId::new("boss"), Role::Manager);
        house.user("boss", Role::Manager, None);
        let cases: Vec<CaseId> = (0..3).map(|n| house.file(intake(&format!("第{n}件"))).case).collect();
        let at_ms = house.store.now_ms();
        let owner = house.case(&cases[0]).owner.expect("a rule finds one");
        let turns = if owner.as_str() == "han" { ["mei", "han"] } else { ["han", "mei"] };
        house.runtime.block_on(async {
            let mut before: Option<Pending> = None;
            for round in 0..8 {
                let (store, first) = (&house.store, assign(&manager, &cases[0], at_ms, turns[round % 2]));
                let notes = (0..60).map(|n| note(store, &han, &cases[n % 3], at_ms, "记一笔"));
                let group = std::iter::once(first).chain(notes).collect();
                let handed = store.begin_all(group, Telling::AsAlways).await.expect("it is taken");
                if let Some(before) = before.replace(handed) {
                    all_done(before).await;
                }
            }
            all_done(before.expect("the last")).await;
        });
        house.note(&han, &cases[1], "手记");
        assert_eq!(stands(house, &cases[0]), (Some(UserId::new(turns[1])), 160));
        assert_eq!(stands(house, &cases[1]).1, 161);
    });
}

#[test]
fn who_comes_in_between_is_not_written_over() {
    in_house(|house| {
        let (han, other) = (house.handler("han"), house.another());
        let case = house.file(intake("少了一件")).case;
        let (at_ms, by) = (house.store.now_ms(), han.clone());
        let overtaken = house.runtime.block_on(async {
            let mut overtaken = 0;
            for _ in 0..40 {
                let group = || (0..30).map(|_| note(&house.store, &by, &case, at_ms, "记一笔")).collect();
                let first = house.store.begin_all(group(), Telling::AsAlways).await.expect("it is taken");
                let second = house.store.begin_all(group(), Telling::AsAlways).await.expect("it is taken");
                let Errand { by, command, parcel, .. } = note(&other, &by, &case, at_ms, "插话");
                other.execute(&by, command, parcel, None).await.expect("another process may write");
                all_done(first).await;
                match second.written().await {
                    Ok(refused) => assert!(refused.is_empty()),
                    Err(Error::Overtaken) => overtaken += 1,
                    Err(other) => panic!("{}", other.detail()),
                }
            }
            overtaken
        });
        let notes = stands(house, &case).1;
        assert_eq!(notes, 40 * 61 - overtaken * 30, "{overtaken} were overtaken");
    });
}
