//! The law of a case by the day of its event, and what may be cited on it.

use crate::house::*;
use domain::command::{CaseCommand, Command, NewFinding};
use domain::law::{ArticleRef, Library, says_no};
use domain::words::{Jurisdiction, Outcome, Relief};
use domain::{Case, Event, Party, Refusal};

const DAY_MS: i64 = 86_400_000;
/// Noon in China on 2026-04-14, the last day of the old rules on complaints.
const LAST_OF_OLD_MS: i64 = 1_776_139_200_000;

fn law() -> &'static Library {
    &POLICY.law
}

/// A complaint about an order, filed and bought on these days.
fn filed(now_ms: i64, bought_ms: Option<i64>) -> House {
    let mut house = House::new();
    let facts = domain::order::OrderFacts { bought_ms, fingerprint: "new".into(), ..facts(10_000) };
    house.done(&admin(), Command::RecordOrder { order: known_order(), facts: Box::new(facts) });
    house.now_ms = now_ms;
    house.file(complaint());
    house
}

fn shown(case: &Case) -> Vec<(String, u32)> {
    law().applies(case).iter().map(|one| (one.law.id.clone(), one.article.article)).collect()
}

fn has(case: &Case, id: &str, article: u32) -> bool {
    shown(case).contains(&(id.to_owned(), article))
}

#[test]
fn a_complaint_before_and_after_the_new_measures_is_under_the_rules_of_its_day() {
    let before = filed(LAST_OF_OLD_MS, None);
    assert!(has(before.case(), "complaint_measures_interim", 14), "{:?}", shown(before.case()));
    assert!(has(before.case(), "complaint_measures_interim", 21), "45 working days");
    assert!(!shown(before.case()).iter().any(|(id, _)| id == "complaint_measures"));
    let after = filed(LAST_OF_OLD_MS + DAY_MS, None);
    assert!(has(after.case(), "complaint_measures", 15));
    assert!(has(after.case(), "complaint_measures", 23), "60 days");
    assert!(!shown(after.case()).iter().any(|(id, _)| id == "complaint_measures_interim"));
}

#[test]
fn goods_are_under_the_law_of_the_day_they_were_bought() {
    // 2025-05-31 and 2025-06-01: the numbers of the express regulations moved by one.
    let last_of_old_ms = 1_748_664_000_000;
    let before = filed(LAST_OF_OLD_MS, Some(last_of_old_ms));
    assert!(has(before.case(), "express_2018", 27) && !has(before.case(), "express", 28));
    let after = filed(LAST_OF_OLD_MS, Some(last_of_old_ms + DAY_MS));
    assert!(has(after.case(), "express", 28) && !has(after.case(), "express_2018", 27));
}

#[test]
fn a_case_elsewhere_is_under_the_law_of_its_place() {
    let mut house = House::new();
    let mut file = complaint();
    file.jurisdiction = Some(Jurisdiction::Uk);
    house.file(file);
    assert_eq!(shown(house.case()), [("uk_dmcc".to_owned(), 308)]);
    assert_eq!(law().ways(house.case().jurisdiction(law())).jurisdiction, Jurisdiction::Uk);
}

fn find_by(law: &[(&str, u32)]) -> CaseCommand {
    let named = |(law, article): &(&str, u32)| ArticleRef {
        law: (*law).to_owned(),
        article: *article,
        paragraph: None,
        item: None,
    };
    let law = law.iter().map(named).collect();
    CaseCommand::Find(Box::new(NewFinding { law, ..finding(vec![share(Party::Merchant, 100, &["e1"])]) }))
}

#[test]
fn a_finding_keeps_the_articles_it_cites_and_cites_none_that_was_not_in_force() {
    let mut house = filed(LAST_OF_OLD_MS, None);
    for (id, article, refusal) in [
        ("complaint_measures", 15, Refusal::ArticleNotInForce),
        ("consumer_protection", 99, Refusal::ArticleUnknown),
        ("no_such_law", 1, Refusal::ArticleUnknown),
    ] {
        assert_eq!(house.refused(&li(), find_by(&[("ecommerce", 20), (id, article)])), refusal, "{id}");
    }
    house.ok(&li(), find_by(&[("ecommerce", 20), ("consumer_protection", 24)]));
    let cited: Vec<u32> = house.case().findings[0].law.iter().map(|one| one.article).collect();
    assert_eq!(cited, [20, 24]);
}

#[test]
fn whatever_may_be_read_as_a_no_names_the_other_ways() {
    let mut house = House::with_case();
    let mut told = house.ok(&li(), find_by(&[]));
    let closing = CaseCommand::Close {
        outcome: Outcome::Refused,
        relief: Relief::None,
        cause: None,
        words: Some(text("why")),
    };
    told.extend(house.ok(&li(), closing));
    let no = |event: &&Event| says_no(house.case(), event);
    assert_eq!(told.iter().filter(no).count(), 2, "{told:?}");
    let mut own = House::with_case();
    let told = own.ok(&customer(), CaseCommand::Withdraw { why: None });
    assert!(!told.iter().any(|event| says_no(own.case(), event)), "who withdraws is told no by nobody");
}

#[test]
fn a_handler_says_whose_law_a_case_is_under() {
    let mut house = House::with_case();
    let under = |jurisdiction| CaseCommand::SetJurisdiction { jurisdiction };
    assert_eq!(house.refused(&customer(), under(Jurisdiction::Eu)), domain::Refusal::NotAllowed);
    assert!(house.ok(&li(), under(Jurisdiction::Cn)).is_empty(), "as the house has it");
    house.ok(&li(), under(Jurisdiction::Eu));
    assert_eq!(house.case().jurisdiction, Some(Jurisdiction::Eu));
}
