use super::Add;
use super::shared::*;
use domain::writing::{About, Occasion};
use store::approvals::May;
use web::locale::Locale;
use web::page::Flash;
use web::page::decided::{Deciding, Draft};
use web::page::desk::*;
use web::page::evidence::{EvidenceDesk, Inspection, Link};
use web::page::law::{LawArticle, LawPanel, LawStep, LawSum, Standing};
use web::page::manager::*;
use web::page::parts::{self, FieldError};
use web::sign::{ClockState, Grade, OfferState, Party, Remedy, Stage};

pub fn pages(l: Locale, add: Add) {
    let login =
        |errors| LoginPage { p: page(l, "/sign-in"), next: "/desk".into(), user: "wang".into(), errors };
    add("d-login", &login(vec![]));
    let wrong = zh(l, "用户名、密码或动态码不对。", "User name, password or code is not right.");
    add("d-login-error", &login(vec![FieldError { field: "user", message: wrong }]));
    add("d-queue", &queue(l, 50));
    for view in QueuePage::VIEWS {
        add(&format!("d-queue-empty-{view}"), &empty(l, view));
    }
    add("d-case", &case(l));
    add("d-case-new", &new_case(l));
    super::matter::pages(l, add);
    super::signals::pages(l, add);
    add("d-manager", &manager(l));
    add("d-manager-calm", &ManagerPage { alarms: vec![], outside: vec![], score: None, ..manager(l) });
    add("d-playbooks", &books(l));
    add("d-playbook", &book(l));
    add("d-playbook-new", &BookPage { editable: true, checked: None, digest: String::new(), ..book(l) });
    add("d-approvals", &approvals(l));
    add("d-approvals-none", &ApprovalsPage { cards: vec![], ..approvals(l) });
    add("d-open", &open(l));
    add("d-open-none", &OpenPage { p: staff_page(l, "/desk/open"), rows: vec![] });
    add("d-told", &told(l, Whose::Own));
    add("m-told", &ToldPage { ways: vec![], ..told(l, Whose::Shop) });
    add("d-mail", &mail(l));
    add("d-mail-none", &MailPage { p: staff_page(l, "/desk/mail"), sent: vec![] });
}

fn views(current: &str) -> Vec<View> {
    let count = |n: &str| n.to_owned();
    let counts = [count("12"), count("3"), count("8"), count("2"), count("31"), count("99+")];
    let one = |(code, count): (&'static str, String)| View {
        code,
        href: format!("/desk?view={code}"),
        count,
        current: if code == current { Current::Yes } else { Current::No },
    };
    QueuePage::VIEWS.into_iter().zip(counts).map(one).collect()
}

fn queue(l: Locale, length: usize) -> QueuePage {
    let filter = |name, options| Filter { name, chosen: String::new(), options };
    QueuePage {
        p: staff_page(l, "/desk"),
        views: views("all"),
        filters: vec![
            filter("kind", vec![choice("late", zh(l, "履约延误", "late delivery"))]),
            filter("grade", vec![choice("a", "A"), choice("b", "B"), choice("c", "C")]),
            filter("merchant", vec![choice("m1", zh(l, "晨光家居", "Chenguang Home"))]),
            filter("owner", owners(l)),
        ],
        was: "",
        q: String::new(),
        rows: (0..length).map(|n| row(l, n)).collect(),
        newer: Some("/desk?view=all&cursor=n".into()),
        older: Some("/desk?view=all&cursor=o".into()),
        reach: Reach::Cut,
        owners: owners(l),
    }
}

fn owners(l: Locale) -> Vec<web::page::parts::Choice> {
    vec![choice("wang", zh(l, "王处理", "Wang")), choice("zhao", zh(l, "赵处理", "Zhao"))]
}

