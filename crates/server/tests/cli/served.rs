//! Commands beside a running server.

use super::desk::{Desk, Served};

fn rows(range: std::ops::Range<u32>) -> String {
    let row = |n| format!("H{n},第{n}个包裹一直没有送到，客服也不回复,退款\n");
    format!("编号,内容,要求\n{}", range.map(row).collect::<String>())
}

#[test]
fn an_import_beside_a_server_is_found_there_at_once_and_can_be_exported() {
    let desk = Desk::new();
    let said = desk.run(&["token", "--user", "admin", "--scope", "*"]).ok();
    let token = said.trim();
    let served = Served::on(&desk);
    let (one, other) = (desk.file("1.csv", rows(0..150)), desk.file("2.csv", rows(100..250)));
    // Two at once, of which fifty rows are the same.
    std::thread::scope(|scope| {
        let imports =
            [&one, &other].map(|file| scope.spawn(|| desk.run(&["import", "complaints", file]).ok()));
        let taken: u32 = imports.map(|import| count(&import.join().expect("an import"))).iter().sum();
        assert_eq!(taken, 250);
    });
    let (status, body) = served.get("/api/v1/cases?q=H249&limit=5", token);
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("第249个包裹"), "{body}");
    let number = desk.cases(Some("H249")).remove(0);
    let said = desk.run(&["export", &number, "--out", &desk.text("a.zip")]).ok();
    assert!(said.contains("entries under the checkpoint of"), "{said}");
    desk.run(&["backup", "--to", &desk.text("copy"), "--keys", &desk.text("keys")]).ok();
    desk.run(&["reindex"]).ok();
    desk.run(&["doctor"]).ok();
    assert_eq!(served.get("/healthz", token).0, 200);
}

/// How many the import said it took.
fn count(said: &str) -> u32 {
    let line = said.lines().find(|line| line.contains(" complaints taken")).expect("a count");
    line.split(' ').next().and_then(|count| count.parse().ok()).expect("a number")
}
