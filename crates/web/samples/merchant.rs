use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::merchant::*;
use web::page::parts::{Ask, FieldError, Wants};
use web::page::shop::*;
use web::sign::{ClockState, OfferState, Party, Remedy, Stage};

pub fn pages(l: Locale, add: Add) {
    add("m-list", &list(l));
    add("m-list-empty", &ListPage { rows: vec![], ..list(l) });
    add("m-case", &case(l));
    add("m-case-read", &CasePage { can: Can::Read, asks: vec![], order: None, errors: vec![], ..case(l) });
    add("m-case-consented", &CasePage { consented: true, waits: None, ..case(l) });
    add("m-rules", &rules(l));
    add("m-rules-none", &RulesPage { rules: vec![], agreed: None, ..rules(l) });
    add("m-people", &people(l));
    add("m-people-read", &PeoplePage { owner: false, ..people(l) });
    add("m-batch", &batch(l));
    add("m-case-own", &CasePage { whose: Whose::Own, wants: vec![], ..case(l) });
    add("m-complain", &complain(l));
    add("m-deposit", &deposit(l));
    add("m-deposit-none", &DepositPage { postings: vec![], ..deposit(l) });
}

fn shop(l: Locale) -> String {
    zh(l, "晨光家居", "Chenguang Home")
}

fn complain(l: Locale) -> ComplainPage {
    ComplainPage {
        p: staff_page(l, "/m/complain"),
        shop: shop(l),
        token: "t0".into(),
        order: NASTY.into(),
        about: String::new(),
        text: NASTY.into(),
        errors: vec![FieldError {
            field: "order", message: zh(l, "没有找到这个订单。", "No such order.")
        }],
    }
}

fn list(l: Locale) -> ListPage {
    let row = |number: &str, asked, state, hours| Row {
        id: number.to_lowercase(),
        href: "/m/cases/id0".into(),
        number: number.into(),
        order_number: "E481F51CBDC54678B7CC49136F2D6AF7".into(),
        asked,
        whose: Whose::Own,
        words: NASTY.into(),
        stage: Stage::Investigate,
        clock: Some(clock(l, state, hours)),
    };
    ListPage {
        p: staff_page(l, "/m"),
        shop: shop(l),
        rows: vec![
            row(
                "C-2026-000123",
                Some(zh(l, "请提供发货面单", "please provide the parcel label")),
                ClockState::Amber,
                3,
            ),
            row("C-2026-000119", None, ClockState::Green, 40),
        ],
        all: false,
        agreed: Some(agreed()),
        newer: None,
        older: Some("/m?cursor=o".into()),
        deposit: Balance { free_fen: 1_983_200, held_fen: 16_800 },
    }
}

fn case(l: Locale) -> CasePage {
    let ask = Ask {
        id: "a1".into(),
        what: zh(l, "发货面单", "the parcel label"),
        why: zh(l, "用来确认交给承运方的时间。", "It shows when the parcel was handed over."),
        due: Some(clock(l, ClockState::Amber, 3)),
        if_silent: zh(l, "按未按时发货认定。", "we take it that it was not sent in time."),
        answers: vec![
            choice("sent", zh(l, "按时发出", "sent in time")),
            choice("late", zh(l, "确实晚了", "it was late")),
        ],
        wants: Wants::Files,
    };
    CasePage {
        p: staff_page(l, "/m/cases/id0"),
        shop: shop(l),
        id: "id0".into(),
        number: "C-2026-000123".into(),
        version: 7,
        stage: Stage::Investigate,
        clock: Some(clock(l, ClockState::Amber, 3)),
        asks: vec![ask],
        offers: vec![
            offer(l, Party::Customer, OfferState::Open),
            offer(l, Party::Merchant, OfferState::Declined),
        ],
        entries: entries(l),
        evidence: evidence(l),
        rows: rows(l),
        order: Some(order(l)),
        decided: decided(l),
        ways: vec![],
        wants: vec![Remedy::Refund, Remedy::Apology],
        whose: Whose::Customers,
        can: Can::Write,
        interest: None,
        consented: false,
        waits: Some(("a1".into(), 16_800)),
        typed: Default::default(),
        errors: vec![FieldError {
            field: "files", message: zh(l, "文件是空的。", "The file is empty.")
        }],
    }
}

pub fn agreed() -> Agreement {
    Agreement {
        no: 2,
        trusted: true,
        per_case_fen: 10_000,
        per_day_fen: 200_000,
        left_fen: 9_000,
        from_ms: NOW - 900 * HOUR,
    }
}

pub fn rule(l: Locale) -> RuleRow {
    RuleRow {
        id: "s1".into(),
        name: "S1.2".into(),
        offer: l.t("rule-refund"),
        kinds: zh(l, "物流、质量", "delivery, quality"),
        most_fen: 3_000,
        days: Some(7),
        words: NASTY.into(),
        by: "shop".into(),
        on: true,
        would_cases: 12,
        would_fen: 23_880,
    }
}

pub fn risk(l: Locale) -> Risk {
    let part = |name, hits, of, weight, points| RiskRow {
        name: l.t(name),
        hits,
        of,
        weight,
        points,
        cases: if hits > 0 { vec![("C-2026-000123".into(), "/m/cases/id0".into())] } else { vec![] },
    };
    let parts = vec![
        part("risk-at_fault", 4, 12, 30, 10),
        part("risk-late", 6, 20, 25, 7),
        part("risk-grave", 0, 31, 15, 0),
        part("risk-reopened", 1, 18, 15, 0),
        part("risk-owing", 0, 0, 15, 0),
    ];
    Risk { score: 17, parts }
}

fn rules(l: Locale) -> RulesPage {
    let off = RuleRow { id: "s2".into(), name: "S2.1".into(), on: false, days: None, ..rule(l) };
    RulesPage {
        p: staff_page(l, "/m/rules"),
        shop: shop(l),
        agreed: Some(agreed()),
        rules: vec![rule(l), off],
        kinds: vec![choice("delivery", zh(l, "物流", "delivery"))],
        owner: true,
        typed: Default::default(),
    }
}

fn people(l: Locale) -> PeoplePage {
    let person = |user: &str, may, engaged| PersonRow {
        user: user.into(),
        name: NASTY.into(),
        may,
        engaged,
        answers: true,
        offer_yuan: "50.00".into(),
    };
    PeoplePage {
        p: staff_page(l, "/m/people"),
        shop: shop(l),
        people: vec![
            person("shop", zh(l, "全部", "everything"), false),
            person("chen", zh(l, "查看、答复", "read and answer"), true),
        ],
        owner: true,
        typed: Default::default(),
    }
}

fn batch(l: Locale) -> BatchPage {
    BatchPage {
        p: staff_page(l, "/m"),
        shop: shop(l),
        done: vec![("C-2026-000123".into(), "/m/cases/id0".into())],
        refused: vec![("C-2026-000119".into(), NASTY.into())],
    }
}

fn deposit(l: Locale) -> DepositPage {
    let posting = |hours: i64, what, fen| Posting {
        at_ms: NOW - hours * HOUR,
        what,
        case: Some(("C-2026-000123".into(), "/m/cases/id0".into())),
        fen,
    };
    DepositPage {
        p: staff_page(l, "/m/deposit"),
        shop: shop(l),
        balance: Balance { free_fen: 1_983_200, held_fen: 16_800 },
        postings: vec![
            posting(2, zh(l, "接受方案，冻结", "offer accepted, held"), -16_800),
            Posting { case: None, ..posting(900, zh(l, "缴纳保证金", "deposit paid in"), 2_000_000) },
        ],
        newer: None,
        older: None,
    }
}
