use super::browser::{Browser, block};
use crate::house::{HOUR_MS, complaint, in_house, word};
use domain::{Actor, CaseId, UserId};
use serde_json::json;

#[test]
fn each_view_shows_its_cases_and_says_what_it_is_for_when_empty() {
    in_house(|house| {
        let li = Browser::of(house, "li");
        assert!(li.get("/desk").is(200).has("class=\"empty\""));
        let (case, _) = house.filed();
        let shown = |view: &str| {
            li.get(&format!("/desk?view={view}")).is(200).has(&format!("/desk/cases/{case}?view="))
        };
        house.clock.advance(6_000);
        let owner = house.case("li", &case)["owner"].as_str().map(str::to_owned);
        assert!(shown("all") && shown("due_soon") && !shown("breached"));
        assert_eq!(shown("mine"), owner.as_deref() == Some("li"));
        assert_eq!(shown("unassigned"), owner.is_none());
        house.clock.advance(30 * 24 * HOUR_MS);
        house.pass();
        let li = Browser::of(house, "li");
        let late = li.get("/desk?view=breached").is(200);
        assert!(late.has("chip red"));
        assert!(
            li.get("/desk?view=&q=&kind=&cursor=").is(200).has("aria-current=\"page\"><span>Mine")
                || owner.is_some()
        );
    });
}

#[test]
fn filters_and_search_narrow_the_list_and_htmx_gets_the_list_alone() {
    in_house(|house| {
        let (case, _) = house.filed();
        let li = Browser::of(house, "li");
        let has = |query: &str| {
            li.get(&format!("/desk?view=all&{query}")).is(200).has(&format!("/desk/cases/{case}?"))
        };
        let kind = word(&house.case("li", &case)["kind"]);
        assert!(has(&format!("kind={kind}")) && !has("kind=abuse"));
        assert!(has("merchant=m1") && !has("merchant=m2"));
        assert!(has("q=%E5%8C%85%E8%A3%B9") && has("q=13812345678") && !has("q=nowhere"));
        assert!(has("kind=abuse&merchant=m1&was=kind"), "the filter that is new wins");
        let list = li.send("GET", "/desk?view=all", &[("hx-request", "true")], None).is(200);
        assert!(list.has(&case) && !list.has("<html"));
        let number = word(&house.case("li", &case)["number"]);
        assert_eq!(li.get(&format!("/desk/find?q={number}")).is(303).location, format!("/desk/cases/{case}"));
        assert_eq!(li.get("/desk/find?q=a%20b").is(303).location, "/desk?view=all&q=a%20b");
        assert!(li.get(&format!("/desk/cases/{number}")).is(200).has(&number));
    });
}

#[test]
fn a_page_has_fifty_and_the_next_goes_on() {
    in_house(|house| {
        for _ in 0..52 {
            house.post("li", "/api/v1/cases", complaint()).is(201);
        }
        let li = Browser::of(house, "li");
        let rows = |html: &str| html.matches("type=\"checkbox\"").count();
        let first = li.get("/desk?view=all").is(200);
        assert_eq!(rows(&first.html), 50);
        let next = first.html.split("rel=\"next\"").next().and_then(|html| html.rsplit("href=\"").next());
        let next = next
            .and_then(|html| html.split('"').next())
            .expect("a link")
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        assert_eq!(rows(&li.get(&next).is(200).html), 2);
    });
}

#[test]
fn selected_cases_go_to_one_colleague() {
    in_house(|house| {
        let cases = [house.filed().0, house.filed().0];
        for case in &cases {
            let by = Actor::Staff(UserId::new("chief"), domain::actor::Role::Manager);
            let _ = block(house.store.assign(&by, &CaseId::new(case), &UserId::new("admin"), None, None));
        }
        let li = Browser::of(house, "li");
        let fields =
            [("case", cases[0].as_str()), ("case", cases[1].as_str()), ("owner", "wang"), ("view", "all")];
        assert_eq!(li.post("/desk/assign", &fields).is(303).location, "/desk?view=all&done=assign");
        for case in &cases {
            assert_eq!(house.case("li", case)["owner"], json!("wang"));
        }
        li.post("/desk/assign", &[("owner", "wang")]).is(422);
        assert!(
            li.post("/desk/assign", &[("case", cases[0].as_str()), ("owner", "shop")]).is(422).has(&cases[0])
        );
    });
}
