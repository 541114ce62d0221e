//! The books, claims and measures through the front door, and WeChat Pay from instruction to notice. Keys are made here
//! with `openssl`, which has to be installed (Debian: apt-get install openssl).

use crate::desk::browser::Browser;
use crate::house::{HOUR_MS, House, in_house, person};
use connect::Secret;
use connect::fake::FakePay;
use connect::fake::pay::{Behaviour, Idempotency, Keys, Tongue};
use connect::pay::WeChat;
use connect::pay::rsa::{SigningKey, TheirKey};
use domain::command::Command;
use domain::order::OrderFacts;
use domain::{CaseId, Fen, MerchantId};
use serde_json::{Value, json};
use server::jobs::{Channels, Payers};
use std::io::Write;
use std::process::Stdio;
use std::sync::LazyLock;
use std::time::Duration;
use store::record::{OrderRecord, Payment};

const APIV3: &str = "0123456789abcdef0123456789abcdef";

/// Pays in, and answers what the account has then.
fn fund(house: &House, account: &str, fen: i64, reference: &str) -> Value {
    let body = json!({ "amount_fen": fen, "reference": reference });
    house.post("chief", &format!("/api/v1/accounts/{account}/fund"), body).is(200)
}

/// A refund of 60 yuan is accepted; the order is not known to any provider.
fn owed(house: &House) -> (String, String) {
    let (id, link) = house.filed();
    let offer =
        json!({ "items": [{ "remedy": "partial_refund", "amount_fen": 6_000 }], "words": "退一部分" });
    house.act("li", &id, "offers", offer);
    house.act("", &link, "accept", json!({ "offer": "o1" }));
    (id, link)
}

#[test]
fn a_manager_reads_the_books_and_books_what_was_paid_in_once() {
    in_house(|house| {
        for _ in 0..2 {
            assert_eq!(fund(house, "deposit-m1", 5_000, "bank-1")["balance_fen"], 5_000);
        }
        let (id, _) = owed(house);
        let account = house.get("chief", "/api/v1/accounts/deposit-m1").is(200);
        assert_eq!((&account["available_fen"], &account["held_fen"]), (&json!(0), &json!(5_000)));
        assert_eq!(account["pending"][0]["authority"], "offer:o1");
        let customer = format!("customer-{id}");
        let told = house.get("chief", &format!("/api/v1/accounts/{customer}")).is(200);
        let line = &told["postings"][0];
        assert_eq!(
            (&line["amount_fen"], &line["reason"], &line["authority"], &line["case"]),
            (&json!(6_000), &json!("remedy_owed"), &json!("offer:o1"), &json!(id))
        );
        let kinds = house.get("chief", "/api/v1/accounts").is(200);
        let kinds = kinds["kinds"].as_array().expect("kinds");
        assert_eq!(kinds.iter().filter_map(|kind| kind["balance_fen"].as_i64()).sum::<i64>(), 0);
        for (path, user) in [("/api/v1/accounts", "li"), ("/api/v1/accounts/goodwill", "shop")] {
            house.get(user, path).problem(403, "not_allowed");
        }
        house.get("chief", "/api/v1/accounts/savings").problem(404, "not_found");
        let wrong = |fen: i64, reference: &str| json!({ "amount_fen": fen, "reference": reference });
        house.post("chief", "/api/v1/accounts/goodwill/fund", wrong(-1, "b")).problem(422, "amount_invalid");
        house.post("chief", "/api/v1/accounts/goodwill/fund", wrong(1, "给 李")).problem(422, "word_unknown");
        house.post("chief", "/api/v1/accounts/deposit-m9/fund", wrong(1, "b")).problem(404, "not_found");
        house
            .post("chief", &format!("/api/v1/accounts/{customer}/fund"), wrong(1, "b"))
            .problem(422, "word_unknown");

        let chief = Browser::of(house, "chief");
        for (lang, words) in
            [("zh-CN", ["商家保证金", "应付消费者"]), ("en", ["Deposit of merchant", "Owed to customer"])]
        {
            let books = chief.get(&format!("/desk/money?lang={lang}")).is(200);
            assert!(words.iter().all(|word| books.has(word)), "{lang}");
            let statement = chief.get(&format!("/desk/money/{customer}?lang={lang}")).is(200);
            assert!(statement.has("60.00") && statement.has("O1"), "{lang}");
            assert!(chief.get(&format!("/desk/money?kind=deposit&lang={lang}")).is(200).has("m1"));
        }
        assert_eq!(Browser::of(house, "li").get("/desk/money").status, 403);
    });
}

