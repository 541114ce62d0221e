//! Orders, merchants, colleagues.

use crate::house::*;
use domain::actor::{Actor, Role};
use domain::command::{Command, UserCommand};
use domain::event::Duty;
use domain::user::Account;
use domain::{Fen, MerchantId, OrderId, Refusal, State, UserId};

fn record(total: i64) -> Command {
    Command::RecordOrder { order: OrderId::new("o9"), facts: Box::new(facts(total)) }
}
fn user(name: &str, command: UserCommand) -> Command {
    Command::User(UserId::new(name), command)
}
fn account(role: Role, merchant: Option<MerchantId>) -> UserCommand {
    UserCommand::Record { account: Account { role, merchant, name: text("name") } }
}

#[test]
fn the_same_order_again_is_nothing_new_and_a_changed_one_a_new_version() {
    let mut house = House::bare();
    assert_eq!(house.done(&Actor::System, record(5)).len(), 1);
    assert!(house.done(&Actor::System, record(5)).is_empty());
    house.done(&admin(), record(6));
    let Some(State::Order(order)) = house.states.get(&OrderId::new("o9").subject()) else {
        panic!("no order")
    };
    assert_eq!((order.versions, order.facts.total), (2, Fen(6)));
}

#[test]
fn orders_are_sane_and_come_from_operators() {
    let mut house = House::bare();
    for total in [-1, Fen::MAX.0 + 1, i64::MIN] {
        assert_eq!(house.run(&Actor::System, record(total)), Err(Refusal::AmountInvalid));
    }
    for by in [customer(), merchant(), li(), Actor::Stranger] {
        assert_eq!(house.run(&by, record(5)), Err(Refusal::NotAllowed));
    }
    let mut odd = facts(5);
    odd.currency = "yuan, as he said".into();
    let odd = Command::RecordOrder { order: OrderId::new("o9"), facts: Box::new(odd) };
    assert_eq!(house.run(&Actor::System, odd), Err(Refusal::WordUnknown));
    let mut wild = facts(5);
    (wild.promised_ms, wild.delivered_ms) = (Some(i64::MIN), Some(i64::MAX));
    assert_eq!(wild.late_ms(0), Some(i64::MAX));
}

#[test]
fn a_merchant_is_recorded_once_per_fingerprint() {
    let mut house = House::bare();
    let shop = |fingerprint: &str| Command::RecordMerchant {
        merchant: shop(),
        name: text("name"),
        contact: None,
        fingerprint: fingerprint.into(),
    };
    assert_eq!(house.done(&admin(), shop("a")).len(), 1);
    assert!(house.done(&admin(), shop("a")).is_empty());
    assert_eq!(house.done(&admin(), shop("b")).len(), 1);
    assert_eq!(house.run(&merchant(), shop("c")), Err(Refusal::NotAllowed));
}

#[test]
fn people_are_recorded_by_operators_and_merchants_belong_to_one() {
    let mut house = House::bare();
    assert_eq!(house.run(&li(), user("li", account(Role::Admin, None))), Err(Refusal::NotAllowed));
    for name in ["", "Li", "李", "a b", &"x".repeat(65)] {
        assert_eq!(house.run(&admin(), user(name, account(Role::Handler, None))), Err(Refusal::NameInvalid));
    }
    assert_eq!(house.run(&admin(), user("m", account(Role::Merchant, None))), Err(Refusal::MerchantMissing));
    assert_eq!(
        house.run(&admin(), user("m", account(Role::Handler, Some(shop())))),
        Err(Refusal::MerchantMissing)
    );
    house.done(&admin(), user("li", account(Role::Handler, None)));
    assert_eq!(
        house.run(&admin(), user("ma", UserCommand::SetDuty { on: Duty::Off })),
        Err(Refusal::NotFound)
    );
}

#[test]
fn everybody_sets_their_own_password_and_duty_and_operators_the_rest() {
    let mut house = House::bare();
    house.done(&admin(), user("li", account(Role::Handler, None)));
    let password = || user("li", UserCommand::SetPassword { credential: text("pw") });
    let duty = || user("li", UserCommand::SetDuty { on: Duty::Off });
    let token =
        |scope: &str| user("li", UserCommand::IssueToken { token: "ab12".into(), scope: scope.into() });
    for by in [li(), admin(), Actor::System] {
        house.done(&by, password());
        house.done(&by, duty());
    }
    house.done(&staff("boss", Role::Manager), duty());
    for by in [staff("wang", Role::Handler), customer(), merchant()] {
        assert_eq!(house.run(&by, password()), Err(Refusal::NotAllowed));
        assert_eq!(house.run(&by, duty()), Err(Refusal::NotAllowed));
    }
    assert_eq!(house.run(&li(), token("*")), Err(Refusal::NotAllowed));
    house.done(&admin(), token("cases:read cases:write"));
    assert_eq!(house.run(&admin(), token("everything, 真的")), Err(Refusal::WordUnknown));
    house.done(&li(), user("li", UserCommand::RevokeToken { token: "ab12".into() }));
}
