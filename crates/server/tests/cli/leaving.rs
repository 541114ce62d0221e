//! What leaves the house: bundles of cases, and copies of everything.

use super::desk::{Desk, store};
use journal::verify::{Limits, Problem, Report, verify_bundle};
use std::io::Cursor;

const FILE: &str = "编号,内容,要求\nH1,包裹一直没有送到，要求退款,退款\nH2,商品和描述的完全不一样,退货\n";

fn house() -> (Desk, String) {
    let desk = Desk::new();
    desk.run(&["import", "complaints", &desk.file("a.csv", FILE)]).ok();
    let number = desk.cases(Some("H1")).remove(0);
    (desk, number)
}

fn verified(bytes: Vec<u8>) -> Report {
    verify_bundle(Cursor::new(bytes), None, &Limits::default()).expect("a bundle")
}

#[test]
fn the_same_case_and_size_are_the_same_bytes_and_verify() {
    let (desk, number) = house();
    let size = desk.size();
    let out = |name: &str| desk.text(name);
    let said = desk.run(&["export", &number, "--out", &out("1.zip")]).ok();
    assert!(said.contains(&format!("under the checkpoint of {size},")), "{said}");
    assert_eq!(desk.size(), size + 1, "that it left is an entry");
    let at = size.to_string();
    desk.run(&["export", &number, "--out", &out("2.zip"), "--at", &at]).ok();
    let (first, second) =
        (std::fs::read(desk.path("1.zip")).unwrap(), std::fs::read(desk.path("2.zip")).unwrap());
    assert_eq!(first, second);
    let report = verified(first);
    assert!(report.is_intact(), "{:?}", report.problems);
    desk.run(&["export", &number, "--out", &out("3.zip")]).ok();
    let later = verified(std::fs::read(desk.path("3.zip")).unwrap());
    assert!(later.is_intact() && later.entries == report.entries + 2, "{later:?}");
    desk.run(&["doctor"]).ok();
}

#[test]
fn a_bundle_holds_a_report_in_both_languages_as_page_and_as_pdf() {
    let (desk, number) = house();
    desk.run(&["export", &number, "--out", &desk.text("a.zip")]).ok();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(desk.path("a.zip")).unwrap()).unwrap();
    let mut read = |name: &str| {
        let mut bytes = vec![];
        let mut file = zip.by_name(&format!("case-{number}/report/{name}")).expect(name);
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        bytes
    };
    for (name, title) in [("report.zh-CN.html", "案件报告"), ("report.en.html", "Report on case")] {
        let html = String::from_utf8(read(name)).unwrap();
        assert!(
            html.contains(title) && html.contains("包裹一直没有送到") && html.contains(&number),
            "{name}"
        );
        assert!(html.contains("redress-verify case-"), "how to check it");
    }
    for name in ["report.zh-CN.pdf", "report.en.pdf"] {
        assert!(read(name).starts_with(b"%PDF-1.7"), "{name}");
    }
}

#[test]
fn a_redacted_edition_has_its_report_and_its_page_and_none_says_more_than_the_edition() {
    const SECRET: &str = "13800138000";
    let desk = Desk::new();
    let file = format!("编号,内容,要求\nH1,包裹没有送到，请打{SECRET}联系我,退款\n");
    desk.run(&["import", "complaints", &desk.file("a.csv", file)]).ok();
    let number = desk.cases(Some("H1")).remove(0);
    desk.run(&["export", &number, "--edition", "redacted", "--out", &desk.text("r.zip")]).ok();
    desk.run(&["export", &number, "--out", &desk.text("full.zip")]).ok();
    let files = |name: &str| {
        let mut zip = zip::ZipArchive::new(std::fs::File::open(desk.path(name)).unwrap()).unwrap();
        let count = zip.len();
        let read = |at| {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = vec![];
            std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
            (file.name().unwrap().split_once('/').unwrap().1.to_owned(), bytes)
        };
        (0..count).map(read).collect::<std::collections::BTreeMap<_, _>>()
    };
    let (redacted, full) = (files("r.zip"), files("full.zip"));
    let text = |files: &std::collections::BTreeMap<String, Vec<u8>>, name: &str| {
        String::from_utf8(files[name].clone()).unwrap()
    };
    for (name, title) in
        [("report/report.zh-CN.html", "遮盖版"), ("report/report.en.html", "Redacted edition")]
    {
        let html = text(&redacted, name);
        assert!(html.contains(title) && html.contains("包裹没有送到"), "{name} shows what is not hidden");
        assert!(text(&full, name).contains(SECRET) && !text(&full, name).contains(title), "{name}");
    }
    for (name, bytes) in &redacted {
        let has = bytes.windows(SECRET.len()).any(|part| part == SECRET.as_bytes());
        assert!(!has, "{name} has what is masked");
    }
    for name in ["report/report.zh-CN.pdf", "report/report.en.pdf"] {
        assert!(redacted[name].starts_with(b"%PDF-1.7"), "{name}");
    }
    assert_eq!(redacted["verify.html"], web::assets::verify_html());
    let report = verified(std::fs::read(desk.path("r.zip")).unwrap());
    assert!(report.is_intact() && report.redacted >= 1, "{:?}", report.problems);
}