fn row(l: Locale, n: usize) -> Row {
    let states =
        [(ClockState::Red, -3), (ClockState::Amber, 2), (ClockState::Green, 30), (ClockState::Paused, 50)];
    let (state, hours) = states[n % 4];
    let words = [
        zh(
            l,
            "落地灯第 10 天还没送到，客服两次都说在路上",
            "floor lamp not here on day 10, twice told it is on its way",
        ),
        zh(
            l,
            "收到的手表序列号与保卡不符，怀疑不是正品，要求退一赔三",
            "serial number of the watch does not match its card; I doubt it is genuine",
        ),
        NASTY.to_owned(),
    ];
    Row {
        id: format!("id{n}"),
        href: format!("/desk/cases/id{n}"),
        number: format!("C-2026-{:06}", 123 - n),
        grade: [Some(Grade::B), Some(Grade::A), Some(Grade::C), None][n % 4],
        kind: [zh(l, "履约延误", "late delivery"), zh(l, "真伪争议", "authenticity")][n % 2].clone(),
        words: words[n % 3].clone(),
        customer: zh(l, "李**", "Li **"),
        merchant: zh(l, "晨光家居", "Chenguang Home"),
        stage: Stage::ALL[n % 8],
        clock: (n % 5 != 4).then(|| clock(l, state, hours)),
        owner: (n % 4 != 3).then(|| zh(l, "王处理", "Wang")),
        mark: if n.is_multiple_of(3) { Mark::Unread } else { Mark::Read },
    }
}

fn empty(l: Locale, view: &'static str) -> QueuePage {
    QueuePage { views: views(view), newer: None, older: None, reach: Reach::Whole, ..queue(l, 0) }
}

