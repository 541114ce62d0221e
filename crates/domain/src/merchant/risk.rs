//! How much of a risk a merchant is: a number from 0 to 100, made of five signs that anybody can check against the cases
//! behind them. Nothing is guessed, learned or weighed by a person.
//!
//! Of the cases filed in the last 90 days each sign counts how many show it (`hits`) of how many could (`of`). Its points
//! are its weight times `hits`, divided by `of` or by 10, whichever is more, so that one bad day of a small shop is no
//! verdict; fractions are dropped. The weights sum up to 100 and the points to the score.

use crate::actor::Party;
use crate::case::{Case, RequestState};
use crate::clock::DAY_MS;
use crate::id::CaseId;
use crate::money::Fen;
use crate::words::{Grade, RiskSign, Stage};
use serde::{Deserialize, Serialize};

pub const WINDOW_MS: i64 = 90 * DAY_MS;
/// Fewer than this count as this many.
const FEW: u32 = 10;
/// Of each sign so many cases are named, newest first.
const NAMED: usize = 20;

/// One sign as it was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskPart {
    pub sign: RiskSign,
    pub hits: u32,
    pub of: u32,
    /// The newest cases behind the hits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<CaseId>,
}

impl RiskPart {
    pub fn weight(&self) -> u32 {
        match self.sign {
            RiskSign::AtFault => 30,
            RiskSign::Late => 25,
            RiskSign::Grave | RiskSign::Reopened | RiskSign::Owing => 15,
        }
    }

    pub fn points(&self) -> u32 {
        let points = u64::from(self.weight()) * u64::from(self.hits) / u64::from(self.of.max(FEW));
        u32::try_from(points).unwrap_or(u32::MAX).min(self.weight())
    }
}

pub fn score(parts: &[RiskPart]) -> u32 {
    parts.iter().map(RiskPart::points).sum()
}

/// All signs, over cases that come newest first.
pub fn of<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Vec<RiskPart> {
    let empty = |sign: &RiskSign| RiskPart { sign: *sign, hits: 0, of: 0, cases: vec![] };
    let mut parts: Vec<RiskPart> = RiskSign::ALL.iter().map(empty).collect();
    for case in cases {
        for part in &mut parts {
            let (hits, of) = counted(case, part.sign);
            part.hits += hits;
            part.of += of;
            if hits > 0 && part.cases.len() < NAMED {
                part.cases.push(case.id.clone());
            }
        }
    }
    parts
}

/// How often a case shows a sign, of how often it could.
fn counted(case: &Case, sign: RiskSign) -> (u32, u32) {
    let once = |hit: bool, of: bool| (u32::from(hit && of), u32::from(of));
    match sign {
        // Requests to the shop whose time is over: those it let lapse.
        RiskSign::Late => {
            let asked = case.requests.iter().filter(|one| one.to == Party::Merchant);
            let over = asked.filter(|one| one.state != RequestState::Open);
            over.fold((0, 0), |(late, all), one| {
                (late + u32::from(one.state == RequestState::Lapsed), all + 1)
            })
        }
        // By the newest finding it bears half or more.
        RiskSign::AtFault => {
            let shares = case.findings.last().map(|finding| &finding.shares);
            let bears = |party: &Party, percent: u8| *party == Party::Merchant && percent >= 50;
            let hit = shares.is_some_and(|shares| shares.iter().any(|one| bears(&one.party, one.percent)));
            once(hit, shares.is_some())
        }
        RiskSign::Grave => once(case.grade() == Some(Grade::A), true),
        RiskSign::Reopened => once(case.round > 1, case.round > 1 || case.stage == Stage::Closed),
        // What the platform paid ahead for it and has not got back.
        RiskSign::Owing => {
            let claims = || case.claims.iter().filter(|claim| claim.from == Party::Merchant);
            once(claims().any(|claim| claim.left() > Fen::ZERO), claims().next().is_some())
        }
    }
}
