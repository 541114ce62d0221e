//! Random months: offers, counter-offers, approvals, acceptances, payments ahead, claims, a provider and a warehouse
//! that lose, double, delay and refuse their answers, with crashes between. Whatever happens: one acceptance a round,
//! nothing above a limit without another's yes, nothing paid or sent twice, every remedy done or owed, all accounts
//! together zero.

use crate::house::*;
use crate::random::{tick_all, town};
use domain::account;
use domain::actor::{Actor, Party, Role};
use domain::case::{Case, Choice, OfferState, Proof, Proposal, RemedyState};
use domain::clock::{DAY_MS, MINUTE_MS};
use domain::command::{ApprovalRuling, CaseCommand, ClaimCommand, Command, File, RemedyAnswer};
use domain::cost::Cost;
use domain::event::Duty;
use domain::id::AccountId;
use domain::order::OrderFacts;
use domain::reaction::{Reaction, reactions};
use domain::words::RemedyKind;
use domain::{CaseId, Event, Fen, MerchantId, OrderId, State, UserId};
use proptest::prelude::*;
use std::collections::BTreeMap;

const CASES: [&str; 4] = ["c1", "c2", "c3", RICH];
/// Its order is large enough for offers above what a handler may promise.
const RICH: &str = "c4";
const ADVANCES: i64 = 2_000_000;

/// What becomes of one instruction on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Paid,
    /// Paid, and the answer is lost.
    Lost,
    /// Paid, and the answer comes twice.
    Doubled,
    /// Paid, and the answer comes when all else is over.
    Late,
    /// Paid, and our process dies before it hears.
    Crashed,
    /// Nobody is there.
    Down,
    Refused,
}

const WAYS: [Way; 7] = [Way::Paid, Way::Lost, Way::Doubled, Way::Late, Way::Crashed, Way::Down, Way::Refused];

struct Row {
    case: CaseId,
    remedy: String,
    /// A parcel or a code, and no money.
    ordered: bool,
    begun: bool,
    next_ms: i64,
    done: bool,
}

/// A provider with books of its own, and our outbox before it.
struct Month {
    house: House,
    outbox: BTreeMap<String, Row>,
    read: usize,
    /// What left its till, by our reference, as often as it did.
    paid: Vec<(String, Fen)>,
    refused: Vec<String>,
    late: Vec<(String, Fen)>,
}

impl Month {
    fn new() -> Month {
        let mut house = town();
        house.staff.push(colleague("boss", Role::Manager, Duty::On));
        house.policy = &ORDERING;
        let facts = OrderFacts { total: Fen(5_000_000), fingerprint: "rich".into(), ..facts(1) };
        house.done(&admin(), Command::RecordOrder { order: OrderId::new("rich"), facts: Box::new(facts) });
        house.file(File { case: CaseId::new(RICH), order: Some(OrderId::new("rich")), ..complaint() });
        house.fund(&account::advance(), ADVANCES);
        Month { house, outbox: BTreeMap::new(), read: 0, paid: vec![], refused: vec![], late: vec![] }
    }

    fn case(&self, id: &CaseId) -> &Case {
        self.house.states.get(&id.subject()).and_then(as_case).expect("a case")
    }

    /// What the commits since the last look put into the outbox, as the store does it.
    fn follow(&mut self) {
        for at in self.read..self.house.journal.len() {
            let (subject, event, at_ms) = self.house.journal[at].clone();
            let Some(case) = subject.case() else { continue };
            for reaction in reactions(self.case(&case), &event) {
                let ordered = matches!(reaction, Reaction::Order { .. });
                match reaction {
                    Reaction::Pay { remedy, reference } | Reaction::Order { remedy, reference } => {
                        let case = case.clone();
                        let row = Row { case, remedy, ordered, begun: false, next_ms: at_ms, done: false };
                        self.outbox.insert(reference, row);
                    }
                    Reaction::Settled { outbox } => {
                        self.outbox.entry(outbox).and_modify(|row| row.done = true);
                    }
                    Reaction::Again { outbox, at_ms, .. } => {
                        self.outbox.entry(outbox).and_modify(|row| row.next_ms = at_ms);
                    }
                    _ => {}
                }
            }
        }
        self.read = self.house.journal.len();
    }

    fn run(&mut self, by: &Actor, case: &CaseId, command: CaseCommand) {
        let _ = self.house.run(by, Command::Case(case.clone(), command));
        self.follow();
    }