fn case(l: Locale) -> CasePage {
    let mut told = entries(l);
    told.push(note(l));
    let kind = zh(l, "履约延误", "late delivery");
    CasePage {
        p: staff_page(l, "/desk/cases/id0"),
        id: "id0".into(),
        number: "C-2026-000123".into(),
        version: 7,
        stage: Stage::Investigate,
        grade: Some(Grade::B),
        kind: kind.clone(),
        owner: Some(zh(l, "王处理", "Wang")),
        clocks: vec![
            clock(l, ClockState::Amber, 3),
            clock(l, ClockState::Red, -2),
            clock(l, ClockState::Paused, 40),
        ],
        acts: Act::ALL.to_vec(),
        watchers: vec![zh(l, "赵处理", "Zhao")],
        next_in_view: Some("/desk/cases/id1?view=mine".into()),
        only: None,
        entries: told,
        person: Person {
            name: zh(l, "李**", "Li **"),
            phone: "138****5678".into(),
            email: "li.****g@example.com".into(),
            shown: Shown::Masked,
        },
        others: vec![choice("/desk/cases/id9", "C-2026-000045")],
        news: vec![],
        view: Some("mine"),
        kind_code: "late".into(),
        provable: vec![(Party::Merchant, vec![choice("parcel_label", zh(l, "发货面单", "parcel label"))])],
        open_offer: Some(offer(l, Party::Customer, OfferState::Open)),
        typed: Typed::default(),
        order: Some(order(l)),
        sale: Some(super::consigned::sale(l)),
        senior: true,
        merchant: zh(l, "晨光家居", "Chenguang Home"),
        merchant_href: Some("/desk/merchants/m1".into()),
        complete: vec![
            Part { code: "person", score: 100, missing: None },
            Part { code: "order", score: 100, missing: None },
            Part { code: "matter", score: 60, missing: Some(zh(l, "缺少面单", "parcel label missing")) },
        ],
        evidence: evidence(l),
        record: record(l),
        matrix: vec![
            asked(
                Party::Merchant,
                zh(l, "发货面单", "parcel label"),
                1,
                Some(zh(l, "采信", "accepted")),
                None,
            ),
            asked(
                Party::Carrier,
                zh(l, "中转记录", "hub records"),
                0,
                None,
                Some(clock(l, ClockState::Amber, 3)),
            ),
        ],
        ladder: ladder(l),
        approvals: vec![wanted(l)],
        offers: vec![offer(l, Party::Merchant, OfferState::Open)],
        money: vec![Money {
            at_ms: NOW - HOUR,
            what: zh(l, "冻结保证金", "deposit held"),
            fen: -16_800,
            state: zh(l, "已冻结", "held"),
        }],
        decided: decided(l),
        deciding: Deciding {
            rules: vec![choice("playbook:packing", NASTY)],
            ruled: true,
            reports: "E5".into(),
            limit_fen: 200_000,
            stake_fen: Some(329_900),
            drafts: vec![Draft {
                id: "d1".into(),
                line: "D1".into(),
                finding: Some(found(l, "d1")),
                returned: Some(NASTY.into()),
                is_waiting: true,
            }],
            phoned: vec![choice("customer:f1", NASTY)],
        },
        boards: vec![board(l)],
        signals: super::signals::card(l),
        parties: Some(zh(l, "投诉方：晨光家居", "Complains: Chenguang Home")),
        law: law(l),
        tasks: tasks(),
        teams: vec![choice("legal", zh(l, "法务", "Legal"))],
        triage: Triage {
            class: zh(l, "服务 / 物流", "service / delivery"),
            playbook: "3f1c7a90b2d4e856".into(),
            book_href: Some("/desk/playbooks/delivery?version=3f1c7a90b2d4e856".into()),
            reasons: vec![
                Reason {
                    text: zh(l, "文字里提到了这类问题", "The text mentions this kind of problem"),
                    words: vec![zh(l, "没收到", "never arrived"), zh(l, "快递", "courier")],
                },
                Reason {
                    text: zh(l, "金额 ¥168.00，低于重大标准", "¥168.00, below major"), words: vec![]
                },
            ],
            cause: Some(zh(l, "丢失", "Lost")),
            suggested: None,
            overruled: Some(zh(l, "消费者行动不便，提高一级", "the customer is frail; raised by one")),
        },
        demands: DemandCard {
            confirmed: false,
            parts: vec![DemandRow {
                label: if l == Locale::Zh { "赔偿损失" } else { "Damages" },
                figure: "¥50.00".into(),
                words: zh(l, "赔偿", "damages"),
                meets: vec![zh(
                    l,
                    "优惠券 5 % (¥8.40) · 方案阶梯第 3 步",
                    "Coupon 5 % (¥8.40) · step 3 of the ladder",
                )],
                sums: vec![zh(l, "三倍赔偿 ¥672.00", "Triple ¥672.00")],
            }],
            boxes: vec![DemandBox {
                code: "damages",
                label: if l == Locale::Zh { "赔偿损失" } else { "Damages" },
                checked: true,
                amount: "50.00".into(),
                percent: String::new(),
                times: String::new(),
            }],
        },
        prefilled: vec![],
        interest: None,
        service: ServiceCard::default(),
        wants: vec![Remedy::Refund, Remedy::Apology],
        drafts: Drafts {
            reply: zh(l, "您好，我们已向商家核实…", "Hello, we have asked the merchant…"),
            note: String::new(),
        },
        reading: Reading {
            remarks: vec![Remark {
                about: About::Amount,
                words: "¥180".into(),
                why: zh(l, "案件里没有这个金额。", "The case knows no such amount."),
                better: None,
            }],
        },
        moods: vec![Mood {
            label: zh(l, "要确定", "Certainty"),
            words: zh(l, "还没到", "not arrived"),
            first: zh(l, "先告诉您现在走到哪一步：……", "First, where it stands now: …"),
        }],
        templates: TemplateMenu {
            choices: vec![
                TemplateChoice {
                    id: "delay".into(),
                    occasion: Occasion::Delay,
                    label: zh(l, "说好的时间没有做到", "Later than we said"),
                },
                TemplateChoice {
                    id: "offer".into(),
                    occasion: Occasion::Offer,
                    label: zh(l, "说明方案", "Explain the offer"),
                },
            ],
            suggested: Some("delay".into()),
            writer: Some("small".into()),
            picked: None,
        },
        owners: owners(l),
        causes: vec![choice("lost", zh(l, "丢失", "Lost"))],
        kinds: vec![choice("late", kind), choice("fake", zh(l, "真伪争议", "authenticity"))],
        remedies: vec![choice("r1", zh(l, "全额退款 ¥168.00", "full refund ¥168.00"))],
        paid_fen: Some(16_800),
        errors: vec![],
    }
}

