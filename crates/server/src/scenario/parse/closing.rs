//! `经理 停业`, `经理 分配`, `经理 入账`, `设 余额` and `应 停业`: a prepaid merchant that closes.

use super::Parsed;
use super::value::{number, yuan};
use crate::scenario::line::Line;
use crate::scenario::step::{ClosingDeed, ClosingSeen, Deed, GivenBalance};
use domain::personal::Personal;
use store::record::Person;

/// 停业 yuedong 接手=lantian 条款=prepaid-3 理由="…" "告知持卡人的话"
pub fn flagged(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Closing(Box::new(ClosingDeed::Flag {
        merchant: line.word("商家号")?,
        elsewhere: line.named("接手"),
        clause: line.need("条款")?,
        reasons: line.need("理由")?,
        words: line.need_text()?,
    })))
}

/// 分配 yuedong
pub fn shared(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Closing(Box::new(ClosingDeed::Share(line.word("商家号")?))))
}

/// 入账 deposit-yuedong 950 凭据=BANK-7
pub fn paid_in(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Closing(Box::new(ClosingDeed::PaidIn {
        account: line.word("账户")?,
        amount: yuan(&line.word("金额")?)?,
        reference: line.need("凭据")?,
    })))
}

pub fn balance(line: &mut Line) -> Parsed<GivenBalance> {
    let card = line.word("卡号")?;
    let mut personal = |name| Personal::new(line.named(name).unwrap_or_default());
    let holder = Person { name: personal("姓名"), phone: personal("电话"), mail: personal("邮箱") };
    Ok(GivenBalance { card, merchant: line.need("商家")?, balance: yuan(&line.need("余额")?)?, holder })
}

pub fn seen(line: &mut Line) -> Parsed<ClosingSeen> {
    let merchant = line.word("商家号")?;
    let mut count = |name| line.named(name).map(|text| number(&text)).transpose();
    let (holders, told, done) = (count("持卡")?, count("已告知")?, count("退清")?);
    let (refund, elsewhere) = (count("选退款")?, count("选换店")?);
    let mut sum = |name| line.named(name).map(|text| yuan(&text)).transpose();
    let (paid, left) = (sum("已退")?, sum("还欠")?);
    Ok(ClosingSeen { merchant, holders, told, refund, elsewhere, done, paid, left })
}