    fn hears(&mut self, reference: &str, answer: RemedyAnswer) {
        let row = &self.outbox[reference];
        let (case, remedy) = (row.case.clone(), row.remedy.clone());
        let command = CaseCommand::RemedyAnswered { remedy, reference: reference.to_owned(), answer };
        self.run(&Actor::System, &case, command);
    }

    fn done(&mut self, reference: &str, fen: Fen) {
        let row = &self.outbox[reference];
        let answer = match self.case(&row.case).remedy(&row.remedy).map(|one| one.kind) {
            Some(kind) if row.ordered && kind.has_parcel() => {
                RemedyAnswer::Fulfilled { proof: Proof::Tracking { content: text("parcel") } }
            }
            _ if row.ordered => RemedyAnswer::Fulfilled { proof: Proof::Voucher { content: text("code") } },
            _ => RemedyAnswer::Done { reference: format!("psp-{reference}"), amount: fen },
        };
        self.hears(reference, answer);
    }

    /// One pass of the job: what was begun is asked for first, all else is sent.
    fn pay(&mut self, way: Way) {
        let now_ms = self.house.now_ms;
        let due = self.outbox.iter().filter(|(_, row)| !row.done && row.next_ms <= now_ms);
        let due: Vec<String> = due.map(|(reference, _)| reference.clone()).collect();
        for reference in due {
            let row = self.outbox.get_mut(&reference).expect("a row");
            let begun = std::mem::replace(&mut row.begun, true);
            let (case, remedy) = (row.case.clone(), row.remedy.clone());
            let fen = self.case(&case).remedy(&remedy).and_then(|one| one.amount).unwrap_or_default();
            if begun && way != Way::Down {
                let known = self.paid.iter().any(|(paid, _)| *paid == reference);
                match (known, self.refused.contains(&reference)) {
                    (true, _) => {
                        self.done(&reference, fen);
                        continue;
                    }
                    (_, true) => {
                        self.hears(&reference, RemedyAnswer::Refused { code: "no".into() });
                        continue;
                    }
                    _ => {}
                }
            }
            self.sent(&reference, fen, if begun && way == Way::Down { None } else { Some(way) });
        }
    }

    fn sent(&mut self, reference: &str, fen: Fen, way: Option<Way>) {
        match way {
            None | Some(Way::Down) => return self.hears(reference, RemedyAnswer::Unknown),
            Some(Way::Refused) => {
                self.refused.push(reference.to_owned());
                return self.hears(reference, RemedyAnswer::Refused { code: "no".into() });
            }
            Some(_) => self.paid.push((reference.to_owned(), fen)),
        }
        match way {
            Some(Way::Paid) => self.done(reference, fen),
            Some(Way::Doubled) => {
                self.done(reference, fen);
                self.done(reference, fen);
            }
            Some(Way::Late) => {
                self.late.push((reference.to_owned(), fen));
                let taken = self.outbox[reference].ordered;
                self.hears(reference, if taken { RemedyAnswer::Taken } else { RemedyAnswer::Unknown });
            }
            Some(Way::Lost) => self.hears(reference, RemedyAnswer::Unknown),
            _ => {}
        }
    }
}

type Step = (u8, u8, u8, i64, i64);

fn act(month: &mut Month, (what, which, pick, fen, wait_ms): Step) {
    month.house.now_ms += wait_ms;
    let case = CaseId::new(CASES[usize::from(which) % CASES.len()]);
    let fen = if case.as_str() == RICH { fen.saturating_mul(300) } else { fen };
    let boss = staff("boss", Role::Manager);
    let last = month.case(&case).offers.last().map_or("o1".to_owned(), |offer| offer.id.clone());
    let customer = Actor::Customer(case.clone());
    let accept = || CaseCommand::accept(&last, vec![0]);
    match what {
        0..3 => offer(month, &case, &li(), pick, fen),
        // Two at once: whichever comes second finds it taken.
        3..6 => {
            month.run(&customer, &case, accept());
            month.run(&customer, &case, accept());
        }
        6 => month.run(&customer, &case, CaseCommand::Decline { offer: last, why: None }),
        7..12 => month.pay(WAYS[usize::from(pick) % WAYS.len()]),
        12 => again(month, &case),
        13 => claim(month, &case, &boss, pick, fen),
        14 => {
            for account in [account::deposit(&shop()), account::merchant(&shop())] {
                month.house.done(&Actor::System, Command::ElapseAccount { account });
            }
            month.follow();
        }
        15 => month.run(&boss, &case, CaseCommand::Reopen { why: text("why") }),
        16 => offer(month, &case, &customer, pick, fen),
        17 => month.run(&li(), &case, accept()),
        18 | 19 => approve(month, &case, pick),
        _ => {
            tick_all(&mut month.house);
            month.follow();
        }
    }
}

