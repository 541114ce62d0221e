//! The connector to systems that carry out, against one that fails in every way that matters.

use connect::Secret;
use connect::fake::FakeFulfilment;
use connect::fake::fulfil::Behaviour;
use connect::fake::pay::Idempotency;
use connect::fulfil::sign::{self, Stamp};
use connect::fulfil::{self, Answer, Asked, Brought, Line, Order, System, noticed};
use std::time::Duration;

const NOW_MS: i64 = 1_780_000_000_000;

fn system() -> (FakeFulfilment, System) {
    let fake = FakeFulfilment::start(Idempotency::Honoured, Secret::new("k3y")).unwrap();
    let system = System {
        name: "wms".into(),
        url: fake.url(),
        secret: Secret::new("k3y"),
        timeout: Duration::from_millis(400),
    };
    (fake, system)
}

fn order(kind: &str) -> Order {
    Order {
        reference: "C-1-r1-1".into(),
        kind: kind.into(),
        case: "C-1".into(),
        order: Some("A-1001".into()),
        merchant: None,
        items: vec![Line { sku: "S1".into(), title: "台灯".into(), quantity: 1 }],
        amount_fen: None,
        due_at: "2026-06-01T00:00:00Z".into(),
        words: "补发".into(),
    }
}

async fn send(system: &System, kind: &str) -> Answer {
    fulfil::order(system, &order(kind), NOW_MS).await
}

async fn ask(system: &System) -> Asked {
    fulfil::ask(system, "C-1-r1-1", NOW_MS).await
}

/// The example of the Standard Webhooks libraries.
#[test]
fn a_signature_is_the_one_other_libraries_make() {
    let secret = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    let (id, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", r#"{"test": 2432232314}"#);
    let headers = sign::headers(&secret, id, 1_614_265_330_000, body);
    let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    assert_eq!(headers[2], ("webhook-signature", signature.to_owned()));
    let two = format!("v1,AAAA {signature}");
    let stamp = |timestamp, signature| Stamp { id, timestamp, signature };
    let fits = |stamp: Stamp, at_s: i64| sign::is_signed(&secret, stamp, body, at_s * 1_000);
    assert!(fits(stamp("1614265330", signature), 1_614_265_330 + 299));
    assert!(fits(stamp("1614265330", &two), 1_614_265_330 - 299), "while a secret is changed");
    for (stamp, at_s) in [
        (stamp("1614265330", signature), 1_614_265_330 + 301),
        (stamp("1614265330", signature), 1_614_265_330 - 301),
        (stamp("1614265331", signature), 1_614_265_330),
        (stamp("", signature), 0),
        (stamp("1614265330", ""), 1_614_265_330),
        (stamp("1614265330", &signature[3..]), 1_614_265_330),
    ] {
        assert!(!fits(stamp, at_s), "{stamp:?} at {at_s}");
    }
}

#[tokio::test]
async fn an_order_is_carried_out_once_and_brings_what_its_kind_needs() {
    let (fake, system) = system();
    assert_eq!(ask(&system).await, Asked::NotFound);
    for _ in 0..2 {
        let Answer::Done(brought) = send(&system, "resend").await else { panic!("done") };
        assert_eq!(brought.tracking_number.as_deref(), Some("SF000140000001"), "{brought:?}");
    }
    assert_eq!((fake.sent("C-1-r1-1").len(), fake.received().len(), fake.forged()), (1, 2, 0));
}

#[tokio::test]
async fn what_is_not_clearly_answered_is_unknown_until_asked() {
    let late = Behaviour::Late(Duration::from_millis(900));
    for mood in [late, Behaviour::Silent, Behaviour::WrongReference, Behaviour::Doubled, Behaviour::Garbage] {
        let (fake, system) = system();
        fake.set_behaviour(mood.clone());
        let answer = send(&system, "resend").await;
        assert!(matches!(answer, Answer::Unknown { .. }), "{mood:?}: {answer:?}");
        assert!(matches!(ask(&system).await, Asked::Found(Answer::Done(_))), "{mood:?}");
        assert_eq!(fake.sent("C-1-r1-1").len(), 1, "{mood:?}");
    }
    let (fake, system) = system();
    fake.set_behaviour(Behaviour::Down);
    assert!(matches!(send(&system, "resend").await, Answer::Unknown { .. }));
    fake.set_behaviour(Behaviour::Ok);
    assert_eq!(ask(&system).await, Asked::NotFound);
}

#[tokio::test]
async fn accepted_refused_and_a_wrong_secret_are_told_apart() {
    let (fake, system) = system();
    fake.set_behaviour(Behaviour::Pending);
    assert_eq!(send(&system, "return_label").await, Answer::Accepted);
    assert_eq!(ask(&system).await, Asked::Found(Answer::Accepted));
    fake.settle();
    let Asked::Found(Answer::Done(brought)) = ask(&system).await else { panic!("done") };
    assert!(brought.label_url.is_some_and(|url| url.starts_with("https://")));
    let (fake, system) = self::system();
    fake.set_behaviour(Behaviour::Refused { reason: "out_of_stock".into() });
    let no = Answer::Refused { reason: "out_of_stock".into() };
    assert_eq!((send(&system, "gift").await, ask(&system).await), (no.clone(), Asked::Found(no)));
    let wrong = System { secret: Secret::new("other"), ..system };
    assert!(matches!(send(&wrong, "gift").await, Answer::Unknown { .. }));
    assert_eq!(fake.forged(), 1);
}

#[test]
fn a_notice_is_read_with_suspicion() {
    let read = |body: &str| noticed(body);
    let done = read(r#"{"reference":"r","status":"done","code":" X-1 ","label_url":"javascript:alert(1)"}"#);
    let brought = Brought { code: Some("X-1".into()), ..Brought::default() };
    assert_eq!(done, Some(("r".into(), Answer::Done(brought))), "what a browser should not open is left out");
    for strange in [
        r#"{"reference":"r","status":"refused","tracking_number":"SF1"}"#,
        r#"{"reference":"r","status":"shipped"}"#,
        r#"{"reference":"r"}"#,
    ] {
        assert!(matches!(read(strange), Some((_, Answer::Unknown { .. }))), "{strange}");
    }
    let twice = r#"{"reference":"r","status":"done","status":"refused"}"#;
    for broken in ["", "[]", "{}", r#"{"status":"done"}"#, twice] {
        assert_eq!(read(broken), None, "{broken}");
    }
}
