//! Merchants at volume: what a shop settles by itself and what somebody sees first, standing rules, people of the shop,
//! answers to many cases at once, the score and its letter.

use crate::desk::browser::{Browser, give_password};
use crate::house::{HOUR_MS, House, in_house, person, word};
use crate::notices::channels;
use connect::fake::FakeSmtp;
use domain::MerchantId;
use domain::command::Command;
use serde_json::{Value, json};

const SHOP: &str = "/api/v1/merchants/m1";

fn agree(house: &House, trust: &str, per_case: i64, per_day: i64) -> Value {
    let body = json!({
        "trust": trust, "per_case_fen": per_case, "per_day_fen": per_day, "why": "合作一年无纠纷",
    });
    house.post("chief", &format!("{SHOP}/contract"), body).is(200)
}

fn part(fen: i64) -> Value {
    json!({ "items": [{ "remedy": "partial_refund", "amount_fen": fen }], "words": "退您一部分" })
}

fn rule(most: i64) -> Value {
    json!({ "offer": "refund", "most_fen": most, "words": "小额直接退您，不用寄回。" })
}

fn offers(house: &House, id: &str) -> Value {
    house.case("li", id)["offers"].clone()
}

#[test]
fn a_trusted_shop_settles_within_its_limits_and_above_them_somebody_looks_first() {
    in_house(|house| {
        let contract = json!({ "trust": "trusted", "per_case_fen": 1, "per_day_fen": 1, "why": "理由" });
        for user in ["li", "shop"] {
            house.post(user, &format!("{SHOP}/contract"), contract.clone()).is(403);
        }
        house.get("other", SHOP).problem(404, "not_found");
        let mut wrong = contract.clone();
        wrong["why"] = json!(" ");
        house.post("chief", &format!("{SHOP}/contract"), wrong).problem(422, "reason_missing");
        let agreed = agree(house, "trusted", 5_000, 8_000);
        assert_eq!(agreed["contract"]["left_today_fen"], 5_000);
        let (id, link) = house.filed();
        house.act("shop", &id, "offers", part(5_000));
        house.post("", &format!("/api/v1/cases/{link}/accept"), json!({ "offer": "o1" })).is(200);
        assert_eq!(house.get("shop", SHOP).is(200)["contract"]["left_today_fen"], 3_000);

        let (id, link) = house.filed();
        house.act("shop", &id, "offers", part(3_001));
        assert_eq!(offers(house, &id), json!([]), "the day has 30 yuan left");
        let inbox = house.get("li", "/api/v1/approvals").is(200);
        assert_eq!(inbox["items"][0]["case"], json!(id));
        let shop = Browser::of(house, "shop");
        let page = shop.get(&format!("/m/cases/{id}?lang=zh-CN")).is(200);
        assert!(page.has("您的方案待过目") && page.has("30.01"));
        let yes = json!({ "approval": "a1", "ruling": "approve" });
        house.post("shop", &format!("/api/v1/cases/{id}/decide-approval"), yes.clone()).is(403);
        house.post("li", &format!("/api/v1/cases/{id}/decide-approval"), yes).is(200);
        assert_eq!(offers(house, &id)[0]["by"], "merchant", "it stays the shop's own word");
        house.post("", &format!("/api/v1/cases/{link}/accept"), json!({ "offer": "o1" })).is(200);

        agree(house, "watched", 0, 0);
        let (id, _) = house.filed();
        house.act("shop", &id, "offers", part(1));
        assert_eq!(offers(house, &id), json!([]));
        shop.post(&format!("/m/cases/{id}/take-back"), &[("approval", "a1")]).is(303);
        assert_eq!(house.case("li", &id)["approvals"][0]["state"], "dropped");
        for (lang, words) in [("zh-CN", "都先由平台人员过目"), ("en", "looks at every offer")] {
            assert!(shop.get(&format!("/m?lang={lang}")).is(200).has(words));
        }
        let desk = Browser::of(house, "chief");
        let form = [("trust", "trusted"), ("per_case", "30"), ("per_day", "20"), ("why", "理由")];
        desk.post("/desk/merchants/m1/contract", &form).is(422);
        let form = [("trust", "trusted"), ("per_case", "30"), ("per_day", "200"), ("why", "理由")];
        desk.post("/desk/merchants/m1/contract", &form).is(303);
        assert!(desk.get("/desk/merchants/m1?lang=zh-CN").is(200).has("第 3 版"));
    });
}