fn offer(month: &mut Month, case: &CaseId, by: &Actor, pick: u8, fen: i64) {
    use RemedyKind::{Coupon, Interest, PartialRefund, Refund, Resend, ReturnFreight};
    let kinds = [Refund, PartialRefund, PartialRefund, ReturnFreight, Interest, Coupon, Resend];
    let one = |at: u8| {
        let kind = kinds[usize::from(at) % kinds.len()];
        item(kind, if kind.needs_amount() { fen } else { 0 })
    };
    let items = (0..=pick % 2).map(|more| one(pick / 2 + more)).collect();
    let choice = if pick.is_multiple_of(5) { Choice::One } else { Choice::All };
    let mut proposal = Proposal::new(items, choice, text("words"), None);
    proposal.advance = *by == li() && pick.is_multiple_of(3);
    month.run(by, case, CaseCommand::Offer { proposal: Box::new(proposal), why: Some(text("why")) });
}

/// Anybody tries; most of those who may say yes.
fn approve(month: &mut Month, case: &CaseId, pick: u8) {
    let Some(approval) = month.case(case).open_approval().map(|one| one.id.clone()) else { return };
    let by = [li(), merchant(), staff("rev", Role::Reviewer), staff("boss", Role::Manager), admin()];
    let ruling = if pick.is_multiple_of(7) { ApprovalRuling::Refuse } else { ApprovalRuling::Approve };
    let by = &by[usize::from(pick) % by.len()];
    month.run(by, case, CaseCommand::DecideApproval { approval, ruling, why: Some(text("why")) });
}

/// A person orders again what was refused, or shows a payment of what no provider could carry.
fn again(month: &mut Month, case: &CaseId) {
    for remedy in month.case(case).remedies.clone() {
        let proof = match remedy.state {
            RemedyState::Failed { .. } => None,
            RemedyState::Owed if remedy.kind.moves_money() => {
                Some(Proof::Payment { reference: format!("bank-{case}-{}", remedy.id) })
            }
            RemedyState::Owed => Some(Proof::Statement { content: text("done") }),
            _ => continue,
        };
        month.run(&li(), case, CaseCommand::Execute { remedy: remedy.id, proof });
    }
}

fn claim(month: &mut Month, case: &CaseId, boss: &Actor, pick: u8, fen: i64) {
    let Some(claim) = month.case(case).claims.iter().find(|one| one.is_open()).map(|one| one.id.clone())
    else {
        return;
    };
    let command = match pick % 5 {
        0 => ClaimCommand::Deduct { amount: Fen(fen) },
        1 => ClaimCommand::GiveUp { why: text("why") },
        2 => ClaimCommand::Pass { to: Party::Carrier, papers: vec![] },
        3 => ClaimCommand::Pass { to: Party::Merchant, papers: vec![] },
        _ => ClaimCommand::Received { amount: Fen(fen), reference: format!("bank-{pick}") },
    };
    month.run(boss, case, CaseCommand::Claim { claim, command });
}

