//! Random lives of a merchant that closes: holders come and choose, money comes in, rounds are shared out at any moment,
//! and a provider answers, loses, refuses and doubles. After every step the books are right, and in the end everybody who
//! wanted money has all of it, once.

use crate::closing_shop::{balance, boss, card, case, flagged, share, sum};
use crate::house::*;
use domain::account;
use domain::actor::Actor;
use domain::case::{Remedy, RemedyState};
use domain::command::{CaseCommand, Command, RemedyAnswer};
use domain::words::Stage;
use domain::{Fen, Refusal};
use proptest::prelude::*;
use std::collections::HashMap;

struct Life {
    house: House,
    holders: usize,
    funded: u32,
    /// What really left the provider, by our reference.
    till: HashMap<String, i64>,
}

impl Life {
    fn step(&mut self, (what, who, fen, how): (u8, usize, i64, u8)) {
        match what % 8 {
            0 | 1 if self.holders < 6 => {
                self.holders += 1;
                balance(&mut self.house, self.holders, fen);
            }
            0..=3 if self.holders > 0 => {
                let number = who % self.holders + 1;
                let accept = CaseCommand::accept("o1", vec![usize::from(how.is_multiple_of(5))]);
                let done =
                    self.house.run(&Actor::Customer(card(number)), Command::Case(card(number), accept));
                assert!(matches!(done, Ok(_) | Err(Refusal::AlreadyAccepted)), "{done:?}");
            }
            4 => self.fund(fen / 2 + 1),
            5 => self.share(),
            _ if self.holders > 0 => self.answer(who % self.holders + 1, how),
            _ => {}
        }
        self.is_right();
    }

    fn fund(&mut self, fen: i64) {
        self.funded += 1;
        let (account, transfer) = (account::deposit(&shop()), format!("in-{}", self.funded));
        self.house.done(&Actor::System, Command::Fund { account, amount: Fen(fen), transfer });
    }

    fn share(&mut self) {
        let all: Vec<usize> = (1..=self.holders).collect();
        let done = self.house.run(&boss(), share(&all));
        assert!(matches!(done, Ok(_) | Err(Refusal::NobodyWaits | Refusal::BudgetSpent)), "{done:?}");
    }

    /// The provider says something about one of the shares of a holder; after a clear no a person orders it again.
    fn answer(&mut self, number: usize, how: u8) {
        for remedy in case(&self.house, number).remedies.iter().filter(|one| one.part_of.is_some()) {
            match &remedy.state {
                RemedyState::Instructed { reference } | RemedyState::Unknown { reference, .. } => {
                    self.told(number, remedy, reference, how);
                }
                RemedyState::Failed { .. } => {
                    let again = CaseCommand::Execute { remedy: remedy.id.clone(), proof: None };
                    self.house.done(&li(), Command::Case(card(number), again));
                }
                _ => {}
            }
        }
    }

    fn told(&mut self, number: usize, remedy: &Remedy, reference: &str, how: u8) {
        let amount = remedy.amount.expect("an amount");
        let paid_already = self.till.contains_key(reference);
        let answers = match how % 4 {
            _ if paid_already && how % 4 != 1 => vec![RemedyAnswer::Done { reference: "psp".into(), amount }],
            // Paid, and the answer is lost on the way.
            1 => {
                self.till.insert(reference.to_owned(), amount.0);
                vec![RemedyAnswer::Unknown]
            }
            2 => vec![RemedyAnswer::Refused { code: "no".into() }],
            3 => vec![RemedyAnswer::Done { reference: "psp".into(), amount: Fen(amount.0 + 1) }],
            _ => {
                self.till.insert(reference.to_owned(), amount.0);
                vec![RemedyAnswer::Done { reference: "psp".into(), amount }; 2]
            }
        };
        for answer in answers {
            let (remedy, reference) = (remedy.id.clone(), reference.to_owned());
            let command = CaseCommand::RemedyAnswered { remedy, reference, answer };
            self.house.done(&Actor::System, Command::Case(card(number), command));
        }
    }

    fn is_right(&self) {
        assert_eq!(sum(&self.house), 0);
        assert!(self.house.available(&account::deposit(&shop())) >= 0);
        for number in 1..=self.holders {
            let case = case(&self.house, number);
            let card = case.card().expect("a card");
            assert!(card.paid <= card.granted && card.granted <= card.balance);
            let owed = card.chosen.and_then(|chosen| chosen.amount).unwrap_or_default();
            assert_eq!(self.house.posted(&account::customer(&case.id)), owed.0 - card.paid.0);
            let left: i64 = self
                .till
                .iter()
                .filter(|(of, _)| of.starts_with(&format!("{}-", case.number)))
                .map(|(_, fen)| fen)
                .sum();
            assert!(
                card.paid.0 <= left && left <= card.balance.0,
                "what left the till is never more than the balance"
            );
            let done = card.chosen.is_some_and(|chosen| matches!(chosen.state, RemedyState::Proven { .. }));
            assert_eq!(done, owed > Fen::ZERO && card.paid == owed);
            assert_eq!(done, case.stage == Stage::FollowUp);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn whatever_happens_nobody_is_paid_twice_and_in_the_end_everybody_once(
        steps in proptest::collection::vec((0u8..=255, 0usize..6, 1i64..20_000, 0u8..=255), 1..80),
    ) {
        let mut life = Life { house: flagged(), holders: 0, funded: 0, till: HashMap::new() };
        steps.into_iter().for_each(|step| life.step(step));
        // The end: enough comes in, and the provider works.
        life.fund(200_000);
        life.share();
        for number in (1..=life.holders).flat_map(|number| [number; 3]) {
            life.answer(number, 0);
            life.is_right();
        }
        let mut all = 0;
        for number in 1..=life.holders {
            let case = case(&life.house, number);
            let owed = case.card().and_then(|card| card.chosen?.amount).unwrap_or_default();
            prop_assert_eq!(case.card().map(|card| card.paid), Some(owed));
            all += owed.0;
        }
        prop_assert_eq!(life.till.values().sum::<i64>(), all);
        prop_assert_eq!(life.house.posted(&account::provider()), all);
        prop_assert_eq!(life.house.posted(&account::merchant(&shop())), 0);
    }
}