#[test]
fn two_offers_at_once_never_go_beyond_the_day() {
    in_house(|house| {
        agree(house, "trusted", 5_000, 5_000);
        let cases: Vec<String> = (0..4).map(|_| house.filed().0).collect();
        std::thread::scope(|scope| {
            for id in &cases {
                scope.spawn(move || {
                    house.post("shop", &format!("/api/v1/cases/{id}/offers"), part(3_000)).is(200)
                });
            }
        });
        let out = cases.iter().filter(|id| offers(house, id) != json!([])).count();
        let waiting = house.get("chief", "/api/v1/approvals").is(200)["items"].as_array().map(Vec::len);
        assert_eq!((out, waiting), (1, Some(3)), "one went out, the others wait for somebody");
    });
}

#[test]
fn a_standing_rule_settles_what_it_names_at_once_and_never_above_the_contract() {
    in_house(|house| {
        let rules = format!("{SHOP}/rules");
        house.post("li", &rules, rule(3_000)).is(403);
        house.post("other", &rules, rule(3_000)).problem(404, "not_found");
        house.post("shop", &rules, rule(3_000)).problem(409, "contract_missing");
        agree(house, "trusted", 3_000, 5_000);
        house.post("shop", &rules, rule(3_001)).problem(403, "above_contract");
        house.post("shop", &rules, rule(2_000)).is(200);
        let mut better = rule(3_000);
        better["of"] = json!("s1");
        assert_eq!(house.post("shop", &rules, better).is(200)["items"][0]["version"], 2);
        for (number, fen) in [("A-1", 2_900), ("A-2", 2_900), ("A-3", 3_100)] {
            house.order_worth(number, "m1", fen);
        }
        let filed = |number: &str| house.filed_about(number);
        let (id, link) = filed("A-1");
        let made = offers(house, &id);
        assert_eq!(
            (&made[0]["by"], &made[0]["rule"], &made[0]["items"][0]["amount_fen"]),
            (&json!("merchant"), &json!("s1.2"), &json!(2_900))
        );
        assert!(Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200).has("S1.2"));
        house.post("", &format!("/api/v1/cases/{link}/accept"), json!({ "offer": "o1" })).is(200);
        assert_eq!(offers(house, &filed("A-2").0), json!([]), "21 yuan are left of the day");
        assert_eq!(offers(house, &filed("A-3").0), json!([]), "it is above the rule");
        house.clock.advance(24 * HOUR_MS);
        agree(house, "trusted", 2_000, 5_000);
        assert_eq!(offers(house, &filed("A-2").0), json!([]), "the contract was narrowed below the rule");
        agree(house, "trusted", 3_000, 5_000);
        house.post("chief", &format!("{rules}/s1"), json!({ "on": "off" })).is(200);
        assert_eq!(offers(house, &filed("A-2").0), json!([]), "it was stopped");
        house.post("chief", &format!("{rules}/s1"), json!({ "on": "on" })).problem(403, "not_allowed");
        house.post("shop", &format!("{rules}/s1"), json!({ "on": "on" })).is(200);
        assert_eq!(offers(house, &filed("A-2").0)[0]["rule"], "s1.2");
        let would = &house.get("shop", &rules).is(200)["items"][0]["last_90_days"];
        assert_eq!(*would, json!({ "cases": 5, "fen": 14_500 }), "five of six complaints");
        let shop = Browser::of(house, "shop");
        for (lang, words) in [("zh-CN", ["常设规则", "145.00"]), ("en", ["Standing rules", "145.00"])] {
            let page = shop.get(&format!("/m/rules?lang={lang}")).is(200);
            assert!(words.iter().all(|word| page.has(word)), "{lang}");
        }
        let form = [("offer", "return"), ("most", "30"), ("days", "7"), ("text", "七天内可退")];
        shop.post("/m/rules", &form).is(303);
        let page = shop.post("/m/rules", &[("offer", "refund"), ("most", "99"), ("text", "qxkept")]).is(403);
        assert!(page.has("qxkept"), "what was typed is kept");
    });
}

#[test]
fn a_rule_fires_when_the_order_becomes_known_later() {
    in_house(|house| {
        agree(house, "trusted", 13_000, 20_000);
        house.post("shop", &format!("{SHOP}/rules"), rule(13_000)).is(200);
        let mut new = crate::house::complaint();
        new["order"]["number"] = json!("A-1001x");
        let filed = house.post("li", "/api/v1/cases", new).is(201);
        let id = word(&filed["id"]);
        assert_eq!(offers(house, &id), json!([]));
        house.act("li", &id, "supplement", json!({ "order_number": "A-1001" }));
        assert_eq!(offers(house, &id)[0]["rule"], "s1.1");
    });
}

