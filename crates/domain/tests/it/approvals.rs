//! Nothing above a limit goes out without a yes from another person with authority, and budgets brake.

use crate::house::*;
use domain::account;
use domain::actor::{Actor, Role};
use domain::budget::{self, Brake};
use domain::case::{ApprovalState, Choice, OfferItem, OfferState, Proposal};
use domain::clock::{ClockKind, DAY_MS, HOUR_MS};
use domain::command::{ApprovalRuling, BudgetCommand, CaseCommand, Command};
use domain::event::Duty;
use domain::order::OrderFacts;
use domain::words::{RemedyKind, Team};
use domain::{Event, Fen, OrderId, Refusal, UserId};
use proptest::prelude::*;

/// An order of 50,000 yuan, and people of every role.
fn rich() -> House {
    let mut house = House::new();
    house.staff = vec![
        colleague("li", Role::Handler, Duty::On),
        colleague("rev", Role::Reviewer, Duty::On),
        colleague("boss", Role::Manager, Duty::On),
        colleague("root", Role::Admin, Duty::On),
    ];
    let facts = OrderFacts { total: Fen(5_000_000), fingerprint: "rich".into(), ..facts(1) };
    house.done(&admin(), Command::RecordOrder { order: OrderId::new("rich"), facts: Box::new(facts) });
    let mut file = complaint();
    file.order = Some(OrderId::new("rich"));
    house.file(file);
    house
}

fn rev() -> Actor {
    staff("rev", Role::Reviewer)
}
fn boss() -> Actor {
    staff("boss", Role::Manager)
}

fn promise(fen: i64) -> CaseCommand {
    because(vec![item(RemedyKind::Refund, fen)], true)
}

fn because(items: Vec<OfferItem>, why: bool) -> CaseCommand {
    let proposal = Proposal::new(items, Choice::All, text("words"), None);
    CaseCommand::Offer { proposal: Box::new(proposal), why: why.then(|| text("why")) }
}

fn say_so(ruling: ApprovalRuling) -> CaseCommand {
    let why = (ruling == ApprovalRuling::Refuse).then(|| text("no"));
    CaseCommand::DecideApproval { approval: "a1".into(), ruling, why }
}

fn with(house: &House) -> (String, Option<String>) {
    let with = &house.case().approvals[0].with;
    (with.to.to_string(), with.deputy_of.as_ref().map(ToString::to_string))
}

#[test]
fn what_is_above_the_limit_waits_and_goes_out_with_the_yes() {
    let mut house = rich();
    assert_eq!(
        house.refused(&li(), because(vec![item(RemedyKind::Refund, 500_001)], false)),
        Refusal::ApprovalReasonMissing
    );
    house.ok(&li(), promise(500_000));
    house.ok(&li(), promise(500_001));
    let case = house.case();
    assert_eq!((case.offers.len(), case.approvals.len()), (1, 1), "the second one waits");
    assert_eq!(with(&house), ("rev".into(), None));
    let clock = house.clock(ClockKind::Approval);
    assert_eq!((clock.due_ms, clock.met_ms), (START_MS + 4 * HOUR_MS, None));
    assert_eq!(house.refused(&li(), promise(600_000)), Refusal::ApprovalOpen);
    house.now_ms += HOUR_MS;
    let events = house.ok(&rev(), say_so(ApprovalRuling::Approve));
    assert!(matches!(events[0], Event::ApprovalGiven { .. }) && matches!(events[1], Event::OfferMade { .. }));
    let offer = house.case().open_offer().expect("it went out");
    assert_eq!((offer.items[0].amount, offer.expires_ms), (Some(Fen(500_001)), house.now_ms + 3 * DAY_MS));
    assert!(house.clock(ClockKind::Approval).met_ms.is_some());
    assert_eq!(house.refused(&rev(), say_so(ApprovalRuling::Approve)), Refusal::ApprovalOver);
    house.ok(&customer(), accept("o2"));
}

#[test]
fn only_another_person_with_authority_decides() {
    let mut house = rich();
    house.ok(&rev(), promise(3_000_000));
    assert_eq!(with(&house), ("boss".into(), None));
    assert_eq!(house.refused(&rev(), say_so(ApprovalRuling::Approve)), Refusal::SecondPersonNeeded);
    assert_eq!(house.refused(&li(), say_so(ApprovalRuling::Approve)), Refusal::AboveLimit);
    for by in [merchant(), customer(), Actor::System] {
        assert_eq!(house.refused(&by, say_so(ApprovalRuling::Approve)), Refusal::NotAllowed);
    }
    assert_eq!(
        house.refused(
            &boss(),
            CaseCommand::DecideApproval { approval: "a1".into(), ruling: ApprovalRuling::Refuse, why: None }
        ),
        Refusal::ReasonMissing
    );
    house.ok(&boss(), say_so(ApprovalRuling::Refuse));
    assert!(house.case().unread && house.case().offers.is_empty());
    assert!(matches!(house.case().approvals[0].state, ApprovalState::Refused { .. }));
}

