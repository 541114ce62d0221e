//! `设 …`: what there is before anybody does anything.

use super::Parsed;
use super::value::{coded_perhaps, distance, yuan};
use crate::scenario::line::Line;
use crate::scenario::step::{Given, GivenOrder};
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
