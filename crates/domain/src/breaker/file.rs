//! `breakers.toml`, checked as a whole: every rule stands or none does, and each error names the line.

use super::{Breakers, Relief, Rule, Wrong};
use crate::actor::{Party, Role};
use crate::case::Choice;
use crate::clock::HOUR_MS;
use crate::cost::Cost;
use crate::money::Fen;
use crate::playbook::{BookFile, Both, Page, PlaybookError, Playbooks, RungItem, both};
use crate::words::Scope;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

const SHIPPED: (&str, &str) = ("breakers.toml", include_str!("../../breakers.toml"));
const HOURS_MAX: u32 = 8_784;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    breaker: Vec<Spanned<RuleFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    id: String,
    label: Both,
    scope: Scope,
    late_hours: Option<u32>,
    no_scan_hours: Option<u32>,
    warmer_than: Option<i64>,
    window_hours: u32,
    at_least: u32,
    #[serde(default)]
    share_percent: u8,
    clean_hours: u32,
    relief: ReliefFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReliefFile {
    by: Role,
    kind: String,
    #[serde(default)]
    advance: bool,
    debtor: Option<Party>,
    budget_fen: i64,
    #[serde(default)]
    delivered: bool,
    choice: Choice,
    items: Vec<RungItem>,
    hours: u32,
    words: Both,
    matter: Both,
}

impl Breakers {
    pub fn shipped() -> Breakers {
        match Breakers::load(SHIPPED.0, SHIPPED.1, &Playbooks::shipped()) {
            Ok(breakers) => breakers,
            Err(errors) => panic!("the shipped breakers do not load: {errors:?}"),
        }
    }

    /// What kinds there are and what roles may promise stands in the playbooks.
    pub fn load(name: &str, text: &str, books: &Playbooks) -> Result<Breakers, Vec<PlaybookError>> {
        let (page, mut errors) = (Page::new(name, text), vec![]);
        let file: Option<File> = page.read(&mut errors);
        let mut seen = BTreeSet::new();
        let mut rules = vec![];
        for one in file.map(|file| file.breaker).unwrap_or_default() {
            let at = one.span().start;
            let rule = one.into_inner();
            let mut wrong = |words: Both| errors.push(page.at(at, words));
            if !seen.insert(rule.id.clone()) || !is_plain(&rule.id) {
                wrong(both!(
                    "熔断规则“{}”的名字要用小写字母、数字和 _，且不重复",
                    "breaker \"{}\" needs a name of its own in small letters, digits and _",
                    rule.id
                ));
            }
            let checked = rule.checked(books, &mut wrong);
            rules.extend(checked);
        }
        let version = BookFile::new(name, text).sha256[..16].to_owned();
        if errors.is_empty() { Ok(Breakers { rules, version }) } else { Err(errors) }
    }
}

fn is_plain(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (1..=40).contains(&id.len()) && id.chars().all(plain)
}

