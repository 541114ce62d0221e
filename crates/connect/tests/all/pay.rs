//! The payment connector against a provider that fails in every way that matters.

use std::time::Duration;

use connect::Secret;
use connect::fake::FakePay;
use connect::fake::pay::{Behaviour, Idempotency};
use connect::pay::{self, Asked, Now, PayAnswer, PayConfig, Provider, Refund};

fn now() -> Now {
    Now { at_ms: 1_780_000_000_000, nonce: "n0nce".into() }
}

async fn refund(config: &PayConfig, refund: &Refund) -> PayAnswer {
    pay::refund(&Provider::Plain(config.clone()), refund, now()).await
}

async fn ask(config: &PayConfig, refund: &Refund) -> Asked {
    pay::ask(&Provider::Plain(config.clone()), refund, now()).await
}

fn provider() -> (FakePay, PayConfig) {
    let provider = FakePay::start(Idempotency::Honoured).unwrap();
    let config = config(&provider);
    (provider, config)
}

fn config(provider: &FakePay) -> PayConfig {
    PayConfig { url: provider.url(), secret: Secret::new("k3y"), timeout: Duration::from_millis(400) }
}

fn some() -> Refund {
    Refund {
        reference: "out-1".into(),
        payment_reference: "pay-9".into(),
        amount_fen: 12_845,
        paid_fen: 0,
        currency: "CNY".into(),
        reason: "商品破损".into(),
    }
}

fn done() -> PayAnswer {
    PayAnswer::Done { provider_reference: "fake-0001".into(), amount_fen: 12_845 }
}

fn unknown(answer: &PayAnswer) -> bool {
    matches!(answer, PayAnswer::Unknown { .. })
}

#[tokio::test]
async fn a_refund_is_paid_once_and_done() {
    let (provider, config) = provider();
    assert_eq!(ask(&config, &some()).await, Asked::NotFound);
    assert_eq!(refund(&config, &some()).await, done());
    assert_eq!(refund(&config, &some()).await, done(), "the same reference is answered, not paid again");
    assert_eq!(provider.paid("out-1").len(), 1);
    assert_eq!(provider.total_paid_fen(), 12_845);
    assert_eq!(provider.received()[0], some());
    assert_eq!(ask(&config, &some()).await, Asked::Found(done()));
}

/// Each of these providers has paid, and its answer is not one we may believe; asking brings the truth.
#[tokio::test]
async fn paid_but_not_clearly_answered_is_unknown_until_asked() {
    let late = Behaviour::Late(Duration::from_millis(900));
    let unclear =
        [late, Behaviour::Silent, Behaviour::WrongAmount, Behaviour::WrongReference, Behaviour::Doubled];
    for behaviour in unclear.into_iter().chain([Behaviour::Garbage]) {
        let (provider, config) = provider();
        provider.set_behaviour(behaviour.clone());
        let answer = refund(&config, &some()).await;
        assert!(unknown(&answer), "{behaviour:?}: {answer:?}");
        assert_eq!(provider.total_paid_fen(), 12_845, "{behaviour:?} has paid");
        assert_eq!(ask(&config, &some()).await, Asked::Found(done()), "{behaviour:?}");
    }
}

#[tokio::test]
async fn a_late_answer_within_our_patience_is_done() {
    let (provider, config) = provider();
    provider.set_behaviour(Behaviour::Late(Duration::from_millis(50)));
    assert_eq!(refund(&config, &some()).await, done());
}

#[tokio::test]
async fn a_refusal_moves_nothing_and_keeps_the_providers_words() {
    let (provider, config) = provider();
    provider.set_behaviour(Behaviour::Refused { code: "closed".into(), words: "账户已注销".into() });
    let no = PayAnswer::Refused { code: "closed".into(), words: "账户已注销".into() };
    assert_eq!(refund(&config, &some()).await, no);
    assert_eq!(ask(&config, &some()).await, Asked::Found(no));
    assert_eq!(provider.total_paid_fen(), 0);
}

#[tokio::test]
async fn a_pending_refund_is_done_when_it_has_settled() {
    let (provider, config) = provider();
    provider.set_behaviour(Behaviour::Pending);
    assert_eq!(refund(&config, &some()).await, PayAnswer::Pending);
    assert_eq!(ask(&config, &some()).await, Asked::Found(PayAnswer::Pending));
    provider.settle();
    assert_eq!(ask(&config, &some()).await, Asked::Found(done()));
}

#[tokio::test]
async fn a_provider_that_is_down_is_unknown_and_later_says_it_never_heard_of_it() {
    let (provider, config) = provider();
    provider.set_behaviour(Behaviour::Down);
    assert!(unknown(&refund(&config, &some()).await));
    assert!(matches!(ask(&config, &some()).await, Asked::Found(answer) if unknown(&answer)));
    provider.set_behaviour(Behaviour::Ok);
    assert_eq!(ask(&config, &some()).await, Asked::NotFound);
}

#[tokio::test]
async fn a_provider_that_fails_twice_pays_at_the_third_time_and_once() {
    let (provider, config) = provider();
    provider.set_behaviour(Behaviour::FailsThenOk(2));
    for _ in 0..2 {
        assert!(unknown(&refund(&config, &some()).await));
        assert_eq!(ask(&config, &some()).await, Asked::NotFound, "so it is safe to send again");
    }
    assert_eq!(refund(&config, &some()).await, done());
    assert_eq!(provider.paid("out-1").len(), 1);
}

#[tokio::test]
async fn asking_first_saves_the_money_where_the_provider_ignores_our_key() {
    let nasty = FakePay::start(Idempotency::Ignored).unwrap();
    let config = config(&nasty);
    nasty.set_behaviour(Behaviour::Silent);
    assert!(unknown(&refund(&config, &some()).await));
    assert_eq!(ask(&config, &some()).await, Asked::Found(done()));
    assert_eq!(nasty.paid("out-1").len(), 1);

    nasty.set_behaviour(Behaviour::Ok);
    refund(&config, &some()).await;
    assert_eq!(nasty.paid("out-1").len(), 2, "the trap is real: sending blindly pays twice");
}

#[tokio::test]
async fn being_asked_about_another_amount_is_never_done() {
    let (_provider, config) = provider();
    refund(&config, &some()).await;
    let other = Refund { amount_fen: 1, ..some() };
    assert!(matches!(ask(&config, &other).await, Asked::Found(answer) if unknown(&answer)));
    let other = Refund { currency: "USD".into(), ..some() };
    assert!(matches!(ask(&config, &other).await, Asked::Found(answer) if unknown(&answer)));
}

#[tokio::test]
async fn a_reference_with_odd_characters_asks_for_itself_only() {
    let (_provider, config) = provider();
    let odd = Refund { reference: "a/../b?c#退".into(), ..some() };
    assert_eq!(refund(&config, &odd).await, done());
    assert_eq!(ask(&config, &odd).await, Asked::Found(done()));
}

#[test]
fn the_key_to_the_till_is_not_printed() {
    let config = PayConfig { url: "http://x".into(), secret: Secret::new("k3y"), timeout: Duration::ZERO };
    assert!(!format!("{config:?}").contains("k3y"));
}