fn books_are_square(month: &Month) {
    let house = &month.house;
    let mut sum = 0i128;
    for (subject, state) in &house.states {
        let State::Account(account) = state else { continue };
        sum += i128::from(account.posted.0);
        let id = AccountId::new(subject.id());
        assert!(account::allows(&id, account.posted, account.available()), "{subject} has what it may not");
    }
    assert_eq!(sum, 0);
    let cases: Vec<&Case> = house.states.values().filter_map(as_case).collect();
    for case in &cases {
        let owed = case.remedies.iter().filter(|one| !matches!(one.state, RemedyState::Proven { .. }));
        let owed: i64 =
            owed.filter(|one| one.kind.moves_money()).filter_map(|one| one.amount).map(|one| one.0).sum();
        assert_eq!(house.posted(&account::customer(&case.id)), owed, "owed and not done, to the fen");
        assert!(case.offers.iter().filter(|offer| offer.state == OfferState::Open).count() <= 1);
    }
    for state in house.states.values() {
        let State::Order(order) = state else { continue };
        let given_back = Fen::sum(order.refunds.values().copied()).expect("it fits");
        assert!(given_back <= order.facts.total, "more goes back than was paid: {:?}", order.refunds);
        let of = |id: &CaseId| month.case(id).refunded();
        assert!(order.refunds.iter().all(|(case, fen)| of(case) == *fen));
    }
    let claims = cases.iter().flat_map(|case| &case.claims);
    let open: i64 = claims.clone().map(|claim| claim.left().0).sum();
    assert_eq!(house.posted(&account::recourse()), open, "open claims stand in the books");
    assert!(claims.clone().all(|claim| claim.left() >= Fen::ZERO));
    let lost: i64 = claims.clone().map(|claim| claim.given_up.0).sum();
    assert_eq!(house.posted(&account::write_off()), -lost);
    assert_eq!(house.posted(&account::advance()), ADVANCES - open, "what is not open is in the advances");
}

fn nothing_was_paid_twice(month: &Month) {
    let mut of_remedy: BTreeMap<(CaseId, String), u32> = BTreeMap::new();
    for (reference, _) in &month.paid {
        let row = &month.outbox[reference];
        *of_remedy.entry((row.case.clone(), row.remedy.clone())).or_default() += 1;
    }
    assert!(of_remedy.values().all(|times| *times == 1), "paid twice: {of_remedy:?}");
}

fn one_acceptance_a_round(month: &Month) {
    for case in CASES {
        let subject = CaseId::new(case).subject();
        let events = month.house.journal.iter().filter(|(of, ..)| *of == subject).map(|(_, event, _)| event);
        let rounds =
            events.filter(|event| matches!(event, Event::OfferAccepted { .. } | Event::Reopened { .. }));
        let accepted: Vec<bool> = rounds.map(|event| matches!(event, Event::OfferAccepted { .. })).collect();
        assert!(accepted.windows(2).all(|two| two != [true, true]), "two acceptances in a round");
    }
}

/// What is promised, or agreed to, is within what its author may promise, or in one commit with another's yes.
fn nothing_is_above_a_limit(month: &Month) {
    let allowances = POLICY.playbooks.of("delivery").allowances;
    let role = |by: &UserId| {
        [("rev", Role::Reviewer), ("boss", Role::Manager), ("root", Role::Admin)]
            .into_iter()
            .find(|(name, _)| by.as_str() == *name)
    };
    for (at, (subject, event, at_ms)) in month.house.journal.iter().enumerate() {
        let offer = match event {
            Event::OfferMade { offer } if offer.by == Party::Platform => offer.id.clone(),
            Event::OfferAccepted { offer, .. } => offer.clone(),
            _ => continue,
        };
        let case = month.case(&subject.case().expect("a case has offers"));
        let offer = case.offers.iter().find(|one| one.id == offer).expect("it was made");
        let agreed = matches!(event, Event::OfferAccepted { .. });
        if agreed && offer.by == Party::Platform {
            continue;
        }
        let cost = Cost::of(&offer.items, offer.choice, Party::Platform, offer.advance).expect("it fits");
        // Of a menu we agree to what the customer chose, which may be less than its dearest dish.
        if cost.is_within(&allowances.handler) || (agreed && offer.choice == Choice::One) {
            continue;
        }
        let given = month.house.journal[..at].iter().rev().find_map(|(of, event, given_ms)| match event {
            Event::ApprovalGiven { approval, by, .. } if of == subject && given_ms == at_ms => {
                Some((approval, by))
            }
            _ => None,
        });
        let (approval, by) = given.unwrap_or_else(|| panic!("{cost:?} without a yes"));
        let approval = case.approval(approval).expect("it was asked for");
        assert!(*by != approval.by && cost.is_within(&approval.cost), "{approval:?}");
        assert!(role(by).is_some_and(|(_, role)| allowances.covers(role, &cost)), "{by} of {cost:?}");
    }
}

