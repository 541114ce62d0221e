//! Breakers over parcels on both databases: however often it is looked, and wherever it was stopped, one trip and one
//! offer for each parcel.

use crate::house::{HOUR_MS, House, START_MS, in_house};
use domain::account;
use domain::command::{BreakerCommand, Command};
use domain::words::Channel;
use domain::{Actor, BreakerId, Fen, Role, UserId};
use store::parcels::Told;
use store::{Parcel, Store};

const DAY_MS: i64 = 24 * HOUR_MS;

fn told(number: u32) -> Told {
    Told {
        tracking: format!("SF{number}"),
        order: Some(format!("D-{number}")),
        carrier: Some("顺丰".into()),
        route: Some("上海-北京".into()),
        promised_ms: Some(START_MS - 2 * DAY_MS + i64::from(number) * HOUR_MS),
        shipped_ms: Some(START_MS - 4 * DAY_MS),
        ..Told::default()
    }
}

fn tell(house: &House, told: &Told) -> bool {
    house.runtime.block_on(house.store.record_parcel(&Actor::System, told)).expect("it is recorded")
}

/// As the job does it, until nothing is left.
fn look(house: &House, store: &Store) -> usize {
    (0..20).map(|_| house.runtime.block_on(store.weigh_parcels()).expect("it is weighed")).sum()
}

/// Six late parcels of orders of 100 yuan on one route, with 1,000 yuan in the advances.
fn storm(house: &House) -> BreakerId {
    house.user("li", Role::Handler, None);
    let shop = house.merchant("m1", "好物小店");
    house.fund(account::advance(), 100_000);
    for number in 1..=6 {
        house.order(&format!("D-{number}"), &shop, 10_000);
        assert!(tell(house, &told(number)));
        assert!(!tell(house, &told(number)), "the same word again");
    }
    BreakerId::of("late_route", &house.store.code_of(domain::words::Scope::Route, "上海-北京"))
}

#[test]
fn a_storm_trips_once_and_every_parcel_gets_one_offer_however_often_it_is_looked() {
    in_house(|house| {
        let id = storm(house);
        assert_eq!(look(house, &house.store), 7, "one trip and six offers");
        house.clock.set(START_MS + HOUR_MS);
        assert_eq!(look(house, &house.another()), 0);
        let all = house.read(|db| house.store.breakers(db, 10));
        assert_eq!(all.len(), 1);
        assert_eq!((&all[0].id, all[0].name.as_str(), all[0].tripped), (&id, "上海-北京", true));
        let open = all[0].breaker.open.as_ref().expect("tripped");
        assert_eq!((open.offers, open.promised, open.weighed.matched), (6, Fen(60_000), 6));
        let answered = house.read(|db| house.store.answered_by(db, &id, 10));
        assert_eq!(answered.iter().filter(|one| one.case.is_some()).count(), 6);
        let case = house.case(answered[0].case.as_ref().expect("a case"));
        assert_eq!((case.channel, case.kind(), case.offers.len()), (Channel::Rule, "delivery", 1));
        let days = house.store.policy().breakers.rule("late_route").expect("shipped");
        let days = house.read(|db| house.store.judged_days(db, days, 14));
        assert_eq!((days.len(), days.iter().map(|(_, day)| day.matched).sum::<u32>()), (14, 6));
    });
}

#[test]
fn stopped_between_trip_and_offers_it_goes_on_where_it_was() {
    in_house(|house| {
        let id = storm(house);
        // The trip was committed, one case was opened, and the process died.
        let weighed = domain::breaker::Weighed { counted: 6, matched: 6, last_ms: Some(START_MS) };
        let trip = BreakerCommand::Weigh { weighed, name: None };
        house.try_to(&Actor::System, Command::Breaker(id.clone(), trip), Parcel::default()).expect("tripped");
        let parcel = house.store.parcel_id("SF3");
        let mut intake = crate::house::intake("由系统按规则代为立案。");
        intake.channel = Some(Channel::Rule);
        intake.matter.order_number = Some("D-3".into());
        intake.key = Some(format!("parcel:{parcel}"));
        let filed = house.file(intake);
        let again = house.another();
        assert_eq!(look(house, &again), 6, "six offers, no second trip");
        assert_eq!(house.case(&filed.case).offers.len(), 1, "the case that was there is gone on with");
        let rows = house.read(|db| Ok(db.query_one_opt("select count(*) from queue", &[])?));
        assert_eq!(rows.expect("a count").int(0).expect("a number"), 6, "no case was opened twice");
    });
}

#[test]
fn what_the_budget_does_not_pay_waits_for_more_and_what_cannot_be_offered_is_passed_over_once() {
    in_house(|house| {
        let id = storm(house);
        let unknown = Told { order: Some("D-99".into()), ..told(99) };
        tell(house, &Told { promised_ms: Some(START_MS - 2 * DAY_MS), ..unknown });
        let came = Told { delivered_ms: Some(START_MS - HOUR_MS), ..told(98) };
        tell(house, &Told { promised_ms: Some(START_MS - 3 * DAY_MS), ..came });
        // A dear order: the trip has 10,000 yuan in all, and one may promise as much as a manager.
        house.order("D-7", &domain::MerchantId::new("m1"), 950_000);
        tell(house, &told(7));
        look(house, &house.store);
        let open = |house: &House| {
            let breaker = house.read(|db| house.store.breaker(db, &id)).expect("there");
            breaker.open.expect("tripped")
        };
        let answered = house.read(|db| house.store.answered_by(db, &id, 20));
        let passed: Vec<&str> =
            answered.iter().filter(|one| !one.passed.is_empty()).map(|one| one.passed.as_str()).collect();
        assert_eq!(passed, ["order_unknown"]);
        assert_eq!(
            (open(house).offers, open(house).left()),
            (6, Fen(940_000)),
            "one is too dear for what is left"
        );
        house.user("boss", Role::Manager, None);
        let boss = Actor::Staff(UserId::new("boss"), Role::Manager);
        let more = house.store.widen_breaker(&boss, &id, Fen(1_000_000), "雪灾，先赔给顾客");
        house.runtime.block_on(more).expect("widened");
        house.clock.set(START_MS + HOUR_MS);
        look(house, &house.store);
        assert_eq!(open(house).offers, 7);
        house.runtime.block_on(house.store.reset_breaker(&boss, &id, "道路已通")).expect("reset");
        house.clock.set(START_MS + 2 * HOUR_MS);
        assert_eq!(look(house, &house.store), 0, "what was before the reset does not trip it again");
    });
}
