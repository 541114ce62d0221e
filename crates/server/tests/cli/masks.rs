//! `redress mask` on texts of one's own.

use super::desk::Desk;

#[test]
fn a_text_comes_back_masked_and_what_was_found_as_json() {
    let desk = Desk::new();
    let text = "我叫王小花，电话13800001234，订单号935050023376\n";
    let run = |args: &[&str]| desk.typing(args, text);
    assert_eq!(run(&["mask"]).ok(), "我叫王**，电话138****1234，订单号935050023376\n");
    let spans: serde_json::Value = serde_json::from_str(&run(&["mask", "--json"]).ok()).expect("JSON");
    assert_eq!(spans[1], serde_json::json!({ "start": 24, "end": 35, "sort": "phone" }));
    let lengths = desk.file("lengths.toml", "name = \"off\"\nphone = [0, 4]\n");
    let said = run(&["mask", "--lengths", &lengths]).ok();
    assert_eq!(said, "我叫王小花，电话*******1234，订单号935050023376\n");
    run(&["mask", "--lengths", &desk.file("wrong.toml", "phone = \"none\"\n")]).no(&["off"]);
}
