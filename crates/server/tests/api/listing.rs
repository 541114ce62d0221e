use crate::filing::percent;
use crate::house::{in_house, word};
use serde_json::{Value, json};

#[test]
fn an_empty_parameter_is_an_absent_one() {
    in_house(|house| {
        house.filed();
        let plain = house.get("li", "/api/v1/cases").is(200);
        let empty = "/api/v1/cases?view=&q=&kind=&grade=&merchant=&owner=&limit=&cursor=";
        assert_eq!(house.get("li", empty).is(200), plain);
        assert_eq!(plain["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(plain["next_cursor"], Value::Null);
    });
}

#[test]
fn an_item_says_what_the_desk_shows_and_masks_the_name() {
    in_house(|house| {
        let (id, _) = house.filed();
        let item = house.get("li", "/api/v1/cases").is(200)["items"][0].clone();
        assert_eq!(item["id"], id);
        assert_eq!(item["brief"]["name"], "李*");
        assert!(word(&item["brief"]["words"]).starts_with("快递说已签收"));
        assert_eq!(item["merchant"], "m1");
        assert_eq!(
            (&item["open"], &item["unread"], &item["score"]),
            (&json!(true), &json!(true), &Value::Null)
        );
        assert_eq!(item["filed_at"], "2026-03-02T02:00:00Z");
        assert!(word(&item["due_at"]).ends_with('Z') && item["clock"].is_string());
        assert!(!item.to_string().contains("13812345678"));
    });
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    in_house(|house| {
        let mut filed: Vec<String> = (0..7).map(|_| house.filed().0).collect();
        for view in ["all", "due_soon"] {
            let (mut seen, mut cursor) = (vec![], String::new());
            loop {
                let page =
                    house.get("li", &format!("/api/v1/cases?view={view}&limit=3&cursor={cursor}")).is(200);
                seen.extend(page["items"].as_array().expect("items").iter().map(|item| word(&item["id"])));
                let Some(next) = page["next_cursor"].as_str() else { break };
                cursor = next.to_owned();
            }
            seen.sort();
            filed.sort();
            assert_eq!(seen, filed, "{view}");
        }
    });
}

#[test]
fn one_filter_narrows_and_two_are_refused_in_words() {
    in_house(|house| {
        house.filed();
        let count = |path: &str| house.get("li", path).is(200)["items"].as_array().map(Vec::len);
        assert_eq!(count("/api/v1/cases?merchant=m1"), Some(1));
        assert_eq!(count("/api/v1/cases?merchant=m2"), Some(0));
        assert_eq!(count(&format!("/api/v1/cases?owner={}", percent("<b>'--"))), Some(0));
        house.get("li", "/api/v1/cases?kind=quality&grade=A").problem(400, "malformed");
        house.get("li", "/api/v1/cases?view=everything").problem(422, "word_unknown");
        house.get("li", "/api/v1/cases?limit=many").problem(400, "malformed");
        house.get("li", "/api/v1/cases?cursor=x").problem(400, "malformed");
        house.get("li", "/api/v1/cases?owner=%00").problem(422, "word_unknown");
        assert_eq!(count("/api/v1/cases?q=%00"), Some(1));
    });
}

#[test]
fn a_merchant_lists_and_finds_only_its_own_cases_and_never_a_note() {
    in_house(|house| {
        let (id, _) = house.filed();
        house.act("li", &id, "notes", json!({ "text": "内部怀疑仓库漏发" }));
        let count = |user: &str, path: &str| house.get(user, path).is(200)["items"].as_array().map(Vec::len);
        let (by_word, by_note) = (percent("签收"), percent("仓库"));
        assert_eq!(count("shop", "/api/v1/cases"), Some(1));
        assert_eq!(count("shop", &format!("/api/v1/cases?q={by_word}")), Some(1));
        assert_eq!(count("other", "/api/v1/cases"), Some(0));
        assert_eq!(count("other", &format!("/api/v1/cases?q={by_word}")), Some(0));
        assert_eq!(count("other", "/api/v1/cases?q=13812345678"), Some(0));
        assert_eq!(count("li", &format!("/api/v1/cases?q={by_note}")), Some(1));
        assert_eq!(count("shop", &format!("/api/v1/cases?q={by_note}")), Some(0));
    });
}
