use crate::house::{HOUR_MS, House, NOW_MS, allowed, in_house, kinds, word};
use domain::command::{CaseCommand, Command, RemedyAnswer};
use domain::{CaseId, Fen};
use serde_json::{Value, json};

fn finding() -> Value {
    json!({
        "shares": [
            { "party": "merchant", "percent": 100, "cites": ["e1"], "rules": ["playbook:as_promised"] },
            { "party": "customer", "percent": 0 },
        ],
        "reasons": "订单记录显示承诺日期已过，商家未发货。",
    })
}

fn refund_or_resend() -> Value {
    let items = json!([{ "remedy": "refund", "amount_fen": 12_900 }, { "remedy": "resend" }]);
    json!({ "items": items, "choice": "one", "words": "退款或重发，请选一项。" })
}

#[test]
fn a_late_parcel_goes_from_filing_to_the_survey() {
    in_house(|house| {
        let (id, link) = house.filed();
        let case = house.case("li", &id);
        let (kind, class, grade) =
            (&case["triage"]["kind"], &case["triage"]["class"], &case["triage"]["grade"]);
        house.act("li", &id, "triage", json!({ "kind": kind, "class": class, "grade": grade }));
        let owner = if case["owner"] == "li" { "wang" } else { "li" };
        house.act("li", &id, "assign", json!({ "owner": owner, "why": "换班" }));
        house.act("", &link, "call", json!({}));
        house.act("li", &id, "messages", json!({ "to": "customer", "text": "我们已在联系商家。" }));
        house.act("li", &id, "notes", json!({ "text": "物流停更三天" }));
        house.act(
            "li",
            &id,
            "request-evidence",
            json!({ "to": "customer", "kinds": ["photo"], "reason": "门口照片" }),
        );
        house.act("", &link, "evidence", json!({ "request": "q1", "text": "门口没有包裹" }));
        house.act("li", &id, "finding", finding());
        house.act(
            "li",
            &id,
            "offers",
            json!({ "items": [{ "remedy": "apology" }], "words": "先向您道歉。" }),
        );
        house.act("", &link, "decline", json!({ "offer": "o1", "why": "只要退款" }));
        let offered = house.act("li", &id, "offers", refund_or_resend());
        assert!(allowed(&offered).contains(&"withdraw-offer".to_owned()));
        house.act("li", &id, "withdraw-offer", json!({ "offer": "o2" }));
        house.act("li", &id, "offers", refund_or_resend());
        let accepted = house.act("", &link, "accept", json!({ "offer": "o3", "chosen": [1] }));
        assert_eq!(accepted["stage"], "execute");
        let again = json!({ "offer": "o3", "chosen": [1] });
        house.post("", &format!("/api/v1/cases/{link}/accept"), again).problem(409, "already_accepted");
        let sent = json!({ "remedy": "r1", "proof": { "tracking": "SF 1234567890" } });
        let done = house.act("shop", &id, "execute", sent);
        assert_eq!(done["stage"], "follow_up");
        survey_and_reopen(house, &id, &link);
    });
}

fn survey_and_reopen(house: &House, id: &str, link: &str) {
    let early = json!({ "solved": 90, "treated": 85 });
    house.post("", &format!("/api/v1/cases/{link}/survey"), early.clone()).problem(409, "survey_not_asked");
    house.clock.advance(49 * HOUR_MS);
    house.pass();
    let closed = house.act("", link, "survey", early);
    assert_eq!(closed["stage"], "closed");
    let case = house.case("li", id);
    assert_eq!((&case["survey"]["score"], &case["closed"]["outcome"]), (&json!(85), &json!("settled")));
    assert_eq!(case["remedies"][0]["proof"], json!({ "by": "tracking" }));
    assert_eq!(house.get("li", "/api/v1/cases").is(200)["items"][0]["score"], 85);
    let reopened = house.act("li", id, "reopen", json!({ "why": "顾客再次来电" }));
    assert_eq!(reopened["stage"], "investigate");
    let kinds = kinds(&house.case("li", id));
    for kind in [
        "said",
        "noted",
        "found",
        "offer_declined",
        "offer_withdrawn",
        "remedy_proven",
        "survey_answered",
        "reopened",
    ] {
        assert!(kinds.contains(&kind.to_owned()), "{kind} in {kinds:?}");
    }
}

