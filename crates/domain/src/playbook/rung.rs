//! The ladder of offers: rungs a playbook climbs from the first fair answer to the last, each a menu with its words.

use super::condition::{self, Condition};
use super::page::{Page, PlaybookError};
use super::{Both, both};
use super::{Moment, Playbooks};
use crate::actor::{Party, Role};
use crate::case::{Choice, OfferItem};
use crate::cost::{Allowances, Cost};
use crate::money::Fen;
use crate::words::{RemedyKind, Rise};
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    pub id: String,
    pub label: Both,
    /// It stands only where this holds; without it always.
    pub when: Option<String>,
    /// All of it, or one dish for the customer to choose.
    #[serde(default = "all")]
    pub choice: Choice,
    pub items: Vec<RungItem>,
    /// What the customer reads.
    pub words: Both,
    /// How long it stands; without it as any offer does.
    pub hours: Option<u32>,
    /// The least role that may give it.
    #[serde(default = "handler")]
    pub by: Role,
    /// How one gets here from the rung below.
    #[serde(default)]
    pub rise: Rise,
    /// With `rise = "time"`: so long after the no.
    pub after_hours: Option<u32>,
    /// The platform pays first and gets it back.
    #[serde(default)]
    pub advance: bool,
}

/// A fixed sum, or a share of what was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RungItem {
    pub remedy: RemedyKind,
    pub fen: Option<i64>,
    pub percent: Option<u8>,
}

fn all() -> Choice {
    Choice::All
}

fn handler() -> Role {
    Role::Handler
}

impl Rung {
    /// Nothing where a share is offered and what was paid is not known.
    pub fn items(&self, paid: Option<Fen>) -> Option<Vec<OfferItem>> {
        self.items.iter().map(|item| item.of(paid)).collect()
    }
}

impl RungItem {
    /// Nothing where a share is offered and what was paid is not known.
    pub fn of(&self, paid: Option<Fen>) -> Option<OfferItem> {
        let amount = match (self.fen, self.percent) {
            (Some(fen), _) => Some(Fen(fen)),
            (None, Some(percent)) => Some(share(paid?, percent)),
            (None, None) => None,
        };
        Some(OfferItem { remedy: self.remedy, amount })
    }
}

/// Rounded to the nearest fen.
fn share(paid: Fen, percent: u8) -> Fen {
    Fen(((i128::from(paid.0) * i128::from(percent) + 50) / 100) as i64)
}

/// In the order of the rungs.
pub(super) type Conditions = Vec<Option<Condition>>;

pub(super) fn conditions(page: &Page, rungs: &[Rung], errors: &mut Vec<PlaybookError>) -> Conditions {
    let mut compile = |source: &String| match Condition::of_clock(source) {
        Ok(condition) => Some(condition),
        Err(words) => {
            errors.push(page.at(page.text.find(source.as_str()).unwrap_or(0), words));
            None
        }
    };
    rungs.iter().map(|rung| rung.when.as_ref().and_then(&mut compile)).collect()
}

impl Playbooks {
    /// The rungs of a kind, the lowest first, and whether each stands in such a case.
    pub fn rungs(&self, kind: &str, moment: &Moment) -> Vec<(&Rung, bool)> {
        let at = self.kinds.iter().position(|book| book.kind == kind).unwrap_or(self.index.fallback_kind);
        let scope = condition::clock_scope(moment);
        let stands = |when: &Option<Condition>| when.as_ref().is_none_or(|when| when.holds(&scope));
        self.kinds[at]
            .rungs
            .iter()
            .zip(&self.index.rungs[at])
            .map(|(rung, when)| (rung, stands(when)))
            .collect()
    }
}

