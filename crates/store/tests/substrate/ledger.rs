//! The books as they are kept: statements that say by what, lists that agree, promises that end by the clock.

use crate::house::{HOUR_MS, House, in_house, intake};
use domain::account;
use domain::command::CaseCommand;
use domain::id::AccountId;
use domain::{Actor, CaseId, Fen, Refusal, Role, UserId};
use store::Error;

/// A refund of 100 yuan is owed; its merchant has a deposit of 500.
fn owed(house: &House) -> (CaseId, AccountId) {
    let handler = house.handler("han");
    let shop = house.merchant("shop1", "大商家");
    house.fund(account::deposit(&shop), 50_000);
    house.order("DD20260000130", &shop, 19_900);
    let case = house.file(intake("包裹没有收到，要求退款")).case;
    house.offer_refund(&handler, &case, 10_000);
    let accept = CaseCommand::accept("o1", vec![]);
    house.on_case(&Actor::Customer(case.clone()), &case, accept, house.pack(&case));
    (case, account::deposit(&shop))
}

#[test]
fn a_statement_says_by_which_case_entry_and_decision_money_moved() {
    in_house(|house| {
        let (case, _) = owed(house);
        house.pay_all();
        let lines = house.read(|db| house.store.postings_of(db, &case));
        let told: Vec<(&str, i64, &str, &str)> = lines
            .iter()
            .map(|line| (line.account.as_str(), line.amount.0, line.reason.as_str(), line.authority.as_str()))
            .collect();
        let customer = format!("customer-{case}");
        assert_eq!(
            told,
            [
                ("merchant-shop1", -10_000, "remedy_owed", "offer:o1"),
                (customer.as_str(), 10_000, "remedy_owed", "offer:o1"),
                (customer.as_str(), -10_000, "remedy_paid", "proof:r1"),
                ("provider", 10_000, "remedy_paid", "proof:r1"),
            ]
        );
        let entries = house.read(|db| store::journal_of::of_subject(db, &case.subject()));
        for line in &lines {
            let by =
                entries.iter().find(|entry| entry.seq as i64 == line.entry).expect("an entry of the case");
            let kind = if line.reason == "remedy_owed" { "offer_accepted" } else { "remedy_proven" };
            assert_eq!(serde_json::to_value(&by.event).unwrap()["kind"], kind);
        }
    });
}

#[test]
fn the_list_of_accounts_agrees_with_their_states_and_makes_zero() {
    in_house(|house| {
        let (_, deposit) = owed(house);
        let kinds = house.read(|db| house.store.kinds_of_accounts(db));
        assert_eq!(kinds.iter().map(|kind| kind.posted.0).sum::<i64>(), 0);
        let deposits = kinds.iter().find(|kind| kind.kind == "deposit").expect("deposits");
        assert_eq!((deposits.posted, deposits.held, deposits.accounts), (Fen(50_000), Fen(10_000), 1));
        let listed = house.read(|db| house.store.accounts(db, "deposit", "", 10));
        assert_eq!(listed[0].account, deposit.as_str());
        assert!(house.read(|db| house.store.accounts(db, "deposit", deposit.as_str(), 10)).is_empty());
        house.pay_all();
        let kinds = house.read(|db| house.store.kinds_of_accounts(db));
        assert!(kinds.iter().all(|kind| kind.kind != "customer"), "what is empty is not listed");
    });
}

#[test]
fn a_promise_ends_by_the_clock_even_when_the_process_died_before() {
    in_house(|house| {
        let (_, deposit) = owed(house);
        let held = house.read(|db| house.store.account(db, &deposit));
        assert_eq!(held.available(), Fen(40_000));
        let until_ms = held.next_tick_ms().expect("it ends");
        // Another process on the same folder knows of it only what is committed.
        let other = house.another();
        house.clock.set(until_ms + HOUR_MS);
        let due = other.db().read_blocking(|db| other.ticks_due(db, 100)).expect("due");
        assert!(due.contains(&deposit.subject()), "{due:?}");
        house.run_clocks_until(until_ms + 2 * HOUR_MS);
        let free = other.db().read_blocking(|db| other.account(db, &deposit)).expect("an account");
        assert_eq!((free.available(), free.pending.len()), (Fen(50_000), 0));
    });
}

#[test]
fn the_same_payment_reported_twice_is_booked_once() {
    in_house(|house| {
        house.merchant("shop1", "大商家");
        let chief = Actor::Staff(UserId::new("chief"), Role::Manager);
        let fund = |by: &Actor, account: &str, fen, reference: &str| {
            let account = AccountId::new(account);
            house.runtime.block_on(house.store.fund(by, &account, Fen(fen), reference))
        };
        for _ in 0..3 {
            assert_eq!(fund(&chief, "deposit-shop1", 700, "bank-1").unwrap().posted, Fen(700));
        }
        assert_eq!(fund(&chief, "deposit-shop1", 700, "bank-2").unwrap().posted, Fen(1_400));
        let refused = |done: Result<account::Account, Error>| done.err().and_then(|error| error.refusal());
        assert_eq!(refused(fund(&chief, "deposit-nobody", 1, "b")), Some(Refusal::NotFound));
        assert_eq!(refused(fund(&chief, "customer-c", 1, "b")), Some(Refusal::WordUnknown));
        assert_eq!(refused(fund(&chief, "goodwill", -1, "b")), Some(Refusal::AmountInvalid));
        assert_eq!(refused(fund(&chief, "goodwill", 1, "两次转账")), Some(Refusal::WordUnknown));
        let li = Actor::Staff(UserId::new("li"), Role::Handler);
        assert_eq!(refused(fund(&li, "goodwill", 1, "b")), Some(Refusal::NotAllowed));
    });
}
