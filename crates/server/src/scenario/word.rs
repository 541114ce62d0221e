//! The Chinese words for the codes of the product. A code itself is a word too, so that nothing that the product can
//! say is out of a scenario's reach; whoever parses the code refuses what nobody knows.

const WORDS: &[(&str, &[(&str, &str)])] = &[
    (
        "party",
        &[
            ("顾客", "customer"),
            ("商家", "merchant"),
            ("承运方", "carrier"),
            ("检测方", "inspector"),
            ("平台", "platform"),
        ],
    ),
    (
        "stage",
        &[
            ("收到", "received"),
            ("补全", "complete"),
            ("研判", "triage"),
            ("调查", "investigate"),
            ("方案", "settle"),
            ("执行", "execute"),
            ("回访", "follow_up"),
            ("结案", "closed"),
        ],
    ),
    (
        "noticed",
        &[("收到时", "on_delivery"), ("使用时", "in_use"), ("过了几天", "after_days"), ("其他时候", "other")],
    ),
    (
        "remedy",
        &[
            ("退款", "refund"),
            ("部分退款", "partial_refund"),
            ("退货", "return"),
            ("换货", "exchange"),
            ("补发", "resend"),
            ("维修", "repair"),
            ("延保", "extended_warranty"),
            ("优惠券", "coupon"),
            ("赠品", "gift"),
            ("致歉", "apology"),
            ("赔偿", "compensation"),
            ("道歉", "apology"),
            ("说明", "explanation"),
        ],
    ),
    (
        "gap",
        &[
            ("联系方式", "contact"),
            ("订单", "order"),
            ("何时发现", "noticed"),
            ("诉求", "wants"),
            ("经过", "details"),
        ],
    ),
    (
        "kind",
        &[
            ("质量", "quality"),
            ("物流", "delivery"),
            ("描述不符", "description"),
            ("预付", "prepaid"),
            ("退换流程", "return_procedure"),
            ("服务", "service"),
            ("不当索赔", "abuse"),
            ("其他", "other"),
        ],
    ),
    ("class", &[("即时", "immediate"), ("质量", "quality"), ("服务", "service")]),
    (
        "clock",
        &[
            ("补全", "record"),
            ("首次答复", "first_answer"),
            ("响应", "response"),
            ("联系", "contact"),
            ("出方案", "plan"),
            ("解决", "solution"),
            ("最终", "final"),
            ("举证", "evidence"),
            ("等答复", "offer"),
            ("补救", "remedy"),
            ("回访", "survey"),
            ("回访等待", "silence"),
            ("判断", "decision"),
            ("专人回访", "follow_up"),
            ("法定期限", "duty"),
            ("等待", "pause"),
        ],
    ),
    (
        "template",
        &[
            ("已收到", "filed"),
            ("请补全", "gap_asked"),
            ("回复", "message"),
            ("请举证", "evidence_asked"),
            ("认定", "finding"),
            ("方案", "offer"),
            ("方案过期", "offer_expired"),
            ("已接受", "accepted"),
            ("补救完成", "remedy_done"),
            ("结案", "closed"),
            ("回访", "survey"),
            ("重开", "reopened"),
            ("已撤回", "withdrawn"),
            ("请商家", "merchant_asked"),
            ("告知商家", "merchant_decided"),
            ("请第三方", "third_party_asked"),
        ],
    ),
    (
        "outcome",
        &[
            ("达成一致", "settled"),
            ("已说明", "explained"),
            ("不支持", "refused"),
            ("已撤回", "withdrawn"),
            ("无回音", "no_answer"),
        ],
    ),
    (
        "verdict",
        &[("采信", "accepted"), ("存疑", "doubtful"), ("不采信", "rejected"), ("未评", "not_judged")],
    ),
    (
        "inspected",
        &[("有问题", "defect"), ("无问题", "no_defect"), ("使用不当", "misuse"), ("无法判断", "unclear")],
    ),
    ("payer", &[("商家", "merchant"), ("顾客", "customer"), ("平台", "platform"), ("责任方", "loser")]),
    ("silence", &[("按现有材料", "on_file"), ("以另一方为准", "as_other_side"), ("交上级", "escalated")]),
    ("relief", &[("金钱", "monetary"), ("非金钱", "non_monetary"), ("说明", "explanation"), ("无", "none")]),
    (
        "state",
        &[
            ("等待", "open"),
            ("已答复", "answered"),
            ("已失效", "lapsed"),
            ("已接受", "accepted"),
            ("已拒绝", "declined"),
            ("已还价", "countered"),
            ("已撤", "withdrawn"),
            ("已过期", "expired"),
            ("待办", "owed"),
            ("已指示", "instructed"),
            ("不明", "unknown"),
            ("失败", "failed"),
            ("已完成", "proven"),
            ("已出结果", "done"),
            ("已终止", "dropped"),
        ],
    ),
];

/// The code behind a word of this vocabulary; what is no word stays as it is.
pub fn code<'a>(vocabulary: &str, word: &'a str) -> &'a str {
    let words = WORDS.iter().find(|(name, _)| *name == vocabulary).map_or(&[][..], |(_, words)| words);
    words.iter().find(|(chinese, _)| *chinese == word).map_or(word, |(_, code)| code)
}
