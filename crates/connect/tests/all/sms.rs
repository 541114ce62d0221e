//! The SMS connector against the fake gateway.

use std::time::Duration;

use connect::fake::FakeSms;
use connect::fake::sms::Behaviour;
use connect::sms::{Sms, SmsConfig, send};
use connect::{Answer, Secret};

fn config(server: &FakeSms) -> SmsConfig {
    SmsConfig { url: server.url(), secret: Secret::new("t0ken"), timeout: Duration::from_secs(3) }
}

fn sms() -> Sms {
    Sms { to: "+8613800000000".into(), text: "您的退款已到账".into(), reference: "out-1".into() }
}

#[tokio::test]
async fn a_text_message_arrives_with_its_reference_and_our_secret() {
    let server = FakeSms::start().unwrap();
    assert_eq!(send(&config(&server), &sms()).await, Answer::Accepted { reference: "sms-1".into() });
    let got = &server.received()[0];
    assert_eq!((got.to.as_str(), got.text.as_str()), ("+8613800000000", "您的退款已到账"));
    assert_eq!((got.reference.as_str(), got.idempotency_key.as_str()), ("out-1", "out-1"));
    assert_eq!(got.authorization, "Bearer t0ken");
}

#[tokio::test]
async fn a_message_sent_again_goes_out_once() {
    let server = FakeSms::start().unwrap();
    let first = send(&config(&server), &sms()).await;
    assert_eq!(send(&config(&server), &sms()).await, first);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_refused_number_is_permanent_and_a_busy_gateway_is_not() {
    let server = FakeSms::start().unwrap();
    server.set_behaviour(Behaviour::RefusedNumber);
    let answer = send(&config(&server), &sms()).await;
    assert!(
        matches!(answer, Answer::Refused { permanent: true, ref code, .. } if code == "number"),
        "{answer:?}"
    );
    server.set_behaviour(Behaviour::Busy);
    let answer = send(&config(&server), &sms()).await;
    assert!(
        matches!(answer, Answer::Refused { permanent: false, ref code, .. } if code == "busy"),
        "{answer:?}"
    );
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_gateway_that_is_down_or_gone_is_unreachable() {
    let server = FakeSms::start().unwrap();
    let config = config(&server);
    server.set_behaviour(Behaviour::Down);
    assert!(matches!(send(&config, &sms()).await, Answer::Unreachable { .. }));
    drop(server);
    assert!(matches!(send(&config, &sms()).await, Answer::Unreachable { .. }));
}
