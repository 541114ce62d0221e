//! The people and things of the samples.

use web::locale::Locale;
use web::page::desk::CountedRow;
use web::page::evidence::*;
use web::page::parts::{Choice, Entry, Evidence, File, Offer, Order, Part, Settled, Step, Veil};
use web::page::{Access, Page, User};
use web::page::{board, decided};
use web::sign::{Clock, ClockState, OfferState, Party, Remedy, RowState, Seal, Told};

/// 2026-11-22 14:30 in Shanghai.
pub const NOW: i64 = 1_795_329_000_000;
pub const HOUR: i64 = 3_600_000;

/// What a person might type to break a page: it must come out as text.
pub const NASTY: &str = "<script>alert('x')</script> \"quoted\" & <b>bold</b>";

pub fn zh(locale: Locale, zh: &str, en: &str) -> String {
    match locale {
        Locale::Zh => zh.to_owned(),
        Locale::En => en.to_owned(),
    }
}

pub fn page(locale: Locale, path: &str) -> Page {
    Page::new(locale, NOW, path)
}

pub fn staff_page(locale: Locale, path: &str) -> Page {
    let user = User {
        name: zh(locale, "王处理", "Wang"),
        role: zh(locale, "处理专员", "handler"),
        manager: Access::Shown,
    };
    Page { user: Some(user), ..page(locale, path) }
}

pub fn clock(locale: Locale, state: ClockState, hours: i64) -> Clock {
    Clock {
        label: zh(locale, "商家举证", "merchant's evidence"),
        owner: zh(locale, "商家", "merchant"),
        due_ms: NOW + hours * HOUR,
        state,
        why: zh(
            locale,
            "举证通知在昨天 18:00 发出，商家有 48 小时（规则 fulfilment 第 2 版）。",
            "The request went out yesterday at 18:00; the merchant has 48 hours (playbook fulfilment, version 2).",
        ),
        steps: vec![],
        rule: None,
    }
}

pub fn choice(value: &str, label: impl Into<String>) -> Choice {
    Choice { value: value.into(), label: label.into() }
}

pub fn entries(locale: Locale) -> Vec<Entry> {
    let entry = |n: i64, kind, party, who: &str, line: String, text: Option<String>| Entry {
        id: n.to_string(),
        at_ms: NOW - (30 - n) * HOUR,
        kind,
        party,
        who: who.into(),
        line,
        text,
        veil: Veil::Off,
        acts: None,
        amount_fen: None,
        files: vec![],
    };
    let (you, shop) = (zh(locale, "您", "You"), zh(locale, "晨光家居", "Chenguang Home"));
    let mut filed = entry(
        1,
        Told::Message,
        Party::Customer,
        &you,
        zh(locale, "提交了投诉", "filed the complaint"),
        Some(zh(
            locale,
            "11 月 12 日下单的落地灯，承诺 3 天送达，今天第 10 天还没到。\n问了两次客服，都说“在路上”。",
            "I ordered a floor lamp on 12 November, promised in 3 days. It is day 10 and nothing came.\nTwice I asked; twice they said it is on its way.",
        )),
    );
    filed.files = vec![File { name: "物流截图.jpg".into(), href: "/c/sample/f/1".into() }];
    let mut paid = entry(
        20,
        Told::Money,
        Party::Platform,
        &zh(locale, "平台", "Platform"),
        zh(locale, "冻结商家保证金", "held from the merchant's deposit"),
        None,
    );
    paid.amount_fen = Some(16_800);
    vec![
        filed,
        entry(
            2,
            Told::Decision,
            Party::Handler,
            &zh(locale, "王处理", "Wang"),
            zh(locale, "研判为“履约延误”，等级 B", "set kind “late delivery”, grade B"),
            None,
        ),
        entry(
            6,
            Told::Clock,
            Party::Merchant,
            &shop,
            zh(locale, "举证计时开始，48 小时", "evidence clock started, 48 hours"),
            None,
        ),
        entry(
            14,
            Told::Evidence,
            Party::Merchant,
            &shop,
            zh(locale, "提交了 2 份证据", "submitted 2 pieces of evidence"),
            Some(NASTY.into()),
        ),
        paid,
    ]
}

pub fn note(locale: Locale) -> Entry {
    Entry {
        id: "n1".into(),
        at_ms: NOW - 5 * HOUR,
        kind: Told::Note,
        party: Party::Handler,
        who: zh(locale, "王处理", "Wang"),
        line: zh(locale, "内部备注", "internal note"),
        text: Some(zh(
            locale,
            "这家店本周第三起延误，建议主管看一下。",
            "Third late parcel of this shop this week; a manager should look.",
        )),
        veil: Veil::Off,
        acts: None,
        amount_fen: None,
        files: vec![],
    }
}

