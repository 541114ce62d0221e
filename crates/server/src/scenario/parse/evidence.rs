//! What is done with evidence: asked for, shown, corrected, spoken to, assessed, examined.

use super::Parsed;
use super::value::{coded, coded_perhaps, evidence_kind, files, list, number, party, span, yuan};
use crate::scenario::line::Line;
use crate::scenario::step::{Asked, Deed};
use domain::Fen;
use domain::words::{Inspected, Payer, Silence, Verdict};
use store::acts::Judgement;

pub fn shown(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Evidence {
        request: line.named("请求"),
        kind: line.named("类型").map(|kind| evidence_kind(&kind)).transpose()?,
        files: files(line),
        text: line.text(),
    })
}

/// 更正 e4 文件=重拍.png "为什么"
pub fn corrected(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Correct { piece: line.word("哪一件")?, files: files(line), why: line.need_text()? })
}

/// 质证 e4 [代=顾客] "话"
pub fn remarked(line: &mut Line) -> Parsed<Deed> {
    let side = line.named("代").map(|side| party(&side)).transpose()?;
    Ok(Deed::Remark { piece: line.word("哪一件")?, side, text: line.need_text()? })
}

/// 评定 e4 真实=采信 合法=采信 关联=存疑 证明力=80 [还说明=完整运输轨迹] "理由"
pub fn assessed(line: &mut Line) -> Parsed<Deed> {
    let counts = line.named("还说明").unwrap_or_default();
    let mut verdict = |name| {
        let given = coded_perhaps(line, name, "verdict", Verdict::parse);
        given.map(|given| given.unwrap_or(Verdict::NotJudged))
    };
    let (authenticity, legality, relevance) = (verdict("真实")?, verdict("合法")?, verdict("关联")?);
    Ok(Deed::Assess(Box::new(Judgement {
        evidence: line.word("哪一件")?,
        authenticity,
        legality,
        relevance,
        weight: number(&line.need("证明力")?)?,
        counts: list(&counts).map(evidence_kind).collect::<Parsed<_>>()?,
        reasons: line.need_text()?,
    })))
}

/// 要求 商家 举证 出库记录,报关单 期限=24小时 不答=以另一方为准 邮箱=a@b.cn "为什么"
pub fn asked(line: &mut Line) -> Parsed<Deed> {
    let to = party(&line.word("向谁")?)?;
    let verb = line.word("举证")?;
    if verb != "举证" {
        return Err(format!("“要求”后面是“举证”，不是“{verb}” · only evidence can be asked for"));
    }
    let kinds = line.word("要什么证据")?;
    Ok(Deed::Request(Box::new(Asked {
        to,
        kinds: list(&kinds).map(evidence_kind).collect::<Parsed<_>>()?,
        within_ms: within(line)?,
        silence: coded_perhaps(line, "不答", "silence", Silence::parse)?,
        mail: line.named("邮箱"),
        text: line.need_text()?,
    })))
}

/// 送检 费用=300 付费=责任方 [期限=5天] [邮箱=lab@b.cn] "检测什么"
pub fn inspected(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Inspect {
        cost: line.named("费用").map_or(Ok(Fen(0)), |sum| yuan(&sum))?,
        payer: coded("payer", &line.need("付费")?, Payer::parse)?,
        within_ms: within(line)?,
        mail: line.named("邮箱"),
        what: line.need_text()?,
    })
}

/// 检测 i1 结果=有问题 文件=检测报告.pdf "话"
pub fn reported(line: &mut Line) -> Parsed<Deed> {
    Ok(Deed::Report {
        inspection: line.word("检测号")?,
        result: coded("inspected", &line.need("结果")?, Inspected::parse)?,
        files: files(line),
        text: line.text(),
    })
}

fn within(line: &mut Line) -> Parsed<Option<i64>> {
    line.named("期限").map(|within| span(&within)).transpose()
}
