//! Measures in words.

use crate::face::{clock, money, shop};
use crate::page::Page;
use crate::page::measure::{Answering, Measure, Measures};
use domain::measure::{Because, MeasureState};
use store::recourse::Told;

/// `base` is where the reader finds a case, such as `/desk/cases`.
pub fn measures(p: &Page, told: Vec<Told>, base: &str) -> Measures {
    let mut all = Measures::default();
    for one in told {
        let group = match one.measure.because {
            Because::Case { .. } => &mut all.of_cases,
            Because::Score { .. } => &mut all.of_score,
            Because::Closing => &mut all.of_closing,
        };
        group.push(measure(p, one, base));
    }
    all
}

fn measure(p: &Page, told: Told, base: &str) -> Measure {
    let measure = told.measure;
    let state = match &measure.state {
        MeasureState::InForce => p.t("measure-is-in_force"),
        MeasureState::Appealed { .. } => p.t("measure-is-appealed"),
        MeasureState::Upheld { .. } => p.t("measure-is-upheld"),
        MeasureState::Lifted { .. } => p.t("measure-is-lifted"),
        MeasureState::Over { .. } => p.t("measure-is-over"),
    };
    let steps = measure.steps.iter().map(|(step, fen)| (p.t(&format!("measure-step-{}", step.word())), *fen));
    let answering = measure.open_objection().map(|one| Answering {
        who: one.owner.as_ref().map(ToString::to_string),
        clock: clock::clock(p, &one.clock),
        late: one.clock.missed_ms.is_some() || one.clock.due_ms < p.now_ms,
    });
    Measure {
        name: money::measure(p, measure.kind),
        state,
        in_force: measure.is_in_force(),
        objected: matches!(measure.state, MeasureState::Appealed { .. }),
        by: measure.by.as_ref().map(ToString::to_string),
        answering,
        parts: shop::risk(p, &measure.parts, &told.behind, base),
        appealable: measure.state == MeasureState::InForce,
        case: told.number.map(|(case, number)| (number, format!("{base}/{case}"))),
        score: if let Because::Score { score } = measure.because { Some(score) } else { None },
        steps: steps.collect(),
        id: measure.id,
        clause: measure.clause,
        reasons: told.reasons,
        amount_fen: measure.amount.map(|amount| amount.0),
        from_ms: measure.from_ms,
        until_ms: measure.until_ms,
        appeal: told.appeal,
        upheld: told.upheld,
        lifted: told.lifted,
    }
}