#[test]
fn a_measure_is_seen_by_its_merchant_who_objects_and_by_no_other() {
    in_house(|house| {
        fund(house, "deposit-m1", 5_000, "bank-1");
        let (id, _) = house.filed();
        let path = "/api/v1/merchants/m1/measures";
        let take = |more: Value| {
            let mut body =
                json!({ "kind": "no_listings", "clause": "deposit-4.2", "reasons": "三次虚假发货" });
            body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
            body
        };
        house.post("li", path, take(json!({ "case": id }))).problem(403, "not_allowed");
        house.post("chief", path, take(json!({}))).is(400);
        house.post("chief", path, take(json!({ "case": id, "score": 9 }))).is(400);
        house.post("chief", path, take(json!({ "case": "C-2026-009999" }))).problem(404, "not_found");
        house.post("chief", path, take(json!({ "case": id }))).is(200);
        let doubled = json!({ "score": 71, "kind": "double" });
        house.post("chief", path, take(doubled)).problem(422, "score_invalid");
        let doubled = json!({ "score": 0, "kind": "double" });
        let all = house.post("chief", path, take(doubled)).is(200);
        assert_eq!(all["items"][0]["steps"][1], json!({ "step": "after", "fen": 10_000 }));
        assert_eq!(
            (&all["items"][1]["kind"], &all["items"][1]["score"]),
            (&json!("no_listings"), &Value::Null)
        );

        house.get("other", path).problem(404, "not_found");
        assert_eq!(house.get("shop", path).is(200)["items"].as_array().expect("items").len(), 2);
        let objection = json!({ "words": "都是误扫" });
        house.post("other", &format!("{path}/x1/appeal"), objection.clone()).problem(404, "not_found");
        house.post("shop", &format!("{path}/x1/appeal"), objection.clone()).is(200);
        house.post("shop", &format!("{path}/x1/appeal"), objection).problem(409, "already_answered");
        let shop = Browser::of(house, "shop");
        for (lang, words) in [
            ("zh-CN", ["暂停上新", "因风险评分", "加倍后"]),
            ("en", ["No new listings", "From the risk score", "Doubled"]),
        ] {
            let page = shop.get(&format!("/m/measures?lang={lang}")).is(200);
            assert!(
                words.iter().all(|word| page.has(word)) && page.has("都是误扫") && page.has("三次虚假发货")
            );
        }
        let desk = Browser::of(house, "chief");
        assert!(desk.get("/desk/merchants/m1?lang=zh-CN").is(200).has("都是误扫"));
        assert_eq!(Browser::of(house, "other").get("/desk/merchants/m1").status, 403);
        house.post("admin", &format!("{path}/x1/lift"), json!({ "why": "查明属误扫" })).is(200);
        house.clock.advance(31 * 24 * HOUR_MS);
        house.pass();
        let all = house.get("chief", path).is(200);
        assert_eq!(
            (&all["items"][1]["state"], &all["items"][0]["state"]),
            (&json!("lifted"), &json!("in_force"))
        );
    });
}

struct Pair {
    private: String,
    public: String,
}

fn openssl(arguments: &[&str], input: &str) -> String {
    let mut child = std::process::Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl is installed");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("it reads");
    String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("PEM")
}

fn pair() -> Pair {
    let private = openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "");
    let public = openssl(&["pkey", "-pubout"], &private);
    Pair { private, public }
}

static OURS: LazyLock<Pair> = LazyLock::new(pair);
static THEIRS: LazyLock<Pair> = LazyLock::new(pair);

