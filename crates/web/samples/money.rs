use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::desk::{BooksRow, ClaimRow, ClaimsPage, MoneyPage, StatementLine, StatementPage};
use web::page::measure::{Answering, Measure, Measures, MeasuresPage, MerchantPage};
use web::page::merchant::Balance;
use web::sign::{ClockState, Party};

pub fn pages(l: Locale, add: Add) {
    let books = || MoneyPage {
        p: staff_page(l, "/desk/money"),
        kinds: vec![
            row(l, "advance", "/desk/money/advance", None, 4_000_000),
            row(l, "deposit", "/desk/money?kind=deposit", Some(212), 98_000_000),
            row(l, "outside", "/desk/money/outside", None, -102_000_000),
        ],
        listed: Some((
            l.t("account-deposit").to_owned(),
            vec![row(l, "deposit", "/desk/money/deposit-m1", None, 50_000)],
        )),
        newer: None,
        older: Some("/desk/money?kind=deposit&after=m1".into()),
    };
    add("d-money", &books());
    add("d-money-none", &MoneyPage { kinds: vec![], listed: None, ..books() });
    add("d-statement", &statement(l));
    let claims = || ClaimsPage {
        p: staff_page(l, "/desk/claims"),
        rows: vec![claim(l, Party::Merchant), ClaimRow { papers: vec![], ..claim(l, Party::Carrier) }],
        senior: true,
        newer: None,
        older: None,
    };
    add("d-claims", &claims());
    add("d-claims-none", &ClaimsPage { rows: vec![], ..claims() });
    let merchant = || MerchantPage {
        p: staff_page(l, "/desk/merchants/m1"),
        id: "m1".into(),
        shop: zh(l, "晨光家居", "Chenguang Home"),
        deposit: Balance { free_fen: 1_983_200, held_fen: 16_800 },
        owed_fen: 60_000,
        required_fen: Some(4_000_000),
        measures: measures(l),
        may_take: true,
        may_agree: true,
        agreed: Some(super::merchant::agreed()),
        rules: vec![super::merchant::rule(l)],
        risk: super::merchant::risk(l),
    };
    add("d-merchant", &merchant());
    add("d-merchant-none", &MerchantPage { measures: Measures::default(), may_take: false, ..merchant() });
    let own = |measures| MeasuresPage {
        p: staff_page(l, "/m/measures"),
        shop: NASTY.into(),
        closing: None,
        measures,
        risk: super::merchant::risk(l),
    };
    add("m-measures", &own(measures(l)));
    add("m-measures-none", &own(Measures::default()));
}

fn row(l: Locale, kind: &str, href: &str, accounts: Option<i64>, fen: i64) -> BooksRow {
    BooksRow {
        name: l.t(&format!("account-{kind}")).to_owned(),
        href: href.into(),
        side: if fen < 0 { l.t("side-debit") } else { l.t("side-credit") },
        posted_fen: fen,
        held_fen: fen.max(0) / 50,
        accounts,
    }
}

fn statement(l: Locale) -> StatementPage {
    let line = |what, fen, entry| StatementLine {
        at_ms: Some(NOW - HOUR),
        what,
        other: format!("{} m1", l.t("account-merchant")),
        case: Some(("C-2026-000123".into(), "/desk/cases/id0".into())),
        authority: format!("{} O1", l.t("authority-offer")),
        transfer: "C-2026-000123-r1-owed".into(),
        entry,
        fen,
    };
    StatementPage {
        p: staff_page(l, "/desk/money/deposit-m1"),
        account: "deposit-m1".into(),
        kind: format!("{} m1", l.t("account-deposit")),
        side: l.t("side-credit"),
        posted_fen: 2_000_000,
        held_fen: 16_800,
        pending: vec![line(l.t("money-promised"), -16_800, None)],
        lines: vec![
            line(l.t("posting-deducted"), -5_000, Some(812)),
            StatementLine { case: None, ..line(l.t("posting-funding"), 2_000_000, Some(3)) },
        ],
        funded: true,
        newer: None,
        older: None,
    }
}

fn claim(l: Locale, from: Party) -> ClaimRow {
    ClaimRow {
        number: "C-2026-000123".into(),
        href: "/desk/cases/id0".into(),
        action: "/desk/claims/id0/k1".into(),
        from,
        merchant: Some((zh(l, "晨光家居", "Chenguang Home"), "/desk/merchants/m1".into())),
        papers: vec![("E1".into(), "/desk/cases/id0/evidence/e1/view".into())],
        raised_ms: NOW - 30 * 24 * HOUR,
        remind_ms: Some(NOW + 12 * 24 * HOUR),
        reminders: 2,
        amount_fen: 16_800,
        recovered_fen: 6_800,
        left_fen: 10_000,
        left_yuan: "100.00".into(),
        contact: (from == Party::Carrier).then(|| "c***@carrier.example".into()),
        letter: (from == Party::Carrier).then(|| l.t("claim-letter-sent").to_owned()),
        others: vec![if from == Party::Merchant { Party::Carrier } else { Party::Merchant }],
    }
}

fn measures(l: Locale) -> Measures {
    let one = Measure {
        id: "x2".into(),
        name: l.t("measure-deduct"),
        state: l.t("measure-is-in_force"),
        in_force: true,
        appealable: true,
        objected: false,
        by: Some("chief".into()),
        answering: None,
        parts: Default::default(),
        case: Some(("C-2026-000123".into(), "/m/cases/id0".into())),
        score: None,
        clause: "deposit-4.2".into(),
        reasons: NASTY.into(),
        amount_fen: Some(20_000),
        steps: vec![
            (l.t("measure-step-owed"), 60_000),
            (l.t("measure-step-free"), 1_983_200),
            (l.t("measure-step-asked"), 20_000),
        ],
        from_ms: NOW - 24 * HOUR,
        until_ms: None,
        appeal: None,
        upheld: None,
        lifted: None,
    };
    let score = Measure {
        id: "x1".into(),
        name: l.t("measure-no_listings"),
        state: l.t("measure-is-appealed"),
        appealable: false,
        case: None,
        score: Some(17),
        objected: true,
        answering: Some(Answering {
            who: Some("anna".into()),
            clock: clock(l, ClockState::Green, 40),
            late: false,
        }),
        parts: super::merchant::risk(l),
        amount_fen: None,
        steps: vec![],
        until_ms: Some(NOW + 29 * 24 * HOUR),
        appeal: Some(zh(l, "都是误扫。", "All of it were wrong scans.")),
        ..one.clone()
    };
    Measures { of_cases: vec![one], of_score: vec![score], of_closing: vec![] }
}
