//! What people do, by the word they do it with.

use super::money::{claim, measure};
use super::value::{coded, coded_perhaps, files, list, number, party, span, yuan};
use super::{Parsed, closing, evidence, shop};
use crate::scenario::line::{Line, Part};
use crate::scenario::step::{Accusation, Complaint, Counting, Deed, Found};
use domain::Party;
use domain::case::{Choice, OfferItem};
use domain::personal::Personal;
use domain::words::{Class, Conduct, Grade, Noticed, Outcome, Relief, RemedyKind, Ruling, Want};
use store::acts::Shown;

pub fn deed(line: &mut Line) -> Parsed<Deed> {
    let verb = line.word("做什么")?;
    match verb.as_str() {
        "提交" => complaint(line).map(Deed::File),
        "补充" => complaint(line).map(Deed::Supplement),
        "投诉" => Ok(Deed::Accuse(Box::new(Accusation {
            shop: line.named("店"),
            order: line.named("订单"),
            files: files(line),
            text: line.need_text()?,
        }))),
        "约定" => shop::contract(line),
        "立规" => shop::rule(line),
        "批量" => shop::batch(line),
        "诉求" => Ok(Deed::Demand(yuan(&line.need("赔偿")?)?)),
        "计入" => count(line),
        "留言" => Ok(Deed::Say { to: Party::Platform, text: line.need_text()? }),
        "回复" => say(line),
        "备注" => line.need_text().map(Deed::Note),
        "请来电" => Ok(Deed::AskCall),
        "研判" => triage(line),
        "转给" => Ok(Deed::Assign { to: line.word("用户名")?, why: line.text() }),
        "举证" => evidence::shown(line),
        "更正" => evidence::corrected(line),
        "质证" => evidence::remarked(line),
        "评定" => evidence::assessed(line),
        "要求" => evidence::asked(line),
        "送检" => evidence::inspected(line),
        "检测" => evidence::reported(line),
        "认定" => find(line),
        "签发" => line.word("哪份草稿").map(Deed::Issue),
        "退回" => Ok(Deed::Return { draft: line.word("哪份草稿")?, why: line.need_text()? }),
        "申诉" => appeal(line),
        "请人定" => line.word("哪一件").map(Deed::AskPerson),
        "人工答复" => answer_plea(line),
        "提出" => offer(line),
        "升级" => Ok(Deed::Climb { rung: line.word_perhaps(), why: line.text() }),
        "更正佣金" => commission(line),
        "承担" => Ok(Deed::Consent(line.text())),
        "审批" => ruling(line),
        "措施" => measure(line),
        "追偿" => claim(line),
        "停业" => closing::flagged(line),
        "分配" => closing::shared(line),
        "入账" => closing::paid_in(line),
        "撤下" => line.word("方案号").map(Deed::WithdrawOffer),
        "接受" => accept(line),
        "还价" => offer(line),
        "拒绝" => Ok(Deed::Decline { offer: line.word("方案号")?, why: line.text() }),
        "完成" => execute(line),
        "评分" => survey(line),
        "撤回" => Ok(Deed::Withdraw(line.text())),
        "结案" => close(line),
        "重开" => line.need_text().map(Deed::Reopen),
        other => Err(format!("不会“{other}” · nobody can do that")),
    }
}

fn complaint(line: &mut Line) -> Parsed<Box<Complaint>> {
    let wants = line.named("希望").unwrap_or_default();
    Ok(Box::new(Complaint {
        order: line.named("订单"),
        noticed: coded_perhaps(line, "发现", "noticed", Noticed::parse)?,
        wants: list(&wants).map(|want| coded("remedy", want, Want::parse)).collect::<Parsed<_>>()?,
        phone: Personal::new(line.named("电话").unwrap_or_default()),
        mail: Personal::new(line.named("邮箱").unwrap_or_default()),
        files: files(line),
        text: line.text(),
    }))
}

/// 更正佣金 10 [费用=0] "依据"
fn commission(line: &mut Line) -> Parsed<Deed> {
    let percent = yuan(&line.word("百分之几")?)?;
    let fees = line.named("费用").map(|fees| yuan(&fees)).transpose()?.unwrap_or_default();
    let bp = u32::try_from(percent.0).map_err(|_| "不是百分比 · is no percentage".to_owned())?;
    Ok(Deed::Commission { bp, fees, why: line.need_text()? })
}

fn say(line: &mut Line) -> Parsed<Deed> {
    let to = line.word_perhaps().map_or(Ok(Party::Customer), |to| party(&to))?;
    Ok(Deed::Say { to, text: line.need_text()? })
}

fn triage(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Triage {
        kind: coded_perhaps(line, "类型", "kind", |kind| Some(kind.to_owned()))?,
        class: coded_perhaps(line, "类别", "class", Class::parse)?,
        grade: coded_perhaps(line, "分级", "grade", Grade::parse)?,
        why: line.text(),
    })
}

