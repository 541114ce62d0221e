use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::desk::*;
use web::page::parts::Choice;
use web::sign::Stage;

pub fn pages(l: Locale, add: Add) {
    let similar = |similar| SimilarPage {
        p: staff_page(l, "/desk/cases/1/similar"),
        id: "1".into(),
        number: "C-2026-000131".into(),
        similar,
    };
    add("d-similar", &similar(alike(l)));
    add("d-similar-none", &similar(Similar { looked_at: 96, ..Similar::default() }));
    let ties = |ties| TiesPage {
        p: staff_page(l, "/desk/cases/1/matter"),
        id: "1".into(),
        number: "C-2026-000131".into(),
        ties,
    };
    add("d-matter", &ties(tied(l)));
    add("d-matter-none", &ties(Ties::default()));
}

fn alike(l: Locale) -> Similar {
    let row = |number: &str, dot| SimilarRow {
        number: number.into(),
        href: "/desk/cases/2".into(),
        why: zh(
            l,
            "同类投诉、都说到“漏电”、金额相差 5%",
            "same kind, both speak of “漏电”, amounts 5% apart",
        ),
        outcome: "…",
        relief: NASTY.into(),
        then: zh(l, "4 天办结 · 回访 92 分", "closed after 4 days · survey 92"),
        dot,
    };
    let rows =
        vec![row("C-2026-000012", Some(56)), row("C-2026-000007", Some(196)), row("C-2026-000003", None)];
    Similar { rows, median: Some((63, 125)), looked_at: 96 }
}

fn tied(l: Locale) -> Ties {
    let case = |number: &str, y| TiedCase {
        number: number.into(),
        href: "/desk/cases/2".into(),
        stage: Stage::Closed,
        kind: NASTY.into(),
        filed_ms: NOW,
        why: zh(l, "同一包裹、同一地址", "same parcel, same address"),
        y,
    };
    let thing = |label: &str, y, to: Vec<usize>| Thing {
        label: label.into(),
        count: zh(l, "3 件投诉", "3 cases"),
        cases: vec![Choice { value: "/desk/cases/2".into(), label: "C-2026-000012".into() }],
        y,
        to,
    };
    Ties {
        things: vec![thing("SF1000000000011", 22, vec![22, 66]), thing(NASTY, 66, vec![22])],
        cases: vec![case("C-2026-000012", 22), case("C-2026-000007", 66)],
        height: 88,
    }
}
