//! `设 …`: what there is before anybody does anything.

use super::parcel::parcel;
use super::value::{coded_perhaps, distance, list, number, yuan};
use super::{Parsed, closing};
use crate::scenario::line::Line;
use crate::scenario::step::{Given, GivenBill, GivenOrder, GivenSale};
use domain::Fen;
use domain::actor::Role;
use domain::clock::DAY_MS;
use domain::personal::Personal;
use domain::words::Locale;
use store::record::Person;

pub fn given(line: &mut Line) -> Parsed<Given> {
    let what = line.word("设什么")?;
    match what.as_str() {
        "处理人" => staff(line, Role::Handler),
        "经理" => staff(line, Role::Manager),
        "复核人" => staff(line, Role::Reviewer),
        "商家" => merchant(line),
        "预算" => Ok(Given::Budget(yuan(&line.word("金额")?)?)),
        "先行赔付金" => Ok(Given::Advances(yuan(&line.word("金额")?)?)),
        "外出" => Ok(Given::Away { id: line.word("用户名")?, deputy: line.need("代理")? }),
        "顾客" => customer(line),
        "寄卖" => sale(line).map(|sale| Given::Sale(Box::new(sale))),
        "账单" => bill(line).map(Given::Bill),
        "余额" => closing::balance(line).map(|one| Given::Balance(Box::new(one))),
        "包裹" => parcel(line).map(|parcel| Given::Parcel(Box::new(parcel))),
        "代为立案" => line.word("订单号").map(Given::ByRule),
        "订单" => order(line).map(|order| Given::Order(Box::new(order))),
        other => Err(format!("不能设“{other}” · cannot be given")),
    }
}

fn staff(line: &mut Line, role: Role) -> Parsed<Given> {
    Ok(Given::Staff { id: line.word("用户名")?, role, name: line.need("姓名")? })
}

fn merchant(line: &mut Line) -> Parsed<Given> {
    let contact = Person {
        name: Personal::new(line.need("联系人")?),
        phone: Personal::new(line.named("电话").unwrap_or_default()),
        mail: Personal::new(line.need("邮箱")?),
    };
    Ok(Given::Merchant {
        id: line.word("商家号")?,
        name: line.need("名称")?,
        deposit: yuan(&line.need("保证金")?)?,
        user: line.need("用户")?,
        user_name: contact.name.reveal().to_owned(),
        contact,
    })
}

fn customer(line: &mut Line) -> Parsed<Given> {
    let mut personal = |name| Personal::new(line.named(name).unwrap_or_default());
    let person = Person { name: personal("姓名"), phone: personal("电话"), mail: personal("邮箱") };
    let locale = coded_perhaps(line, "语言", "locale", Locale::parse)?.unwrap_or(Locale::Zh);
    Ok(Given::Customer { person, locale })
}

fn order(line: &mut Line) -> Parsed<GivenOrder> {
    let number = line.word("订单号")?;
    let mut when = |name| line.named(name).map(|written| distance(&written)).transpose();
    let (bought, shipped) = (when("下单")?, when("发货")?);
    let (promised_ms, delivered_ms) = (when("承诺")?, when("送达")?);
    Ok(GivenOrder {
        tracking: line
            .named("单号")
            .unwrap_or_else(|| format!("YD{}", number.trim_matches(char::is_alphabetic))),
        merchant: line.need("商家")?,
        title: line.need("商品")?,
        total: yuan(&line.need("金额")?)?,
        carrier: line.named("承运").unwrap_or_else(|| "迅达快递".into()),
        bought_ms: bought.unwrap_or(-5 * DAY_MS),
        shipped_ms: shipped,
        promised_ms,
        delivered_ms,
        number,
    })
}

/// The steps of a sale for somebody, by our words and those of a scenario.
const STEPS: [(&str, &str); 9] = [
    ("received", "入库"),
    ("listed", "上架"),
    ("sold", "成交"),
    ("paid", "付款"),
    ("shipped", "发出"),
    ("delivered", "送达"),
    ("accepted", "验收"),
    ("undone", "撤销"),
    ("returned", "退回"),
];

fn sale(line: &mut Line) -> Parsed<GivenSale> {
    let order = line.word("订单号")?;
    let mut personal = |name| Personal::new(line.named(name).unwrap_or_default());
    let owner = Person { name: personal("寄卖人"), phone: personal("电话"), mail: personal("邮箱") };
    let commission = yuan(&line.need("佣金")?)?;
    let mut steps = vec![];
    for (step, word) in STEPS {
        steps.extend(line.named(word).map(|at| distance(&at)).transpose()?.map(|at_ms| (step, at_ms)));
    }
    let mut perhaps = |name| line.named(name).map(|amount| yuan(&amount)).transpose();
    let (fees, floor) = (perhaps("费用")?.unwrap_or_default(), perhaps("底价")?);
    let mut days = |name| line.named(name).map_or(Ok(7), |days| number(days.trim_end_matches('天')));
    let (inspect_days, payout_days) = (days("验货期")?, days("结算期")?);
    Ok(GivenSale {
        order,
        owner,
        price: yuan(&line.need("成交价")?)?,
        commission_bp: u32::try_from(commission.0)
            .map_err(|_| "佣金是百分比 · is a percentage".to_owned())?,
        fees,
        floor,
        inspect_days,
        payout_days,
        steps,
        payouts: amounts(line, "已付")?,
    })
}

fn bill(line: &mut Line) -> Parsed<GivenBill> {
    Ok(GivenBill {
        from_ms: distance(&line.need("从")?)?,
        came: amounts(line, "收")?,
        went: amounts(line, "付")?,
        raises: line.named("立案").map(|count| number(&count)).transpose()?,
    })
}

/// `BANK7:900,BANK8:20`
fn amounts(line: &mut Line, name: &str) -> Parsed<Vec<(String, Fen)>> {
    let written = line.named(name).unwrap_or_default();
    let one = |part: &str| -> Parsed<_> {
        let (number, amount) = part.split_once(':').ok_or("写成 单号:金额 · is number:amount".to_owned())?;
        Ok((number.to_owned(), yuan(amount)?))
    };
    list(&written).map(one).collect()
}