/// What makes a ladder senseless, in words that say what to write instead.
pub(super) fn check(
    page: &Page,
    menu: &[RemedyKind],
    rungs: &[Spanned<Rung>],
    limits: &Allowances,
    errors: &mut Vec<PlaybookError>,
) {
    let mut seen = BTreeSet::new();
    for (no, rung) in rungs.iter().enumerate() {
        let mut wrong = |words: Both| errors.push(page.at(rung.span().start, words));
        let rung = rung.get_ref();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if rung.id.is_empty() || rung.id.len() > 40 || !rung.id.chars().all(plain) || !seen.insert(&rung.id) {
            wrong(both!(
                "rung “{}”的名字要用小写字母、数字和 _，且不重复",
                "rung \"{}\" needs a name of its own in small letters, digits and _",
                rung.id
            ));
        }
        if rung.label.is_blank() || rung.words.is_blank() {
            wrong(both!(
                "rung “{}”要有中英文的 label 和 words",
                "rung \"{}\" needs a label and words in both languages",
                rung.id
            ));
        }
        if rung.items.is_empty() {
            wrong(both!(
                "rung “{}”什么也没给；请写 items",
                "rung \"{}\" offers nothing; give it items",
                rung.id
            ));
        }
        for item in &rung.items {
            if !menu.contains(&item.remedy) {
                wrong(both!(
                    "rung “{}”里的 {} 不在菜单里",
                    "rung \"{}\" offers {}, which is not on the menu",
                    rung.id,
                    item.remedy.word()
                ));
            }
            let given = usize::from(item.fen.is_some()) + usize::from(item.percent.is_some());
            let takes = item.remedy.needs_amount() || item.remedy == RemedyKind::Gift;
            if given > 1 || (given == 0 && item.remedy.needs_amount()) || (given > 0 && !takes) {
                wrong(both!(
                    "rung “{}”：退款和券写 fen 或 percent，只写一个",
                    "rung \"{}\": write fen or percent for money and coupons, not both",
                    rung.id
                ));
            }
            let sound = item.fen.is_none_or(|fen| Fen(fen).is_payable())
                && item.percent.is_none_or(|percent| (1..=100).contains(&percent));
            if !sound {
                wrong(both!(
                    "rung “{}”：fen 至少 1，percent 为 1 到 100",
                    "rung \"{}\": fen from 1 and percent from 1 to 100",
                    rung.id
                ));
            }
        }
        if rung.hours.is_some_and(|hours| !(1..=8_784).contains(&hours)) {
            wrong(both!(
                "rung “{}”有效期为 1 小时到一年",
                "rung \"{}\" stands between 1 hour and one year",
                rung.id
            ));
        }
        let waits = rung.after_hours.is_some_and(|hours| (1..=8_784).contains(&hours));
        if (rung.rise == Rise::Time) != waits {
            wrong(both!(
                "rung “{}”：after_hours 至少 1，只和 rise = \"time\" 一起用",
                "rung \"{}\": after_hours from 1 goes with rise = \"time\", and only there",
                rung.id
            ));
        }
        if no == 0 && rung.rise != Rise::Person {
            wrong(both!(
                "rung “{}”是第一级：首个方案由人提出",
                "rung \"{}\" is the first: a person makes the first offer",
                rung.id
            ));
        }
        if rung.by == Role::Merchant {
            wrong(both!(
                "rung “{}”由 handler、reviewer、manager 或 admin 提出",
                "rung \"{}\" is given by handler, reviewer, manager or admin",
                rung.id
            ));
        }
        let fixed = rung.items(None).unwrap_or_default();
        let cost = Cost::of(&fixed, rung.choice, Party::Platform, rung.advance).unwrap_or_default();
        if !cost.is_within(&limits.of(rung.by)) {
            wrong(both!(
                "rung “{}”超出该角色的限额；请提高 by 或限额",
                "rung \"{}\" is above what its role may promise; raise by or the limits",
                rung.id
            ));
        }
        if rung.advance && no + 1 != rungs.len() {
            wrong(both!(
                "rung “{}”：平台先行赔付只能是最后一级",
                "rung \"{}\": the platform's advance is the last rung",
                rung.id
            ));
        }
    }
}
