//! Many at once through two processes: offers, counter-offers, acceptances, requests for a yes and the yes itself, a
//! provider that answers everything twice. Of those who want the same thing one gets it, and the books are square.

use crate::house::{House, in_house, intake};
use domain::account;
use domain::actor::Role;
use domain::case::{Case, Choice, OfferItem, OfferState, Proposal, RemedyState};
use domain::command::{ApprovalRuling, CaseCommand, RemedyAnswer};
use domain::words::RemedyKind;
use domain::{Actor, CaseId, Command, Fen, UserId};
use store::{Error, Outcome, Store};

const CASES: usize = 6;
const ROUNDS: u64 = 8;
const DEPOSIT: i64 = 20_000_000;
/// Of the one order that all of them complain about.
const PRICE: i64 = 3_000_000;

/// Small, repeatable chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

fn staff(name: &str, role: Role) -> Actor {
    Actor::Staff(UserId::new(name), role)
}

/// What somebody wants of a case, however it stands by then.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Offer { fen: i64 },
    Counter { fen: i64 },
    Accept { offer: u64 },
    Agree { offer: u64 },
    Approve { approval: u64 },
}

/// Of what is there now, or will be when the others were quicker.
fn wish(case: &Case, chance: &mut Chance) -> Wish {
    // Of every third offer a handler may not promise so much alone.
    let fen = 1 + chance.below(750_000) as i64;
    let offer = case.offers.len() as u64 + chance.below(2);
    match chance.below(8) {
        0 | 1 => Wish::Offer { fen },
        2 => Wish::Counter { fen },
        3 | 4 => Wish::Accept { offer },
        5 => Wish::Agree { offer },
        _ => Wish::Approve { approval: case.approvals.len() as u64 + chance.below(2) },
    }
}

async fn act(store: Store, case: CaseId, wish: Wish) -> Result<Outcome, Error> {
    let mut pack = store.pack(case.subject());
    let handler = staff("han", Role::Handler);
    let customer = Actor::Customer(case.clone());
    let mut promise = |fen| {
        let items = vec![OfferItem { remedy: RemedyKind::PartialRefund, amount: Some(Fen(fen)) }];
        let proposal = Proposal::new(items, Choice::All, pack.text("方案"), None);
        CaseCommand::Offer { proposal: Box::new(proposal), why: Some(pack.text("理由")) }
    };
    let (by, command) = match wish {
        Wish::Offer { fen } => (handler, promise(fen)),
        Wish::Counter { fen } => (customer, promise(fen)),
        Wish::Accept { offer } => (customer, CaseCommand::accept(&format!("o{offer}"), vec![])),
        Wish::Agree { offer } => (handler, CaseCommand::accept(&format!("o{offer}"), vec![])),
        Wish::Approve { approval } => {
            let (approval, ruling) = (format!("a{approval}"), ApprovalRuling::Approve);
            (staff("rev", Role::Reviewer), CaseCommand::DecideApproval { approval, ruling, why: None })
        }
    };
    let parcel = pack.close();
    store.execute(&by, Command::Case(case, command), parcel, None).await
}

/// Each wish on its own task, and every one of them twice, in both processes.
fn everybody_at_once(house: &House, stores: &[Store; 2], wishes: &[(CaseId, Wish)]) {
    let twice = wishes.iter().flat_map(|(case, wish)| stores.iter().map(move |store| (store, case, *wish)));
    let tasks: Vec<_> = twice
        .map(|(store, case, wish)| house.runtime.spawn(act(store.clone(), case.clone(), wish)))
        .collect();
    for task in tasks {
        let done = house.runtime.block_on(task).expect("nothing panics");
        assert!(done.as_ref().err().is_none_or(|error| error.refusal().is_some()), "{:?}", done.err());
    }
}

/// The provider answers what was sent, twice, through both processes at once.
fn paid_twice_over(house: &House, stores: &[Store; 2]) {
    let due = house.read(|db| house.store.outbox_due(db, "pay", i64::MAX, 0, 100));
    let mut tasks = vec![];
    for payment in due {
        let case = payment.subject.case().expect("a case is paid for");
        let amount = house.case(&case).remedy(&payment.remedy).and_then(|one| one.amount).expect("an amount");
        for store in stores {
            let answer = RemedyAnswer::Done { reference: format!("P-{}", payment.id), amount };
            let (remedy, reference) = (payment.remedy.clone(), payment.id.clone());
            let command =
                Command::Case(case.clone(), CaseCommand::RemedyAnswered { remedy, reference, answer });
            let store = store.clone();
            let done = async move { store.execute(&Actor::System, command, Default::default(), None).await };
            tasks.push(house.runtime.spawn(done));
        }
    }
    for task in tasks {
        let _ = house.runtime.block_on(task).expect("nothing panics");
    }
}

#[test]
fn of_many_who_want_the_same_one_gets_it_and_the_books_are_square() {
    in_house(|house| {
        house.handler("han");
        house.user("rev", Role::Reviewer, None);
        let shop = house.merchant("shop1", "大商家");
        house.fund(account::deposit(&shop), DEPOSIT);
        house.order("DD20260000130", &shop, PRICE);
        let cases: Vec<CaseId> =
            (0..CASES).map(|_| house.file(intake("包裹没有收到，要求退款")).case).collect();
        let stores = [house.store.clone(), house.another()];
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        for _ in 0..ROUNDS {
            let wishes: Vec<(CaseId, Wish)> = (0..24)
                .map(|at| &cases[at % CASES])
                .map(|id| (id.clone(), wish(&house.case(id), &mut chance)))
                .collect();
            everybody_at_once(house, &stores, &wishes);
            paid_twice_over(house, &stores);
        }
        let (mut accepted, mut approved, mut paid) = (0, 0, 0);
        for case in cases.iter().map(|id| house.case(id)) {
            let taken = case.offers.iter().filter(|offer| offer.state == OfferState::Accepted).count();
            assert!(taken <= 1, "{taken} acceptances: {:?}", case.offers);
            assert!(case.offers.iter().filter(|offer| offer.state == OfferState::Open).count() <= 1);
            accepted += taken;
            approved += case.approvals.len();
            for remedy in &case.remedies {
                assert!(matches!(remedy.state, RemedyState::Proven { .. }), "{remedy:?}");
                paid += remedy.amount.expect("a sum").0;
            }
        }
        assert!(
            accepted >= 2 && approved >= 2,
            "{accepted} accepted, {approved} asked for: nothing was shown"
        );
        let of = |id| house.read(|db| house.store.account(db, &id)).posted.0;
        assert_eq!(of(account::provider()), paid, "what left the till is what was accepted, once");
        assert_eq!(house.read(|db| house.store.ledger_sum(db)), 0);
    });
}