#[test]
fn whoever_is_linked_to_the_shop_neither_is_asked_nor_decides() {
    let mut house = rich();
    house.staff[1].work.apart_from.insert(shop());
    house.ok(&li(), promise(600_000));
    assert_eq!(with(&house).0, "boss");
    assert_eq!(house.refused(&rev(), say_so(ApprovalRuling::Approve)), Refusal::ConflictOfInterest);
}

#[test]
fn a_deputy_decides_while_the_approver_is_away_and_not_afterwards() {
    let mut house = rich();
    house.staff[2].duty = Duty::Off;
    house.staff[2].work.deputy = Some(UserId::new("rev"));
    house.ok(&li(), promise(3_000_000));
    assert_eq!(with(&house), ("rev".into(), Some("boss".into())));
    house.staff[2].duty = Duty::On;
    assert_eq!(house.refused(&rev(), say_so(ApprovalRuling::Approve)), Refusal::AboveLimit);
    house.staff[2].duty = Duty::Off;
    house.ok(&rev(), say_so(ApprovalRuling::Approve));
    assert_eq!(house.case().open_offer().map(|offer| offer.items[0].amount), Some(Some(Fen(3_000_000))));
}

#[test]
fn a_deputy_never_decides_over_their_own() {
    let mut house = rich();
    house.staff[2].duty = Duty::Off;
    house.staff[2].work.deputy = Some(UserId::new("rev"));
    house.ok(&rev(), promise(3_000_000));
    assert_eq!(with(&house), ("root".into(), Some("boss".into())));
    assert_eq!(house.refused(&rev(), say_so(ApprovalRuling::Approve)), Refusal::SecondPersonNeeded);
}

#[test]
fn an_approval_let_lie_goes_to_the_next_above() {
    let mut house = rich();
    house.ok(&li(), promise(600_000));
    let events = house.tick_after(4 * HOUR_MS);
    assert!(events.iter().any(|event| matches!(event, Event::ClockMissed { .. })));
    assert_eq!(with(&house), ("boss".into(), None));
    assert_eq!(house.clock(ClockKind::Approval).due_ms, house.now_ms + 4 * HOUR_MS);
    house.tick_after(4 * HOUR_MS);
    assert_eq!(with(&house).0, "root");
    house.tick_after(4 * HOUR_MS);
    assert_eq!(with(&house).0, "root", "above there is nobody");
    assert!(house.clock(ClockKind::Approval).missed_ms.is_some());
    house.ok(&rev(), say_so(ApprovalRuling::Approve));
    assert!(house.case().open_offer().is_some(), "whoever may still says yes");
}

#[test]
fn a_yes_that_the_case_no_longer_allows_is_refused() {
    let mut house = rich();
    house.ok(&li(), promise(100));
    house.ok(&li(), promise(600_000));
    house.ok(&customer(), accept("o1"));
    assert_eq!(house.refused(&rev(), say_so(ApprovalRuling::Approve)), Refusal::AlreadyAccepted);
    house.ok(&li(), CaseCommand::DropApproval { approval: "a1".into() });
    assert_eq!(house.case().approvals[0].state, ApprovalState::Dropped);
}

#[test]
fn what_the_customer_asks_for_has_the_same_limits() {
    let mut house = rich();
    house.ok(&li(), promise(100));
    house.offer(&customer(), vec![item(RemedyKind::Refund, 700_000)], Choice::All).unwrap();
    assert_eq!(house.refused(&li(), accept("o2")), Refusal::ApprovalReasonMissing);
    let asked = CaseCommand::Accept { offer: "o2".into(), chosen: vec![], why: Some(text("why")) };
    house.ok(&li(), asked);
    assert_eq!(house.case().offers[1].state, OfferState::Open, "nothing is accepted yet");
    house.ok(&rev(), say_so(ApprovalRuling::Approve));
    assert_eq!(house.case().offers[1].state, OfferState::Accepted);
    assert_eq!(house.case().remedies[0].amount, Some(Fen(700_000)));
}

#[test]
fn a_shop_promises_its_own_money_and_not_ours() {
    let mut house = rich();
    assert_eq!(
        house.refused(&merchant(), because(vec![item(RemedyKind::Coupon, 100)], false)),
        Refusal::AboveLimit
    );
    house.ok(&merchant(), because(vec![item(RemedyKind::Refund, 5_000_000)], false));
    assert!(house.case().approvals.is_empty());
}

