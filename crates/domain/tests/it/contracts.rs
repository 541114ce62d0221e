//! What a shop settles by itself: limits of its contract, standing rules, the rights of its people, and its risk.

use crate::house::*;
use domain::account;
use domain::actor::{Actor, Party, Role};
use domain::case::{Case, Choice, OfferItem, OfferState};
use domain::clock::DAY_MS;
use domain::command::{
    ApprovalRuling, CaseCommand, Command, File, MerchantCommand, NewContract, NewRule, UserCommand,
};
use domain::merchant::{Merchant, risk};
use domain::rights::Rights;
use domain::user::Account;
use domain::words::{RemedyKind, RiskSign, RuleOffer, Switch, Trust};
use domain::{CaseId, Event, Fen, MerchantId, Refusal, State, UserId};

fn boss() -> Actor {
    staff("boss", Role::Manager)
}
fn of_shop(command: MerchantCommand) -> Command {
    Command::Merchant(shop(), command)
}
fn contract(trust: Trust, per_case: i64, per_day: i64) -> Command {
    let why = text("why");
    of_shop(MerchantCommand::SetContract(NewContract {
        trust,
        per_case: Fen(per_case),
        per_day: Fen(per_day),
        why,
    }))
}
fn rule(most: i64) -> NewRule {
    NewRule {
        of: None,
        offer: RuleOffer::Refund,
        kinds: vec![],
        most: Fen(most),
        days: None,
        words: text("rule-words"),
    }
}
fn set(rule: NewRule) -> Command {
    of_shop(MerchantCommand::SetRule(Box::new(rule)))
}
fn switch(rule: &str, on: Switch) -> Command {
    of_shop(MerchantCommand::SwitchRule { rule: rule.into(), on })
}
fn apply(rule: &str) -> CaseCommand {
    CaseCommand::ApplyRule { rule: rule.into(), words: text("rule-words") }
}
fn part(fen: i64) -> Vec<OfferItem> {
    vec![item(RemedyKind::PartialRefund, fen)]
}
/// A case of 100 yuan of a shop on record that may settle 60 in a case and 100 a day.
fn house() -> House {
    let mut house = House::with_case();
    house.done(
        &admin(),
        Command::RecordMerchant {
            merchant: shop(),
            name: text("name"),
            contact: None,
            fingerprint: "f".into(),
        },
    );
    house.done(&boss(), contract(Trust::Trusted, 6_000, 10_000));
    house
}
fn merchant_of(house: &House) -> &Merchant {
    match house.states.get(&shop().subject()) {
        Some(State::Merchant(merchant)) => merchant,
        other => panic!("{other:?}"),
    }
}
fn another(house: &mut House, id: &str) -> CaseId {
    house.file(File { case: CaseId::new(id), ..complaint() });
    CaseId::new(id)
}

#[test]
fn a_manager_agrees_on_limits_with_a_reason_and_nobody_else() {
    let mut house = house();
    for by in [li(), merchant(), customer(), Actor::System] {
        assert_eq!(house.run(&by, contract(Trust::Trusted, 1, 1)), Err(Refusal::NotAllowed));
    }
    for (case, day) in [(-1, 5), (5, 4), (i64::MAX, i64::MAX), (0, -1)] {
        let wrong = contract(Trust::Trusted, case, day);
        assert_eq!(house.run(&boss(), wrong), Err(Refusal::AmountInvalid), "{case} {day}");
    }
    house.done(&boss(), contract(Trust::Watched, 0, 0));
    assert_eq!(merchant_of(&house).contract.map(|one| (one.no, one.trust)), Some((2, Trust::Watched)));
}

#[test]
fn within_its_limits_a_trusted_shops_offer_goes_out_at_once_and_settles_with_a_yes() {
    let mut house = house();
    house.offer(&merchant(), part(6_000), Choice::All).expect("it goes out");
    assert_eq!(house.case().offers[0].by, Party::Merchant);
    house.ok(&customer(), accept("o1"));
    assert_eq!(house.case().offers[0].state, OfferState::Accepted);
    assert_eq!(merchant_of(&house).drawn.on(house.now_ms), Fen(6_000));
}

