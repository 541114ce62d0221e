//! Parcels, labels and coupons ordered in a system outside, through the front door, with the system in every mood.

use crate::desk::browser::Browser;
use crate::house::{HOUR_MS, House, in_house, in_house_with, word};
use connect::Secret;
use connect::fake::fulfil::Behaviour;
use connect::fake::pay::Idempotency;
use connect::fake::{FakeFulfilment, FakeSmtp};
use connect::fulfil::System;
use connect::fulfil::sign;
use domain::fulfilment::{Fulfiller, Fulfilment};
use domain::words::RemedyKind;
use domain::{CaseId, MerchantId};
use serde_json::{Value, json};
use server::jobs::{Channels, Fulfillers};
use std::time::Duration;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Two systems of the first shop; the second one has nothing but the coupons.
fn systems() -> Fulfilment {
    let one = |name: &str, kinds: Vec<RemedyKind>| Fulfiller {
        name: name.into(),
        kinds,
        merchants: vec![MerchantId::new("m1")],
    };
    let goods = RemedyKind::ALL.iter().copied().filter(|kind| kind.can_be_ordered() && !kind.is_booked());
    Fulfilment(vec![
        one("warehouse", goods.collect()),
        one("coupons", vec![RemedyKind::Coupon, RemedyKind::Points]),
    ])
}

/// It does not honour idempotency keys: whatever is sent twice goes out twice.
fn warehouse() -> (FakeFulfilment, Channels) {
    let fake = FakeFulfilment::start(Idempotency::Ignored, Secret::new(SECRET)).expect("it starts");
    let system = |name: &str| System {
        name: name.into(),
        url: fake.url(),
        secret: Secret::new(SECRET),
        timeout: Duration::from_millis(500),
    };
    let fulfil = Fulfillers(vec![system("warehouse"), system("coupons")]);
    (fake, Channels { fulfil, ..Channels::default() })
}

fn accepted(house: &House, items: Value) -> (String, String) {
    let (id, link) = house.filed();
    house.act(
        "li",
        &id,
        "offers",
        json!({ "items": items, "words": "李雷先生，回电 13812345678，明天补发" }),
    );
    house.act("", &link, "accept", json!({ "offer": "o1" }));
    (id, link)
}

fn resend(house: &House) -> (String, String) {
    accepted(house, json!([{ "remedy": "resend" }]))
}

fn remedy(house: &House, id: &str, at: usize) -> Value {
    house.case("li", id)["remedies"][at].clone()
}

fn state(house: &House, id: &str) -> String {
    word(&remedy(house, id, 0)["state"])
}

/// Our references, oldest first.
fn references(house: &House, id: &str) -> Vec<String> {
    let case = CaseId::new(id);
    let rows = house.store.db().read_blocking(|db| house.store.outbox_of(db, &case.subject())).expect("rows");
    rows.into_iter().filter(|row| row.kind == "order").map(|row| row.id).collect()
}

fn pass(house: &House, channels: &Channels) {
    house.pass_to(channels).unwrap_or_else(|error| panic!("{}", error.detail()));
}

/// The house as a system reaches it: the routes with the secrets it was given.
fn listening(house: &House, channels: &Channels) -> String {
    let router = server::routes::router(house.app.clone()).layer(axum::Extension(channels.fulfil.clone()));
    let listener = house.runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("it listens"));
    house.runtime.spawn(async move { axum::serve(listener, router).await });
    address
}

