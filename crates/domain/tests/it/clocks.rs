//! A tick that is late, early or repeated does no harm.

use crate::house::*;
use crate::random::{Step, live, step, tick_all, town};
use domain::actor::Actor;
use domain::case::{Case, PausingState};
use domain::clock::{ClockKind, DAY_MS};
use domain::command::CaseCommand;
use domain::{Refusal, State, SubjectId};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[test]
fn only_the_house_lets_time_pass() {
    let mut house = House::with_case();
    for by in [customer(), merchant(), li()] {
        assert_eq!(house.refused(&by, CaseCommand::Elapse), Refusal::NotAllowed);
    }
}

#[test]
fn an_early_tick_does_nothing_and_a_repeated_one_nothing_more() {
    let mut house = House::with_case();
    assert!(house.tick().is_empty());
    let first = house.tick_after(30 * DAY_MS);
    assert!(!first.is_empty());
    assert!(house.tick().is_empty());
    assert_eq!(house.case().next_tick_ms(), None);
}

#[test]
fn clocks_that_came_due_together_strike_in_their_order() {
    let mut house = House::with_case();
    house.tick_after(30 * DAY_MS);
    let missed: Vec<i64> = house
        .journal
        .iter()
        .filter_map(|(_, event, _)| match event {
            domain::Event::ClockMissed { clock } => Some(clock.due_ms),
            _ => None,
        })
        .collect();
    assert!(missed.len() >= 4 && missed.is_sorted());
}

/// Ticks each case just when it is due, until nothing ticks any more.
fn punctual(house: &mut House) {
    loop {
        let next = house.states.values().filter_map(as_case).filter_map(Case::next_tick_ms).min();
        let Some(next_ms) = next else { return };
        house.now_ms = house.now_ms.max(next_ms);
        tick_all(house);
    }
}

fn open_or_not(kind: ClockKind) -> bool {
    matches!(kind, ClockKind::Evidence | ClockKind::FollowUp)
}

/// Everything but the times at which ticks happened. When silence closes a case depends on when its survey was
/// asked, and so does whether a request, the follow-up or a pause was still open then.
fn timeless(house: &House) -> BTreeMap<SubjectId, Case> {
    let cases = house.states.iter().filter_map(|(id, state)| match state {
        State::Case(case) => Some((id.clone(), (**case).clone())),
        _ => None,
    });
    cases
        .map(|(id, mut case)| {
            case.updated_ms = 0;
            case.closed.iter_mut().for_each(|closing| closing.at_ms = 0);
            case.survey.iter_mut().for_each(|survey| survey.asked_ms = 0);
            for pausing in &mut case.pausings {
                pausing.state = PausingState::Dropped;
            }
            let stops: Vec<ClockKind> = case.pausings.iter().flat_map(|one| one.stops.clone()).collect();
            for clock in case.clocks.iter_mut().filter(|clock| stops.contains(&clock.kind)) {
                clock.held.clear();
                clock.pauses.clear();
                clock.due_ms = 0;
            }
            for clock in &mut case.clocks {
                clock.met_ms = clock.met_ms.map(|_| 0);
                clock.missed_ms = clock.missed_ms.map(|_| 0).filter(|_| !open_or_not(clock.kind));
                if clock.kind == ClockKind::Silence {
                    (clock.from_ms, clock.due_ms) = (0, 0);
                }
            }
            // Of clocks that begin in one late tick those of decisions come last; which began when is what counts.
            case.clocks.sort_by(|one, other| {
                (one.from_ms, one.kind, &one.of).cmp(&(other.from_ms, other.kind, &other.of))
            });
            (id, case)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(300), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ticking_whenever_ends_where_punctual_ticking_ends(
        steps in prop::collection::vec(step(), 0..50),
        waits in prop::collection::vec(0i64..(5 * DAY_MS), 0..20)
    ) {
        let mut house = town();
        for step in &steps {
            live(&mut house, &Step { wait_ms: step.wait_ms / 20, ..step.clone() });
        }
        let mut sloppy = house.clone();
        punctual(&mut house);
        for wait_ms in waits {
            sloppy.now_ms += wait_ms;
            tick_all(&mut sloppy);
            if wait_ms.rem_euclid(2) == 0 {
                tick_all(&mut sloppy);
            }
        }
        sloppy.now_ms += 400 * DAY_MS;
        tick_all(&mut sloppy);
        punctual(&mut sloppy);
        prop_assert_eq!(timeless(&house), timeless(&sloppy));
    }

    #[test]
    fn nobody_but_the_clock_makes_time_pass(steps in prop::collection::vec(step(), 0..30)) {
        let mut house = town();
        for step in &steps {
            live(&mut house, step);
            let again = house.clone();
            let early = house.run(&Actor::System, domain::Command::Case(case_id(), CaseCommand::Elapse)).expect("a tick");
            let was_due = as_case(&again.states[&case_id().subject()]).and_then(Case::next_tick_ms);
            prop_assert_eq!(early.is_empty(), was_due.is_none_or(|due_ms| due_ms > again.now_ms));
        }
    }
}
