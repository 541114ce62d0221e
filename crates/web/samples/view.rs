use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::desk::Typed;
use web::page::evidence::{Known, PieceAct, Place};
use web::page::parts::{Evidence, File};
use web::page::view::*;
use web::sign::{Party, Seal};

pub fn pages(l: Locale, add: Add) {
    let desk = |beside| DeskView {
        p: staff_page(l, "/desk"),
        version: 7,
        view: view(l, Shown::Picture),
        beside,
        covering: cover(l),
    };
    add("d-view", &desk(beside(l, Typed::default())));
    let typed = vec![("text".to_owned(), NASTY.to_owned()), ("from".to_owned(), "customer".to_owned())];
    add("d-view-refused", &desk(beside(l, Typed { act: "remark".into(), fields: typed })));
    for (name, shown) in [
        ("pdf", Shown::Pdf),
        ("script", Shown::UnsafePdf),
        ("sound", Shown::Sound),
        ("film", Shown::Film),
        ("text", Shown::Text(NASTY.into())),
        ("order", Shown::Order(order(l))),
        ("other", Shown::Other),
    ] {
        let p = staff_page(l, "/m");
        add(&format!("m-view-{name}"), &MerchantView { p, version: 7, view: view(l, shown) });
    }
    add("c-view", &CustomerView { p: page(l, "/c/sample"), version: 7, view: view(l, Shown::Picture) });
}

fn view(l: Locale, shown: Shown) -> View {
    let file = |name: &str| File { name: name.into(), href: "/c/sample/evidence/e1/view".into() };
    View {
        number: "C-2026-000123".into(),
        back: "/c/sample".into(),
        item: Evidence {
            id: "e2".into(),
            name: format!("E2 {}", zh(l, "照片", "photo")),
            href: "/c/sample/evidence/e2/view".into(),
            proof_href: "/c/sample/receipt".into(),
            from: Party::Customer,
            shows: NASTY.into(),
            at_ms: NOW - HOUR,
            seal: Seal::Sealed,
            more: Known { place: Place::Page, can: vec![PieceAct::Remark], ..more(l, "2") },
        },
        file: Some("/c/sample/evidence/e2".into()),
        shown,
        facts: vec![(zh(l, "设备", "Device"), NASTY.into())],
        odd: vec![zh(l, "文件不完整。", "It is cut off.")],
        previous: Some(file("E1")),
        next: Some(file("E3")),
        original: None,
        copy: Some(file("E4")),
        is_copy: false,
    }
}

fn beside(l: Locale, typed: Typed) -> Beside {
    Beside {
        case: "id0".into(),
        forms: vec![PieceForm::Assess, PieceForm::Correct],
        speakers: vec![Party::Customer],
        kinds: vec![choice("track", zh(l, "轨迹", "track"))],
        typed,
    }
}

fn cover(l: Locale) -> Option<Covering> {
    let row = |n| Row { n, x: "1".into(), ..Row::default() };
    Some(Covering {
        case: "id0".into(),
        rows: vec![row(1), row(2)],
        proposals: vec![Proposal {
            id: "x1".into(),
            line: zh(l, "王处理提出", "proposed by Wang"),
            at_ms: NOW,
            boxes: "1,2,3,4".into(),
            tool: "redress-media".into(),
            picture: "/desk/cases/id0/redactions/x1".into(),
            may_approve: true,
            is_open: true,
        }],
        may_propose: true,
    })
}
