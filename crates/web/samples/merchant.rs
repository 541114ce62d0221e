use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::merchant::*;
use web::page::parts::{Ask, FieldError, Wants};
use web::sign::{ClockState, OfferState, Party, Remedy, Stage};

pub fn pages(l: Locale, add: Add) {
    add("m-list", &list(l));
    add("m-list-empty", &ListPage { rows: vec![], ..list(l) });
    add("m-case", &case(l));
    add("m-case-read", &CasePage { can: Can::Read, asks: vec![], order: None, errors: vec![], ..case(l) });
    add("m-deposit", &deposit(l));
    add("m-deposit-none", &DepositPage { postings: vec![], ..deposit(l) });
}

fn shop(l: Locale) -> String {
    zh(l, "晨光家居", "Chenguang Home")
}

fn list(l: Locale) -> ListPage {
    let row = |number: &str, asked, state, hours| Row {
        href: "/m/cases/id0".into(),
        number: number.into(),
        order_number: "E481F51CBDC54678B7CC49136F2D6AF7".into(),
        asked,
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
        can: Can::Write,
        typed: Default::default(),
        errors: vec![FieldError {
            field: "files", message: zh(l, "文件是空的。", "The file is empty.")
        }],
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
