//! A prepaid merchant that closes, through the API and the pages: who may flag it, what the merchant and the holder of a
//! card are told, and a queue that is paid to the last fen.

use crate::desk::browser::Browser;
use crate::house::{House, in_house, person, word};
use crate::notices::channels;
use connect::fake::FakeSmtp;
use domain::command::{CaseCommand, Command, RemedyAnswer};
use domain::{CaseId, Fen, MerchantId};
use serde_json::{Value, json};
use store::Parcel;
use store::closings::Balance;

const GYM: &str = "/api/v1/merchants/m1/closing";

fn words() -> Value {
    json!({ "clause": "prepaid-3", "reasons": "拖欠租金", "words": "即将停业，请选择。", "elsewhere": "m2" })
}

fn card(house: &House, number: &str, fen: i64) {
    let balance = Balance {
        card: number.into(),
        holder: person("苏禾", "13900001234", "suhe@example.cn"),
        balance: Fen(fen),
        payment: None,
    };
    let taken = house.runtime.block_on(house.store.take_balance(&MerchantId::new("m1"), &balance));
    taken.unwrap_or_else(|error| panic!("{}", error.detail()));
}

fn link(house: &House, item: &Value) -> String {
    let id = CaseId::new(word(&item["case"]));
    let case = house.store.db().read_blocking(|db| house.store.case(db, &id)).expect("a query is answered");
    house.store.link(&case.expect("a case").case)
}

fn fund(house: &House, fen: i64, reference: &str) {
    let body = json!({ "amount_fen": fen, "reference": reference });
    house.post("chief", "/api/v1/accounts/deposit-m1/fund", body).is(200);
}

/// The provider pays what was instructed, and says so twice.
fn paid(house: &House, item: &Value) {
    let id = word(&item["case"]);
    for remedy in house.case("li", &id)["remedies"].as_array().expect("remedies") {
        if remedy["state"] != "instructed" {
            continue;
        }
        let amount = Fen(remedy["amount_fen"].as_i64().expect("an amount"));
        for _ in 0..2 {
            let command = CaseCommand::RemedyAnswered {
                remedy: word(&remedy["id"]),
                reference: word(&remedy["reference"]),
                answer: RemedyAnswer::Done { reference: "psp".into(), amount },
            };
            house.by_system(Command::Case(CaseId::new(id.as_str()), command), Parcel::default());
        }
    }
}

#[test]
fn a_manager_flags_it_once_and_the_merchant_is_told_and_objects() {
    in_house(|house| {
        for (user, status) in [("li", 403), ("shop", 403)] {
            house.post(user, GYM, words()).is(status);
        }
        house.get("li", GYM).problem(404, "not_found");
        let mut wrong = words();
        wrong["elsewhere"] = "m1".into();
        house.post("chief", GYM, wrong).problem(404, "not_found");
        let mut wrong = words();
        wrong["reasons"] = " ".into();
        house.post("chief", GYM, wrong).problem(422, "text_missing");
        house.post("chief", "/api/v1/merchants/nobody/closing", words()).problem(404, "not_found");

        let mut pack = house.store.pack(MerchantId::new("m1").subject());
        let command = Command::RecordMerchant {
            merchant: MerchantId::new("m1"),
            name: pack.text("悦动健身"),
            contact: Some(pack.json(&person("店长", "", "shop@example.cn"))),
            fingerprint: "with-contact".into(),
        };
        house.by_system(command, pack.close());
        let key = [("idempotency-key", "k1")];
        let flagged = house.post_with("chief", GYM, &key, words()).is(200);
        assert_eq!((&flagged["stands"], &flagged["holders"]), (&json!(true), &json!(0)));
        assert_eq!(house.post_with("chief", GYM, &key, words()).is(200)["measure"], flagged["measure"]);
        house.post("chief", GYM, words()).problem(409, "already_there");

        let smtp = FakeSmtp::start().expect("a mail server");
        house.pass_to(&channels(&smtp)).expect("a pass");
        let mails = smtp.received();
        let letter = mails.iter().find(|mail| mail.text.contains("prepaid-3")).expect("a letter");
        assert!(letter.text.contains("拖欠租金") && letter.text.contains("/m/measures"), "{}", letter.text);

        let measures = house.get("shop", "/api/v1/merchants/m1/measures").is(200);
        assert_eq!(measures["items"][0]["kind"], "no_prepayments");
        assert_eq!(measures["items"][0]["reasons"], "拖欠租金");
        let no = json!({ "words": "没有这回事" });
        house.post("shop", "/api/v1/merchants/m1/measures/x1/appeal", no).is(200);
        let why = json!({ "why": "查过了" });
        house
            .post("chief", "/api/v1/merchants/m1/measures/x1/lift", why.clone())
            .problem(409, "second_person_needed");
        house.post("admin", "/api/v1/merchants/m1/measures/x1/lift", why).is(200);
        assert_eq!(house.get("shop", GYM).is(200)["stands"], false, "the flag goes with its measure");
    });
}

