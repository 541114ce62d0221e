//! What is done with money besides remedies: measures against the shop, claims for what was paid ahead.

use super::Parsed;
use super::value::{coded, list, party, span, yuan};
use crate::scenario::line::{Line, Part};
use crate::scenario::step::{Claimed, Deed, Expected, Measure};
use domain::Fen;
use domain::words::MeasureKind;

/// 措施 扣保证金 条款=deposit-4.2 [金额=300] [期限=30天] "为什么"
pub fn measure(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Measure(Box::new(Measure {
        kind: coded("measure", &line.word("什么措施")?, MeasureKind::parse)?,
        clause: line.need("条款")?,
        amount: line.named("金额").map(|sum| yuan(&sum)).transpose()?,
        within_ms: line.named("期限").map(|within| span(&within)).transpose()?,
        text: line.need_text()?,
    })))
}

/// 追偿 k1 收到=328 付款=流水号，或 扣=100，或 转=商家 [凭=e2,e3]，或 邮箱=…，或 "为什么核销"
pub fn claim(line: &mut Line) -> Parsed<Deed> {
    let claim = line.word("哪一笔")?;
    let sum = |sum: String| yuan(&sum);
    let what = match (line.named("收到"), line.named("扣"), line.named("转"), line.named("邮箱")) {
        (Some(amount), None, None, None) => {
            Claimed::Received { amount: sum(amount)?, reference: line.need("付款")? }
        }
        (None, Some(amount), None, None) => Claimed::Deducted(sum(amount)?),
        (None, None, Some(to), None) => {
            let papers = line.named("凭").unwrap_or_default();
            Claimed::Passed { to: party(&to)?, papers: list(&papers).map(str::to_owned).collect() }
        }
        (None, None, None, Some(mail)) => Claimed::Addressed(mail),
        (None, None, None, None) => Claimed::GivenUp(line.need_text()?),
        _ => return Err("追偿一次做一件事 · one thing at a time".into()),
    };
    Ok(Deed::Claim { claim, what })
}

/// 账目 deposit-yingmei=-1280 provider=1280
pub fn moved(line: &mut Line) -> Parsed<Expected> {
    let one = |part: Part| -> Parsed<(String, Fen)> {
        match part {
            Part::Named(account, sum) => Ok((account, yuan(&sum)?)),
            Part::Word(word) => Err(format!("“{word}”要写成 账户=金额 · an account and its sum")),
        }
    };
    line.rest().into_iter().map(one).collect::<Parsed<_>>().map(Expected::Moved)
}