impl RuleFile {
    fn checked(self, books: &Playbooks, wrong: &mut impl FnMut(Both)) -> Option<Rule> {
        let id = &self.id;
        let ms = |hours: u32| i64::from(hours) * HOUR_MS;
        let kinds = [
            self.late_hours.map(|hours| Wrong::Late { by_ms: ms(hours) }),
            self.no_scan_hours.map(|hours| Wrong::NoScan { for_ms: ms(hours) }),
            self.warmer_than.map(|than_milli| Wrong::Warmer { than_milli }),
        ];
        let mut kinds = kinds.into_iter().flatten();
        let (Some(kind), None) = (kinds.next(), kinds.next()) else {
            wrong(both!(
                "熔断规则“{id}”：late_hours、no_scan_hours、warmer_than 写其中之一",
                "breaker \"{id}\": write one of late_hours, no_scan_hours and warmer_than"
            ));
            return None;
        };
        let spans = [Some(self.window_hours), Some(self.clean_hours), Some(self.relief.hours)];
        let spans = spans.into_iter().chain([self.late_hours.map(|hours| hours.max(1)), self.no_scan_hours]);
        if spans.flatten().any(|hours| !(1..=HOURS_MAX).contains(&hours)) || self.at_least == 0 {
            wrong(both!(
                "熔断规则“{id}”：时间为 1 小时到一年，at_least 至少 1",
                "breaker \"{id}\": times are between 1 hour and one year, at_least from 1"
            ));
        }
        if self.share_percent > 100 {
            wrong(both!(
                "熔断规则“{id}”：share_percent 最多 100",
                "breaker \"{id}\": share_percent up to 100"
            ));
        }
        self.relief.check(id, books, wrong);
        Some(Rule {
            id: self.id,
            label: self.label,
            scope: self.scope,
            wrong: kind,
            window_ms: ms(self.window_hours),
            at_least: self.at_least,
            share_percent: self.share_percent,
            clean_ms: ms(self.clean_hours),
            relief: self.relief.relief(),
        })
    }
}

impl ReliefFile {
    fn check(&self, id: &str, books: &Playbooks, wrong: &mut impl FnMut(Both)) {
        let Some(book) = books.get(&self.kind) else {
            return wrong(both!(
                "熔断规则“{id}”：没有类型 {}",
                "breaker \"{id}\": there is no kind {}",
                self.kind
            ));
        };
        if self.items.is_empty() || self.items.iter().any(|item| !book.menu.contains(&item.remedy)) {
            wrong(both!(
                "熔断规则“{id}”：items 要在 {} 的菜单里",
                "breaker \"{id}\": items are of the menu of {}",
                self.kind
            ));
        }
        let sound = |item: &RungItem| {
            let given = usize::from(item.fen.is_some()) + usize::from(item.percent.is_some());
            let takes = item.remedy.needs_amount() || item.remedy == crate::words::RemedyKind::Gift;
            given <= usize::from(takes)
                && (given == 1 || !item.remedy.needs_amount())
                && item.fen.is_none_or(|fen| Fen(fen).is_payable())
                && item.percent.is_none_or(|percent| (1..=100).contains(&percent))
        };
        if !self.items.iter().all(sound) {
            wrong(both!(
                "熔断规则“{id}”：退款和券写 fen 或 percent，只写一个",
                "breaker \"{id}\": write fen or percent for money and coupons, not both"
            ));
        }
        let debtor = matches!(self.debtor, None | Some(Party::Merchant | Party::Carrier));
        if !debtor || (self.debtor.is_some() && !self.advance) {
            wrong(both!(
                "熔断规则“{id}”：debtor 为 merchant 或 carrier，并与 advance 一起用",
                "breaker \"{id}\": debtor is merchant or carrier, and goes with advance"
            ));
        }
        let fixed: Vec<_> = self.items.iter().filter_map(|item| item.of(None)).collect();
        let cost = Cost::of(&fixed, self.choice, Party::Platform, self.advance).unwrap_or_default();
        if self.by == Role::Merchant || !cost.is_within(&book.allowances.of(self.by)) {
            wrong(both!(
                "熔断规则“{id}”超出该角色的限额；请提高 by 或限额",
                "breaker \"{id}\" is above what its role may promise; raise by or the limits"
            ));
        }
        if !Fen(self.budget_fen).is_payable() {
            wrong(both!("熔断规则“{id}”：budget_fen 至少 1", "breaker \"{id}\": budget_fen from 1"));
        }
    }

    fn relief(self) -> Relief {
        Relief {
            by: self.by,
            kind: self.kind,
            advance: self.advance,
            debtor: self.debtor,
            budget: Fen(self.budget_fen),
            delivered: self.delivered,
            choice: self.choice,
            items: self.items,
            hours: self.hours,
            words: self.words,
            matter: self.matter,
        }
    }
}
