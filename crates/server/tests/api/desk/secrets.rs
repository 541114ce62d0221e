use super::browser::Browser;
use crate::house::{in_house, word};
use serde_json::json;

const NASTY: &str = "\"><script>alert(1)</script>&'";

#[test]
fn a_note_reaches_neither_customer_nor_merchant_nor_notices() {
    in_house(|house| {
        let (case, link) = house.filed();
        let li = Browser::of(house, "li");
        li.does(&case, "note", &[("text", "绝密内部备注")]);
        house.pass();
        assert!(li.get(&format!("/desk/cases/{case}")).is(200).has("绝密内部备注"));
        assert!(!Browser::stranger(house).get(&format!("/c/{link}")).is(200).has("绝密"));
        assert!(!Browser::of(house, "shop").get(&format!("/m/cases/{case}")).is(200).has("绝密"));
        let rows = house
            .store
            .db()
            .read_blocking(|db| house.store.outbox_of(db, &domain::CaseId::new(&case).subject()));
        let templates: Vec<String> = rows.expect("rows").into_iter().map(|row| row.template).collect();
        assert!(!templates.iter().any(|template| template == "message"), "{templates:?}");
        li.does(&case, "reply", &[("text", "公开的话")]);
        assert!(Browser::stranger(house).get(&format!("/c/{link}")).is(200).has("公开的话"));
    });
}

#[test]
fn what_people_type_stays_text_in_every_field() {
    in_house(|house| {
        let filed = json!({
            "channel": "web",
            "person": { "name": NASTY, "phone": "13812345678" },
            "order": { "number": NASTY },
            "matter": { "text": NASTY, "noticed": "on_delivery" },
            "wants": ["refund"],
        });
        let case = word(&house.post("li", "/api/v1/cases", filed).is(201)["id"]);
        let li = Browser::of(house, "li");
        let clean = |html: &str| assert!(!html.contains("<script>"), "{html}");
        for action in ["reply", "note"] {
            clean(&li.does(&case, action, &[("text", NASTY)]).html);
        }
        for (action, fields) in [
            ("assign", vec![("owner", NASTY), ("reason", NASTY)]),
            ("triage", vec![("kind", NASTY), ("grade", NASTY), ("reason", NASTY)]),
            ("request-evidence", vec![("of", NASTY), ("what", NASTY), ("why", NASTY), ("due_hours", "24")]),
            ("finding", vec![("share_merchant", NASTY), ("cites", NASTY), ("text", NASTY)]),
            ("offer", vec![("parts", NASTY), ("text", NASTY)]),
            ("close", vec![("outcome", NASTY), ("text", NASTY)]),
            ("execute", vec![("remedy", NASTY), ("proof", NASTY)]),
        ] {
            let page = li.act(&case, action, &fields);
            assert!(matches!(page.status, 404 | 409 | 422), "{action}: {}", page.status);
            clean(&page.html);
        }
        clean(&li.act(&case, "reveal", &[("reason", NASTY)]).is(200).html);
        for path in [
            "/desk?view=all",
            "/desk?view=all&q=%22%3E%3Cscript%3E",
            "/desk?view=%3Cscript%3E&owner=%3Cscript%3E",
            "/sign-in?next=/%22%3E%3Cscript%3E",
        ] {
            clean(&li.get(path).is(200).html);
        }
        clean(&li.get("/desk/find?q=%3Cscript%3E").is(303).html);
        clean(&li.get("/desk/cases/%3Cscript%3E").is(404).html);
    });
}