#[test]
fn people_of_a_shop_do_what_the_owner_gave_them_and_nothing_once_let_go() {
    in_house(|house| {
        let people = format!("{SHOP}/people");
        let new = |user: &str| json!({ "user": user, "name": "小陈", "password": "a long password", "answer": true, "offer_fen": 0 });
        house.post("li", &people, new("chen")).is(403);
        house.post("other", &people, new("chen")).problem(404, "not_found");
        house.post("shop", &people, new("li")).problem(409, "already_there");
        house.post("shop", &people, new("chen")).is(200);
        house.issue("chen", "*");
        let (id, _) = house.filed();
        let path = |action: &str| format!("/api/v1/cases/{id}/{action}");
        house.post("chen", &path("messages"), json!({ "to": "platform", "text": "马上核实" })).is(200);
        house.post("chen", &path("offers"), part(100)).problem(403, "not_your_right");
        house.post("chen", &path("consent"), json!({})).problem(403, "not_your_right");
        house.post("chen", &people, new("du")).problem(403, "not_your_right");
        agree(house, "trusted", 10_000, 10_000);
        house.post("chen", &format!("{SHOP}/rules"), rule(100)).problem(403, "not_your_right");
        let rights = |body: Value| house.post("shop", &format!("{people}/chen"), body);
        rights(json!({ "offer_fen": 5_000 })).is(200);
        house.post("chen", &path("offers"), part(5_001)).problem(403, "above_rights");
        house
            .post("chen", &path("messages"), json!({ "to": "platform", "text": "?" }))
            .problem(403, "not_your_right");
        house.post("chen", &path("offers"), part(5_000)).is(200);

        let chen = Browser::of(house, "chen");
        let page = chen.get("/m/people?lang=zh-CN").is(200);
        assert!(page.has("小陈") && !page.has("添加账号"), "only the owner adds people");
        house.post("shop", &format!("{people}/shop"), json!({ "let_go": true })).is(403);
        rights(json!({ "let_go": true })).is(200);
        house.get("chen", &format!("/api/v1/cases/{id}")).is(403);
        assert_ne!(chen.get("/m").status, 200, "signed out everywhere");
        give_password(house, "chen");
        let shop = Browser::of(house, "shop");
        let form =
            [("what", "person"), ("user", "zhao"), ("name", "小赵"), ("password", "short"), ("answer", "1")];
        let page = shop.post("/m/people", &form).is(422);
        assert!(page.has("小赵") && !page.has("short"));
        let form = [
            ("what", "person"),
            ("user", "zhao"),
            ("name", "小赵"),
            ("password", "long enough"),
            ("answer", "1"),
        ];
        shop.post("/m/people", &form).is(303);
        shop.post("/m/people/zhao", &[("what", "rights"), ("offer", "20")]).is(303);
        assert!(shop.get("/m/people?lang=en").is(200).has("promise up to"));
    });
}

#[test]
fn one_answer_goes_to_many_cases_and_a_bad_one_does_not_spoil_the_rest() {
    in_house(|house| {
        let [first, second, third] = [(); 3].map(|()| house.filed().0);
        let closing = json!({ "outcome": "explained", "relief": "explanation", "words": "说明" });
        house.act("li", &third, "close", closing);
        let batch = format!("{SHOP}/batch");
        let all = |what: &str| json!({ "cases": [first, third, "nobody's", second], "what": what, "text": "我们的责任" });
        house.post("other", &batch, all("consent")).problem(404, "not_found");
        house.post("shop", &batch, json!({ "cases": [], "what": "consent" })).problem(422, "nothing_chosen");
        let said = house.post_with("shop", &batch, &[("idempotency-key", "b1")], all("consent")).is(200);
        let refused: Vec<_> = (0..4).map(|n| said["items"][n]["refused"].clone()).collect();
        assert_eq!(refused, [Value::Null, json!("case_closed"), json!("not_found"), Value::Null]);
        house.post_with("shop", &batch, &[("idempotency-key", "b1")], all("message")).is(200);
        let told = house.case("li", &first)["timeline"].to_string();
        assert_eq!(told.matches("我们的责任").count(), 1, "the same key again does nothing");
        let page = house.post(
            "li",
            &format!("/api/v1/cases/{first}/offers"),
            json!({
                "items": [{ "remedy": "refund", "amount_fen": 12_900 }], "words": "全额退款"
            }),
        );
        page.is(200);
        let shop = Browser::of(house, "shop");
        let list = shop.get("/m?view=all&lang=zh-CN").is(200);
        assert!(list.has("批量答复") && list.has(&first));
        let form =
            [("case", first.as_str()), ("case", third.as_str()), ("what", "message"), ("text", "已安排退款")];
        let page = shop.post("/m/batch?lang=zh-CN", &form).is(409);
        assert!(page.has("已办理 1 件，未办理 1 件"));
        assert!(house.case("li", &first)["timeline"].to_string().contains("已安排退款"));
        let page = shop.get(&format!("/m/cases/{second}?lang=zh-CN")).is(200);
        assert!(page.has("您已承担这件投诉的责任"));
        let fresh = house.filed().0;
        shop.post(&format!("/m/cases/{fresh}/consent"), &[("text", "我们的责任")]).is(303);
        assert_eq!(house.case("li", &fresh)["consented"], true);
    });
}

