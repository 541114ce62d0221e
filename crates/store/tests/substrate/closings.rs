//! A merchant that closes, on both databases: balances taken once, shares granted once however often they are asked for,
//! and paid once however often somebody answers.

use crate::house::{House, in_house};
use domain::account;
use domain::command::CaseCommand;
use domain::personal::Personal;
use domain::{Actor, CaseId, Fen, MerchantId, Refusal, Role, UserId};
use store::closings::{Balance, Choice, Flag, Holder, Progress};
use store::record::{Payment, Person};

fn boss(house: &House) -> Actor {
    house.user("boss", Role::Manager, None);
    Actor::Staff(UserId::new("boss"), Role::Manager)
}

/// With a deposit of 60 yuan and a shop that takes over.
fn flagged(house: &House) -> (Actor, MerchantId) {
    let (boss, gym, other) =
        (boss(house), house.merchant("gym", "健身房"), house.merchant("other", "另一家"));
    house.fund(account::deposit(&gym), 6_000);
    let flag = Flag {
        clause: "prepaid-3".into(),
        reasons: "欠租".into(),
        words: "请选择退款或换店。".into(),
        elsewhere: Some(other),
    };
    let done = house.runtime.block_on(house.store.flag_closing(&boss, &gym, flag, None));
    done.expect("a manager flags it");
    (boss, gym)
}

fn card(number: usize, fen: i64) -> Balance {
    Balance {
        card: format!("K{number}"),
        holder: Person { phone: Personal::new(format!("1380000000{number}")), ..Person::default() },
        balance: Fen(fen),
        payment: Some(Payment { reference: format!("P{number}"), amount_fen: fen, ..Payment::default() }),
    }
}

fn take(house: &House, gym: &MerchantId, balance: &Balance) -> Result<bool, Option<Refusal>> {
    let done = house.runtime.block_on(house.store.take_balance(gym, balance));
    done.map_err(|error| error.refusal())
}

fn progress(house: &House, gym: &MerchantId) -> Progress {
    house.read(|db| house.store.closing(db, gym)).expect("it closes")
}

fn share(house: &House, by: &Actor, gym: &MerchantId) -> Result<(), Option<Refusal>> {
    let done = house.runtime.block_on(house.store.share_closing(by, gym, None));
    done.map_err(|error| error.refusal())
}

fn choose(house: &House, case: &CaseId, item: usize) {
    let accept = CaseCommand::accept("o1", vec![item]);
    house.on_case(&Actor::Customer(case.clone()), case, accept, house.pack(case));
}

fn lefts(holders: &[Holder]) -> Vec<i64> {
    holders.iter().map(|one| one.left.0).collect()
}

#[test]
fn balances_are_taken_once_and_shares_are_paid_once_to_the_last_fen() {
    in_house(|house| {
        let (boss, gym) = flagged(house);
        for (number, fen) in [(1, 10_000), (2, 5_000), (3, 33), (4, 8_000)] {
            assert_eq!(take(house, &gym, &card(number, fen)), Ok(true));
            assert_eq!(take(house, &gym, &card(number, fen)), Ok(false), "the same once more");
        }
        let holders = progress(house, &gym).holders;
        assert_eq!(holders.iter().map(|one| one.balance.0).collect::<Vec<_>>(), [10_000, 5_000, 33, 8_000]);
        assert!(holders.iter().all(|one| one.choice == Choice::Open && !one.told));
        assert_eq!(share(house, &boss, &gym), Err(Some(Refusal::NobodyWaits)));
        (0..3).for_each(|at| choose(house, &holders[at].case, 0));
        choose(house, &holders[3].case, 1);
        assert_eq!(house.pay_all(), 0, "nothing is sent before there is a share");

        // Two managers at once: the second finds nothing.
        let both = house.runtime.block_on(async {
            tokio::join!(
                house.store.share_closing(&boss, &gym, None),
                house.store.share_closing(&boss, &gym, None)
            )
        });
        assert_eq!([both.0.is_ok(), both.1.is_ok()].iter().filter(|done| **done).count(), 1);
        assert_eq!(progress(house, &gym).sum(|one| one.paid), Fen::ZERO);
        assert_eq!(house.pay_all(), 3);
        assert_eq!(house.pay_all(), 0);
        let now = progress(house, &gym);
        assert_eq!(lefts(&now.holders), [6_009, 3_004, 20, 0]);
        assert_eq!((now.sum(|one| one.paid), now.deposit_free, now.done()), (Fen(6_000), Fen::ZERO, 0));
        assert_eq!(now.chose(Choice::Elsewhere), 1);

        house.fund(account::deposit(&gym), 9_040);
        assert_eq!(share(house, &boss, &gym), Ok(()));
        assert_eq!(house.pay_all(), 3);
        let now = progress(house, &gym);
        assert_eq!((lefts(&now.holders), now.done(), now.deposit_free), (vec![0; 4], 3, Fen(7)));
        assert_eq!((now.closing.rounds, now.closing.shared), (2, Fen(15_033)));
        let owed = house.read(|db| house.store.account(db, &account::merchant(&gym)));
        assert_eq!(owed.posted, Fen::ZERO);
        // Another process reads the same.
        let other = house.another();
        let there = other.db().read_blocking(|db| other.closing(db, &gym)).expect("a query is answered");
        assert_eq!(lefts(&there.expect("it closes").holders), [0; 4]);
    });
}

#[test]
fn a_key_that_comes_twice_shares_once() {
    in_house(|house| {
        let (boss, gym) = flagged(house);
        take(house, &gym, &card(1, 10_000)).expect("a card");
        choose(house, &progress(house, &gym).holders[0].case, 0);
        for _ in 0..2 {
            let key = Some("share-1".to_owned());
            house.runtime.block_on(house.store.share_closing(&boss, &gym, key)).expect("the same answer");
            house.fund(account::deposit(&gym), 1_000);
        }
        assert_eq!(progress(house, &gym).closing.rounds, 1);
    });
}

#[test]
fn cards_of_others_and_of_merchants_that_do_not_close_are_refused() {
    in_house(|house| {
        let (_, gym) = flagged(house);
        let other = MerchantId::new("other");
        assert_eq!(take(house, &other, &card(1, 100)), Err(Some(Refusal::NotClosing)));
        house.order("K1", &other, 9_900);
        assert_eq!(take(house, &gym, &card(1, 100)), Err(Some(Refusal::AlreadyThere)));
        assert_eq!(take(house, &gym, &card(2, 0)), Err(Some(Refusal::AmountInvalid)));
        // A card that the shop system told of as an order keeps that record, and no more than it cost goes back.
        house.order("K3", &gym, 9_900);
        assert_eq!(take(house, &gym, &card(3, 9_901)), Err(Some(Refusal::AmountAboveOrder)));
        assert_eq!(take(house, &gym, &card(3, 4_000)), Ok(false), "it goes on where it was stopped");
        let holders = progress(house, &gym).holders;
        assert_eq!((holders.len(), holders[0].balance), (1, Fen(4_000)));
    });
}