fn provider() -> (FakePay, Payers) {
    let private = |pair: &Pair| SigningKey::read(&pair.private).expect("a key");
    let public = |pair: &Pair| TheirKey::read(&pair.public).expect("a key");
    let keys = Keys {
        own: private(&THEIRS),
        wrong: private(&OURS),
        asker: public(&OURS),
        id: "PUB_KEY_ID_1".into(),
        apiv3: APIV3.into(),
    };
    let fake = FakePay::speaking(Idempotency::Ignored, Tongue::WeChat(keys)).expect("it starts");
    let wechat = WeChat {
        url: fake.url(),
        mchid: "1900000001".into(),
        serial: "S1".into(),
        key: private(&OURS),
        platform_id: "PUB_KEY_ID_1".into(),
        platform_key: public(&THEIRS),
        apiv3_key: Secret::new(APIV3),
        notify_url: None,
        timeout: Duration::from_millis(600),
    };
    (fake, Payers { wechat: Some(wechat), ..Payers::default() })
}

/// An order that was paid by WeChat, complained about, with a refund of 60 yuan accepted. Answers the case.
fn paid_by_wechat(house: &House) -> String {
    let record = OrderRecord {
        number: "W-1".into(),
        merchant: Some("m1".into()),
        buyer: person("李雷", "13812345678", "lei@example.cn"),
        currency: "CNY".into(),
        total_fen: 12_900,
        payments: vec![Payment {
            reference: "42000001".into(),
            amount_fen: 12_900,
            method: "微信支付".into(),
            ..Payment::default()
        }],
        ..OrderRecord::default()
    };
    let id = house.store.order_id("W-1");
    let mut pack = house.store.pack(id.subject());
    let sealed = pack.json(&record);
    pack.found_by_order(&record, &sealed);
    let facts = OrderFacts {
        record: sealed,
        fingerprint: "w-1".into(),
        merchant: Some(MerchantId::new("m1")),
        product: None,
        total: Fen(12_900),
        currency: "CNY".into(),
        received: vec![],
        prepaid: false,
        bought_ms: None,
        promised_ms: None,
        delivered_ms: None,
    };
    house.by_system(Command::RecordOrder { order: id, facts: Box::new(facts) }, pack.close());
    let mut complaint = crate::house::complaint();
    complaint["order"]["number"] = json!("W-1");
    let filed = house.post("li", "/api/v1/cases", complaint).is(201);
    let (id, link) = (crate::house::word(&filed["id"]), crate::house::word(&filed["link"]));
    let link = link.rsplit('/').next().expect("a link").to_owned();
    let offer =
        json!({ "items": [{ "remedy": "partial_refund", "amount_fen": 6_000 }], "words": "退一部分" });
    house.act("li", &id, "offers", offer);
    house.act("", &link, "accept", json!({ "offer": "o1" }));
    id
}

/// The state of the one remedy.
fn state(house: &House, id: &str) -> String {
    crate::house::word(&house.case("li", id)["remedies"][0]["state"])
}

fn reference(house: &House, id: &str) -> String {
    let case = CaseId::new(id);
    let rows = house.store.db().read_blocking(|db| house.store.outbox_of(db, &case.subject())).expect("rows");
    rows.into_iter().find(|row| row.kind == "pay").expect("a payment").id
}

/// The house as a provider reaches it: the routes with the keys it was given.
fn listening(house: &House, payers: &Payers) -> String {
    let router = server::routes::router(house.app.clone()).layer(axum::Extension(payers.clone()));
    let listener = house.runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("it listens"));
    house.runtime.spawn(async move { axum::serve(listener, router).await });
    address
}