#[test]
fn the_to_do_shows_what_is_asked_by_when_it_is_due_page_by_page() {
    in_house(|house| {
        let ask = |hours: i64| {
            let (id, _) = house.filed();
            let due = jiff::Timestamp::from_millisecond(house.now_ms() + hours * HOUR_MS).expect("a time");
            let request = json!({
                "to": "merchant", "kinds": ["track"], "reason": "请提供", "due_at": due.to_string(),
            });
            house.act("li", &id, "request-evidence", request);
            id
        };
        let (late, soon) = (ask(40), ask(3));
        house.filed();
        let to_do = house.get("shop", &format!("{SHOP}/to-do")).is(200);
        let ids: Vec<_> =
            to_do["items"].as_array().expect("items").iter().map(|one| word(&one["id"])).collect();
        assert_eq!(ids, [soon.clone(), late.clone()], "the third asks nothing of the shop");
        assert_eq!(to_do["items"][0]["evidence"], json!(["track"]));
        house.get("li", &format!("{SHOP}/to-do")).is(403);
        let shop = Browser::of(house, "shop");
        let page = shop.get("/m?lang=zh-CN").is(200);
        assert!(page.has(&soon) && page.has(&late));
        house.act("shop", &soon, "evidence", json!({ "request": "q1", "text": "已发货" }));
        let to_do = house.get("shop", &format!("{SHOP}/to-do")).is(200);
        assert_eq!(
            to_do["items"].as_array().map(Vec::len),
            Some(1),
            "what was answered is not asked any more"
        );
    });
}

#[test]
fn the_deposit_leaves_as_a_file_for_bookkeeping() {
    in_house(|house| {
        let funded = json!({ "amount_fen": 5_000, "reference": "bank-1" });
        house.post("chief", "/api/v1/accounts/deposit-m1/fund", funded).is(200);
        let file = house.get("shop", "/m/deposit.csv");
        assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"));
        let text = file.text();
        assert!(
            text.starts_with('\u{feff}') && text.contains("\"50.00\"") && text.contains("bank-1"),
            "{text}"
        );
        assert_eq!(text.lines().count(), 2);
        assert!(!house.get("other", "/m/deposit.csv").text().contains("bank-1"));
        let statement = house.get("shop", &format!("{SHOP}/deposit")).is(200);
        assert_eq!(statement["postings"][0]["amount_fen"], 5_000);
        house.get("other", &format!("{SHOP}/deposit")).problem(404, "not_found");
    });
}

/// Twelve requests to the shop, of which it lets nine lapse.
fn careless(house: &House) {
    for n in 0..12 {
        let (id, _) = house.filed();
        let request = json!({ "to": "merchant", "kinds": ["track"], "reason": "请提供" });
        house.act("li", &id, "request-evidence", request);
        if n >= 9 {
            house.act("shop", &id, "evidence", json!({ "request": "q1", "text": "已发货" }));
        }
    }
    house.clock.advance(10 * 24 * HOUR_MS);
    house.pass();
}