#[test]
fn above_its_limits_a_shops_offer_waits_for_somebody_and_stays_the_shops_word() {
    let mut house = house();
    house.offer(&merchant(), part(6_001), Choice::All).expect("it is asked for");
    assert!(house.case().offers.is_empty());
    let waits = house.case().open_approval().expect("it waits").clone();
    assert_eq!((waits.shop, waits.above[0].limit), (Some(shop()), Fen(6_000)));
    let decide =
        |ruling| CaseCommand::DecideApproval { approval: "a1".into(), ruling, why: Some(text("seen")) };
    for by in [merchant(), customer()] {
        assert_eq!(house.refused(&by, decide(ApprovalRuling::Approve)), Refusal::NotAllowed);
    }
    house.ok(&li(), decide(ApprovalRuling::Approve));
    assert_eq!(house.case().offers[0].by, Party::Merchant, "it is still the shop's offer");
    assert_eq!(
        merchant_of(&house).drawn.on(house.now_ms),
        Fen::ZERO,
        "what was seen is not its own word alone"
    );
}

#[test]
fn a_days_limit_holds_over_cases_and_begins_anew_the_next_day() {
    let mut house = house();
    house.offer(&merchant(), part(6_000), Choice::All).expect("it goes out");
    let second = another(&mut house, "c2");
    let offer = |fen| CaseCommand::offer(part(fen), Choice::All, text("words"), None);
    house.done(&merchant(), Command::Case(second.clone(), offer(4_001)));
    let case = |house: &House| as_case(&house.states[&second.subject()]).cloned().expect("a case");
    assert!(case(&house).open_approval().is_some(), "40 are left of the day");
    house.done(
        &merchant(),
        Command::Case(second.clone(), CaseCommand::DropApproval { approval: "a1".into() }),
    );
    house.now_ms += DAY_MS;
    house.done(&merchant(), Command::Case(second.clone(), offer(4_001)));
    assert_eq!(case(&house).offers.len(), 1);
}

#[test]
fn of_a_watched_shop_everything_is_seen_first_and_without_a_contract_nothing() {
    let mut house = house();
    house.done(&boss(), contract(Trust::Watched, 6_000, 6_000));
    house.offer(&merchant(), vec![item(RemedyKind::Apology, 0)], Choice::All).expect("it is asked for");
    assert!(house.case().open_approval().is_some());
    let mut free = House::with_case();
    free.offer(&merchant(), part(9_000), Choice::All).expect("it goes out");
    assert_eq!(free.case().offers.len(), 1);
}

#[test]
fn a_shop_sets_rules_within_its_contract_and_every_change_is_a_version() {
    let mut house = house();
    for by in [boss(), li(), customer(), Actor::Merchant(UserId::new("x"), MerchantId::new("m2"))] {
        assert_eq!(house.run(&by, set(rule(3_000))), Err(Refusal::NotAllowed));
    }
    assert_eq!(house.run(&merchant(), set(rule(6_001))), Err(Refusal::AboveContract));
    assert_eq!(house.run(&merchant(), set(rule(0))), Err(Refusal::AmountInvalid));
    let unknown = NewRule { kinds: vec!["no-kind".into()], ..rule(1) };
    assert_eq!(house.run(&merchant(), set(unknown)), Err(Refusal::KindUnknown));
    let unknown = NewRule { of: Some("s9".into()), ..rule(1) };
    assert_eq!(house.run(&merchant(), set(unknown)), Err(Refusal::NotFound));
    house.done(&merchant(), set(rule(3_000)));
    house.done(&merchant(), set(NewRule { of: Some("s1".into()), ..rule(2_000) }));
    let rules = &merchant_of(&house).rules;
    assert_eq!((rules.len(), rules[0].name(), rules[0].most), (1, "s1.2".to_owned(), Fen(2_000)));
    house.done(&boss(), contract(Trust::Watched, 6_000, 6_000));
    assert_eq!(house.run(&merchant(), set(rule(1))), Err(Refusal::ContractMissing));
    house.done(&boss(), switch("s1", Switch::Off));
    assert_eq!(house.run(&boss(), switch("s1", Switch::On)), Err(Refusal::NotAllowed), "only the shop");
    house.done(&merchant(), switch("s1", Switch::On));
}

