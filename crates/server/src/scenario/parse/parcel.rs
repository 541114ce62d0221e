//! `设 包裹`, `设 代为立案` and `应 熔断`: what carriers tell of parcels, and what a breaker makes of it.

use super::Parsed;
use super::value::{distance, number, yuan};
use crate::scenario::line::Line;
use crate::scenario::step::{Expected, GivenParcel};

/// Times are counted from the start; without one it is seen now.
pub fn parcel(line: &mut Line) -> Parsed<GivenParcel> {
    let tracking = line.word("单号")?;
    let mut when = |name| line.named(name).map(|written| distance(&written)).transpose();
    let (promised_ms, shipped_ms) = (when("承诺")?, when("发货")?);
    let (scanned_ms, delivered_ms) = (when("轨迹")?, when("送达")?);
    let warmth = line.named("温度").map(|text| connect::import::milli(&text)).transpose()?;
    Ok(GivenParcel {
        tracking,
        order: line.named("订单"),
        carrier: line.named("承运"),
        route: line.named("线路"),
        promised_ms,
        shipped_ms,
        scanned_ms,
        delivered_ms,
        warmth,
    })
}

pub fn breaker(line: &mut Line) -> Parsed<Expected> {
    let rule = line.word("哪条规则")?;
    let code = line.need("编号")?;
    let state = line.word("怎样了")?;
    let open = match state.as_str() {
        "在熔断" => true,
        "已恢复" => false,
        other => return Err(format!("没有“{other}” · neither 在熔断 nor 已恢复")),
    };
    let offers = line.named("方案").map(|offers| number(&offers)).transpose()?;
    let left = line.named("预算余").map(|left| yuan(&left)).transpose()?;
    Ok(Expected::Breaker { id: domain::BreakerId::of(&rule, &code), open, offers, left })
}
