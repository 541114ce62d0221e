//! Robots of 企业微信 and 钉钉 against the fake groups.

use connect::fake::FakeRobots;
use connect::fake::robot::Behaviour;
use connect::robot::{Robot, send};
use connect::{Answer, Secret};
use std::time::Duration;

const NOW_MS: i64 = 1_780_000_000_000;

fn wecom() -> Robot {
    Robot::WeCom { key: Secret::new("693a91f6-7xxx-4bc4") }
}
fn dingtalk(secret: &str) -> Robot {
    Robot::DingTalk { token: Secret::new("token-0123456789"), secret: Secret::new(secret) }
}
fn groups() -> FakeRobots {
    let groups = FakeRobots::start().unwrap();
    groups.put("693a91f6-7xxx-4bc4", "");
    groups.put("token-0123456789", "SECtest0123");
    groups
}
async fn say(groups: &FakeRobots, robot: &Robot) -> Answer {
    send(&groups.config(Duration::from_millis(400)), robot, "投诉 C-2026-000001 交给您了", NOW_MS).await
}
fn code_of(answer: &Answer) -> Option<(bool, &str)> {
    match answer {
        Answer::Refused { permanent, code, .. } => Some((*permanent, code)),
        _ => None,
    }
}

#[tokio::test]
async fn a_message_stands_in_the_group_of_either() {
    let groups = groups();
    for robot in [wecom(), dingtalk("SECtest0123")] {
        assert!(matches!(say(&groups, &robot).await, Answer::Accepted { .. }));
    }
    let written = groups.written();
    assert_eq!(written.iter().map(|one| one.by).collect::<Vec<_>>(), ["wecom", "dingtalk"]);
    assert!(written.iter().all(|one| one.text == "投诉 C-2026-000001 交给您了"));
}

#[tokio::test]
async fn a_message_that_is_signed_wrongly_or_for_nobody_is_refused_for_good_with_http_200() {
    let groups = groups();
    assert_eq!(code_of(&say(&groups, &dingtalk("SECother")).await), Some((true, "310000")));
    let nobody = Robot::WeCom { key: Secret::new("another-key") };
    assert_eq!(code_of(&say(&groups, &nobody).await), Some((true, "93000")));
    assert!(groups.written().is_empty());
}

#[tokio::test]
async fn too_many_messages_may_go_later_and_a_robot_that_is_gone_may_not() {
    let groups = groups();
    let both = [wecom(), dingtalk("SECtest0123")];
    for (behaviour, permanent, codes) in
        [(Behaviour::Busy, false, ["45009", "130101"]), (Behaviour::Gone, true, ["93000", "300001"])]
    {
        groups.set_behaviour(behaviour);
        for (robot, code) in both.iter().zip(codes) {
            assert_eq!(code_of(&say(&groups, robot).await), Some((permanent, code)), "{behaviour:?}");
        }
    }
    assert!(groups.written().is_empty());
}

#[tokio::test]
async fn what_is_no_answer_of_theirs_is_never_taken_for_a_yes() {
    let groups = groups();
    for behaviour in [Behaviour::Garbled, Behaviour::Silent, Behaviour::Late(2_000), Behaviour::Down] {
        groups.set_behaviour(behaviour);
        let answer = say(&groups, &wecom()).await;
        let Answer::Unreachable { words } = &answer else { panic!("{behaviour:?}: {answer:?}") };
        assert!(!words.contains("693a91f6"), "no word of it names the key: {words}");
    }
    groups.set_behaviour(Behaviour::Late(50));
    assert!(matches!(say(&groups, &wecom()).await, Answer::Accepted { .. }), "late, but in time");
    let all = groups.written().len();
    groups.set_behaviour(Behaviour::Doubled);
    assert!(matches!(say(&groups, &wecom()).await, Answer::Accepted { .. }));
    assert_eq!(groups.written().len(), all + 2, "twice in the group is theirs; for us it is one message");
}
