//! `应 …`: what must be so now.

use super::parcel::breaker;
use super::value::{coded, coded_perhaps, list, number, party, yuan};
use super::{Parsed, closing};
use crate::scenario::line::{Line, Part};
use crate::scenario::step::{ClockState, Expected, Shown, Who};
use crate::scenario::word;
use domain::clock::ClockKind;
use domain::reaction::Template;
use domain::words::{Class, Conduct, Gap, Grade, Inspected, Outcome, Relief, RemedyKind, Stage, Verdict};

pub fn expected(line: &mut Line) -> Parsed<Expected> {
    if line.peek().is_none() {
        return of_case(line);
    }
    let what = line.word("什么")?;
    match what.as_str() {
        "时钟" => clock(line),
        "通知" => told(line),
        "邮件" => line.need_text().map(Expected::Mail),
        "熔断" => breaker(line),
        "停业" => closing::seen(line).map(|seen| Expected::Closing(Box::new(seen))),
        "账户" => account(line),
        "账目" => super::money::moved(line),
        "追偿" => Ok(Expected::Claim { id: line.word("哪一笔")?, left: yuan(&line.need("欠")?)? }),
        "方案" => Ok(Expected::Offer { id: line.word("方案号")?, state: state(line, OFFER)? }),
        "请求" => Ok(Expected::Request { id: line.word("请求号")?, state: state(line, REQUEST)? }),
        "审批" => Ok(Expected::Approval {
            id: line.word("审批号")?,
            state: state(line, APPROVAL)?,
            with: line.named("由"),
        }),
        "补救" => remedy(line),
        "申诉" => Ok(Expected::Appeal { id: line.word("哪一件")?, state: state(line, APPEAL)? }),
        "迹象" => signal(line),
        "计入" => Ok(Expected::Counted {
            id: line.word("哪一件")?,
            conduct: coded("conduct", &line.word("怎样")?, Conduct::parse)?,
            lifted: line.word_perhaps().is_some_and(|word| word == "已撤销"),
        }),
        "交办" => Ok(Expected::Tasks(number(&line.word("几件")?)?)),
        "草稿" => Ok(Expected::Draft { id: line.word("哪一份")?, state: state(line, DRAFT)? }),
        "评定" => assessed(line),
        "检测" => inspection(line),
        "退款" => Ok(Expected::Paid(yuan(&line.word("金额")?)?)),
        "页面" => page(line),
        other => Err(format!("不知道怎样核对“{other}” · cannot be expected")),
    }
}

fn of_case(line: &mut Line) -> Parsed<Expected> {
    let rest = line.rest();
    let [Part::Named(name, value)] = rest.as_slice() else {
        return Err("应什么？一行核对一件 · expect one thing a line".into());
    };
    match name.as_str() {
        "阶段" => coded("stage", value, Stage::parse).map(Expected::Stage),
        "类型" => Ok(Expected::Kind(word::code("kind", value).to_owned())),
        "类别" => coded("class", value, Class::parse).map(Expected::Class),
        "分级" => coded("grade", value, Grade::parse).map(Expected::Grade),
        "负责人" => Ok(Expected::Owner(value.clone())),
        "缺" if value == "无" => Ok(Expected::Gaps(vec![])),
        "缺" => {
            list(value).map(|gap| coded("gap", gap, Gap::parse)).collect::<Parsed<_>>().map(Expected::Gaps)
        }
        "轮到" => party(value).map(Expected::Turn),
        "结果" => coded("outcome", value, Outcome::parse).map(Expected::Outcome),
        "补偿" => coded("relief", value, Relief::parse).map(Expected::Relief),
        "轮次" => number(value).map(Expected::Round),
        "证据" => number(value).map(Expected::Evidence),
        "未读" => match value.as_str() {
            "是" => Ok(Expected::Unread(true)),
            "否" => Ok(Expected::Unread(false)),
            _ => Err("未读=是 或 未读=否 · yes or no".into()),
        },
        other => Err(format!("投诉没有“{other}” · a complaint has no such thing")),
    }
}

