//! Everything about one person, from the command line, on both databases.

use super::desk::{Desk, Said};
use std::io::Read;
use store::testing::on_both;

const FILE: &str = "编号,内容,要求,手机号,邮箱\n\
    H1,包裹一直没有送到要求退款,退款,13800138000,\n\
    H2,商品和描述的完全不一样,退货,+86 138 0013 8000,lei@example.cn\n\
    H3,锅的涂层掉了要求退款,退款,13900139000,lei@example.cn\n";

fn read(zip: &str, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(zip).expect("a zip")).expect("a zip");
    let file = (0..zip.len())
        .find(|at| zip.by_index(*at).is_ok_and(|file| file.name().is_ok_and(|full| full.ends_with(name))));
    let mut text = String::new();
    zip.by_index(file.expect(name)).expect("a file").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn a_person_is_found_by_phone_mail_or_case_and_handed_out_once_it_is_on_record() {
    on_both(|place| {
        let desk = Desk::new();
        let run = |args: &[&str]| -> Said {
            let url = place.url().map(|url| ["--database-url", url]);
            let args: Vec<&str> = args.iter().copied().chain(url.into_iter().flatten()).collect();
            desk.run_in(place.dir(), &args, "")
        };
        run(&["import", "complaints", &desk.file("c.csv", FILE)]).ok();
        let out = |name: &str| desk.text(name);
        let said =
            run(&["person", "export", "--phone", "138 0013 8000", "--out", &out("1.zip"), "--why", "来信"])
                .ok();
        assert!(said.contains(": 2 cases, "), "{said}");
        let json = read(&out("1.zip"), "/data.json");
        assert!(json.contains("包裹一直没有送到") && json.contains("完全不一样") && !json.contains("涂层"));
        assert!(read(&out("1.zip"), "/index.html").contains("<html lang=\"zh-CN\">"));
        let said =
            run(&["person", "export", "--email", "Lei@example.cn", "--out", &out("2.zip"), "--lang", "en"])
                .ok();
        assert!(said.contains(": 2 cases, "), "{said}");
        assert!(read(&out("2.zip"), "/index.html").contains("<html lang=\"en\">"));
        let number =
            json.split("\"number\": \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a number");
        let said = run(&["person", "export", "--case", number, "--out", &out("3.zip")]).ok();
        assert!(said.contains(": 2 cases, "), "{said}");
        // What left before stands in what leaves now.
        assert!(read(&out("3.zip"), "/data.json").contains("\"how\": \"handed\""));

        run(&["person", "export", "--phone", "13800138000", "--out", &out("1.zip")]).no(&["there already"]);
        run(&["person", "export", "--phone", "13511112222", "--out", &out("4.zip")])
            .no(&["nothing is known"]);
        run(&["person", "export", "--phone", "12", "--out", &out("4.zip")]).no(&["no phone number"]);
        run(&["person", "export", "--case", "C-1999-000001", "--out", &out("4.zip")])
            .no(&["there is no case"]);
        run(&["person", "export", "--phone", "13800138000", "--out", &out("no/4.zip")])
            .no(&["cannot be written"]);
        assert!(!desk.path("4.zip").exists());
        run(&["doctor"]).ok();
    });
}