fn record(l: Locale) -> EvidenceDesk {
    EvidenceDesk {
        reasons: vec![choice("outside_body", zh(l, "等待外部机构处理", "Waiting for an outside body"))],
        citable: vec![],
        waiting: vec![],
        regulator: vec![choice("accepted", NASTY)],
        matrix: rows(l),
        pieces: vec![choice("e2", zh(l, "E2 发货面单", "E2 parcel label"))],
        kinds: vec![choice("track", zh(l, "轨迹", "track"))],
        links: vec![Link {
            request: "q1".into(),
            what: zh(l, "承运方 轨迹", "carrier track"),
            href: "/t/sample".into(),
        }],
        inspections: vec![Inspection {
            what: "I1".into(),
            state: zh(l, "进行中", "open"),
            cost_fen: 30_000,
            payer: zh(l, "平台付", "paid by the platform"),
            due_ms: NOW + 100 * HOUR,
        }],
        awaited: vec![choice("i1", "I1")],
    }
}

fn asked(
    side: Party,
    what: String,
    arrived: u32,
    assessed: Option<String>,
    due: Option<web::sign::Clock>,
) -> Asked {
    Asked { side, what, asked_ms: Some(NOW - 20 * HOUR), arrived, assessed, due }
}

fn new_case(l: Locale) -> CasePage {
    let mut p = staff_page(l, "/desk/cases/id0");
    p.flash =
        Some(Flash::Refused(zh(l, "案件已被别人更新，请看最新情况。", "Someone else has updated the case.")));
    CasePage {
        p,
        stage: Stage::Received,
        grade: None,
        owner: None,
        acts: vec![Act::Reply, Act::Note, Act::Complete, Act::Triage],
        watchers: vec![],
        next_in_view: None,
        only: Some(web::sign::Told::Message),
        order: None,
        sale: None,
        senior: false,
        offers: vec![],
        money: vec![],
        matrix: vec![],
        evidence: vec![],
        errors: vec![FieldError {
            field: "reply", message: zh(l, "回复是空的。", "The reply is empty.")
        }],
        ..case(l)
    }
}

fn manager(l: Locale) -> ManagerPage {
    let figure = |(code, count): (&'static str, &str)| Figure {
        code,
        count: count.into(),
        href: format!("/desk?view={code}"),
    };
    let load = |name: String, open, due, breached, unassigned| Load {
        name,
        href: "/desk?owner=x".into(),
        open,
        due,
        breached,
        unassigned,
    };
    let bar = |label: String, share, shown: &str| Bar {
        label,
        href: "/desk?kind=x".into(),
        share,
        shown: shown.into(),
    };
    ManagerPage {
        p: staff_page(l, "/desk/manager"),
        burning: ManagerPage::FIGURES.into_iter().zip(["2", "8", "3", "99+"]).map(figure).collect(),
        altered: Some(4_711),
        outside: vec![
            Outside::Tail { entries: 214, minutes: 95 },
            Outside::Failing { name: "freetsa".into(), times: 3 },
        ],
        alarms: vec![Alarm {
            at_ms: NOW - HOUR,
            what: zh(l, "商品“北欧落地灯”", "product “floor lamp”"),
            count: 12,
            href: "/desk?q=x".into(),
        }],
        by_owner: vec![
            load(zh(l, "王处理", "Wang"), 31, 5, 1, 0),
            load(zh(l, "赵处理", "Zhao"), 22, 3, 1, 0),
        ],
        by_merchant: vec![
            load(zh(l, "晨光家居", "Chenguang Home"), 18, 4, 2, 3),
            load(zh(l, "山川数码", "Shanchuan Digital"), 6, 0, 0, 0),
        ],
        spent: vec![
            bar(zh(l, "履约延误", "late delivery"), 100, "¥12,480.00"),
            bar(zh(l, "真伪争议", "authenticity"), 62, "¥7,800.50"),
        ],
        spent_fen: 2_028_050,
        scores: vec![
            bar("80–100".into(), 100, "41"),
            bar("60–79".into(), 20, "8"),
            bar("0–59".into(), 7, "3"),
        ],
        score: Some(86),
        answered: 52,
        taken: Some(Taken {
            kinds: 120,
            kinds_percent: 83,
            by: vec![("voice-playbook", 80, 70), ("voice-both", 40, 30)],
            grades_percent: 91,
            templates: 64,
            templates_percent: 78,
        }),
        lesson: Some(Lesson { cases: 812, held_back: 162, percent: 81, model: "0123456789abcdef".into() }),
    }
}

