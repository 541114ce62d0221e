//! From text to a scenario. Every word that is not known is refused, with file and line.

mod closing;
mod deed;
mod evidence;
mod expected;
mod given;
mod money;
mod parcel;
mod shop;
mod value;

use super::line::{Line, Mistake};
use super::step::{Partner, Scenario, Step, What, Who};
use super::when::{self, Start, When};
use connect::fake::{fulfil, pay, smtp};
use std::time::Duration;

type Parsed<T> = Result<T, String>;

pub fn parse(file: &str, text: &str) -> Result<Scenario, Mistake> {
    let start = Start { ago_ms: 0, at: None };
    let mut scenario = Scenario {
        file: file.to_owned(),
        title: Default::default(),
        article: String::new(),
        start,
        steps: vec![],
    };
    for (at, written) in text.lines().enumerate() {
        let line = at + 1;
        let read = add(&mut scenario, line, written);
        read.map_err(|what| Mistake { file: file.to_owned(), line, what })?;
    }
    Ok(scenario)
}

fn add(scenario: &mut Scenario, number: usize, written: &str) -> Parsed<()> {
    if written.trim().is_empty() || written.trim_start().starts_with('#') {
        return Ok(());
    }
    let mut line = Line::read(written)?;
    match line.peek() {
        Some("标题") => scenario.title[0] = headed(&mut line)?,
        Some("title") => scenario.title[1] = headed(&mut line)?,
        Some("出处") => scenario.article = headed(&mut line)?,
        Some("开始") => scenario.start = start(&mut line)?,
        _ => {
            let step = step(number, &mut line)?;
            scenario.steps.push(step);
        }
    }
    line.done()
}

fn headed(line: &mut Line) -> Parsed<String> {
    line.word("题头")?;
    line.need_text()
}

fn start(line: &mut Line) -> Parsed<Start> {
    line.word("开始")?;
    let ago = line.word("多久以前 (3天前)")?;
    let ago_ms = ago.strip_suffix('前').and_then(when::span);
    let ago_ms = ago_ms.ok_or_else(|| format!("“{ago}”不是“3天前”这样的时间 · is not a time ago"))?;
    let at = line.word_perhaps();
    let at = at.map(|at| when::time(&at).ok_or_else(|| format!("“{at}”不是时刻 · is not a time of day")));
    let at = at.transpose()?;
    Ok(Start { ago_ms, at })
}

fn step(number: usize, line: &mut Line) -> Parsed<Step> {
    let when = line.peek().and_then(when::step);
    if when.is_some() {
        line.word("时间")?;
    }
    let what = if line.is_empty() { What::Nothing } else { what(line)? };
    Ok(Step { line: number, when: when.unwrap_or(When::Now), what })
}

fn what(line: &mut Line) -> Parsed<What> {
    let first = line.word("谁")?;
    let by = match first.as_str() {
        "设" => return given::given(line).map(What::Given),
        "应" => return expected::expected(line).map(What::Expected),
        "支付" => return payments(line).map(What::Partner),
        "履约" => return fulfilments(line).map(What::Partner),
        "邮件" => return mails(line).map(What::Partner),
        "顾客" => Who::Customer,
        "处理人" => Who::Handler,
        "经理" => Who::Manager,
        "复核人" => Who::Reviewer,
        "商家" => Who::Merchant,
        "承运方" => Who::Carrier,
        "检测方" => Who::Inspector,
        "寄卖人" => Who::Consignor,
        other => return Err(format!("没有“{other}”这个角色 · nobody is called that here")),
    };
    let refused = line.named("被拒");
    Ok(What::Done { by, deed: deed::deed(line)?, refused })
}

fn payments(line: &mut Line) -> Parsed<Partner> {
    use pay::Behaviour;
    let how = line.word("怎样")?;
    Ok(Partner::Pay(match how.as_str() {
        "正常" => Behaviour::Ok,
        "沉默" => Behaviour::Silent,
        "停机" => Behaviour::Down,
        "金额不符" => Behaviour::WrongAmount,
        "重复" => Behaviour::Doubled,
        "稍后" => Behaviour::Pending,
        "迟" => Behaviour::Late(Duration::from_millis(300)),
        "拒绝" => Behaviour::Refused { code: "declined".into(), words: "no".into() },
        "完成" => return Ok(Partner::Settle),
        other => return Err(format!("支付不会“{other}” · payments cannot do that")),
    }))
}

fn fulfilments(line: &mut Line) -> Parsed<Partner> {
    use fulfil::Behaviour;
    let how = line.word("怎样")?;
    Ok(Partner::Fulfil(match how.as_str() {
        "正常" => Behaviour::Ok,
        "沉默" => Behaviour::Silent,
        "停机" => Behaviour::Down,
        "稍后" => Behaviour::Pending,
        "拒绝" => Behaviour::Refused { reason: "out_of_stock".into() },
        "完成" => return Ok(Partner::Fulfilled),
        other => return Err(format!("履约系统不会“{other}” · a warehouse cannot do that")),
    }))
}

fn mails(line: &mut Line) -> Parsed<Partner> {
    let how = line.word("怎样")?;
    match how.as_str() {
        "正常" => Ok(Partner::Mail(smtp::Behaviour::Accept)),
        "停机" => Ok(Partner::Mail(smtp::Behaviour::Down)),
        other => Err(format!("邮件不会“{other}” · mail cannot do that")),
    }
}