pub fn evidence(locale: Locale) -> Vec<Evidence> {
    let piece = |id: &str, name: &str, from, shows: String, seal| Evidence {
        id: id.into(),
        name: name.into(),
        href: format!("/c/sample/f/{id}"),
        proof_href: format!("/c/sample/f/{id}/proof"),
        from,
        shows,
        at_ms: NOW - 20 * HOUR,
        seal,
        more: more(locale, id),
    };
    vec![
        piece(
            "1",
            "物流截图.jpg",
            Party::Customer,
            zh(locale, "包裹 6 天没有移动", "the parcel has not moved for 6 days"),
            Seal::Anchored,
        ),
        piece(
            "2",
            "发货面单.pdf",
            Party::Merchant,
            zh(locale, "11 月 15 日才交给承运方", "handed to the carrier only on 15 November"),
            Seal::Sealed,
        ),
        piece(
            "3",
            "tracking.csv",
            Party::Carrier,
            zh(locale, "中转站滞留", "held at the sorting hub"),
            Seal::Waiting,
        ),
    ]
}

/// The first piece was corrected by the second, which a person assessed and the other side speaks to.
pub fn more(locale: Locale, id: &str) -> Known {
    let second = || Corrected { piece: "E2".into(), why: None };
    let why = Some(zh(locale, "上一张拍错了面单", "the first showed another label"));
    match id {
        "1" => Known { corrected: Some(second()), ..Known::default() },
        "2" => Known {
            base: "/c/sample".into(),
            counts: vec![Counts {
                label: zh(locale, "出库记录", "Outbound record"),
                why: zh(locale, "确认发了什么。", "Shows what was sent."),
            }],
            corrects: Some(Corrected { piece: "E1".into(), why }),
            judged: Some(Judged {
                verdict: zh(locale, "存疑", "doubtful"),
                parts: zh(locale, "真实性 存疑", "authenticity doubtful"),
                weight: 40,
                counts: zh(locale, "出库记录", "outbound record"),
                reasons: Some(zh(locale, "日期和轨迹对不上", "the date does not fit the track")),
            }),
            remarks: vec![Said {
                who: Party::Customer,
                at_ms: NOW - HOUR,
                text: zh(locale, "这不是我的包裹", "this is not my parcel"),
            }],
            can: vec![PieceAct::Correct],
            record: vec![("SHA-256".into(), "9f86d081".repeat(8))],
            odd: 2,
            custody: vec![Handled {
                at_ms: NOW - 20 * HOUR,
                who: "customer".into(),
                what: zh(locale, "收到", "received"),
            }],
            elsewhere: vec![Choice { value: "/desk/cases/other".into(), label: "C-2026-000009".into() }],
            ..Known::default()
        },
        _ => Known { can: vec![PieceAct::Remark], ..Known::default() },
    }
}

pub fn rows(locale: Locale) -> Matrix {
    let row = |zh_text, en, state, need| Row {
        label: zh(locale, zh_text, en),
        why: zh(locale, "看在哪里停住了。", "Shows where it stopped."),
        how: zh(locale, "含每个中转点的时间。", "With the time of each stop."),
        state,
        items: "E2".into(),
        need,
    };
    let rows = vec![
        row("完整运输轨迹", "Full track", RowState::Shown, Need::Must),
        row("签收底单", "Proof of delivery", RowState::Missing, Need::Helps),
    ];
    Matrix {
        percent: 60,
        sides: vec![Side { side: Party::Carrier, percent: 60, rows }],
        outcomes: zh(locale, "退款、补发", "refund, send again"),
        kinds: vec![Choice { value: "track".into(), label: zh(locale, "轨迹", "track") }],
    }
}

pub fn offer(locale: Locale, from: Party, state: OfferState) -> Offer {
    let part = |remedy, amount_fen, detail: String| Part { remedy, amount_fen, detail };
    Offer {
        id: format!("{}-{}", from.code(), state.code()),
        from,
        state,
        parts: vec![
            part(Remedy::Refund, Some(16_800), String::new()),
            part(Remedy::Coupon, Some(2_000), zh(locale, "30 天内可用", "valid for 30 days")),
            part(Remedy::Apology, None, String::new()),
        ],
        said: Some(zh(
            locale,
            "很抱歉让您久等，我们愿意全额退款。",
            "We are sorry for the wait and will refund everything.",
        )),
        pick_one: false,
        expires_ms: NOW + 46 * HOUR,
        fixed: false,
        rule: (from == Party::Merchant).then(|| "S1.2".to_owned()),
        settled: if state == OfferState::Accepted { Settled::Written } else { Settled::No },
    }
}

