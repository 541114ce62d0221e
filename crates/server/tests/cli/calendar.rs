//! A year's notice comes out: it is imported, and what it moves is counted again.

use super::desk::Desk;

const NOTICE: &str = r#"
year = 2027
state = "notice"
notice = { year = 2026, number = 8, issued = "2026-11-05" }
source = "https://www.gov.cn/"

[[holiday]]
name = "national_day"
from = "2027-10-01"
to = "2027-10-07"
work = ["2027-10-09"]
"#;

#[test]
fn a_notice_is_imported_once_and_a_wrong_one_not_at_all() {
    let desk = Desk::new();
    let said = desk.run(&["calendar", "show"]).ok();
    assert!(said.contains("2026  国办发明电〔2025〕7号") && said.contains("2027  provisional"), "{said}");
    let wrong = desk.file("wrong.toml", NOTICE.replace("2027-10-09", "2027-10-05"));
    desk.run(&["calendar", "import", &wrong]).no(&["wrong.toml:11:", "a holiday and a working day"]);
    let size = desk.size();
    let file = desk.file("2027.toml", NOTICE);
    let said = desk.run(&["calendar", "import", &file]).ok();
    assert!(said.contains("2027 is imported; 0 open cases"), "{said}");
    assert_eq!(desk.size(), size + 1, "one entry of the house");
    desk.run(&["calendar", "import", &file]).ok();
    assert_eq!(desk.size(), size + 1, "the same again says nothing new");
    let said = desk.run(&["calendar", "show"]).ok();
    assert!(
        said.contains("2027  国办发明电〔2026〕8号, 2026-11-05") && said.contains("2027-10-09"),
        "{said}"
    );
    desk.run(&["doctor"]).ok();
}