fn mail(l: Locale) -> MailPage {
    let sent = Sent {
        at_ms: NOW - HOUR,
        by: "mail",
        to: "l****@example.com".into(),
        subject: zh(l, "我们收到了您的投诉 C-2026-000123", "We have received your complaint C-2026-000123"),
        text: NASTY.into(),
        state: zh(l, "已送达", "delivered"),
        case_href: Some("/desk/cases/id0".into()),
    };
    MailPage { p: staff_page(l, "/desk/mail"), sent: vec![sent] }
}

fn tasks() -> Vec<Task> {
    let task =
        |n: u32, answer| Task { id: format!("t{n}"), line: NASTY.to_owned(), text: NASTY.to_owned(), answer };
    vec![task(1, Some(NASTY.to_owned())), task(2, None)]
}

fn law(l: Locale) -> LawPanel {
    let article = |n: u32| LawArticle {
        name: format!(
            "{} {n}",
            zh(l, "《消费者权益保护法》第", "Law on the Protection of Consumer Rights, article")
        ),
        why: NASTY.to_owned(),
        says: zh(l, "七日内可以退货。", "Return within seven days."),
        quote: Some("消费者可以自收到商品之日起七日内退货".into()),
        facts: "2014-03-15 · V2".into(),
        standing: if n.is_multiple_of(2) { Standing::NeedsCounsel } else { Standing::Verified },
    };
    let step = LawStep { words: NASTY.to_owned(), by: zh(l, "第五十五条第一款", "Article 55(1)") };
    LawPanel {
        href: "/desk/cases/id0/law".into(),
        deal: "2026-11-01".into(),
        complaint: "2026-11-22".into(),
        jurisdiction: zh(l, "中国法", "Law of China"),
        jurisdictions: vec![choice("EU", NASTY)],
        articles: (1..9).map(article).collect(),
        sums: vec![LawSum {
            title: zh(l, "退一赔三", "Three times"), steps: vec![step], total_fen: 60_000
        }],
        doubts: vec![NASTY.to_owned()],
    }
}

fn books(l: Locale) -> BooksPage {
    let row = |kind: &str, label, since_ms| BookRow {
        href: format!("/desk/playbooks/{kind}"),
        label,
        kind: kind.into(),
        version: "2".into(),
        digest: "3f1c7a90b2d4".into(),
        since_ms,
        by: since_ms.map_or("", |_| "admin").into(),
    };
    BooksPage {
        p: staff_page(l, "/desk/playbooks"),
        no: 3,
        rows: vec![
            row("quality", zh(l, "产品质量", "Product quality"), None),
            row("delivery", zh(l, "物流配送", "Delivery"), Some(NOW - HOUR)),
        ],
        past: vec![Past {
            no: 3,
            at_ms: NOW - HOUR,
            by: "admin".into(),
            files: vec!["delivery.toml".into()],
            why: zh(l, "快递高峰", "peak season"),
        }],
        broken: vec!["delivery.toml:12: unknown field".into()],
        editable: true,
    }
}

fn book(l: Locale) -> BookPage {
    BookPage {
        p: staff_page(l, "/desk/playbooks/delivery"),
        kind: "delivery".into(),
        label: zh(l, "物流配送", "Delivery"),
        version: "2".into(),
        version_id: "3f1c7a90b2d4e856".into(),
        digest: "3f1c7a90b2d4e8563f1c7a90b2d4e8563f1c7a90b2d4e8563f1c7a90b2d4e856".into(),
        is_shipped: false,
        is_old: true,
        no: 3,
        text: "kind = \"delivery\"\nversion = 2\n".into(),
        why: String::new(),
        editable: true,
        checked: Some(Checked {
            wrong: vec![Wrong {
                file: "delivery.toml".into(),
                line: 2,
                words: "unknown field".into(),
                quote: Some("versoin = 2".into()),
            }],
            changes: vec![Changed {
                field: "clocks plan_b".into(),
                before: Some(zh(l, "24 小时", "24 hours")),
                after: Some(zh(l, "12 小时", "12 hours")),
            }],
            preview: Some(Preview {
                cases: 100,
                kinds: 1,
                grades: 0,
                classes: 1,
                late: (2, 3),
                newly_late: vec![choice("/desk/cases/y", "C-2026-000002")],
                rungs: vec![TriedRung {
                    kind: zh(l, "物流配送", "Delivery"),
                    rung: "refund_or_resend".into(),
                    offered: (40, 12),
                    taken: (31, 9),
                    fen: (1_234_500, 98_000),
                }],
                moved: vec![MovedCase {
                    href: "/desk/cases/x".into(),
                    number: "C-2026-000001".into(),
                    before: zh(l, "物流配送 · B", "Delivery · B"),
                    after: zh(l, "其他 · B", "Other · B"),
                }],
            }),
        }),
    }
}

