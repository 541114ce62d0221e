//! What the customer asks for, in parts: as a person confirmed it, else as it is read from words and ticks; and what
//! could meet each part in this case.

use super::law::sums;
use crate::format;
use crate::locale::Locale;
use crate::sign::Remedy;
use domain::Event;
use domain::calendar::Calendar;
use domain::case::Case;
use domain::law::remedy::Sum;
use domain::words::{DemandPart, RemedyKind};
use domain::writing::{Asked, Demand, Demands, Meeting, prefilled};
use domain::{Fen, Policy};
use store::timeline::Told;

/// A part with everything that concerns it.
pub struct Part {
    pub demand: Demand,
    /// The customer's words behind it, as the reader may read them.
    pub words: Vec<String>,
    /// The lowest step of the ladder first.
    pub meets: Vec<Meeting>,
    pub sums: Vec<Sum>,
}

pub struct Split {
    pub confirmed: bool,
    pub parts: Vec<Part>,
}

pub fn split(policy: &Policy, calendar: &Calendar, case: &Case, told: &[Told]) -> Split {
    let demands = Demands::shipped();
    let read = demands.split(&words(told), &case.wants);
    let parts = match &case.demands {
        None => read,
        Some(kept) => kept.iter().map(|demand| behind(*demand, &read)).collect(),
    };
    let applies = policy.law.applies(case);
    let (given, book) = (sums(case, &applies, calendar), policy.playbooks.of(case.kind()));
    let part = |asked: Asked| Part {
        meets: demands.meets(&asked.demand, case, book),
        sums: demands.sums(&asked.demand, &given).into_iter().cloned().collect(),
        demand: asked.demand,
        words: asked.words,
    };
    Split { confirmed: case.demands.is_some(), parts: parts.into_iter().map(part).collect() }
}

fn behind(demand: Demand, read: &[Asked]) -> Asked {
    let same = read.iter().find(|asked| asked.demand.part == demand.part);
    Asked { demand, words: same.map(|asked| asked.words.clone()).unwrap_or_default() }
}

/// What the customer wrote when filing and completing the complaint.
fn words(told: &[Told]) -> String {
    let theirs = told
        .iter()
        .filter(|told| matches!(told.entry.event, Event::Filed(_) | Event::Supplemented(_)))
        .filter_map(|told| told.words.text());
    theirs.collect::<Vec<_>>().join("\n")
}

impl Split {
    /// What an offer that meets every part would begin with.
    pub fn offer(&self) -> Vec<(RemedyKind, Option<Fen>)> {
        prefilled(self.parts.iter().filter_map(|part| part.meets.first().cloned()))
    }
}

/// `优惠券 5%（¥6.45）`, `return the goods, refund ¥129.00`.
pub fn meeting_words(l: Locale, meeting: &Meeting) -> String {
    let one = |(kind, amount): &(RemedyKind, Option<Fen>)| {
        let name = l.t(Remedy::of(kind.word()).unwrap_or(Remedy::Explanation).key());
        let percent = meeting.percent.filter(|_| *kind == RemedyKind::Coupon);
        match (percent, amount) {
            (Some(percent), Some(amount)) => format!("{name} {percent} % ({})", format::yuan(amount.0)),
            (Some(percent), None) => format!("{name} {percent} %"),
            (None, Some(amount)) => format!("{name} {}", format::yuan(amount.0)),
            (None, None) => name.to_owned(),
        }
    };
    meeting.items.iter().map(one).collect::<Vec<_>>().join(l.t("list-and"))
}

/// The word of the locale files for a part.
pub fn key(part: DemandPart) -> &'static str {
    match part {
        DemandPart::Return => "demand-return",
        DemandPart::Refund => "demand-refund",
        DemandPart::PartRefund => "demand-part_refund",
        DemandPart::Exchange => "demand-exchange",
        DemandPart::Resend => "demand-resend",
        DemandPart::Repair => "demand-repair",
        DemandPart::Damages => "demand-damages",
        DemandPart::Coupon => "demand-coupon",
        DemandPart::Gift => "demand-gift",
        DemandPart::Freight => "demand-freight",
        DemandPart::Apology => "demand-apology",
        DemandPart::Explanation => "demand-explanation",
    }
}
