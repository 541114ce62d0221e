//! Drafts from an endpoint: whatever it does, there is a text or a plain reason, in bounded time.

use connect::Secret;
use connect::draft::{DraftAnswer, DraftConfig, Order, draft};
use connect::fake::FakeDraft;
use connect::fake::draft::Behaviour;
use std::time::Duration;

fn ask(fake: &FakeDraft, behaviour: Behaviour) -> DraftAnswer {
    fake.set_behaviour(behaviour);
    let config = DraftConfig {
        url: fake.url(),
        model: "small".into(),
        secret: Secret::new("key-1"),
        timeout: Duration::from_millis(700),
    };
    let order = Order { rules: "be kind".into(), matter: "台灯坏了".into() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let bounded = async { tokio::time::timeout(Duration::from_secs(5), draft(&config, &order)).await };
    runtime.block_on(bounded).expect("nobody waits longer than was configured")
}

#[test]
fn a_draft_is_asked_for_in_the_common_contract_with_the_key() {
    let fake = FakeDraft::start().expect("a fake");
    assert_eq!(ask(&fake, Behaviour::Says(" 您好 ".into())), DraftAnswer::Text("您好".into()));
    let asked = &fake.received()[0];
    assert!(asked.head.starts_with("POST /v1/chat/completions "), "{}", asked.head);
    assert!(asked.head.contains("Bearer key-1"), "{}", asked.head);
    let body: serde_json::Value = serde_json::from_str(&asked.body).expect("JSON");
    assert_eq!((body["model"].as_str(), body["stream"].as_bool()), (Some("small"), Some(false)));
    assert_eq!(body["messages"][1]["content"], "台灯坏了");
}

#[test]
fn an_endpoint_that_is_late_slow_wrong_or_gone_is_told_apart_and_waited_for_no_longer() {
    let fake = FakeDraft::start().expect("a fake");
    assert_eq!(ask(&fake, Behaviour::Late(Duration::from_secs(30))), DraftAnswer::Late);
    assert_eq!(ask(&fake, Behaviour::Slow(Duration::from_millis(50))), DraftAnswer::Late);
    for status in [401, 429, 500] {
        assert_eq!(ask(&fake, Behaviour::Refuses(status)), DraftAnswer::Refused { status });
    }
    for odd in [Behaviour::Garbage, Behaviour::OtherContract, Behaviour::Empty, Behaviour::Endless] {
        assert!(matches!(ask(&fake, odd.clone()), DraftAnswer::Unreadable { .. }), "{odd:?}");
    }
    assert!(matches!(ask(&fake, Behaviour::Down), DraftAnswer::Unreachable { .. }));
    assert_eq!(fake.received().len(), 9, "nothing is asked twice");
}
