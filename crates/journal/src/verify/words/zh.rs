//! 中文。

use super::utc;
use crate::verify::{Complete, Confirmation, Problem, Report, Stamped, Unreadable, Verdict, Witnessed};

pub fn summary(report: &Report) -> Vec<String> {
    let verdict = match report.verdict() {
        Verdict::Intact if report.redacted > 0 => "核验通过，未被改动。此为遮盖版：遮盖之处均有记载。",
        Verdict::Intact => "核验通过，未被改动。",
        Verdict::Altered => "核验不通过：内容被改动或不完整。",
        Verdict::Untrusted => "核验不通过：签名者不是您所信任的。",
        Verdict::PolicyUnmet => "未被改动，但未达到您的核验要求。",
    };
    let mut lines = vec![verdict.to_owned()];
    if let Some(subject) = &report.subject {
        let Report { entries, present, redacted, erased, .. } = report;
        lines.push(format!(
            "{subject}：{entries} 条记录，{present} 份内容有效，{redacted} 份有效（已遮盖），{erased} 份有效（已依法删除）。"
        ));
    }
    if let Some(journal) = &report.journal {
        lines.push(format!("日志 {}，共 {} 条，根值 {}。", journal.origin, journal.size, journal.root));
    }
    if let Some(signer) = &report.signer {
        lines.push(match signer.confirmation {
            Confirmation::Confirmed => {
                format!("已按您提供的 {} 公钥核验，指纹 {}。", signer.name, signer.fingerprint)
            }
            Confirmation::Unconfirmed => format!(
                "签名者未经确认：公钥随文件而来。请与 {} 公布的指纹比对：{}",
                signer.name, signer.fingerprint
            ),
        });
    }
    lines.extend(report.complete.as_ref().map(complete));
    lines.extend(report.stamps.iter().map(stamp));
    lines.extend(report.witnesses.iter().map(|Witnessed { witness, at_s }| {
        format!("见证方 {witness} 已在 {} 签署这一日志状态。", utc(at_s.saturating_mul(1_000) as i64))
    }));
    let end = match &report.complete {
        Some(complete) => format!("日志第 {} 条之后有无记录", complete.size),
        None => "最后一条之后有无记录（文件未附每日目录）".to_owned(),
    };
    lines.push(format!("不在证明之内：陈述是否真实；{end}；仅供阅读的文件，如 data/case.json。"));
    lines
}

fn stamp(stamp: &Stamped) -> String {
    let Stamped { authority, at_ms, before, after, confirmation, .. } = stamp;
    let whose = match confirmation {
        Confirmation::Confirmed => "（按您提供的证书核验）",
        Confirmation::Unconfirmed => "（证书随文件而来，未经确认）",
    };
    let at = utc(*at_ms);
    format!("时间戳 {authority}{whose}：{before} 条记录在 {at} 之前已存在，{after} 条在此之后写入。")
}

fn complete(complete: &Complete) -> String {
    let Complete { day, size, entries, later } = complete;
    format!("完整：{day} 的每日目录载明，日志有 {size} 条时它有 {entries} 条记录；此后另有 {later} 条。")
}

pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::FileMissing { file } => format!("缺少文件 {file}。"),
        Problem::FileAltered { file } => format!("文件 {file} 被改动：与清单所列不符。"),
        Problem::FileDamaged { file } => format!("文件 {file} 被改动或损坏：无法解压。"),
        Problem::FileMalformed { file } => format!("文件 {file} 被改动：格式不对。"),
        Problem::FileUnlisted { file } => format!("文件 {file} 是多出来的：清单中没有。"),
        Problem::FileUnknown { file } => format!("文件 {file} 不属于本记录包。"),
        Problem::OtherSigner { expected, fingerprint } => {
            format!("日志状态不是由 {expected}（公钥指纹 {fingerprint}）签名的。")
        }
        Problem::CheckpointAltered => "签名的日志状态被改动：签名不符。".to_owned(),
        Problem::NoEntries => "包内没有任何记录。".to_owned(),
        Problem::EntriesMissing { from, to } if from == to => format!("缺少第 {from} 号记录。"),
        Problem::EntriesMissing { from, to } => format!("缺少第 {from} 至 {to} 号记录。"),
        Problem::EntryMalformed { no } => format!("第 {no} 号记录被改动：不是一条日志记录。"),
        Problem::EntryMisnumbered { no, says } => format!("第 {no} 号记录被调换：其自称第 {says} 号。"),
        Problem::EntryAltered { no } => format!("第 {no} 号记录或其证明被改动：两者推不出签名的根值。"),
        Problem::OtherSubject { no, subject, expected } => {
            format!("第 {no} 号记录属于 {subject}，不属于 {expected}。")
        }
        Problem::ChainBroken { no } => format!("第 {no} 号记录接不上前一条：两条之一被改动。"),
        Problem::ProofMissing { no } => format!("缺少第 {no} 号记录的证明。"),
        Problem::ProofWithoutEntry { no } => format!("第 {no} 号记录被抽走：只剩它的证明。"),
        Problem::ProofMalformed { no } => format!("第 {no} 号记录的证明被改动：格式不对。"),
        Problem::ProofOfOtherCheckpoint { no } => format!("第 {no} 号记录的证明对应另一个日志状态。"),
        Problem::ProofOfOtherEntry { no } => format!("第 {no} 号记录的证明被调换：它属于另一条记录。"),
        Problem::ObjectMissing { object, no } => {
            format!("第 {no} 号记录提到内容 {object}，但它既不在包内，也未注明已删除。")
        }
        Problem::ObjectAltered { object, file } => {
            format!("内容 {object}（{file}）被改动：与记录中的承诺值不符。")
        }
        Problem::ObjectUnmentioned { object } => format!("内容 {object} 是多出来的：没有记录提到它。"),
        Problem::CommitmentMalformed { no, object } => {
            format!("第 {no} 号记录提到内容 {object}，但承诺值的格式无法核验。")
        }
        Problem::CommitmentDisagrees { object, no } => {
            format!("内容 {object} 所列的承诺值与第 {no} 号记录不符。")
        }
        Problem::ErasureUnproven { object, by_no } => {
            format!("内容 {object} 据称由第 {by_no} 号记录删除，但该记录并未如此记载。")
        }
        Problem::HeadsAltered => "每日目录被改动：其记录、证明与所在位置对不上。".to_owned(),
        Problem::HeadDisagrees { size } => {
            format!("记录与日志有 {size} 条时每日目录所载不符：有记录被调换。")
        }
        Problem::EntriesWithheld { from, to, size } if from == to => {
            format!("第 {from} 号记录被隐去：日志有 {size} 条时它已存在。")
        }
        Problem::EntriesWithheld { from, to, size } => {
            format!("第 {from} 至 {to} 号记录被隐去：日志有 {size} 条时它们已存在。")
        }
        Problem::RedactionUnproven { object, by_no } => {
            format!("内容 {object} 据称由第 {by_no} 号记录遮盖，但该记录并未如此记载。")
        }
        Problem::QuorumMissing { quorum } => {
            format!("您的核验要求 {quorum} 的见证方签名，签名的不够。")
        }
        Problem::StampsMissing { wanted, found } => {
            format!("您的核验要求 {wanted} 家机构的时间戳，只有 {found} 家。")
        }
        Problem::HeadsRequired => "您的核验要求含每日目录，但文件未附有效的每日目录。".to_owned(),
        Problem::StampElsewhere { size } => {
            format!("时间戳所盖的日志状态（{size} 条）不属于本日志，或与本文件的日志不是同一段历史。")
        }
        Problem::StampAltered { authority, why } => {
            format!("{authority} 的时间戳无效（{why}）。")
        }
        Problem::StampUntrusted { authority } => {
            format!("{authority} 的时间戳不是您所信任的机构签发的。")
        }
        Problem::EntryBeforeStamp { no, authority } => {
            format!("第 {no} 号记录所称的时间早于它之前 {authority} 的时间戳：时钟被拨回。")
        }
        Problem::EntryAfterStamp { no, authority } => {
            format!("第 {no} 号记录所称的时间晚于已涵盖它的 {authority} 时间戳。")
        }
        Problem::CosignatureAltered { witness } => format!("见证方 {witness} 的签名与日志状态不符。"),
        Problem::ReceiptDoesNotFit { index } => {
            format!("记录或收据被改动：两者对不上（日志第 {index} 位）。")
        }
    }
}

pub fn unreadable(unreadable: &Unreadable) -> String {
    let reason = match unreadable {
        Unreadable::NotAZip(_) => "不是可读的 zip 文件".to_owned(),
        Unreadable::NotABundle => "zip 内没有记录包".to_owned(),
        Unreadable::TooLarge => "解压后过大，不安全".to_owned(),
        Unreadable::Ambiguous => "zip 内有重名或互相重叠的文件".to_owned(),
        Unreadable::DangerousName(name) => format!("zip 内有危险的文件名 {name:?}"),
        Unreadable::NotAReceipt => "不是收据（c2sp.org/tlog-proof@v1）".to_owned(),
        Unreadable::NoKey => "收据未附公钥，请提供签名者的公钥".to_owned(),
    };
    format!("无法核验：{reason}。")
}