#[test]
fn a_score_shows_its_parts_a_letter_tells_of_it_and_another_person_answers_the_objection() {
    in_house(|house| {
        let id = MerchantId::new("m1");
        let mut pack = house.store.pack(id.subject());
        let (name, contact) = (pack.text("好物小店"), pack.json(&person("店主", "", "shop@example.cn")));
        let record =
            Command::RecordMerchant { merchant: id, name, contact: Some(contact), fingerprint: "n2".into() };
        house.by_system(record, pack.close());
        careless(house);
        let risk = house.get("shop", SHOP).is(200)["risk"].clone();
        let late = risk["signs"].as_array().expect("signs").iter().find(|one| one["sign"] == "late");
        let late = late.expect("lateness is a sign");
        assert_eq!((&late["hits"], &late["of"], &late["points"]), (&json!(9), &json!(12), &json!(18)));
        assert_eq!(late["cases"].as_array().map(Vec::len), Some(9), "the cases behind it are named");
        let sum: i64 =
            risk["signs"].as_array().expect("signs").iter().filter_map(|one| one["points"].as_i64()).sum();
        assert_eq!(risk["score"], sum);

        let measures = format!("{SHOP}/measures");
        let take = |score: i64| {
            json!({ "kind": "rectification", "score": score, "clause": "risk-2.1", "reasons": "多次逾期未举证",
                    "until_at": "2026-04-30T00:00:00Z" })
        };
        house.post("chief", &measures, take(sum + 1)).problem(422, "score_invalid");
        house.post("chief", &measures, take(sum)).is(200);
        let smtp = FakeSmtp::start().expect("a mail server");
        house.pass_to(&channels(&smtp)).expect("a pass");
        let mails = smtp.received();
        let letter = mails.iter().find(|mail| mail.text.contains("risk-2.1")).expect("a letter");
        for words in ["多次逾期未举证", "举证要求逾期未答: 9 / 12 → 18 / 25", "C-2026-0000", "/m/measures"]
        {
            assert!(letter.text.contains(words), "{words}: {}", letter.text);
        }

        house.post("shop", &format!("{measures}/x1/appeal"), json!({ "words": "系统故障" })).is(200);
        let told = house.get("shop", &measures).is(200)["items"][0]["objection"].clone();
        assert_eq!((&told["owner"], &told["late"]), (&json!("admin"), &json!(false)), "not whoever took it");
        assert_eq!(told["why"]["rule"], "objection");
        let due = told["due_at"].as_str().expect("a day").to_owned();
        for (who, path) in [("shop", "/m/measures"), ("chief", "/desk/merchants/m1")] {
            let page = Browser::of(house, who).get(&format!("{path}?lang=zh-CN")).is(200);
            for words in ["由 admin 答复", "到期没有人答复不等于不同意"] {
                assert!(page.has(words), "{path}: {words}");
            }
        }
        house.clock.advance(10 * 24 * HOUR_MS);
        house.pass_to(&channels(&smtp)).expect("a pass");
        let told = house.get("shop", &measures).is(200)["items"][0].clone();
        assert_eq!((&told["state"], &told["objection"]["late"]), (&json!("appealed"), &json!(true)), "{due}");
        let late = smtp.received().into_iter().find(|mail| mail.text.contains("这不是拒绝"));
        assert!(
            late.is_some_and(|mail| mail.text.contains("由 admin 答复")),
            "the shop is told that it is late"
        );
        assert!(Browser::of(house, "shop").get("/m/measures?lang=en").is(200).has("That is no refusal"));
        let why = json!({ "why": "日志不支持" });
        for answer in ["uphold", "lift"] {
            let path = format!("{measures}/x1/{answer}");
            house.post("chief", &path, why.clone()).problem(409, "second_person_needed");
            house.post("li", &path, why.clone()).problem(403, "not_allowed");
        }
        let chief = Browser::of(house, "chief");
        chief.post("/desk/merchants/m1/measures/x1", &[("what", "uphold"), ("why", "是")]).is(409);
        let admin = Browser::of(house, "admin");
        admin.post("/desk/merchants/m1/measures/x1", &[("what", "uphold"), ("why", "日志不支持")]).is(303);
        let shop = Browser::of(house, "shop");
        for (lang, words) in [
            ("zh-CN", ["风险评分", "举证要求逾期未答", "维持理由", "日志不支持"]),
            ("en", ["Risk score", "Requests let lapse", "Why it stays", "日志不支持"]),
        ] {
            let page = shop.get(&format!("/m/measures?lang={lang}")).is(200);
            assert!(words.iter().all(|word| page.has(word)), "{lang}");
        }
        house.pass_to(&channels(&smtp)).expect("a pass");
        assert!(smtp.received().iter().any(|mail| mail.text.contains("日志不支持")), "the answer is told");
        assert!(chief.get("/desk/merchants/m1?lang=zh-CN").is(200).has("日志不支持"));
    });
}