#[test]
fn an_accepted_refund_is_instructed_and_proven_by_the_providers_word() {
    in_house(|house| {
        let (id, link) = house.filed();
        house.act("li", &id, "offers", refund_or_resend());
        house.act("", &link, "accept", json!({ "offer": "o1", "chosen": [0] }));
        let remedy = house.case("li", &id)["remedies"][0].clone();
        assert_eq!((&remedy["state"], &remedy["amount_fen"]), (&json!("instructed"), &json!(12_900)));
        let beside = json!({ "remedy": "r1", "proof": { "payment": "P-1" } });
        house.post("li", &format!("/api/v1/cases/{id}/execute"), beside).problem(409, "remedy_not_owed");
        let answer = RemedyAnswer::Done { reference: "PAY-77".into(), amount: Fen(12_900) };
        let command = CaseCommand::RemedyAnswered {
            remedy: "r1".into(),
            reference: word(&remedy["reference"]),
            answer,
        };
        house.by_system(Command::Case(CaseId::new(id.as_str()), command), store::Parcel::default());
        let remedy = house.case("li", &id)["remedies"][0].clone();
        assert_eq!(remedy["proof"], json!({ "by": "payment", "reference": "PAY-77" }));
    });
}

#[test]
fn a_counter_offer_is_ours_to_accept() {
    in_house(|house| {
        let (id, link) = house.filed();
        let counter = json!({ "items": [{ "remedy": "apology" }], "words": "书面道歉即可", "expires_at": "2026-03-05T00:00:00+08:00" });
        let first = house.post("", &format!("/api/v1/cases/{link}/offers"), counter.clone());
        first.problem(403, "not_allowed");
        house.act("li", &id, "offers", refund_or_resend());
        house.act("", &link, "offers", counter);
        house
            .post("", &format!("/api/v1/cases/{link}/accept"), json!({ "offer": "o2" }))
            .problem(403, "not_allowed");
        let accepted = house.act("li", &id, "accept", json!({ "offer": "o2" }));
        assert!(allowed(&accepted).contains(&"execute".to_owned()));
        house.act("li", &id, "execute", json!({ "remedy": "r1", "proof": { "statement": "已致歉" } }));
        let offer = house.case("li", &id)["offers"][1].clone();
        assert_eq!(
            (&offer["by"], &offer["expires_at"]),
            (&json!("customer"), &json!("2026-03-04T16:00:00Z"))
        );
    });
}

#[test]
fn an_offer_past_its_time_is_gone() {
    in_house(|house| {
        let (id, link) = house.filed();
        let mut offer = refund_or_resend();
        offer["expires_at"] = "2026-03-02T03:00:00Z".into();
        house.act("li", &id, "offers", offer);
        house.clock.set(NOW_MS + 2 * HOUR_MS);
        let accept = json!({ "offer": "o1", "chosen": [0] });
        house.post("", &format!("/api/v1/cases/{link}/accept"), accept).problem(409, "offer_gone");
    });
}

#[test]
fn what_was_missing_is_given_and_found() {
    in_house(|house| {
        let filed = house.post("li", "/api/v1/cases", json!({ "matter": { "text": "东西坏了" } })).is(201);
        let id = word(&filed["id"]);
        let more = json!({
            "name": "韩梅梅", "phone": "13900001111", "order_number": "A-1001", "noticed": "in_use",
            "wants": ["repair"], "text": "用了两天扶手断裂",
        });
        house.act("li", &id, "supplement", more);
        let case = house.case("li", &id);
        assert_eq!(
            (&case["gaps"], &case["state"], &case["merchant"]),
            (&json!([]), &json!("triage"), &json!("m1"))
        );
        assert_eq!(
            (&case["person"]["name"], &case["matter"]["order_number"]),
            (&json!("韩**"), &json!("A-1001"))
        );
        assert_eq!(case["order"]["number"], "A-1001");
        is_found(house, &id);
        store::reindex::reindex(&house.store, &|_, _| ()).expect("the index is made anew");
        is_found(house, &id);
        let email = json!({ "email": "mei@example.cn" });
        house.act("li", &id, "supplement", email);
        assert_eq!(house.case("li", &id)["person"]["phone"], "139****1111");
        house.post("li", &format!("/api/v1/cases/{id}/supplement"), json!({})).problem(422, "nothing_chosen");
    });
}

fn is_found(house: &House, id: &str) {
    for words in ["13900001111", "A-1001", "扶手"] {
        let found = house.get("li", &format!("/api/v1/cases?q={}", crate::filing::percent(words))).is(200);
        assert_eq!(found["items"][0]["id"], id, "{words}");
    }
}

