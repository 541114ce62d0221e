//! Paid ahead and had back: the customer has the money, whoever had to pay owes it, and every fen is somewhere.

use crate::house::*;
use domain::account::{self, Account};
use domain::actor::{Actor, Party, Role};
use domain::case::{Choice, Proof, RemedyState};
use domain::clock::DAY_MS;
use domain::command::{CaseCommand, ClaimCommand, Command, RemedyAnswer};
use domain::id::AccountId;
use domain::reaction::{Reaction, Template, reactions};
use domain::words::{RemedyKind, Stage};
use domain::{Event, Fen, Refusal, State};

fn boss() -> Actor {
    staff("boss", Role::Manager)
}
fn on_claim(command: ClaimCommand) -> CaseCommand {
    CaseCommand::Claim { claim: "k1".into(), command }
}
fn received(fen: i64, reference: &str) -> CaseCommand {
    on_claim(ClaimCommand::Received { amount: Fen(fen), reference: reference.into() })
}
fn deduct(fen: i64) -> CaseCommand {
    on_claim(ClaimCommand::Deduct { amount: Fen(fen) })
}
fn give_up() -> CaseCommand {
    on_claim(ClaimCommand::GiveUp { why: text("gone") })
}
fn pass(to: Party, papers: &[&str]) -> CaseCommand {
    on_claim(ClaimCommand::Pass { to, papers: papers.iter().map(|id| (*id).to_owned()).collect() })
}
fn account_of(house: &House, id: &AccountId) -> Account {
    match house.states.get(&id.subject()) {
        Some(State::Account(account)) => account.clone(),
        _ => Account::default(),
    }
}
fn elapse(house: &mut House, account: AccountId) -> Vec<Event> {
    house.done(&Actor::System, Command::ElapseAccount { account })
}

/// An offer of 60 yuan that the platform pays ahead, with 100 in the advances.
fn offered(shares: &[(Party, u8)]) -> House {
    let mut house = House::with_case();
    house.fund(&account::advance(), 10_000);
    if !shares.is_empty() {
        house.ok(
            &customer(),
            CaseCommand::AddEvidence {
                evidence: vec![upload("photo")],
                request: None,
                text: None,
                corrects: None,
            },
        );
        let shares = shares.iter().map(|(party, percent)| share(*party, *percent, &["e1"])).collect();
        house.ok(&li(), find(shares));
    }
    house.offer(&li(), vec![item(RemedyKind::Refund, 6_000)], Choice::All).expect("offered");
    let Some(State::Case(case)) = house.states.get_mut(&case_id().subject()) else { panic!("a case") };
    case.offers[0].advance = true;
    house
}

fn ahead(shares: &[(Party, u8)]) -> House {
    let mut house = offered(shares);
    house.ok(&customer(), accept("o1"));
    house
}

/// What is in the advances, open with others, owed by the merchant and lost.
fn books(house: &House) -> [i64; 4] {
    let merchant = account::merchant(&shop());
    [account::advance(), account::recourse(), merchant, account::write_off()].map(|id| house.posted(&id))
}

#[test]
fn the_customer_is_paid_from_the_advances_and_the_merchant_owes_it_to_the_platform() {
    let mut house = ahead(&[]);
    assert_eq!(books(&house), [4_000, 6_000, -6_000, 0]);
    assert_eq!(house.posted(&account::customer(&case_id())), 6_000);
    assert_eq!(house.available(&account::deposit(&shop())), 5_000, "nothing is held, nothing was forced");
    let claim = house.case().claims[0].clone();
    assert_eq!((claim.from, claim.amount, claim.remedy.as_str()), (Party::Merchant, Fen(6_000), "r1"));
    house.pay();
    assert_eq!(house.posted(&account::customer(&case_id())), 0);
    assert_eq!(house.case().stage, Stage::FollowUp, "the case of the customer does not wait for the claim");
    assert!(house.case().claims[0].is_open());
}

#[test]
fn more_than_the_advances_have_is_not_promised() {
    let mut house = offered(&[]);
    let Some(State::Account(advance)) = house.states.get_mut(&account::advance().subject()) else { panic!() };
    advance.posted = Fen(5_999);
    assert_eq!(house.refused(&customer(), accept("o1")), Refusal::BudgetSpent);
}

#[test]
fn the_finding_says_who_owes_it_and_by_what_papers() {
    let house = ahead(&[(Party::Carrier, 70), (Party::Merchant, 30)]);
    let claim = &house.case().claims[0];
    assert_eq!((claim.from, claim.papers.as_slice()), (Party::Carrier, &["e1".to_owned()][..]));
    assert_eq!(house.posted(&account::carrier(&case_id())), -6_000);
    assert_eq!(house.posted(&account::merchant(&shop())), 0);
}