#[test]
fn a_rule_settles_what_it_names_as_the_shops_own_word_and_says_which_it_was() {
    let mut house = house();
    house.done(&boss(), contract(Trust::Trusted, 10_000, 10_000));
    house.done(&merchant(), set(rule(10_000)));
    assert_eq!(house.refused(&merchant(), apply("s1")), Refusal::NotAllowed, "the house carries it out");
    assert_eq!(house.refused(&Actor::System, apply("s2")), Refusal::RungShut);
    let events = house.ok(&Actor::System, apply("s1"));
    assert!(events.iter().any(|event| matches!(event, Event::ShopRuleFired { rule, .. } if rule == "s1.1")));
    let offer = &house.case().offers[0];
    assert_eq!((offer.by, offer.rule.as_deref()), (Party::Merchant, Some("s1.1")));
    assert_eq!(house.refused(&Actor::System, apply("s1")), Refusal::RungShut, "the day is used up");
    house.ok(&customer(), accept("o1"));
    assert_eq!(house.case().refunded(), Fen(10_000));
}

#[test]
fn no_rule_promises_more_than_the_contract_allows_at_that_moment() {
    let mut house = house();
    house.done(&boss(), contract(Trust::Trusted, 10_000, 10_000));
    house.done(&merchant(), set(rule(10_000)));
    house.done(&boss(), contract(Trust::Trusted, 9_999, 10_000));
    assert_eq!(house.refused(&Actor::System, apply("s1")), Refusal::RungShut, "the contract was narrowed");
    house.done(&boss(), contract(Trust::Watched, 10_000, 10_000));
    assert_eq!(house.refused(&Actor::System, apply("s1")), Refusal::RungShut, "the shop is watched");
    house.done(&boss(), contract(Trust::Trusted, 10_000, 10_000));
    house.done(&merchant(), switch("s1", Switch::Off));
    assert_eq!(house.refused(&Actor::System, apply("s1")), Refusal::RungShut, "it is switched off");
    house.done(&merchant(), switch("s1", Switch::On));
    house.ok(&Actor::System, apply("s1"));
}

#[test]
fn a_rule_about_returns_looks_at_the_days_since_delivery() {
    let mut house = house();
    house.done(&boss(), contract(Trust::Trusted, 10_000, 10_000));
    let returns = NewRule { offer: RuleOffer::Return, days: Some(7), ..rule(10_000) };
    house.done(&merchant(), set(returns));
    assert_eq!(house.refused(&Actor::System, apply("s1")), Refusal::RungShut, "nobody knows when it came");
    let merchant = merchant_of(&house).clone();
    let facts = |days: i64| {
        let mut case: Case = house.case().clone();
        case.delivered_ms = Some(house.now_ms - days * DAY_MS);
        merchant
            .rule_for(&domain::merchant::Facts::of(&case, house.now_ms))
            .map(|(rule, paid)| rule.items(paid))
    };
    let both = vec![item(RemedyKind::Return, 0), item(RemedyKind::Refund, 10_000)];
    assert_eq!(facts(7), Some(both));
    assert_eq!(facts(8), None);
}

