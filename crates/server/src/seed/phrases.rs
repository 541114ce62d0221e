//! Invented sentences by the matter they are about. Nobody wrote them; they only sound as if.

pub struct Phrases {
    pub opening: &'static [&'static str],
    pub fault: &'static [&'static str],
    pub course: &'static [&'static str],
    pub wish: &'static [&'static str],
    pub answer: &'static [&'static str],
}

pub struct Shared {
    pub kind: &'static [&'static str],
    pub merchant: &'static [&'static str],
    pub note: &'static [&'static str],
    pub ask: &'static [&'static str],
    pub finding: &'static [&'static str],
    pub offer: &'static [&'static str],
    pub closing: &'static [&'static str],
    pub survey: &'static [&'static str],
}

/// Chinese and English of one matter.
pub const ALL: [(Phrases, Phrases); 7] = [
    (
        Phrases {
            opening: &[
                "快递一直没有送到。",
                "包裹收到时外箱破损。",
                "物流信息好几天没有更新。",
                "签收时发现少发了一件。",
            ],
            fault: &[
                "下单到现在已经{n}天，页面还显示运输中，",
                "快递柜里拿到的箱子四角都被压扁，里面的瓶子碎了两个，",
                "派送员说已经放在驿站，可是驿站查不到这个单号，",
                "商家承诺四十八小时内发货，结果第{n}天才揽件，",
                "收到的是别人的东西，应该是仓库发错了，",
            ],
            course: &[
                "问了客服{n}次都让我继续等。",
                "打电话给快递公司，对方让我找商家。",
                "家里老人等着用，耽误了好几天。",
                "我拍了外包装和面单的照片，可以提供。",
                "聊天里说会补发，之后就没有人再回复。",
            ],
            wish: &[
                "请尽快查清包裹在哪里。",
                "希望重新发货。",
                "不想再等了，要求退款。",
                "请补发缺少的那一件。",
            ],
            answer: &[
                "我们已经向承运方发出查询，今天内会有结果。",
                "已经请仓库核对出库称重和面单。",
                "如果明天中午前没有新的轨迹，我们先为您补发。",
            ],
        },
        Phrases {
            opening: &[
                "My parcel never arrived.",
                "The package arrived damaged.",
                "Tracking has not moved for days.",
            ],
            fault: &[
                "It has been {n} days since I ordered and it still says in transit.",
                "The box was crushed and two of the glasses inside were broken.",
                "The courier says it was delivered, but nobody here received it.",
                "One of the items was missing from the box.",
            ],
            course: &[
                "I asked the seller {n} times and got no answer.",
                "I have photos of the outer box.",
                "The carrier sends me back to the shop.",
            ],
            wish: &["Please find the parcel.", "I would like a replacement.", "I want my money back."],
            answer: &[
                "We have opened a trace with the carrier.",
                "The warehouse is checking the weight record of your parcel.",
            ],
        },
    ),
    (
        Phrases {
            opening: &[
                "买的电器用了没几天就坏了。",
                "商品有明显的质量问题。",
                "衣服洗了一次就严重掉色。",
                "屏幕有亮斑，边缘还有划痕。",
            ],
            fault: &[
                "开机{n}分钟以后自动关机，重新插电也没有反应，",
                "拉链第二次用就断了，线头到处都是，",
                "接缝处开胶进水，走路的时候一直响，",
                "里面的零件松动，摇一摇就能听见响声，",
                "充电时发烫，外壳已经有一点变形，",
                "拆开以后里面发霉，味道很重，",
                "第一次通电就冒烟，把家里人吓了一跳，",
            ],
            course: &[
                "已经按照说明书检查过，问题还是一样。",
                "客服说是正常现象，我不能接受。",
                "售后要求我自己寄回去，还要先付运费。",
                "我录了视频，可以看到故障的全过程。",
            ],
            wish: &["要求换一台新的。", "请安排上门检修。", "要求退货退款并承担运费。"],
            answer: &[
                "请保留好商品和配件，我们先请质检看您的视频。",
                "已经为您登记检测，检测费用由我们承担。",
            ],
        },
        Phrases {
            opening: &["The product stopped working after a few days.", "The quality is not acceptable."],
            fault: &[
                "It switches itself off after {n} minutes.",
                "The seam came apart the second time I used it.",
                "It gets hot while charging and the case is bent.",
                "It started smoking the first time I plugged it in.",
            ],
            course: &[
                "I followed the manual step by step.",
                "Support told me this is normal.",
                "I have a video that shows the fault.",
            ],
            wish: &[
                "Please send a new one.",
                "I want to return it for a refund.",
                "Please repair it at your cost.",
            ],
            answer: &[
                "Please keep the item, our quality team looks at your video first.",
                "We have booked a free inspection.",
            ],
        },
    ),
    (
        Phrases {
            opening: &["收到的商品和页面描述不符。", "实物和图片差别很大。"],
            fault: &[
                "页面写的是纯棉，吊牌上却是涤纶，",
                "标注的尺寸差了{n}厘米，根本放不下，",
                "颜色完全不是图片上的那一种，",
                "说好有赠品，箱子里没有，",
            ],
            course: &[
                "我保存了下单时的页面截图。",
                "商家说页面仅供参考。",
                "联系了{n}次，每次换一个人回答。",
            ],
            wish: &["要求按照描述重新发货。", "要求退一赔三。", "希望补差价。"],
            answer: &["我们正在和商家核对当时的页面版本。", "请把吊牌的照片发给我们。"],
        },
        Phrases {
            opening: &["The item is not as described."],
            fault: &[
                "The page says pure cotton, the label says polyester.",
                "It is {n} centimetres smaller than stated.",
                "The colour is not the one in the picture.",
            ],
            course: &[
                "I kept a screenshot of the page.",
                "The seller says the pictures are only for reference.",
            ],
            wish: &["Please send what was described.", "I would like part of the price back."],
            answer: &["We are comparing the page of that day with the label."],
        },
    ),
    (
        Phrases {
            opening: &["充值以后没有到账。", "会员被自动续费。", "预付卡余额无法使用。"],
            fault: &[
                "扣款{n}笔，只到账一笔，",
                "没有任何提醒就扣了一整年的费用，",
                "门店关门了，卡里还有余额，",
            ],
            course: &["银行流水可以证明付款成功。", "找不到关闭续费的地方。", "客服电话一直占线。"],
            wish: &["请退回未使用的金额。", "请取消续费并退款。"],
            answer: &["我们正在核对支付流水。", "续费已经为您关闭，退款在核对中。"],
        },
        Phrases {
            opening: &["My top-up did not arrive.", "My membership was renewed without notice."],
            fault: &[
                "I was charged {n} times and credited once.",
                "A full year was taken from my card without a reminder.",
            ],
            course: &["My bank statement shows the payment.", "I cannot find where to stop the renewal."],
            wish: &["Please refund what I did not use."],
            answer: &["We are comparing the payment records."],
        },
    ),
    (
        Phrases {
            opening: &["申请退货以后一直不给退款。", "退货的运费谁来承担没有说清楚。"],
            fault: &[
                "商品已经签收{n}天，退款还是处理中，",
                "仓库说没有收到退回的商品，",
                "商家以包装拆开为由拒绝七天无理由退货，",
            ],
            course: &["退货单号和签收记录都有。", "页面上写着支持七天无理由。", "每次都说再等两个工作日。"],
            wish: &["请马上退款。", "请把运费也退给我。"],
            answer: &["已经向仓库核对退货签收记录。", "如果仓库今天不能确认，我们先行退款。"],
        },
        Phrases {
            opening: &["I returned the item and still have no refund."],
            fault: &[
                "It was received {n} days ago and the refund is pending.",
                "The warehouse says it never got the return.",
            ],
            course: &["I have the return tracking number.", "The page promises seven days without reason."],
            wish: &["Please refund me now.", "Please refund the postage as well."],
            answer: &["We are checking the return with the warehouse."],
        },
    ),
    (
        Phrases {
            opening: &["客服态度很差。", "售后服务承诺没有兑现。"],
            fault: &[
                "等了{n}分钟才有人接，一句话没说完就挂断，",
                "答应安装的师傅没有来，也没有通知，",
                "机器人来回转接，始终找不到人工，",
            ],
            course: &["通话时间我都记下来了。", "已经约了{n}次，每次都改期。", "留言之后没有任何回应。"],
            wish: &["希望得到道歉和解释。", "请安排一个确定的时间上门。"],
            answer: &["很抱歉让您有这样的经历，我们正在调取通话记录。", "安装时间我们会在今天内和您确认。"],
        },
        Phrases {
            opening: &["The service was poor.", "Nobody came to install it."],
            fault: &["I waited {n} minutes and was cut off.", "The fitter did not come and nobody told me."],
            course: &["I noted the times of my calls.", "The chat robot sends me in circles."],
            wish: &["I expect an apology and an explanation."],
            answer: &["We are sorry, and we are listening to the recording of your call."],
        },
    ),
    (
        Phrases {
            opening: &["对平台的活动规则有疑问，也有一点建议。", "咨询一下发票的事。", "给平台提一个建议。"],
            fault: &[
                "优惠券页面写着可用，结算时不能使用，",
                "发票申请提交{n}天还没有开出，",
                "价格刚买完就降了一大截，",
            ],
            course: &["规则里没有写清楚。", "截图可以提供。", "咨询以后得到三种不同的说法。"],
            wish: &["请给一个明确的答复。", "请补开发票。", "建议把规则写清楚。"],
            answer: &["我们正在向活动的负责人核实规则。", "发票会在两个工作日内发到您的邮箱。"],
        },
        Phrases {
            opening: &["I have a question about a promotion.", "A suggestion for your shop."],
            fault: &[
                "The coupon is shown as valid but does not work.",
                "I asked for the invoice {n} days ago.",
            ],
            course: &["The rules do not say so.", "I was given three different answers."],
            wish: &["Please give me a clear answer."],
            answer: &["We are asking the people behind the promotion."],
        },
    ),
];