#[test]
fn an_entry_altered_in_a_bundle_is_named() {
    let (desk, number) = house();
    desk.run(&["export", &number, "--out", &desk.text("a.zip")]).ok();
    let house = store(&desk.data());
    let case = super::desk::read(&house, |db| store_case(&house, db, &number));
    let mut bundle = store::export::export(&house, &case, None).expect("a bundle");
    let text = String::from_utf8(bundle.entries[1].bytes.clone()).unwrap();
    bundle.entries[1].bytes = text.replace("\"confirmed\":false", "\"confirmed\":true").into_bytes();
    assert_ne!(text.as_bytes(), bundle.entries[1].bytes, "the test alters something");
    let report = verified(bundle.write(Cursor::new(vec![])).unwrap().into_inner());
    assert!(report.problems.contains(&Problem::EntryAltered { no: 1 }), "{:?}", report.problems);
}

fn store_case(
    house: &store::Store,
    db: &mut store::db::Connection,
    number: &str,
) -> Result<domain::CaseId, store::Error> {
    Ok(house.case_named(db, number)?.expect("the case").case.id)
}

#[test]
fn an_export_says_clearly_what_is_not_possible() {
    let (desk, number) = house();
    let size = desk.size();
    let there = desk.file("there.zip", "mine");
    desk.run(&["export", &number, "--out", &there]).no(&["there already", "not overwritten"]);
    assert_eq!(std::fs::read(&there).unwrap(), b"mine");
    desk.run(&["export", "C-1999-000001", "--out", &desk.text("x.zip")])
        .no(&["there is no case C-1999-000001"]);
    desk.run(&["export", &number, "--out", &desk.text("x.zip"), "--at", "99999"]).no(&["not 99999"]);
    desk.run(&["export", &number, "--out", &desk.text("no/x.zip")]).no(&["cannot be written"]);
    desk.run(&["export", &number, "--out", &desk.text("x.zip"), "--at", "0"]).no(&["choose a later one"]);
    assert_eq!(desk.size(), size, "what did not leave is not said to have left");
    assert!(!desk.path("x.zip").exists());
}

#[test]
fn a_backup_comes_back_whole_and_only_with_its_keys() {
    let (desk, number) = house();
    desk.run(&["export", &number, "--out", &desk.text("a.zip")]).ok();
    let size = desk.size();
    let (to, keys) = (desk.text("copy"), desk.text("keys"));
    let said = desk.run(&["backup", "--to", &to, "--keys", &keys]).ok();
    assert!(said.contains(&format!("{size} entries")) && said.contains("keep the two apart"), "{said}");
    desk.run(&["backup", "--to", &to, "--keys", &desk.text("keys2")]).no(&["not empty"]);
    let restore = ["restore", "--from", &to, "--keys", &keys];
    desk.run(&restore).no(&["not empty"]);
    let back = desk.path("back");
    let said = desk.run_in(&back, &restore, "").ok();
    assert!(said.contains(&format!("{size} entries are back")), "{said}");
    desk.run_in(&back, &["doctor"], "").ok();
    desk.run_in(
        &back,
        &["export", &number, "--out", &desk.text("b.zip"), "--at", &(size - 1).to_string()],
        "",
    )
    .ok();
    let (before, after) =
        (std::fs::read(desk.path("a.zip")).unwrap(), std::fs::read(desk.path("b.zip")).unwrap());
    assert_eq!(before, after, "a restored house exports the same bytes");
    let other = Desk::new();
    other.run(&["backup", "--to", &other.text("copy"), "--keys", &other.text("keys")]).ok();
    let wrong = ["restore", "--from", &to, "--keys", &other.text("keys")];
    desk.run_in(&desk.path("else"), &wrong, "").no(&["another instance"]);
}

#[test]
fn a_doctor_names_the_row_somebody_changed() {
    let (desk, number) = house();
    {
        let house = store(&desk.data());
        let mut db = house.db().write_connection().expect("a connection");
        let changed =
            db.execute("update queue set owner = 'mallory' where number = $1", &[number.as_str().into()]);
        assert_eq!(changed.expect("changed"), 1);
    }
    let said = desk.run(&["doctor"]);
    said.no(&["1 finding"]);
    assert!(said.out().contains("发现 1 处问题") && said.out().contains("of case:"), "{}", said.out());
}

#[test]
fn the_search_can_be_made_anew() {
    let (desk, _) = house();
    std::fs::remove_file(desk.data().join("search.db")).expect("an index");
    desk.run(&["reindex"]).ok();
    assert_eq!(desk.cases(Some("完全不一样")).len(), 1);
}
