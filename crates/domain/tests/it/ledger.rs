//! The books: what accounts may have, transfers that are pending, posted or void, and sums that are always zero.

use crate::house::*;
use domain::account::{self, Authority, KINDS, PostingReason, Voided, kind_of};
use domain::actor::{Actor, Role};
use domain::case::Choice;
use domain::clock::DAY_MS;
use domain::command::{CaseCommand, Command};
use domain::id::AccountId;
use domain::words::RemedyKind;
use domain::{Event, Fen, Refusal, State};
use proptest::prelude::*;

fn named(name: &str) -> AccountId {
    AccountId::new(name)
}
fn fund(account: &str, fen: i64, transfer: &str) -> Command {
    Command::Fund { account: named(account), amount: Fen(fen), transfer: transfer.into() }
}
fn elapse(account: &AccountId) -> Command {
    Command::ElapseAccount { account: account.clone() }
}

#[test]
fn every_kind_of_account_has_its_side_and_its_limits() {
    for kind in &KINDS {
        let name = if kind.many { format!("{}-x", kind.word) } else { kind.word.to_owned() };
        assert_eq!(kind_of(&named(&name)).map(|known| known.word), Some(kind.word));
        let (one, none) = (Fen(1), Fen(-1));
        let may = |fen| account::allows(&named(&name), fen, fen);
        assert!(may(Fen::ZERO), "{name}");
        assert_eq!(may(none), kind.floor.is_none(), "{name}");
        assert_eq!(may(one), kind.ceiling.is_none(), "{name}");
        let wrong = if kind.many { kind.word.to_owned() } else { format!("{}-x", kind.word) };
        assert!(kind_of(&named(&wrong)).is_none(), "{wrong}");
    }
    for unknown in ["", "-", "deposit-", "savings", "customer", "outside-1"] {
        assert!(kind_of(&named(unknown)).is_none(), "{unknown}");
        assert!(!account::allows(&named(unknown), Fen(1), Fen(1)), "no money where there is no kind");
    }
}

#[test]
fn a_posting_says_its_case_and_whose_decision_it_was() {
    let mut house = House::with_refund();
    house.pay();
    let mut seen = vec![];
    for (_, event, _) in &house.journal {
        let Event::Posted { posting } = event else { continue };
        if posting.reason == PostingReason::Funding {
            assert_eq!((&posting.case, &posting.authority), (&None, &Authority::Hand));
            continue;
        }
        assert_eq!(posting.case, Some(case_id()));
        seen.push((posting.reason, posting.authority.to_string()));
    }
    let owed = (PostingReason::RemedyOwed, "offer:o1".to_owned());
    let paid = (PostingReason::RemedyPaid, "proof:r1".to_owned());
    assert_eq!(seen, [owed.clone(), owed, paid.clone(), paid]);
}

#[test]
fn a_hold_is_a_pending_transfer_that_is_void_when_its_time_is_over() {
    let mut house = House::with_refund();
    let deposit = account::deposit(&shop());
    let State::Account(held) = house.states[&deposit.subject()].clone() else { panic!("an account") };
    let (name, pending) = held.pending.first_key_value().expect("it is pending");
    assert_eq!(
        (name.as_str(), pending.amount, &pending.to),
        ("C-1-r1-hold", Fen(5_000), &account::merchant(&shop()))
    );
    let until_ms = pending.until_ms.expect("it ends");
    assert_eq!(held.next_tick_ms(), Some(until_ms));
    house.now_ms = until_ms - 1;
    assert!(house.done(&Actor::System, elapse(&deposit)).is_empty(), "not a moment before");
    assert_eq!(house.run(&admin(), elapse(&deposit)), Err(Refusal::NotAllowed));
    house.now_ms = until_ms + 90 * DAY_MS;
    let void = Event::Released { transfer: "C-1-r1-hold".into(), because: Voided::Expired };
    assert_eq!(house.done(&Actor::System, elapse(&deposit)), [void]);
    assert!(house.done(&Actor::System, elapse(&deposit)).is_empty(), "and once only");
    assert_eq!(house.available(&deposit), 5_000);
    let events = house.pay();
    assert!(
        !events.iter().any(|event| matches!(event, Event::Released { .. })),
        "what is void is not void again"
    );
}

#[test]
fn no_account_is_funded_beyond_what_a_number_can_hold_or_by_a_name_that_is_none() {
    let mut house = House::new();
    for wrong in
        ["savings", "deposit", "deposit-", "carrier-sf", "recourse", "writeoff", "customer-c1", "merchant-m1"]
    {
        assert_eq!(house.run(&admin(), fund(wrong, 1, "f")), Err(Refusal::WordUnknown), "{wrong}");
    }
    house.run(&admin(), fund("advance", 1, "f")).expect("the advances are funded");
    assert_eq!(
        house.run(&admin(), fund("goodwill", 1, "paid by Li")),
        Err(Refusal::WordUnknown),
        "a code, no text"
    );
    assert_eq!(house.run(&staff("li", Role::Reviewer), fund("goodwill", 1, "f")), Err(Refusal::NotAllowed));
    let Some(State::Account(outside)) = house.states.get_mut(&account::outside().subject()) else { panic!() };
    outside.posted = Fen(i64::MIN + 5);
    assert_eq!(
        house.run(&admin(), fund("goodwill", 6, "f")),
        Err(Refusal::AmountInvalid),
        "it would overflow"
    );
}

#[test]
fn a_budget_that_is_not_there_refuses_the_whole_acceptance() {
    let items = vec![item(RemedyKind::Refund, 1_000), item(RemedyKind::Coupon, 2_001)];
    let mut house = House::with_offer(items, Choice::All);
    let accept = CaseCommand::accept("o1", vec![]);
    assert_eq!(house.refused(&customer(), accept), Refusal::BudgetSpent);
    assert_eq!(house.posted(&account::merchant(&shop())), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_funded_held_and_left_to_the_clock_the_books_stay_square(
        steps in prop::collection::vec((0u8..5, any::<i64>(), 0i64..400), 1..60)
    ) {
        let mut house = House::with_offer(vec![item(RemedyKind::PartialRefund, 6_000)], Choice::All);
        let deposit = account::deposit(&shop());
        for (what, fen, days) in steps {
            let fen = if days % 3 == 0 { fen } else { fen.rem_euclid(20_000) };
            let _ = match what {
                0 => house.run(&admin(), fund("deposit-m1", fen, "f")),
                1 => house.run(&admin(), fund("goodwill", fen, "g")),
                2 => house.run(&customer(), Command::Case(case_id(), accept("o1"))),
                3 => house.run(&Actor::System, elapse(&deposit)),
                _ => { house.now_ms += days * DAY_MS; Ok(vec![]) }
            };
            let mut sum = 0i128;
            for (subject, state) in &house.states {
                let State::Account(account) = state else { continue };
                sum += i128::from(account.posted.0);
                let id = named(subject.id());
                prop_assert!(account::allows(&id, account.posted, account.available()), "{id} {account:?}");
                prop_assert!(account.pending.values().all(|one| one.amount > Fen::ZERO));
            }
            prop_assert_eq!(sum, 0);
        }
    }
}
