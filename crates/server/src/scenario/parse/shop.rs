//! What is agreed with a shop, and what it does for more than one case.

use super::Parsed;
use super::value::{coded, list, number, yuan};
use crate::scenario::line::Line;
use crate::scenario::step::{Deed, OfShop, ShopDeed};
use domain::words::{RuleOffer, Trust};

fn of(line: &mut Line, what: impl FnOnce(&mut Line) -> Parsed<ShopDeed>) -> Parsed<Deed> {
    let shop = line.need("店")?;
    Ok(Deed::OfShop(Box::new(OfShop { shop, what: what(line)? })))
}

/// 约定 店=lanhai 信任 每件=200 每天=1000 "为什么"
pub fn contract(line: &mut Line) -> Parsed<Deed> {
    of(line, |line| {
        Ok(ShopDeed::Contract {
            trust: coded("trust", &line.word("信任还是关注？")?, Trust::parse)?,
            per_case: yuan(&line.need("每件")?)?,
            per_day: yuan(&line.need("每天")?)?,
            why: line.need_text()?,
        })
    })
}

/// 立规 店=lanhai 退款 至多=30 [天内=15] [类型=delivery,quality] "顾客读到的话"
pub fn rule(line: &mut Line) -> Parsed<Deed> {
    of(line, |line| {
        let offer = match line.word("退款还是退货？")?.as_str() {
            "退款" => RuleOffer::Refund,
            "退货" => RuleOffer::Return,
            other => return Err(format!("规则不会“{other}” · a rule cannot offer that")),
        };
        let kinds = line.named("类型").unwrap_or_default();
        Ok(ShopDeed::Rule {
            offer,
            kinds: list(&kinds).map(str::to_owned).collect(),
            most: yuan(&line.need("至多")?)?,
            days: line.named("天内").map(|days| number(&days)).transpose()?,
            text: line.need_text()?,
        })
    })
}

/// 批量 店=lanhai 答复 [件=2,3] "…"，或 承担、同意
pub fn batch(line: &mut Line) -> Parsed<Deed> {
    of(line, |line| {
        let what = match line.word("做什么")?.as_str() {
            "答复" => "message",
            "承担" => "consent",
            "同意" => "accept",
            other => return Err(format!("不能批量“{other}” · not for several cases at once")),
        };
        let cases = line.named("件").unwrap_or_default();
        let cases = list(&cases).map(number).collect::<Parsed<_>>()?;
        Ok(ShopDeed::Batch { cases, what, text: line.text().unwrap_or_default() })
    })
}