pub const SHARED_ZH: Shared = Shared {
    kind: &[
        "您好，您的情况我们已经看到。",
        "感谢您耐心等待。",
        "这期间您不需要再联系商家。",
        "有进展我们会第一时间告诉您。",
    ],
    merchant: &[
        "出库时称重正常，面单照片已经附上。",
        "该批次确实收到过类似反馈，我们愿意承担。",
        "商品发出前做过检查，建议先检测。",
        "同意按照平台方案处理。",
    ],
    note: &[
        "顾客语气平和，重点是时间。",
        "同一商家本周第三件，留意批次。",
        "已电话核对，信息一致。",
        "商家配合度一般，注意时限。",
    ],
    ask: &["请提供出库称重和包装照片。", "请说明发货时间并附上交接记录。", "请提供该批次的质检报告。"],
    finding: &[
        "出库记录显示包装不足，责任主要在商家。",
        "签收记录与商家说法不一致。",
        "页面版本与实物不符，证据充分。",
        "双方陈述一致的部分已经采纳。",
    ],
    offer: &[
        "为弥补您的损失，请从下面的方案里选择。",
        "我们和商家商定了下面的方案。",
        "考虑到耽误的时间，我们提出下面的补偿。",
    ],
    closing: &[
        "已向您说明情况，祝您生活愉快。",
        "问题已经解释清楚，如有疑问可以随时回复。",
        "按照规则不能赔付，原因已经在上面写明。",
    ],
    survey: &["处理得很快。", "等的时间有点长，结果还可以。", "没有真正解决我的问题。", "客服很耐心。"],
};

pub const SHARED_EN: Shared = Shared {
    kind: &[
        "Hello, we have read your complaint.",
        "Thank you for your patience.",
        "You need not contact the seller meanwhile.",
    ],
    merchant: &[
        "The weight at dispatch was normal.",
        "We accept what the platform proposes.",
        "We had similar reports about this batch and will pay.",
    ],
    note: &["Calm customer, cares about time.", "Third case of this seller this week."],
    ask: &["Please send the weight record and a photo of the packing.", "Please send the handover record."],
    finding: &[
        "The packing was not sufficient.",
        "The page of that day does not match the item.",
        "The delivery record does not support the seller.",
    ],
    offer: &["Please choose one of the following.", "We agreed on the following with the seller."],
    closing: &[
        "We have explained what happened.",
        "The rules do not allow compensation, for the reasons above.",
    ],
    survey: &["Quick and friendly.", "It took long.", "My problem was not really solved."],
};