#[test]
fn a_look_behind_the_mask_is_on_record_and_only_for_staff() {
    in_house(|house| {
        let (id, link) = house.filed();
        let look = json!({ "what": "phone", "why": "回电" });
        let seen = house.act("li", &id, "reveal", look.clone());
        assert_eq!(seen["revealed"], json!({ "phone": "13812345678" }));
        let buyer = house.act("li", &id, "reveal", json!({ "what": "buyer", "why": "核对" }));
        assert_eq!(buyer["revealed"]["name"], "李雷");
        assert_eq!(kinds(&house.case("li", &id)).iter().filter(|kind| *kind == "revealed").count(), 2);
        house.post("shop", &format!("/api/v1/cases/{id}/reveal"), look.clone()).problem(403, "not_allowed");
        house.post("", &format!("/api/v1/cases/{link}/reveal"), look).problem(401, "sign_in");
        let nothing = json!({ "what": "phone", "why": "" });
        house.post("li", &format!("/api/v1/cases/{id}/reveal"), nothing).problem(422, "text_missing");
    });
}

#[test]
fn a_case_is_closed_with_words_or_taken_back_by_its_customer() {
    in_house(|house| {
        let (id, _) = house.filed();
        let mute = json!({ "outcome": "refused", "relief": "none" });
        house.post("li", &format!("/api/v1/cases/{id}/close"), mute).problem(422, "reason_missing");
        let close = json!({ "outcome": "explained", "relief": "explanation", "words": "签收记录属实。" });
        assert_eq!(house.act("li", &id, "close", close.clone())["stage"], "closed");
        house.post("li", &format!("/api/v1/cases/{id}/close"), close).problem(409, "case_closed");
        let (_, link) = house.filed();
        assert_eq!(house.act("", &link, "withdraw", json!({ "why": "已收到" }))["stage"], "closed");
    });
}

#[test]
fn a_stale_version_is_told_the_present_one() {
    in_house(|house| {
        let (id, _) = house.filed();
        let version = house.case("li", &id)["version"].as_u64().expect("a version");
        let path = format!("/api/v1/cases/{id}/notes");
        let from = |version: u64| {
            house.post_with(
                "li",
                &path,
                &[("if-match", &format!("\"{version}\""))],
                json!({ "text": "看过" }),
            )
        };
        let done = from(version).is(200);
        let problem = from(version).problem(409, "stale");
        assert_eq!(problem["version"], done["version"]);
        from(done["version"].as_u64().expect("a version")).is(200);
        house.post_with("li", &path, &[("if-match", "*")], json!({ "text": "看过" })).is(200);
        house
            .post_with("li", &path, &[("if-match", "soon")], json!({ "text": "看过" }))
            .problem(400, "malformed");
    });
}

#[test]
fn of_two_handlers_deciding_at_once_one_is_told_so() {
    in_house(|house| {
        let (id, _) = house.filed();
        let version = house.case("li", &id)["version"].to_string();
        let path = format!("/api/v1/cases/{id}/finding");
        let decide =
            |user: &str| house.post_with(user, &path, &[("if-match", version.as_str())], finding()).status;
        let mut statuses = std::thread::scope(|scope| {
            let two = ["li", "wang"].map(|user| scope.spawn(move || decide(user)));
            two.map(|one| one.join().expect("an answer"))
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        assert_eq!(house.case("li", &id)["findings"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn a_repeated_key_does_nothing_again_and_belongs_to_user_case_and_action() {
    in_house(|house| {
        let (id, _) = house.filed();
        let key = [("idempotency-key", "once")];
        let say = |user: &str| {
            let body = json!({ "to": "customer", "text": "请稍候" });
            house.post_with(user, &format!("/api/v1/cases/{id}/messages"), &key, body).is(200)
        };
        let first = say("li");
        assert_eq!(first["entries"].as_array().map(Vec::len), Some(1));
        assert_eq!(word(&first["entries"][0]["leaf"]).len(), 64);
        let again = say("li");
        assert_eq!((&again["replayed"], &again["version"]), (&json!(true), &first["version"]));
        assert_eq!(say("wang")["replayed"], false);
        let note = house
            .post_with("li", &format!("/api/v1/cases/{id}/notes"), &key, json!({ "text": "稍候" }))
            .is(200);
        assert_eq!(note["replayed"], false);
        assert_eq!(kinds(&house.case("li", &id)).iter().filter(|kind| *kind == "said").count(), 2);
    });
}