fn coupon(fen: i64) -> Vec<OfferItem> {
    vec![item(RemedyKind::Coupon, fen)]
}

fn set(house: &mut House, team: Option<Team>, daily: i64) {
    let account = team.map_or_else(account::goodwill, budget::of_team);
    let set = BudgetCommand::Set { daily: Some(Fen(daily)), why: text("why") };
    house.done(&boss(), Command::Budget(account, set));
}

#[test]
fn a_days_budget_brakes_until_midnight_or_until_a_manager_lifts_it() {
    let mut house = rich();
    set(&mut house, None, 1_000);
    house.ok(&li(), because(coupon(600), false));
    assert_eq!(house.refused(&li(), because(coupon(401), false)), Refusal::BudgetBraked);
    let reached = Command::Budget(account::goodwill(), BudgetCommand::Reached { amount: Fen(401) });
    assert_eq!(house.done(&Actor::System, reached.clone()).len(), 1);
    assert!(house.done(&Actor::System, reached).is_empty(), "once a day");
    house.ok(&li(), because(coupon(400), false));
    let release = BudgetCommand::Release { more: Fen(500), why: text("why") };
    assert_eq!(
        house.run(&li(), Command::Budget(account::goodwill(), release.clone())),
        Err(Refusal::NotAllowed)
    );
    house.done(&boss(), Command::Budget(account::goodwill(), release));
    house.ok(&li(), because(coupon(500), false));
    assert_eq!(house.refused(&li(), because(coupon(1), false)), Refusal::BudgetBraked);
    house.now_ms += DAY_MS;
    house.ok(&li(), because(coupon(1_000), false));
}

#[test]
fn a_brake_that_was_pulled_stops_everything_from_the_budget() {
    let mut house = rich();
    let pull = BudgetCommand::Pull { why: text("why") };
    house.done(&boss(), Command::Budget(account::goodwill(), pull));
    assert_eq!(house.refused(&li(), because(coupon(1), false)), Refusal::BudgetBraked);
    house.ok(&li(), promise(100));
    let release = BudgetCommand::Release { more: Fen::ZERO, why: text("why") };
    house.done(&boss(), Command::Budget(account::goodwill(), release));
    house.ok(&li(), because(coupon(1), false));
}

#[test]
fn a_team_has_its_own_limit_within_that_of_the_house() {
    let mut house = rich();
    house.staff[0].work.skills.insert("finance".into());
    set(&mut house, None, 1_000);
    set(&mut house, Some(Team::Finance), 300);
    assert_eq!(house.refused(&li(), because(coupon(301), false)), Refusal::BudgetBraked);
    house.ok(&li(), because(coupon(300), false));
    house.ok(&rev(), because(coupon(700), false));
    assert_eq!(house.refused(&rev(), because(coupon(1), false)), Refusal::BudgetBraked);
}

#[test]
fn budgets_of_other_accounts_and_senseless_amounts_are_refused() {
    let mut house = rich();
    let set = |fen| BudgetCommand::Set { daily: Some(Fen(fen)), why: text("why") };
    let deposit = account::deposit(&shop());
    assert_eq!(house.run(&boss(), Command::Budget(deposit, set(1))), Err(Refusal::NotFound));
    for fen in [-1, i64::MIN, i64::MAX] {
        assert_eq!(
            house.run(&boss(), Command::Budget(account::goodwill(), set(fen))),
            Err(Refusal::AmountInvalid)
        );
    }
}

#[derive(Clone, Debug)]
enum Move {
    Offer(u8, i64, i64, bool),
    Counter(i64),
    Accept(u8, u8),
    Decide(u8, bool),
    Drop(u8),
    Decline,
    Wait(i64),
    Duty(u8, bool),
    Reopen,
}

fn moves() -> impl Strategy<Value = Move> {
    let fen = || prop_oneof![1i64..600_000, 400_000i64..3_000_000, Just(5_000_000)];
    prop_oneof![
        4 => (0u8..4, fen(), 0i64..120_000, any::<bool>()).prop_map(|(who, fen, more, why)| Move::Offer(who, fen, more, why)),
        2 => fen().prop_map(Move::Counter),
        3 => (0u8..6, 0u8..6).prop_map(|(who, which)| Move::Accept(who, which)),
        4 => (0u8..6, any::<bool>()).prop_map(|(who, yes)| Move::Decide(who, yes)),
        1 => (0u8..4).prop_map(Move::Drop),
        1 => Just(Move::Decline),
        2 => (0i64..(6 * HOUR_MS)).prop_map(Move::Wait),
        1 => (0u8..4, any::<bool>()).prop_map(|(who, on)| Move::Duty(who, on)),
        1 => Just(Move::Reopen),
    ]
}