#[test]
fn it_is_followed_to_the_last_fen_through_parts_deposit_and_loss() {
    let mut house = ahead(&[]);
    house.ok(&li(), received(2_500, "bank-1"));
    assert_eq!(books(&house), [6_500, 3_500, -3_500, 0]);
    assert_eq!(house.refused(&li(), received(1, "bank-1")), Refusal::AlreadyThere, "one payment counts once");
    assert_eq!(house.refused(&li(), deduct(1_000)), Refusal::NotAllowed);
    house.ok(&boss(), deduct(1_000));
    assert_eq!(books(&house), [7_500, 2_500, -2_500, 0]);
    assert_eq!(house.posted(&account::deposit(&shop())), 4_000);
    for wrong in [0, -1, 2_501, i64::MAX, i64::MIN] {
        assert_eq!(house.refused(&li(), received(wrong, "bank-2")), Refusal::AmountInvalid, "{wrong}");
    }
    assert_eq!(house.refused(&li(), give_up()), Refusal::NotAllowed);
    house.ok(&boss(), give_up());
    assert_eq!(books(&house), [10_000, 0, 0, -2_500], "whole again, and the loss stands where losses stand");
    let claim = &house.case().claims[0];
    assert_eq!((claim.recovered(), claim.given_up, claim.is_open()), (Fen(3_500), Fen(2_500), false));
    for command in [received(1, "bank-3"), deduct(1), give_up(), pass(Party::Carrier, &[])] {
        assert_eq!(house.refused(&boss(), command), Refusal::ClaimOver);
    }
    let sum: i64 = house
        .states
        .values()
        .map(|state| if let State::Account(one) = state { one.posted.0 } else { 0 })
        .sum();
    assert_eq!(sum, 0);
}

#[test]
fn a_deposit_gives_no_more_than_is_free() {
    let mut house = ahead(&[]);
    assert_eq!(house.refused(&boss(), deduct(5_001)), Refusal::BudgetSpent);
    house.ok(&boss(), deduct(5_000));
    assert_eq!(house.posted(&account::deposit(&shop())), 0);
}

#[test]
fn a_claim_is_passed_on_with_its_papers_and_never_to_the_customer() {
    let mut house = ahead(&[]);
    assert_eq!(house.refused(&li(), pass(Party::Carrier, &["e9"])), Refusal::EvidenceUnknown);
    assert_eq!(house.refused(&li(), pass(Party::Customer, &[])), Refusal::WordUnknown);
    assert_eq!(house.refused(&merchant(), pass(Party::Carrier, &[])), Refusal::NotAllowed);
    house.ok(&li(), received(1_000, "bank-1"));
    house.ok(&li(), pass(Party::Carrier, &["e1"]));
    assert_eq!(
        (house.posted(&account::merchant(&shop())), house.posted(&account::carrier(&case_id()))),
        (0, -5_000)
    );
    assert!(account_of(&house, &account::merchant(&shop())).reminders.is_empty());
    assert_eq!(house.refused(&boss(), deduct(1)), Refusal::NotAllowed, "a carrier has no deposit");
    house.ok(&li(), pass(Party::Merchant, &[]));
    house.ok(&li(), pass(Party::Carrier, &[]));
    assert_eq!(house.posted(&account::carrier(&case_id())), -5_000);
}

#[test]
fn debtors_are_reminded_by_the_clock_until_nothing_is_left() {
    let mut house = ahead(&[]);
    let debt = account::merchant(&shop());
    assert!(elapse(&mut house, debt.clone()).is_empty());
    for number in 1..=3 {
        house.now_ms += 14 * DAY_MS;
        let events = elapse(&mut house, debt.clone());
        assert!(
            matches!(&events[0], Event::ClaimReminded { number: told, .. } if *told == number),
            "{events:?}"
        );
        assert!(elapse(&mut house, debt.clone()).is_empty(), "not twice for one date");
    }
    house.ok(&li(), received(6_000, "bank-1"));
    house.now_ms += 100 * DAY_MS;
    assert_eq!(account_of(&house, &debt).next_tick_ms(), None);
    assert!(elapse(&mut house, debt).is_empty());
}

#[test]
fn the_merchant_does_not_pay_the_customer_what_the_platform_has_paid() {
    let mut house = ahead(&[]);
    house.answer("C-1-r1-1", RemedyAnswer::Refused { code: "closed".into() });
    let proof = Some(Proof::Statement { content: text("slip") });
    assert_eq!(
        house.refused(&merchant(), CaseCommand::Execute { remedy: "r1".into(), proof: proof.clone() }),
        Refusal::NotAllowed
    );
    house.ok(&li(), CaseCommand::Execute { remedy: "r1".into(), proof });
    assert_eq!(house.posted(&account::provider()), 6_000);
}