fn notify(house: &House, address: &str, headers: &[(&'static str, String)], body: &str) -> u16 {
    let mut request = ureq::http::Request::builder()
        .method("POST")
        .uri(format!("{address}/api/v1/pay/wechat"))
        .header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let answered = house.agent.run(request.body(body.to_owned()).expect("a request")).expect("an answer");
    answered.status().as_u16()
}

#[test]
fn wechat_pays_once_whether_its_notice_or_our_asking_comes_first() {
    in_house(|house| {
        let (fake, payers) = provider();
        let address = listening(house, &payers);
        let channels = Channels { pay: payers, ..Channels::default() };
        let id = paid_by_wechat(house);
        // It pays and never answers.
        fake.set_behaviour(Behaviour::Silent);
        house.pass_to(&channels).expect("a pass");
        assert_eq!(state(house, &id), "unknown");
        let reference = reference(house, &id);
        assert_eq!((fake.paid(&reference).len(), fake.received()[0].paid_fen), (1, 12_900));
        let (headers, body) = fake.notice(&reference, house.store.now_ms()).expect("a notice");
        assert_eq!(notify(house, &address, &headers, &body.replace("refund", "refuse")), 403, "altered");
        assert_eq!(notify(house, &address, &[], &body), 403, "unsigned");
        assert_eq!(
            notify(house, &house.base, &headers, &body),
            404,
            "a house without WeChat Pay hears nothing"
        );
        assert_eq!(state(house, &id), "unknown");
        for _ in 0..3 {
            assert_eq!(notify(house, &address, &headers, &body), 200, "as often as they like");
        }
        assert_eq!(state(house, &id), "proven");
        fake.set_behaviour(Behaviour::Ok);
        house.clock.advance(2 * HOUR_MS);
        house.pass_to(&channels).expect("a pass");
        assert_eq!(fake.paid(&reference).len(), 1);
        assert_eq!(fake.total_paid_fen(), 6_000);
    });
}

#[test]
fn an_answer_that_wechat_did_not_sign_is_not_believed_and_asked_after() {
    in_house(|house| {
        let (fake, payers) = provider();
        let address = listening(house, &payers);
        let channels = Channels { pay: payers, ..Channels::default() };
        let id = paid_by_wechat(house);
        fake.set_behaviour(Behaviour::WrongSignature);
        house.pass_to(&channels).expect("a pass");
        assert_eq!(state(house, &id), "unknown");
        fake.set_behaviour(Behaviour::Ok);
        house.clock.advance(HOUR_MS);
        house.pass_to(&channels).expect("a pass");
        assert_eq!(state(house, &id), "proven", "asking brought it");
        let reference = reference(house, &id);
        let (headers, body) = fake.notice(&reference, house.store.now_ms()).expect("a notice");
        assert_eq!(notify(house, &address, &headers, &body), 200, "late, and changes nothing");
        assert_eq!(fake.paid(&reference).len(), 1);
        let told = house.get("chief", "/api/v1/accounts/provider").is(200);
        assert_eq!(told["balance_fen"], 6_000);
    });
}

#[test]
fn a_process_that_dies_after_it_sent_a_refund_does_not_send_it_again() {
    in_house(|house| {
        // This one pays whatever is sent, as often as it is sent.
        let (fake, payers) = provider();
        let channels = Channels { pay: payers, ..Channels::default() };
        let id = paid_by_wechat(house);
        fake.set_behaviour(Behaviour::Late(Duration::from_millis(400)));
        let dying =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("one");
        let (app, given) = (house.app.clone(), channels.clone());
        dying.spawn(async move { server::jobs::pass(&app, &given).await.map(drop) });
        while fake.received().is_empty() {
            std::thread::sleep(Duration::from_millis(5));
        }
        dying.shutdown_background();
        std::thread::sleep(Duration::from_millis(700));
        let reference = reference(house, &id);
        assert_eq!(
            (fake.paid(&reference).len(), state(house, &id).as_str()),
            (1, "instructed"),
            "nobody heard of it"
        );
        fake.set_behaviour(Behaviour::Ok);
        house.pass_to(&channels).expect("a pass");
        assert_eq!(state(house, &id), "proven");
        assert_eq!(fake.paid(&reference).len(), 1);
    });
}

/// Keys lie in files beside the configuration, which says by name what is wrong with one.
#[test]
fn providers_are_configured_by_files_and_chosen_by_how_the_payment_came() {
    use connect::pay::Provider;
    use server::config::Config;
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("ours.pem", &OURS.private);
    write("theirs.pem", &THEIRS.public);
    write("apiv3.key", APIV3);
    let wechat = "[wechat_pay]\nmchid = \"1900000001\"\nserial = \"S1\"\nkey_file = \"ours.pem\"\nplatform_key_id = \"P1\"\n\
                  platform_key_file = \"theirs.pem\"\napiv3_key_file = \"apiv3.key\"\n";
    let alipay = "[alipay]\napp_id = \"2014\"\nkey_file = \"ours.pem\"\nalipay_key_file = \"theirs.pem\"\n";
    let plain = "[pay]\nurl = \"https://pay.example.cn\"\nsecret = \"s\"\n";
    let read = |text: &str| {
        write("redress.toml", text);
        Config::read(folder.path(), None).and_then(|config| Payers::of(&config))
    };
    let all = read(&format!("{plain}{wechat}{alipay}")).expect("it stands");
    let by = |method: &str| all.by(method).expect("somebody pays");
    for method in ["微信支付", "wechat", "WeixinPay"] {
        assert!(matches!(by(method), Provider::WeChat(_)), "{method}");
    }
    assert!(matches!(by("支付宝"), Provider::Alipay(_)) && matches!(by("Alipay"), Provider::Alipay(_)));
    assert!(matches!(by("银行卡"), Provider::Plain(_)) && matches!(by(""), Provider::Plain(_)));
    assert!(read(alipay).expect("it stands").by("银行卡").is_none());
    write("apiv3.key", "short");
    for (text, named) in [
        (wechat.to_owned(), "wechat_pay.apiv3_key_file"),
        (alipay.replace("theirs.pem", "ours.pem"), "alipay.alipay_key_file"),
        (alipay.replace("ours.pem", "none.pem"), "alipay.key_file"),
    ] {
        let wrong = read(&text).expect_err("it does not stand");
        assert!(wrong.contains(named) && !wrong.contains("PRIVATE"), "{wrong}");
    }
}

/// From the top rung of the ladder to the last fen: paid ahead, claimed, paid in part, deducted, given up.
#[test]
fn what_the_platform_pays_ahead_is_followed_to_the_last_fen() {
    in_house(|house| {
        fund(house, "advance", 50_000, "bank-1");
        fund(house, "goodwill", 50_000, "bank-2");
        fund(house, "deposit-m1", 5_000, "bank-3");
        let (id, link) = house.filed();
        for _ in 0..6 {
            house.act("chief", &id, "climb", json!({}));
            let case = house.case("chief", &id);
            let offer = case["offers"].as_array().and_then(|all| all.last()).expect("an offer").clone();
            if offer["rung"] == "advance" {
                house.act("", &link, "accept", json!({ "offer": offer["id"] }));
                break;
            }
            house.act("", &link, "decline", json!({ "offer": offer["id"], "why": "还不够" }));
        }
        let balance = |account: &str| {
            let account = house.get("chief", &format!("/api/v1/accounts/{account}")).is(200);
            account["balance_fen"].as_i64().expect("a balance")
        };
        assert_eq!(
            (balance("advance"), balance("recourse"), balance("merchant-m1")),
            (37_100, 12_900, -12_900)
        );
        let open = house.get("li", "/api/v1/claims").is(200);
        let claim = &open["items"][0];
        assert_eq!((&claim["from"], &claim["left_fen"]), (&json!("merchant"), &json!(12_900)), "{open}");
        house.get("shop", "/api/v1/claims").problem(403, "not_allowed");
        let path = format!("/api/v1/cases/{id}/claim");
        let received = json!({ "claim": "k1", "received": { "amount_fen": 5_000, "reference": "bank-9" } });
        house.post("shop", &path, received.clone()).problem(403, "not_allowed");
        house.post("li", &path, json!({ "claim": "k1" })).is(400);
        house.act("li", &id, "claim", received.clone());
        house.post("li", &path, received).problem(409, "already_there");
        let deduct = json!({ "claim": "k1", "deduct": { "amount_fen": 4_000 } });
        house.post("li", &path, deduct.clone()).problem(403, "not_allowed");
        house.act("chief", &id, "claim", deduct);
        house.clock.advance(15 * 24 * HOUR_MS);
        house.pass();
        assert_eq!(house.get("li", "/api/v1/claims").is(200)["items"][0]["reminders"], 1, "by the clock");
        for (lang, words) in [("zh-CN", "从保证金扣划"), ("en", "Take it from the deposit")] {
            assert!(Browser::of(house, "chief").get(&format!("/desk/claims?lang={lang}")).is(200).has(words));
        }
        house.act("chief", &id, "claim", json!({ "claim": "k1", "give_up": { "why": "商家已注销" } }));
        assert_eq!((balance("advance"), balance("recourse"), balance("merchant-m1")), (50_000, 0, 0));
        assert_eq!((balance("writeoff"), balance("deposit-m1")), (-3_900, 1_000));
        assert!(house.get("li", "/api/v1/claims").is(200)["items"].as_array().expect("items").is_empty());
    });
}

/// No rate is ours to say: it is what the house's own terms have.
#[test]
fn interest_is_worked_out_at_the_rate_of_the_playbook_and_shown_with_its_clause() {
    in_house(|house| {
        let (id, link) = house.filed();
        let from = json!([{ "remedy": "interest", "from": "2025-11-22" }]);
        let path = format!("/api/v1/cases/{id}/offers");
        let open = json!({ "items": from, "words": "按约定付息" });
        house.post("li", &path, open.clone()).problem(422, "rate_unknown");
        assert!(!Browser::of(house, "li").get(&format!("/desk/cases/{id}")).is(200).has("interest_from"));
        let (name, common) = domain::playbook::Playbooks::shipped_files()[0];
        let agreed = "[interest]\nrate_bp = 365\nclause = { zh = \"服务协议 8.2\", en = \"Terms 8.2\" }\n";
        let files = json!({ "files": { name: format!("{common}\n{agreed}") }, "why": "协议写明了利率" });
        house.post("admin", "/api/v1/playbooks", files).is(200);
        let desk = Browser::of(house, "li");
        let page = desk.get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        assert!(page.has("年利率 3.65 %：服务协议 8.2") && page.has("interest_from"));
        let wrong = json!({ "items": [{ "remedy": "interest", "from": "2026-03-02" }], "words": "今天起" });
        house.post("li", &path, wrong).problem(422, "day_invalid");
        house.act("li", &id, "offers", open);
        let offer = house.case("li", &id)["offers"][0].clone();
        assert_eq!(offer["items"][0]["amount_fen"], 129, "129.00 × 3.65 % × 100 ÷ 365");
        let numbers = json!({ "principal_fen": 12_900, "rate_bp": 365, "from": "2025-11-22", "days": 100 });
        assert_eq!(offer["interest"], numbers);
        // The same from the form, on what goes back with it.
        house.act("li", &id, "withdraw-offer", json!({ "offer": "o1" }));
        desk.does(
            &id,
            "offer",
            &[
                ("parts", "partial_refund"),
                ("amount_partial_refund", "50"),
                ("parts", "interest"),
                ("interest_from", "2025-11-22"),
                ("text", "退一部分，按约定付息"),
            ],
        );
        let case = house.case("li", &id);
        assert_eq!(case["offers"][1]["items"][1]["amount_fen"], 50, "{}", case["offers"]);
        for (lang, words) in [("zh-CN", "3.65 % × 100 天 ÷ 365"), ("en", "3.65 % × 100 days ÷ 365")] {
            let page = Browser::stranger(house).get(&format!("/c/{link}?lang={lang}")).is(200);
            assert!(
                page.has(words) && page.has(if lang == "en" { "Terms 8.2" } else { "服务协议 8.2" }),
                "{lang}"
            );
        }
    });
}