fn whoever(pick: u8) -> Actor {
    match pick {
        0 => li(),
        1 => rev(),
        2 => boss(),
        3 => admin(),
        4 => merchant(),
        _ => customer(),
    }
}

fn play(house: &mut House, step: &Move) -> (Actor, Result<Vec<Event>, Refusal>) {
    let last = format!("a{}", house.case().approvals.len().max(1));
    let offer = |which: u8, house: &House| {
        format!("o{}", house.case().offers.len().saturating_sub(usize::from(which)).max(1))
    };
    let (by, command) = match step {
        Move::Offer(who, fen, more, why) => {
            let items = vec![item(RemedyKind::Refund, *fen), item(RemedyKind::Coupon, *more)];
            let items = items.into_iter().filter(|item| item.amount.is_some()).collect();
            (whoever(*who), because(items, *why))
        }
        Move::Counter(fen) => (customer(), because(vec![item(RemedyKind::Refund, *fen)], false)),
        Move::Accept(who, which) => {
            let (offer, why) = (offer(*which, house), Some(text("why")));
            (whoever(*who), CaseCommand::Accept { offer, chosen: vec![], why })
        }
        Move::Decide(who, yes) => {
            let ruling = if *yes { ApprovalRuling::Approve } else { ApprovalRuling::Refuse };
            (whoever(*who), CaseCommand::DecideApproval { approval: last, ruling, why: Some(text("why")) })
        }
        Move::Drop(who) => (whoever(*who), CaseCommand::DropApproval { approval: last }),
        Move::Decline => (customer(), CaseCommand::Decline { offer: offer(0, house), why: None }),
        Move::Wait(ms) => {
            house.now_ms += ms;
            (Actor::System, CaseCommand::Elapse)
        }
        Move::Duty(who, on) => {
            house.staff[usize::from(*who)].duty = if *on { Duty::On } else { Duty::Off };
            return (Actor::System, Ok(vec![]));
        }
        Move::Reopen => (boss(), CaseCommand::Reopen { why: text("why") }),
    };
    let done = house.try_case(&by, command);
    (by, done)
}

/// What was promised by these events: an offer of ours, or a yes to the customer's.
fn promised(house: &House, events: &[Event]) -> Option<(Fen, Fen)> {
    let sums = |items: &[OfferItem]| {
        let of = |kind| {
            items
                .iter()
                .filter(|item| item.remedy == kind)
                .filter_map(|item| item.amount)
                .map(|fen| fen.0)
                .sum()
        };
        (Fen(of(RemedyKind::Refund)), Fen(of(RemedyKind::Coupon)))
    };
    events.iter().find_map(|event| match event {
        Event::OfferMade { offer } if offer.by == domain::Party::Platform => Some(sums(&offer.items)),
        Event::OfferAccepted { offer, .. } => {
            let offer = house.case().offers.iter().find(|one| one.id == *offer)?;
            (offer.by == domain::Party::Customer).then(|| sums(&offer.items))
        }
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(300), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_order_nothing_above_a_limit_goes_out_without_another_persons_yes(
        steps in prop::collection::vec(moves(), 1..60)
    ) {
        let mut house = rich();
        house.fund(&account::goodwill(), 10_000_000);
        set(&mut house, None, 300_000);
        let limits = POLICY.playbooks.of("delivery").allowances;
        let mut accepted = 0;
        for step in &steps {
            let (by, done) = play(&mut house, step);
            let Ok(events) = done else { continue };
            accepted += events.iter().filter(|event| matches!(event, Event::OfferAccepted { .. })).count();
            prop_assert!(accepted <= 1, "two acceptances in a round");
            if let (Some((refund, coupon)), Actor::Staff(user, role)) = (promised(&house, &events), &by) {
                let given = events.iter().find_map(|event| match event {
                    Event::ApprovalGiven { approval, by, .. } => Some((approval, by)),
                    _ => None,
                });
                let own = limits.of(*role);
                match given {
                    None => prop_assert!(refund <= own.merchant && coupon <= own.goodwill, "{user} promised {refund} {coupon}"),
                    Some((approval, decider)) => {
                        let asked = house.case().approval(approval).expect("it is there");
                        prop_assert!(asked.by != *decider && user == decider);
                        prop_assert!(*role == Role::Admin || (refund <= own.merchant && coupon <= own.goodwill));
                    }
                }
            }
            let budget = match house.states.get(&account::goodwill().subject()) {
                Some(domain::State::Account(account)) => account.budget_on(&budget::today(house.now_ms)),
                _ => unreachable!("it was funded"),
            };
            prop_assert!(budget.drawn <= Fen(300_000) && budget.brake == Brake::Off);
        }
    }
}