pub fn order(locale: Locale) -> Order {
    let step = |hours, zh_text, en| Step { at_ms: NOW - hours * HOUR, what: zh(locale, zh_text, en) };
    Order {
        number: "E481F51CBDC54678B7CC49136F2D6AF7".into(),
        shop: zh(locale, "晨光家居", "Chenguang Home"),
        items: vec![zh(locale, "北欧落地灯", "floor lamp"), zh(locale, "LED 灯泡 ×2", "LED bulbs ×2")],
        paid_fen: 16_800,
        bought_ms: NOW - 240 * HOUR,
        parcel: vec![step(168, "已揽收", "picked up"), step(150, "到达杭州中转站", "at the Hangzhou hub")],
    }
}

pub fn way(l: Locale) -> web::page::law::Way {
    web::page::law::Way {
        label: zh(l, "向行政部门投诉", "Complain to the authority"),
        what: zh(l, "向市场监督管理部门投诉。", "Complain to the market regulator."),
        link: Some("https://www.12315.cn/".into()),
    }
}

pub fn decided(l: Locale) -> decided::Decided {
    decided::Decided {
        findings: vec![found(l, "f1")],
        appeals: vec![decided::Appeal {
            id: "a1".into(),
            line: zh(l, "A1 · 商家对 F1 提出申诉", "A1 · appeal of the merchant against F1"),
            words: Some(NASTY.into()),
            state: "…",
            call: Some(NASTY.into()),
        }],
        counted: vec![counted(l)],
        can: vec![
            decided::CanAppeal {
                against: "f1".into(),
                what: zh(l, "认定 F1", "finding F1"),
                until_ms: NOW + 70 * HOUR,
                is_late: false,
            },
            decided::CanAppeal {
                against: "c1".into(),
                what: zh(l, "不支持的决定", "the refusal"),
                until_ms: NOW - 70 * HOUR,
                is_late: true,
            },
        ],
        by_rule: vec![choice(
            "q1",
            zh(l, "到期没有回复，以顾客的说明为基础判断。", "Taken as the customer told it."),
        )],
        pleas: vec![decided::Plea {
            id: "h1".into(),
            line: "H1 · Q1".into(),
            answer: Some(NASTY.into()),
            is_open: true,
        }],
        typed: NASTY.into(),
    }
}

pub fn counted(l: Locale) -> CountedRow {
    CountedRow {
        id: "s1".into(),
        line: zh(l, "S1 · 与记录不符或夸大", "S1 · not borne out by the record"),
        signals: vec![zh(l, "同一张照片出现在几件投诉里（5）", "The same picture in several complaints (5)")],
        cites: "E2, E3".into(),
        reasons: Some(NASTY.into()),
        lifted: true,
    }
}

pub fn found(l: Locale, id: &str) -> decided::Finding {
    decided::Finding {
        id: id.into(),
        line: id.to_uppercase(),
        shares: vec![decided::Share {
            party: Party::Carrier,
            percent: 100,
            cites: "E1, E2".into(),
            rules: vec![zh(l, "包装应当经得起正常的运输", "Packing has to stand an ordinary transport")],
        }],
        reasons: Some(NASTY.into()),
        law: vec![zh(l, "《电子商务法》第二十条", "Article 20 of the E-commerce Law")],
        ruling: None,
    }
}

pub fn board(l: Locale) -> board::Board {
    let option = |label: &str, votes| board::Choice { label: label.into(), votes: Some(votes) };
    let seat =
        |line: &str, is_dissent| board::Seat { line: line.into(), reasons: Some(NASTY.into()), is_dissent };
    board::Board {
        id: "b1".into(),
        line: "B1".into(),
        question: NASTY.into(),
        options: vec![option(&zh(l, "支持", "for it"), 2), option(&zh(l, "不支持", "against it"), 1)],
        seats: vec![seat("chen", false), seat("zhou", true)],
        result: Some(zh(l, "支持", "for it")),
        draw: "00ff".into(),
        minutes: Some(NASTY.into()),
        mine: true,
        wants_minutes: true,
        is_voting: true,
    }
}