#[test]
fn what_is_beyond_the_price_is_paid_by_a_person_and_shown() {
    let items = vec![
        item(RemedyKind::Refund, 10_000),
        item(RemedyKind::ReturnFreight, 1_200),
        item(RemedyKind::Interest, 30),
    ];
    let mut house = House::with_offer(items, Choice::All);
    house.ok(&customer(), accept("o1"));
    let states: Vec<&RemedyState> = house.case().remedies.iter().map(|one| &one.state).collect();
    assert!(matches!(states[0], RemedyState::Instructed { .. }), "the price goes back the way it came");
    assert_eq!(
        states[1..],
        [&RemedyState::Owed, &RemedyState::Owed],
        "a provider gives back what it got, no more"
    );
    assert_eq!(house.posted(&account::customer(&case_id())), 11_230);
    let done = |reference: &str| Some(Proof::Payment { reference: reference.into() });
    let execute = |remedy: &str, proof| CaseCommand::Execute { remedy: remedy.into(), proof };
    assert_eq!(house.refused(&li(), execute("r2", None)), Refusal::ProofMissing);
    house.ok(&li(), execute("r2", done("bank-2")));
    house.ok(&li(), execute("r3", done("bank-3")));
    assert_eq!(house.refused(&li(), execute("r3", done("bank-4"))), Refusal::RemedyNotOwed);
    house.answer("C-1-r1-1", RemedyAnswer::Done { reference: "psp".into(), amount: Fen(10_000) });
    assert_eq!(house.posted(&account::customer(&case_id())), 0);
    assert_eq!(house.case().stage, Stage::FollowUp);
}

#[test]
fn freight_within_the_price_goes_the_way_the_payment_came() {
    let items = vec![item(RemedyKind::PartialRefund, 6_000), item(RemedyKind::ReturnFreight, 4_000)];
    let mut house = House::with_offer(items, Choice::All);
    house.ok(&customer(), accept("o1"));
    assert!(house.case().remedies.iter().all(|one| matches!(one.state, RemedyState::Instructed { .. })));
}

#[test]
fn points_are_booked_like_coupons_and_each_thing_has_its_own_proof() {
    let mut house = House::with_offer(vec![item(RemedyKind::Points, 500)], Choice::All);
    house.ok(&customer(), accept("o1"));
    assert_eq!((house.posted(&account::goodwill()), house.posted(&account::coupons())), (1_500, 500));
    assert_eq!(house.case().stage, Stage::FollowUp);
    let label = || Some(Proof::Label { content: text("label") });
    let tracking = || Some(Proof::Tracking { content: text("parcel") });
    for (kind, wrong, right) in [
        (RemedyKind::ReturnLabel, tracking(), label()),
        (RemedyKind::Expedite, label(), tracking()),
        (RemedyKind::Apology, tracking(), Some(Proof::Statement { content: text("sorry") })),
        (RemedyKind::ExtendedWarranty, label(), Some(Proof::Statement { content: text("two years") })),
    ] {
        let mut house = House::with_offer(vec![item(kind, 0)], Choice::All);
        house.ok(&customer(), accept("o1"));
        let execute = |proof| CaseCommand::Execute { remedy: "r1".into(), proof };
        assert_eq!(house.refused(&li(), execute(wrong)), Refusal::ProofMissing, "{kind:?}");
        house.ok(&li(), execute(right));
        assert_eq!(house.case().stage, Stage::FollowUp);
    }
}

#[test]
fn every_remedy_has_an_owner_and_a_clock() {
    // A payout is none of a buyer's.
    for kind in RemedyKind::ALL.iter().filter(|kind| **kind != RemedyKind::Payout) {
        let fen = if kind.needs_amount() { 100 } else { 0 };
        let mut house = House::with_offer(vec![item(*kind, fen)], Choice::All);
        house.ok(&customer(), accept("o1"));
        let clock = house.clock(domain::clock::ClockKind::Remedy);
        assert_eq!((clock.of.as_deref(), clock.party), (Some("r1"), kind.done_by()), "{kind:?}");
        assert!(clock.due_ms > house.now_ms);
    }
}

#[test]
fn a_carrier_is_written_to_once_somebody_said_where_and_reminded_there() {
    let written = |house: &House, events: &[Event]| -> Vec<Template> {
        let told = events.iter().flat_map(|event| reactions(house.case(), event));
        told.filter_map(|one| match one {
            Reaction::Tell { to: Party::Carrier, template } => Some(template),
            _ => None,
        })
        .collect()
    };
    let remind = |house: &mut House| {
        house.now_ms += 14 * DAY_MS;
        elapse(house, account::carrier(&case_id()))
    };
    let address = || on_claim(ClaimCommand::Address { contact: text("contact") });
    let mut house = ahead(&[(Party::Carrier, 100)]);
    let events = remind(&mut house);
    assert_eq!(written(&house, &events), [], "nobody knows where");
    assert_eq!(house.refused(&merchant(), address()), Refusal::NotAllowed);
    let events = house.ok(&li(), address());
    assert_eq!(written(&house, &events), [Template::CarrierClaim]);
    let events = remind(&mut house);
    assert_eq!(written(&house, &events), [Template::CarrierReminder]);
    let events = house.ok(&li(), pass(Party::Merchant, &[]));
    assert_eq!(written(&house, &events), []);
    assert_eq!(house.refused(&li(), address()), Refusal::NotAllowed, "a shop has its address in its record");
    let events = house.ok(&li(), pass(Party::Carrier, &[]));
    assert_eq!(written(&house, &events), [Template::CarrierClaim], "where it goes is known already");
}