/// 时钟 举证 of=q1 已超时
fn clock(line: &mut Line) -> Parsed<Expected> {
    let kind = coded("clock", &line.word("哪个时钟")?, ClockKind::parse)?.word().to_owned();
    let written = line.word("怎样")?;
    let state = match written.as_str() {
        "在走" => ClockState::Running,
        "暂停" => ClockState::Paused,
        "已满足" => ClockState::Met,
        "已超时" => ClockState::Missed,
        other => return Err(format!("时钟不会“{other}” · a clock cannot be that")),
    };
    Ok(Expected::Clock { kind, of: line.named("对"), state })
}

fn told(line: &mut Line) -> Parsed<Expected> {
    let to = party(&line.word("通知谁")?)?;
    let template = coded("template", &line.word("什么通知")?, Template::parse)?;
    let times = line.named("次").map(|times| number(&times)).transpose()?;
    Ok(Expected::Told { to, template, times })
}

fn account(line: &mut Line) -> Parsed<Expected> {
    let id = line.word("账户")?;
    let mut sum = |name| line.named(name).map(|sum| yuan(&sum)).transpose();
    let (available, posted) = (sum("可用")?, sum("余额")?);
    if available.is_none() && posted.is_none() {
        return Err("可用=… 或 余额=… · which sum?".into());
    }
    Ok(Expected::Account { id, available, posted })
}

/// 迹象 same_picture 数=3; 迹象 无
fn signal(line: &mut Line) -> Parsed<Expected> {
    let id = line.word("哪个迹象")?;
    if id == "无" {
        return Ok(Expected::NoSignal);
    }
    Ok(Expected::Signal { id, number: number(&line.need("数")?)? })
}

const OFFER: &[&str] = &["open", "accepted", "declined", "countered", "withdrawn", "expired"];
const APPROVAL: &[&str] = &["open", "given", "refused", "dropped"];
const REQUEST: &[&str] = &["open", "answered", "lapsed"];
const INSPECTION: &[&str] = &["open", "done", "lapsed", "dropped"];
const APPEAL: &[&str] = &["open", "upheld", "changed", "dropped"];
const DRAFT: &[&str] = &["waiting", "issued", "returned", "dropped"];
const REMEDY: &[&str] = &["owed", "instructed", "unknown", "taken", "failed", "proven"];

fn state(line: &mut Line, known: &[&str]) -> Parsed<String> {
    let written = line.word("怎样")?;
    coded("state", &written, |code| known.contains(&code).then(|| code.to_owned()))
}

fn remedy(line: &mut Line) -> Parsed<Expected> {
    let id = line.word("补救号")?;
    let state = state(line, REMEDY)?;
    let kind = line.named("是").map(|kind| coded("remedy", &kind, RemedyKind::parse)).transpose()?;
    Ok(Expected::Remedy { id, kind, state })
}

/// 评定 e4 采信 [证明力=80]
fn assessed(line: &mut Line) -> Parsed<Expected> {
    let piece = line.word("哪一件")?;
    let verdict = coded("verdict", &line.word("怎样")?, Verdict::parse)?;
    let weight = line.named("证明力").map(|weight| number(&weight)).transpose()?;
    Ok(Expected::Assessed { piece, verdict, weight })
}

/// 检测 i1 已出结果 [结果=有问题]
fn inspection(line: &mut Line) -> Parsed<Expected> {
    let id = line.word("检测号")?;
    let state = state(line, INSPECTION)?;
    let result = coded_perhaps(line, "结果", "inspected", Inspected::parse)?;
    Ok(Expected::Inspection { id, state, result })
}

fn page(line: &mut Line) -> Parsed<Expected> {
    let of = match line.word("谁的页面")?.as_str() {
        "顾客" => Who::Customer,
        "处理人" => Who::Handler,
        "经理" => Who::Manager,
        "商家" => Who::Merchant,
        "承运方" => Who::Carrier,
        "检测方" => Who::Inspector,
        "寄卖人" => Who::Consignor,
        other => return Err(format!("“{other}”没有页面 · has no page")),
    };
    let is_third = matches!(of, Who::Carrier | Who::Inspector | Who::Consignor);
    let what = match (line.named("请求"), line.named("证据")) {
        (Some(request), None) if is_third => Shown::Request(request),
        (None, piece) if !is_third => piece.map_or(Shown::Case, Shown::Piece),
        _ => return Err("第三方的页面写 请求=q1，各方的证据页面写 证据=e1 · which page?".into()),
    };
    Ok(Expected::Page { of, what, text: line.need_text()? })
}