fn engage(name: &str, rights: Rights) -> Command {
    let account = Account { role: Role::Merchant, merchant: Some(shop()), name: text("name") };
    Command::User(UserId::new(name), UserCommand::Engage { account, rights })
}
fn some(answer: Switch, offer: i64) -> Rights {
    Rights::Some { answer, offer: Fen(offer) }
}

#[test]
fn people_of_a_shop_do_what_they_were_given_and_no_more() {
    let mut house = house();
    let chen = Actor::Merchant(UserId::new("chen"), shop());
    for by in [li(), boss(), customer()] {
        assert_eq!(house.run(&by, engage("chen", some(Switch::On, 0))), Err(Refusal::NotAllowed));
    }
    let elsewhere = Actor::Merchant(UserId::new("x"), MerchantId::new("m2"));
    assert_eq!(house.run(&elsewhere, engage("chen", some(Switch::On, 0))), Err(Refusal::NotAllowed));
    assert_eq!(house.run(&merchant(), engage("chen", Rights::All)), Err(Refusal::NotAllowed));
    house.done(&merchant(), engage("chen", some(Switch::On, 0)));
    assert_eq!(house.run(&merchant(), engage("chen", some(Switch::On, 0))), Err(Refusal::AlreadyThere));
    house.ok(&chen, say(Party::Platform));
    let offer = |fen| CaseCommand::offer(part(fen), Choice::All, text("words"), None);
    assert_eq!(house.refused(&chen, offer(1)), Refusal::NotYourRight);
    assert_eq!(house.refused(&chen, CaseCommand::Consent { words: None }), Refusal::NotYourRight);
    for own in [set(rule(1)), engage("du", some(Switch::On, 0)), switch("s1", Switch::Off)] {
        assert_eq!(house.run(&chen, own), Err(Refusal::NotYourRight), "the owner's alone");
    }
    let rights = |rights| Command::User(UserId::new("chen"), UserCommand::SetRights { rights });
    assert_eq!(house.run(&chen, rights(some(Switch::On, 9))), Err(Refusal::NotYourRight));
    assert_eq!(house.run(&elsewhere, rights(Rights::Revoked)), Err(Refusal::NotAllowed));
    house.done(&merchant(), rights(some(Switch::Off, 500)));
    assert_eq!(house.refused(&chen, say(Party::Platform)), Refusal::NotYourRight);
    assert_eq!(house.refused(&chen, offer(501)), Refusal::AboveRights);
    assert_eq!(house.refused(&chen, CaseCommand::Consent { words: None }), Refusal::AboveRights, "100 yuan");
    house.ok(&chen, offer(500));
    house.done(&merchant(), rights(Rights::Revoked));
    assert_eq!(
        house.refused(&chen, CaseCommand::WithdrawOffer { offer: "o1".into() }),
        Refusal::NotYourRight
    );
}

#[test]
fn a_score_is_the_sum_of_signs_that_name_their_cases() {
    assert_eq!(risk::score(&risk::of([])), 0);
    let mut house = House::new();
    for n in 0..12 {
        let id = format!("r{n}");
        let case = another(&mut house, &id);
        house.done(
            &li(),
            Command::Case(case.clone(), ask(Party::Merchant, &["photo"], Some(house.now_ms + 5))),
        );
        if n < 6 {
            house.now_ms += 10;
            house.done(&Actor::System, Command::Case(case, CaseCommand::Elapse));
        }
    }
    let cases: Vec<&Case> = house.states.values().filter_map(as_case).collect();
    let parts = risk::of(cases.iter().copied());
    let late = parts.iter().find(|part| part.sign == RiskSign::Late).expect("a part");
    assert_eq!((late.hits, late.of, late.points()), (6, 6, 15), "six of ten at least, of 25");
    assert_eq!((late.cases.len(), risk::score(&parts)), (6, 15));
    let weights: u32 = parts.iter().map(risk::RiskPart::weight).sum();
    assert_eq!(weights, 100);
    assert_eq!(house.posted(&account::goodwill()), 2_000);
}
