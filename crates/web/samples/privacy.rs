use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::privacy::*;

pub fn pages(l: Locale, add: Add) {
    for list in LISTS {
        let p = staff_page(l, &format!("/desk/privacy?list={list}"));
        add(&format!("d-privacy-{list}-empty"), &PrivacyPage { p, list, rows: vec![] });
    }
    let note = zh(l, "等待您答复", "waits for your answer");
    let row = |n: i64| Row {
        name: format!("C-2026-00010{n}"),
        href: Some("/desk/privacy/c1".into()),
        at_ms: NOW - n * HOUR,
        note: note.clone(),
    };
    let rows = (1..4).map(row).collect();
    add("d-privacy", &PrivacyPage { p: staff_page(l, "/desk/privacy"), list: "asked", rows });
    add("d-privacy-case", &asked(l, May::Keep));
    add("d-privacy-case-read", &asked(l, May::Read));
    add("d-privacy-case-restricted", &restricted(l));
}

fn asked(l: Locale, may: May) -> GuardPage {
    GuardPage {
        p: staff_page(l, "/desk/privacy/c1"),
        id: "c1".into(),
        number: "C-2026-000101".into(),
        version: 9,
        period: zh(l, "保存到 2029-03-02，到期后删除。", "Kept until 2029-03-02, then it is erased."),
        asked: Some(Asked {
            by: web::sign::Party::Customer.key(),
            at_ms: NOW - HOUR,
            why: Some(zh(l, "我不想再留下电话", "I do not want my number kept")),
            granted: None,
        }),
        erased_ms: None,
        goes: vec![zh(l, "全部文字", "all words"), zh(l, "全部文件", "all files")],
        stays: vec![zh(l, "金额和账目", "amounts and bookings")],
        bound: Some(zh(l, "法律要求保存到 2029-03-02。", "The law wants it kept until 2029-03-02.")),
        holds: vec![],
        restricted: None,
        may,
        typed: Typed::default(),
        errors: vec![],
    }
}

fn restricted(l: Locale) -> GuardPage {
    let wanted = Wanted { by: "zhao".into(), why: zh(l, "律师要看", "counsel asks"), second: Second::Me };
    GuardPage {
        asked: None,
        holds: vec![Hold {
            id: "h1".into(),
            at_ms: NOW - HOUR,
            why: zh(l, "法院来函", "a letter of the court"),
        }],
        restricted: Some(Restricted {
            because: zh(l, "案件被要求保留", "the case is on hold"),
            at_ms: NOW - HOUR,
            until_ms: None,
            open_until_ms: None,
            wanted: Some(wanted),
        }),
        ..asked(l, May::Keep)
    }
}
