use super::browser::{Browser, block};
use crate::house::{House, in_house, kinds, word};
use domain::{CaseId, Party};
use serde_json::json;

fn evidence(house: &House, case: &str) -> String {
    word(&house.case("li", case)["evidence"][0]["id"])
}

#[test]
fn a_case_is_worked_from_reply_to_close_by_forms_alone() {
    in_house(|house| {
        let (case, link) = house.filed();
        let li = Browser::of(house, "li");
        assert!(
            li.does(&case, "reply", &[("text", "您好，我们在查。"), ("to", "customer")])
                .has("您好，我们在查。")
        );
        assert!(li.does(&case, "note", &[("text", "内部：商家有前科")]).has("内部：商家有前科"));
        let owner = if house.case("li", &case)["owner"] == json!("wang") { "li" } else { "wang" };
        assert!(li.does(&case, "assign", &[("owner", owner), ("reason", "熟悉这家")]).has("Done: "));
        let triage = [("kind", "delivery"), ("grade", "a"), ("reason", "金额虽小，拖得太久")];
        assert!(li.does(&case, "triage", &triage).has("金额虽小，拖得太久"));
        let ask = [("of", "merchant"), ("what", "parcel_label"), ("why", "看是否发出"), ("due_hours", "24")];
        li.does(&case, "request-evidence", &ask);
        let proof = evidence(house, &case);
        let finding = [
            ("share_merchant", "100"),
            ("share_customer", "0"),
            ("cites", proof.as_str()),
            ("rules", "playbook:carriage"),
            ("text", "未按时送达"),
        ];
        assert!(li.does(&case, "finding", &finding).has("未按时送达"));
        let offer =
            [("parts", "refund"), ("amount_refund", "129.00"), ("expires_hours", "48"), ("text", "全额退款")];
        assert!(li.does(&case, "offer", &offer).has("全额退款"));
        let open = word(&house.case("li", &case)["offers"][0]["id"]);
        li.does(&case, "withdraw-offer", &[("offer", &open)]);
        li.does(&case, "offer", &[("parts", "apology"), ("detail_apology", "书面"), ("expires_hours", "24")]);
        let customer = format!("/api/v1/cases/{link}");
        let counter =
            json!({ "items": [{ "remedy": "partial_refund", "amount_fen": 5000 }], "words": "退五十" });
        house.post("", &format!("{customer}/offers"), counter.clone()).is(200);
        let countered = |index: usize| word(&house.case("li", &case)["offers"][index]["id"]);
        li.does(&case, "decline", &[("offer", &countered(2)), ("text", "多了一点")]);
        li.does(&case, "offer", &[("parts", "coupon"), ("amount_coupon", "20"), ("expires_hours", "24")]);
        house
            .post(
                "",
                &format!("{customer}/offers"),
                json!({ "items": [{ "remedy": "apology" }], "words": "道歉就好" }),
            )
            .is(200);
        li.does(&case, "accept", &[("offer", &countered(4))]);
        let remedy = word(&house.case("li", &case)["remedies"][0]["id"]);
        li.does(&case, "execute", &[("remedy", &remedy), ("proof", "已电话致歉")]);
        li.does(&case, "close", &[("outcome", "settled"), ("relief", "non_monetary"), ("text", "已致歉")]);
        assert!(li.get(&format!("/desk/cases/{case}")).is(200).has("act-reopen"));
        li.does(&case, "reopen", &[("text", "消费者又来电")]);
        let told = kinds(&house.case("li", &case));
        for kind in [
            "said",
            "noted",
            "assigned",
            "found",
            "offer_made",
            "offer_withdrawn",
            "offer_declined",
            "closed",
            "reopened",
        ] {
            assert!(told.iter().any(|told| told == kind), "{kind} is missing in {told:?}");
        }
    });
}

#[test]
fn gaps_are_asked_for_and_a_call_is_settled() {
    in_house(|house| {
        let filed = json!({
            "channel": "web", "person": { "name": "韩梅", "phone": "13900000000" },
            "matter": { "text": "灯坏了" }, "wants": ["refund"],
        });
        let case = word(&house.post("li", "/api/v1/cases", filed).is(201)["id"]);
        let by = domain::Actor::Customer(CaseId::new(&case));
        block(house.store.ask_call(&by, &CaseId::new(&case), None))
            .unwrap_or_else(|error| panic!("{}", error.detail()));
        let li = Browser::of(house, "li");
        let page = li.get(&format!("/desk/cases/{case}")).is(200);
        assert!(page.has("act-call-done") && page.has("act-complete"));
        let asked = li.does(&case, "complete", &[("missing", "Order: order number"), ("text", "请补充")]);
        assert!(asked.has("· Order: order number"));
        block(house.store.ask_call(&by, &CaseId::new(&case), None))
            .unwrap_or_else(|error| panic!("{}", error.detail()));
        assert!(!li.does(&case, "call-done", &[("text", "通话：改送新灯")]).has("act-call-done"));
    });
}

#[test]
fn a_mask_is_lifted_with_a_reason_that_stays_on_record() {
    in_house(|house| {
        let (case, _) = house.filed();
        let li = Browser::of(house, "li");
        let page = li.get(&format!("/desk/cases/{case}")).is(200);
        assert!(page.has("138****5678") && !page.has("13812345678"));
        li.act(&case, "reveal", &[]).is(422);
        let plain = li.act(&case, "reveal", &[("reason", "核实收货电话")]).is(200);
        assert!(plain.has("13812345678") && plain.has("核实收货电话"));
        assert!(!li.get(&format!("/desk/cases/{case}")).is(200).has("13812345678"));
    });
}

#[test]
fn who_has_the_case_open_is_shown_to_others() {
    in_house(|house| {
        let (case, _) = house.filed();
        let (li, wang) = (Browser::of(house, "li"), Browser::of(house, "wang"));
        let path = format!("/desk/cases/{case}");
        assert!(!li.get(&path).is(200).has("class=\"presence\""));
        assert!(wang.get(&path).is(200).has("li is"));
        assert!(li.get(&format!("{path}/presence")).is(200).has("wang is"));
        wang.does(&case, "reply", &[("text", "好的")]);
        house.clock.advance(61_000);
        assert!(!li.get(&format!("{path}/presence")).is(200).has("class=\"presence\""));
    });
}

#[test]
fn the_next_case_of_the_view_is_one_key_away_and_entries_can_be_filtered() {
    in_house(|house| {
        let (first, second) = (house.filed().0, house.filed().0);
        let li = Browser::of(house, "li");
        let page = li.get(&format!("/desk/cases/{second}?view=all")).is(200);
        assert!(page.has(&format!("/desk/cases/{first}?view=all")));
        li.does(&first, "note", &[("text", "只给自己看")]);
        let only = |kind: &str| li.get(&format!("/desk/cases/{first}?only={kind}")).is(200).has("只给自己看");
        assert!(only("note") && !only("message"));
        assert_eq!(
            li.get(&format!("/desk/cases/{first}/note")).is(303).location,
            format!("/desk/cases/{first}")
        );
        let _ = Party::ALL;
    });
}
