use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::desk::*;

pub fn pages(l: Locale, add: Add) {
    let page = |signals| SignalsPage {
        p: staff_page(l, "/desk/cases/1/signals"),
        id: "1".into(),
        number: "C-2026-000131".into(),
        signals,
    };
    add("d-signals", &page(card(l)));
    add("d-signals-none", &page(SignalsCard::default()));
}

pub fn card(l: Locale) -> SignalsCard {
    SignalsCard { later: false, found: vec![signal(l)], counted: vec![counted(l)] }
}

fn signal(l: Locale) -> FoundSignal {
    FoundSignal {
        id: "same_picture".into(),
        label: zh(l, "同一张照片出现在几件投诉里", "The same picture in several complaints"),
        line: zh(l, "连本件共 5 件；2 件起提示", "5 complaints with this one; a signal from 2 on"),
        law: Some(zh(l, "第十七条", "article 17")),
        cases: vec![choice("/desk/cases/id1", format!("C-2026-000101 · {NASTY}"))],
    }
}
