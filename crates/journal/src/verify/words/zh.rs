//! 中文。

use crate::verify::{Confirmation, Problem, Report, Unreadable};

pub fn summary(report: &Report) -> Vec<String> {
    let verdict = if report.is_intact() {
        "核验通过，未被改动。"
    } else {
        "核验不通过：内容被改动或不完整。"
    };
    let mut lines = vec![verdict.to_owned()];
    if let Some(subject) = &report.subject {
        let Report { entries, present, erased, .. } = report;
        lines.push(format!("{subject}：{entries} 条记录，{present} 份内容在内，{erased} 份已依法删除。"));
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
    lines.push("不在证明之内：陈述是否真实；最后一条之后有无记录；仅供阅读的 data/case.json。".to_owned());
    lines
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