fn wanted(l: Locale) -> ApprovalAsked {
    ApprovalAsked {
        id: "a1".into(),
        what: l.t("approval-offer"),
        fen: 600_000,
        parts: vec![parts::Part { remedy: Remedy::Refund, amount_fen: Some(600_000), detail: String::new() }],
        above: vec![NASTY.into()],
        by: "li".into(),
        with: l.t1("approval-with", "to", "boss"),
        why: Some(NASTY.into()),
        words: Some(NASTY.into()),
        clock: Some(clock(l, ClockState::Green, 3)),
        state: l.t("approval-open").into(),
        open: true,
    }
}

fn approvals(l: Locale) -> ApprovalsPage {
    let card = |may| ApprovalCard {
        case: "C-2026-000123".into(),
        href: format!("id{}", may as u8),
        version: 7,
        grade: Some(Grade::A),
        kind: zh(l, "产品质量", "Product quality"),
        who: NASTY.into(),
        brief: NASTY.into(),
        one: wanted(l),
        left_fen: Some(12_000),
        may,
    };
    let budget = |team, brake| BudgetRow {
        team,
        name: zh(l, "全平台", "The whole house"),
        daily_fen: Some(50_000),
        drawn_fen: 38_000,
        left_fen: Some(12_000),
        there_fen: 200_000,
        brake,
    };
    ApprovalsPage {
        p: staff_page(l, "/desk/approvals"),
        cards: vec![card(May::Decide), card(May::Own), card(May::Above)],
        budgets: vec![budget("house", None), budget("finance", Some(l.t("brake-pulled")))],
    }
}

fn ladder(l: Locale) -> Vec<RungRow> {
    let rung = |id: &str, is_next| RungRow {
        id: id.into(),
        label: NASTY.into(),
        parts: vec![parts::Part { remedy: Remedy::Refund, amount_fen: Some(16_800), detail: String::new() }],
        pick_one: is_next,
        words: NASTY.into(),
        state: l.t(if is_next { "rung-next" } else { "offer-declined" }).into(),
        facts: l.t("rung-by-rule").into(),
        is_next,
        was: !is_next,
    };
    vec![rung("return_refund", false), rung("keep_for_less", true)]
}

fn open(l: Locale) -> OpenPage {
    let row = |number: &str, what: &str, hours: i64| OpenRow {
        number: number.into(),
        href: "/desk/cases/id1".into(),
        what: what.into(),
        due_ms: Some(NOW + hours * HOUR),
        clock: Some(clock(l, ClockState::Amber, hours)),
    };
    let seat = OpenRow { due_ms: None, clock: None, ..row(NASTY, l.t("open-list"), 0) };
    let rows = vec![row("C-2026-000123", l.t("clock-is-plan"), 2), row("C-2026-000120", NASTY, 20), seat];
    OpenPage { p: staff_page(l, "/desk/open"), rows }
}

fn told(l: Locale, whose: Whose) -> ToldPage {
    let ways = vec![
        ToldWay { code: "wecom", name: l.t("via-wecom"), end: "…4bc4".into() },
        ToldWay { code: "mail", name: l.t("via-mail"), end: "l**@example.cn".into() },
    ];
    ToldPage { p: staff_page(l, "/desk/told"), whose, ways, english: l == Locale::En }
}