/// 认定 商家=70:e1,e4 承运方=30:e5 依据=carriage "为什么"
fn find(line: &mut Line) -> Parsed<Deed> {
    let text = line.need_text()?;
    let share = |part: Part| -> Parsed<_> {
        let Part::Named(side, written) = part else {
            return Err("写成 商家=70:e1 · a share is side=percent:evidence".into());
        };
        let (percent, cites) = written.split_once(':').unwrap_or((&written, ""));
        Ok((party(&side)?, number(percent)?, list(cites).map(str::to_owned).collect()))
    };
    let rules = list(&line.named("依据").unwrap_or_default()).map(rule).collect();
    let ruling = coded_perhaps(line, "裁定", "ruling", Ruling::parse)?;
    let uninspected = line.named("不采检测");
    let shares = line.rest().into_iter().map(share).collect::<Parsed<_>>()?;
    Ok(Deed::Find(Box::new(Found { shares, rules, ruling, uninspected, text })))
}

/// A bare code is one of the playbook.
fn rule(written: &str) -> String {
    if written.contains(':') { written.to_owned() } else { format!("playbook:{written}") }
}

/// 计入 定性=编造 迹象=same_picture,far_above 依据=e2 [优惠券=15] [交办="…"] "为什么"
fn count(line: &mut Line) -> Parsed<Deed> {
    let words = |written: Option<String>| -> Vec<String> {
        list(&written.unwrap_or_default()).map(str::to_owned).collect()
    };
    Ok(Deed::Count(Box::new(Counting {
        conduct: coded("conduct", &line.need("定性")?, Conduct::parse)?,
        signals: words(line.named("迹象")),
        cites: words(line.named("依据")),
        coupon: line.named("优惠券").map(|sum| yuan(&sum)).transpose()?,
        task: line.named("交办"),
        text: line.need_text()?,
    })))
}

/// 申诉 f1 [文件=…] "为什么"
fn appeal(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Appeal { against: line.word("针对什么")?, files: files(line), text: line.need_text()? })
}

/// 人工答复 h1 维持 "为什么"
fn answer_plea(line: &mut Line) -> Parsed<Deed> {
    let plea = line.word("哪一件")?;
    let ruling = coded("ruling", &line.word("维持还是变更")?, Ruling::parse)?;
    Ok(Deed::AnswerPlea { plea, ruling, text: line.need_text()? })
}

/// 提出 退款=398 退货 优惠券=500 [任选] [期限=3天] "说明"
fn offer(line: &mut Line) -> Parsed<Deed> {
    let text = line.need_text()?;
    let within_ms = line.named("期限").map(|within| span(&within)).transpose()?;
    let why = line.named("理由");
    let mut choice = Choice::All;
    let mut items = vec![];
    for part in line.rest() {
        let (remedy, amount) = match &part {
            Part::Word(word) if word == "任选" => {
                choice = Choice::One;
                continue;
            }
            Part::Word(word) => (word, None),
            Part::Named(name, sum) => (name, Some(yuan(sum)?)),
        };
        items.push(OfferItem { remedy: coded("remedy", remedy, RemedyKind::parse)?, amount });
    }
    Ok(Deed::Offer { items, choice, within_ms, text, why })
}

/// 审批 a1 同意 ["说明"]
fn ruling(line: &mut Line) -> Parsed<Deed> {
    let approval = line.word("审批号")?;
    let yes = match line.word("同意还是不同意")?.as_str() {
        "同意" => true,
        "不同意" => false,
        other => return Err(format!("审批不会“{other}” · yes or no")),
    };
    Ok(Deed::Rule { approval, yes, why: line.text() })
}

fn accept(line: &mut Line) -> Parsed<Deed> {
    let offer = line.word("方案号")?;
    let chosen = match line.named("选") {
        Some(no) => vec![number::<usize>(&no)?.checked_sub(1).ok_or("从 1 数起 · counted from 1")?],
        None => vec![],
    };
    Ok(Deed::Accept { offer, chosen })
}

fn execute(line: &mut Line) -> Parsed<Deed> {
    let remedy = line.word("补救号")?;
    let shown = match (line.named("单号"), line.named("付款"), line.text()) {
        (Some(tracking), None, None) => Some(Shown::Tracking(tracking)),
        (None, Some(reference), None) => Some(Shown::Payment(reference)),
        (None, None, Some(words)) => Some(Shown::Statement(words)),
        (None, None, None) => None,
        _ => return Err("只出示一种证明 · one proof is enough".into()),
    };
    Ok(Deed::Execute { remedy, shown })
}

fn survey(line: &mut Line) -> Parsed<Deed> {
    let (solved, treated) = (number(&line.need("解决")?)?, number(&line.need("沟通")?)?);
    Ok(Deed::Survey { solved, treated, text: line.text() })
}

fn close(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Close {
        outcome: coded("outcome", &line.need("结果")?, Outcome::parse)?,
        relief: coded("relief", &line.need("补偿")?, Relief::parse)?,
        text: line.text(),
    })
}