fn notify(
    house: &House,
    address: &str,
    system: &str,
    (headers, body): &(Vec<(&'static str, String)>, String),
) -> u16 {
    let mut request = ureq::http::Request::builder()
        .method("POST")
        .uri(format!("{address}/api/v1/fulfilment/{system}"))
        .header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.body(body.clone()).expect("a request");
    house.agent.run(request).expect("an answer").status().as_u16()
}

#[test]
fn a_parcel_and_a_label_are_ordered_once_and_the_customer_has_number_and_label() {
    in_house_with(&systems(), |house| {
        let (fake, mut channels) = warehouse();
        let smtp = FakeSmtp::start().expect("it starts");
        channels.mail = crate::notices::channels(&smtp).mail;
        let (id, link) = accepted(house, json!([{ "remedy": "return_label" }, { "remedy": "resend" }]));
        house
            .post("shop", &format!("/api/v1/cases/{id}/execute"), proof("r2", "SF1"))
            .problem(409, "remedy_not_owed");
        for _ in 0..3 {
            pass(house, &channels);
            house.clock.advance(HOUR_MS);
        }
        let received = fake.received();
        assert_eq!((received.len(), fake.forged()), (2, 0), "{received:?}");
        for order in &received {
            assert_eq!((order.order.as_deref(), fake.sent(&order.reference).len()), (Some("A-1001"), 1));
            // The system knows the order; who the customer is, it is not told.
            assert!(!format!("{order:?}").contains("13812345678"), "{order:?}");
        }
        for at in 0..2 {
            let one = remedy(house, &id, at);
            assert_eq!((&one["state"], &one["with"]), (&json!("proven"), &json!("warehouse")), "{one}");
        }
        let label = format!("https://labels.example.cn/{}.pdf", references(house, &id)[0]);
        for (lang, line) in [("zh-CN", "已办妥：补发"), ("en", "Done: Send again")] {
            let page = Browser::stranger(house).get(&format!("/c/{link}?lang={lang}")).is(200);
            assert!(page.has(line) && page.has("顺丰速运 SF0001400000"), "{lang}");
            assert!(page.has(&format!("href=\"{label}\"")), "{lang}");
        }
        let mails: Vec<String> = smtp.received().into_iter().map(|mail| mail.text).collect();
        assert!(mails.iter().any(|mail| mail.contains(&label)), "{mails:?}");
        assert!(mails.iter().any(|mail| mail.contains("顺丰速运 SF0001400000")), "{mails:?}");
        assert!(!Browser::stranger(house).get(&format!("/c/{link}")).is(200).has("warehouse"));
    });
}

fn proof(remedy: &str, tracking: &str) -> Value {
    json!({ "remedy": remedy, "proof": { "tracking": tracking } })
}

/// Each of these has sent the parcel, and its answer is not one we may believe; asking brings the truth.
#[test]
fn sent_but_not_clearly_answered_is_asked_for_and_never_sent_again() {
    let late = Behaviour::Late(Duration::from_millis(900));
    let moods = [
        late,
        Behaviour::Silent,
        Behaviour::WrongReference,
        Behaviour::Empty,
        Behaviour::Doubled,
        Behaviour::Garbage,
    ];
    in_house_with(&systems(), |house| {
        let (fake, channels) = warehouse();
        for (no, mood) in moods.iter().enumerate() {
            let number = format!("F-{no}");
            house.order(&number, "m1");
            let (id, link) = house.filed_about(&number);
            house.act("li", &id, "offers", json!({ "items": [{ "remedy": "exchange" }], "words": "换" }));
            house.act("", &link, "accept", json!({ "offer": "o1" }));
            fake.set_behaviour(mood.clone());
            pass(house, &channels);
            assert_eq!(state(house, &id), "unknown", "{mood:?}");
            let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=en")).is(200);
            assert!(page.has("no clear answer from warehouse"), "{mood:?}");
            house.clock.advance(HOUR_MS);
            pass(house, &channels);
            assert_eq!(state(house, &id), "proven", "{mood:?}");
            let reference = &references(house, &id)[0];
            assert_eq!(fake.sent(reference).len(), 1, "{mood:?}");
            assert_eq!(fake.received().iter().filter(|one| one.reference == *reference).count(), 1);
        }
    });
}

#[test]
fn a_refusal_goes_to_a_person_who_orders_again_under_a_new_reference() {
    in_house_with(&systems(), |house| {
        let (fake, channels) = warehouse();
        let (id, link) = resend(house);
        fake.set_behaviour(Behaviour::Refused { reason: "out_of_stock".into() });
        pass(house, &channels);
        let one = remedy(house, &id, 0);
        assert_eq!((&one["state"], &one["code"]), (&json!("failed"), &json!("out_of_stock")));
        assert_eq!(house.case("li", &id)["unread"], true, "it asks for attention");
        let page = Browser::stranger(house).get(&format!("/c/{link}?lang=en")).is(200);
        assert!(page.has("Not done yet, we are on it") && !page.has("out_of_stock"));
        let path = format!("/api/v1/cases/{id}/execute");
        house.post("shop", &path, json!({ "remedy": "r1" })).problem(422, "proof_missing");
        fake.set_behaviour(Behaviour::Ok);
        house.clock.advance(HOUR_MS);
        pass(house, &channels);
        assert_eq!(state(house, &id), "failed", "nobody orders again by itself");
        house.act("li", &id, "execute", json!({ "remedy": "r1" }));
        pass(house, &channels);
        assert_eq!(state(house, &id), "proven");
        let sent: Vec<usize> = references(house, &id).iter().map(|one| fake.sent(one).len()).collect();
        assert_eq!(sent, [0, 1]);
    });
}

#[test]
fn what_was_taken_on_is_done_by_a_signed_notice_early_late_doubled_or_out_of_order() {
    in_house_with(&systems(), |house| {
        let (fake, channels) = warehouse();
        let address = listening(house, &channels);
        let (id, _) = resend(house);
        fake.set_behaviour(Behaviour::Pending);
        pass(house, &channels);
        assert_eq!(state(house, &id), "taken");
        let reference = references(house, &id).remove(0);
        let now_ms = house.store.now_ms();
        let early = fake.notice(&reference, now_ms).expect("a notice");
        fake.settle();
        let done = fake.notice(&reference, now_ms).expect("a notice");
        let altered = (done.0.clone(), done.1.replace("SF", "YT"));
        assert_eq!(notify(house, &address, "warehouse", &altered), 403, "altered");
        assert_eq!(notify(house, &address, "warehouse", &(vec![], done.1.clone())), 403, "unsigned");
        let stale = fake.notice(&reference, now_ms - HOUR_MS).expect("a notice");
        assert_eq!(notify(house, &address, "warehouse", &stale), 403, "kept for too long");
        assert_eq!(notify(house, &address, "coupons", &done), 404, "of another system");
        assert_eq!(notify(house, &address, "nobody", &done), 404);
        assert_eq!(notify(house, &house.base, "warehouse", &done), 404, "without systems nothing is heard");
        let body = json!({ "reference": "C-9-r1-1", "status": "done" }).to_string();
        let unknown = (sign::headers(&Secret::new(SECRET), "x", now_ms, &body), body);
        assert_eq!(notify(house, &address, "warehouse", &unknown), 404, "nobody ordered that");
        assert_eq!(state(house, &id), "taken");
        let shorter = json!({ "reference": reference, "status": "done" }).to_string();
        let shorter = (sign::headers(&Secret::new(SECRET), "y", now_ms, &shorter), shorter);
        for told in [&done, &early, &done, &shorter] {
            assert_eq!(notify(house, &address, "warehouse", told), 200, "as often as it likes");
            assert_eq!(state(house, &id), "proven");
        }
        house.clock.advance(24 * HOUR_MS);
        pass(house, &channels);
        assert_eq!((fake.sent(&reference).len(), fake.received().len()), (1, 1));
        let kinds = crate::house::kinds(&house.case("li", &id));
        let times = |kind: &str| kinds.iter().filter(|one| *one == kind).count();
        assert_eq!((times("remedy_taken"), times("remedy_proven")), (1, 1), "{kinds:?}");
    });
}

#[test]
fn without_notices_it_is_asked_after_until_it_is_done() {
    in_house_with(&systems(), |house| {
        let (fake, channels) = warehouse();
        let (id, _) = accepted(house, json!([{ "remedy": "repair" }]));
        fake.set_behaviour(Behaviour::Pending);
        for _ in 0..20 {
            pass(house, &channels);
            house.clock.advance(6 * HOUR_MS);
        }
        assert_eq!((state(house, &id).as_str(), fake.received().len()), ("taken", 1));
        fake.settle();
        house.clock.advance(24 * HOUR_MS);
        pass(house, &channels);
        let one = remedy(house, &id, 0);
        assert_eq!((&one["state"], &one["proof"]["by"]), (&json!("proven"), &json!("voucher")));
    });
}

#[test]
fn a_system_that_is_down_is_asked_again_and_a_person_may_settle_it_by_hand() {
    in_house_with(&systems(), |house| {
        let (fake, channels) = warehouse();
        let (id, _) = resend(house);
        fake.set_behaviour(Behaviour::Down);
        for _ in 0..3 {
            pass(house, &channels);
            house.clock.advance(7 * HOUR_MS);
        }
        assert_eq!(
            (state(house, &id).as_str(), house.case("li", &id)["unread"].as_bool()),
            ("unknown", Some(true))
        );
        let path = format!("/api/v1/cases/{id}/execute");
        house.post("shop", &path, proof("r1", "SF1")).problem(409, "remedy_not_owed");
        house.act("li", &id, "execute", proof("r1", "顺丰 SF998"));
        fake.set_behaviour(Behaviour::Ok);
        house.clock.advance(7 * HOUR_MS);
        pass(house, &channels);
        assert_eq!(
            (state(house, &id).as_str(), fake.received().len()),
            ("proven", 0),
            "nothing is sent beside it"
        );
    });
}

#[test]
fn a_process_that_dies_after_it_sent_an_order_does_not_send_it_again() {
    in_house_with(&systems(), |house| {
        let (fake, channels) = warehouse();
        let (id, _) = resend(house);
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
        let reference = references(house, &id).remove(0);
        assert_eq!((fake.sent(&reference).len(), state(house, &id).as_str()), (1, "instructed"));
        fake.set_behaviour(Behaviour::Ok);
        pass(house, &channels);
        assert_eq!((fake.sent(&reference).len(), state(house, &id).as_str()), (1, "proven"));
    });
}

#[test]
fn a_coupon_is_booked_as_ever_and_its_code_is_for_the_customer_alone() {
    in_house_with(&systems(), |house| {
        let (fake, channels) = warehouse();
        house.fund_goodwill(5_000);
        let (id, link) = accepted(house, json!([{ "remedy": "coupon", "amount_fen": 2_000 }]));
        let balance = |account: &str| {
            house.get("chief", &format!("/api/v1/accounts/{account}")).is(200)["balance_fen"].as_i64()
        };
        assert_eq!((balance("goodwill"), balance("coupons")), (Some(3_000), Some(2_000)));
        assert_eq!(house.case("li", &id)["stage"], "execute", "not done before there is a code");
        pass(house, &channels);
        assert_eq!(fake.received()[0].amount_fen, Some(2_000));
        assert_eq!((balance("goodwill"), balance("coupons")), (Some(3_000), Some(2_000)));
        assert_eq!(
            (state(house, &id).as_str(), &house.case("li", &id)["stage"]),
            ("proven", &json!("follow_up"))
        );
        let page = Browser::stranger(house).get(&format!("/c/{link}")).is(200);
        assert!(page.has("FAKE-0001"));
        let shop = Browser::of(house, "shop").get(&format!("/m/cases/{id}")).is(200);
        assert!(!shop.has("FAKE-0001"), "whoever has a code can use it");
        assert!(!house.case("shop", &id).to_string().contains("FAKE-0001"));
    });
}

#[test]
fn without_a_system_a_person_does_it_as_before() {
    in_house(|house| {
        let (fake, channels) = warehouse();
        let (id, _) = resend(house);
        pass(house, &channels);
        assert_eq!((state(house, &id).as_str(), fake.received().len()), ("owed", 0));
        house.act("shop", &id, "execute", proof("r1", "顺丰 SF998"));
        assert_eq!(state(house, &id), "proven");
    });
    // Taken off the configuration before anything was sent: a person, and nobody waits for it.
    in_house_with(&systems(), |house| {
        let (id, _) = resend(house);
        pass(house, &Channels::default());
        let one = remedy(house, &id, 0);
        assert_eq!((&one["state"], &one["code"]), (&json!("failed"), &json!("no_fulfilment")));
    });
}

#[test]
fn systems_are_configured_by_name_kind_and_shop_and_what_is_wrong_is_said() {
    use server::config::Config;
    let folder = tempfile::tempdir().expect("a folder");
    let read = |text: &str| {
        std::fs::write(folder.path().join("redress.toml"), text).expect("written");
        let config = Config::read(folder.path(), None)?;
        Ok::<_, String>((config.policy()?.fulfilment, Fulfillers::of(&config)))
    };
    let one = |name: &str, kinds: &str, more: &str| {
        format!(
            "[[fulfilment]]\nname = \"{name}\"\nurl = \"https://wms.example.cn\"\nsecret = \"s3cret\"\nkinds = {kinds}\n{more}\n"
        )
    };
    let first = one("labels", "[\"return_label\"]", "merchants = [\"m1\"]");
    let second = one("wms", "[\"resend\", \"return_label\"]", "timeout_s = 3");
    let (fulfilment, systems) = read(&format!("{first}{second}")).expect("it stands");
    let by = |kind, merchant: &str| fulfilment.by(kind, Some(&MerchantId::new(merchant)));
    assert_eq!(by(RemedyKind::ReturnLabel, "m1"), Some("labels"), "the first that fits");
    assert_eq!(by(RemedyKind::ReturnLabel, "m2"), Some("wms"));
    assert_eq!((by(RemedyKind::Gift, "m1"), fulfilment.by(RemedyKind::Resend, None)), (None, Some("wms")));
    assert_eq!(systems.by("wms").map(|one| one.timeout), Some(Duration::from_secs(3)));
    for (text, named) in [
        (one("a b", "[]", ""), "fulfilment.name"),
        (format!("{second}{second}"), "each name once"),
        (one("pay", "[\"refund\"]", ""), "refund cannot be ordered"),
        (one("x", "[\"teleport\"]", ""), "teleport"),
    ] {
        let wrong = read(&text).expect_err("it does not stand");
        assert!(wrong.contains(named) && !wrong.contains("s3cret"), "{wrong}");
    }
}
