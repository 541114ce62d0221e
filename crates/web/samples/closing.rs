//! A merchant that closes.

use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::closing::{Bar, Card, Closing, ClosingPage, HolderRow};
use web::page::measure::{Measures, MeasuresPage};

pub fn pages(l: Locale, add: Add) {
    let full = || ClosingPage {
        p: staff_page(l, "/desk/merchants/yuedong/closing"),
        id: "yuedong".into(),
        shop: NASTY.into(),
        senior: true,
        closing: Some(closing(l)),
        rows: vec![
            row(l, "C-2026-000123", "closing-refund", 128_050),
            row(l, "C-2026-000124", "closing-performance", 99_000),
        ],
    };
    let lifted = || Closing { stands: false, holders: 0, sharable: false, ..closing(l) };
    add("d-closing", &full());
    add("d-closing-nobody", &ClosingPage { closing: Some(lifted()), rows: vec![], ..full() });
    add("d-closing-none", &ClosingPage { closing: None, rows: vec![], ..full() });
    add("d-closing-handler", &ClosingPage { closing: None, rows: vec![], senior: false, ..full() });
    add(
        "m-measures-closing",
        &MeasuresPage {
            p: staff_page(l, "/m/measures"),
            shop: NASTY.into(),
            closing: Some(closing(l)),
            measures: Measures::default(),
            risk: super::merchant::risk(l),
        },
    );
}

fn closing(l: Locale) -> Closing {
    let bar = |key: &str, share, shown: &str| Bar { label: l.t(key), share, shown: shown.to_owned() };
    Closing {
        since_ms: NOW - 30 * HOUR,
        stands: true,
        elsewhere: Some(zh(l, "蓝天健身", "Blue Sky Gym")),
        bars: vec![
            bar("closing-told", 100, "4 / 4"),
            bar("closing-chosen", 75, "3 / 4"),
            bar("closing-done", 0, "0 / 3"),
            bar("closing-paid", 52, "1,000.00"),
        ],
        holders: 412,
        performance: 1,
        neither: 1,
        balance_fen: 291_108,
        paid_fen: 100_000,
        left_fen: 92_108,
        deposit_fen: 4_200,
        rounds: 1,
        sharable: true,
    }
}

fn row(l: Locale, number: &str, choice: &str, fen: i64) -> HolderRow {
    HolderRow {
        number: number.into(),
        href: "/desk/cases/id0".into(),
        told: l.t("closing-is-told"),
        choice: l.t(choice),
        balance_fen: fen,
        paid_fen: fen / 2,
        left_fen: fen - fen / 2,
    }
}

/// As its holder sees it after the first round.
pub fn card(l: Locale) -> Card {
    Card {
        shop: zh(l, "悦动健身", "Yuedong Gym"),
        balance_fen: 128_050,
        chosen: Some(l.t("closing-refund")),
        money: Some((66_655, 66_655, 61_395)),
        next: l.t("card-next-waits").to_owned(),
    }
}
