//! The card of demands on a case page, and its form.

use crate::face::demand::{Part, Split, key, meeting_words};
use crate::form::Form;
use crate::format;
use crate::page::Page;
use crate::page::desk::{DemandBox, DemandCard, DemandRow};
use domain::Refusal;
use domain::words::DemandPart;
use domain::writing::Demand;

pub fn card(p: &Page, split: &Split) -> DemandCard {
    DemandCard {
        confirmed: split.confirmed,
        parts: split.parts.iter().map(|part| row(p, part)).collect(),
        boxes: DemandPart::ALL.iter().map(|part| tick(p, *part, split)).collect(),
    }
}

fn row(p: &Page, part: &Part) -> DemandRow {
    let sum = |sum: &domain::law::remedy::Sum| {
        let title = p.t(&format!("law-sum-{}", sum.kind.word()));
        format!("{title} {}", format::yuan(sum.total_fen.0))
    };
    let meets = part.meets.iter().map(|one| {
        let words = meeting_words(p.locale, one);
        one.step.map_or_else(
            || format!("{words} · {}", p.t("demand-menu")),
            |step| format!("{words} · {}", p.t1("demand-step", "n", step)),
        )
    });
    DemandRow {
        label: p.t(key(part.demand.part)),
        figure: figure(p, &part.demand),
        words: part.words.join(" · "),
        meets: meets.collect(),
        sums: part.sums.iter().map(sum).collect(),
    }
}

fn figure(p: &Page, demand: &Demand) -> String {
    let amount = demand.amount.map(|amount| format::yuan(amount.0));
    let percent = demand.percent.map(|percent| format!("{percent} %"));
    let times = demand.times.map(|times| p.t1("demand-times-of", "n", times));
    [amount, percent, times].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn tick(p: &Page, part: DemandPart, split: &Split) -> DemandBox {
    let known = split.parts.iter().find(|one| one.demand.part == part).map(|one| one.demand);
    let figure = |value: Option<u8>| value.map(|value| value.to_string()).unwrap_or_default();
    DemandBox {
        code: part.word(),
        label: p.t(key(part)),
        checked: known.is_some(),
        amount: known
            .and_then(|one| one.amount)
            .map(|amount| format::yuan(amount.0).replace(['¥', ','], ""))
            .unwrap_or_default(),
        percent: figure(known.and_then(|one| one.percent)),
        times: figure(known.and_then(|one| one.times)),
    }
}

/// The ticked parts with their figures.
pub fn given(form: &Form) -> Result<Vec<Demand>, Refusal> {
    let small = |name: String| -> Result<Option<u8>, Refusal> {
        form.get(&name).map(|text| text.parse().map_err(|_| Refusal::AmountInvalid)).transpose()
    };
    let one = |code: &str| {
        Ok(Demand {
            part: DemandPart::parse(code).ok_or(Refusal::WordUnknown)?,
            amount: form.yuan(&format!("amount_{code}"))?,
            percent: small(format!("percent_{code}"))?,
            times: small(format!("times_{code}"))?,
        })
    };
    form.all("parts").map(one).collect()
}