#[test]
fn the_queue_is_paid_to_the_last_fen_and_each_reads_what_is_theirs() {
    in_house(|house| {
        house.post("chief", GYM, words()).is(200);
        for (number, fen) in [("K1", 128_050), ("K2", 64_025), ("K3", 33), ("K4", 99_000)] {
            card(house, number, fen);
        }
        let items = house.get("li", GYM).is(200)["items"].as_array().expect("holders").clone();
        house.get("other", GYM).problem(404, "not_found");
        assert!(
            house.get("shop", GYM).is(200)["items"].is_null(),
            "names of holders are not the shop's to list"
        );
        let links: Vec<String> = items.iter().map(|item| link(house, item)).collect();
        let page = house.get("", &format!("/c/{}", links[0])).text();
        assert!(page.contains("1,280.50") && page.contains("轮到您") && !page.contains("/counter"));
        for (at, link) in links.iter().enumerate() {
            let chosen = if at == 3 { 1 } else { 0 };
            let body = json!({ "offer": "o1", "chosen": [chosen] });
            house.post("", &format!("/api/v1/cases/{link}/accept"), body).is(200);
        }
        let share = format!("{GYM}/share");
        house.post("chief", &share, json!({})).problem(409, "budget_spent");
        fund(house, 100_000, "B1");
        house.post("li", &share, json!({})).is(403);
        let now = house.post("chief", &share, json!({})).is(200);
        assert_eq!((&now["shared_fen"], &now["paid_fen"]), (&json!(100_000), &json!(0)));
        let proof = json!({ "remedy": "r1", "proof": { "payment": "BANK9" } });
        let whole = format!("/api/v1/cases/{}/execute", word(&items[0]["case"]));
        house.post("li", &whole, proof).problem(409, "paid_in_shares");
        items.iter().for_each(|item| paid(house, item));
        let now = house.get("shop", GYM).is(200);
        assert_eq!(
            (&now["paid_fen"], &now["left_fen"], &now["done"]),
            (&json!(100_000), &json!(92_108), &json!(0))
        );
        let page = house.get("", &format!("/c/{}", links[0])).text();
        assert!(page.contains("613.95") && page.contains("666.55"), "what was paid and what is left");
        let english = house.get("", &format!("/c/{}?lang=en", links[0])).text();
        assert!(english.contains("Still owed") && english.contains("you need not do anything"));

        fund(house, 95_000, "B2");
        house.post("chief", &share, json!({})).is(200);
        items.iter().for_each(|item| paid(house, item));
        let now = house.get("li", GYM).is(200);
        assert_eq!(
            (&now["paid_fen"], &now["left_fen"], &now["done"]),
            (&json!(192_108), &json!(0), &json!(3))
        );
        assert_eq!(now["deposit_free_fen"], 2_892);
        house.post("chief", &share, json!({})).problem(409, "nobody_waits");
        let owed = house.get("chief", "/api/v1/accounts/merchant-m1").is(200);
        assert_eq!(owed["balance_fen"], 0);
        let one = house.case("li", &word(&items[0]["case"]));
        assert_eq!((&one["stage"], &one["remedies"][1]["part_of"]), (&json!("follow_up"), &json!("r1")));
        assert!(house.get("", &format!("/c/{}", links[0])).text().contains("余额已全部退清"));
    });
}

#[test]
fn the_pages_flag_it_show_the_progress_and_share_it_out() {
    in_house(|house| {
        let (chief, li, path) =
            (Browser::of(house, "chief"), Browser::of(house, "li"), "/desk/merchants/m1/closing");
        assert!(chief.get("/desk/merchants/m1").is(200).has(path));
        let page = li.get(&format!("{path}?lang=zh-CN")).is(200);
        assert!(page.has("这个商家没有标记为停业") && !page.has("<textarea"), "handlers read");
        let fields = [("clause", "prepaid-3"), ("reasons", "欠租"), ("words", "请选择"), ("elsewhere", "m2")];
        li.post(path, &fields).is(403);
        let done = chief.post(path, &fields).is(303);
        assert!(chief.get(&format!("{}&lang=zh-CN", done.location)).is(200).has("还没有持卡人"));
        let again = chief.post(path, &fields).is(409);
        assert!(again.has("It is there already"), "{}", again.html);
        card(house, "K1", 10_000);
        let items = house.get("li", GYM).is(200)["items"].clone();
        let body = json!({ "offer": "o1", "chosen": [0] });
        house.post("", &format!("/api/v1/cases/{}/accept", link(house, &items[0])), body).is(200);
        fund(house, 4_000, "B1");
        let page = chief.get(&format!("{path}?lang=en")).is(200);
        assert!(page.has("Share out the deposit") && page.has("100.00") && page.has("另一家店"));
        assert!(!li.get(path).is(200).has("/closing/share"));
        chief.post(&format!("{path}/share"), &[]).is(303);
        paid(house, &items[0]);
        for (user, path) in [("chief", path), ("shop", "/m/measures")] {
            for (lang, words) in [("zh-CN", "还欠"), ("en", "Still owed")] {
                let page = Browser::of(house, user).get(&format!("{path}?lang={lang}")).is(200);
                assert!(page.has(words) && page.has("60.00") && page.has("1 / 1"), "{user} {lang}");
            }
        }
        assert!(Browser::of(house, "shop").get("/m/measures?lang=zh-CN").is(200).has("停止收取预付款"));
        let case = format!("/desk/cases/{}", word(&items[0]["case"]));
        let page = li.get(&format!("{case}?lang=zh-CN")).is(200);
        assert!(page.has("从保证金里分到一份") && page.has("40.00"));
    });
}