/// The end of the month: the provider is well, late answers arrive, people do what is left to them.
fn settle(month: &mut Month) {
    for (reference, fen) in std::mem::take(&mut month.late) {
        month.done(&reference, fen);
    }
    for _ in 0..6 {
        month.house.now_ms += DAY_MS;
        month.pay(Way::Paid);
        for case in CASES {
            again(month, &CaseId::new(case));
        }
    }
    month.house.now_ms += DAY_MS;
    month.pay(Way::Paid);
}

fn everything_is_done(month: &Month) {
    let cases: Vec<&Case> = month.house.states.values().filter_map(as_case).collect();
    for case in cases {
        assert!(!case.remedies_owed(), "left undone: {:?}", case.remedies);
        assert_eq!(month.house.posted(&account::customer(&case.id)), 0);
    }
    let by_hand = month.house.journal.iter().filter_map(|(_, event, _)| match event {
        Event::Posted { posting } if posting.other.as_str().starts_with("customer-") => {
            Some(posting.amount.0)
        }
        _ => None,
    });
    let out: i64 = by_hand.filter(|fen| *fen > 0).sum();
    let money = month.paid.iter().filter(|(reference, _)| !month.outbox[reference].ordered);
    let till: i64 = money.map(|(_, fen)| fen.0).sum();
    let by_people: i64 = month
        .house
        .states
        .values()
        .filter_map(as_case)
        .flat_map(|case| &case.remedies)
        .filter(|one| one.kind.moves_money())
        .filter(|one| matches!(&one.state, RemedyState::Proven { proof: Proof::Payment { reference }, .. } if reference.starts_with("bank-")))
        .filter_map(|one| one.amount)
        .map(|fen| fen.0)
        .sum();
    assert_eq!(out, till + by_people, "what customers got is what left the till and what people paid");
    let held: i64 = ["m1", "m2"]
        .map(|id| account::deposit(&MerchantId::new(id)))
        .iter()
        .map(|deposit| month.house.posted(deposit) - month.house.available(deposit))
        .sum();
    assert_eq!(held, 0, "nothing is held for what is done");
}

/// A hundred months; ten thousand where the long test asks for more.
fn seeds() -> u32 {
    let long = std::env::var_os("PROPTEST_CASES").is_some();
    if long { 10_000 } else { 100 }
}

fn step() -> impl Strategy<Value = Step> {
    let wait_ms = prop_oneof![4 => 0i64..(3 * MINUTE_MS), 2 => 0i64..DAY_MS, 1 => 0i64..(9 * DAY_MS)];
    let fen = prop_oneof![8 => 1i64..4_000, 1 => Just(10_000i64), 1 => any::<i64>()];
    (0u8..22, any::<u8>(), any::<u8>(), fen, wait_ms)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: seeds(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_random_months_nobody_is_paid_twice_and_nothing_is_forgotten(
        steps in prop::collection::vec(step(), 40..160)
    ) {
        let mut month = Month::new();
        for step in steps {
            act(&mut month, step);
            books_are_square(&month);
            nothing_was_paid_twice(&month);
        }
        one_acceptance_a_round(&month);
        nothing_is_above_a_limit(&month);
        settle(&mut month);
        books_are_square(&month);
        nothing_was_paid_twice(&month);
        everything_is_done(&month);
    }
}

/// A month in which nothing happens proves nothing.
#[test]
fn random_months_reach_every_way_of_paying() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut kinds = std::collections::BTreeSet::new();
    let (mut paid, mut late, mut refused) = (0, 0, 0);
    for _ in 0..60 {
        let mut month = Month::new();
        for step in prop::collection::vec(step(), 150).new_tree(&mut runner).expect("steps").current() {
            act(&mut month, step);
        }
        (paid, late, refused) =
            (paid + month.paid.len(), late + month.late.len(), refused + month.refused.len());
        for (_, event, _) in &month.house.journal {
            let json = serde_json::to_value(event).expect("an event is plain");
            kinds.insert(json["kind"].as_str().expect("a kind").to_owned());
        }
    }
    assert!(paid > 20 && late > 0 && refused > 0, "{paid} paid, {late} late, {refused} refused");
    for kind in [
        "approval_asked",
        "approval_given",
        "approval_refused",
        "claim_raised",
        "claim_paid",
        "claim_passed",
        "claim_given_up",
        "reminder_set",
        "reminder_over",
        "remedy_unknown",
        "remedy_taken",
    ] {
        assert!(kinds.contains(kind), "{kind} was never reached; only {kinds:?}");
    }
}
