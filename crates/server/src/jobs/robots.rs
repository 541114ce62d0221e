//! Robots in groups, as somebody set them: for letters to shops and for what ours are told.

use connect::robot::Robot;
use connect::{Answer, Secret};
use domain::event::Via;
use domain::personal::Personal;
use domain::reach::Reach;
use store::reach::Addresses;

#[derive(Default)]
pub struct Robots {
    /// The first is tried first; mail may be among them.
    pub ways: Vec<Via>,
    pub addresses: Addresses,
}

pub fn is_robot(via: Via) -> bool {
    matches!(via, Via::WeCom | Via::DingTalk)
}

impl Robots {
    pub fn of((reach, addresses): (Option<Reach>, Addresses)) -> Robots {
        Robots { ways: reach.map(|reach| reach.ways).unwrap_or_default(), addresses }
    }

    pub fn robot(&self, via: Via) -> Option<Robot> {
        let secret = |kept: &Personal| (!kept.is_empty()).then(|| Secret::new(kept.reveal()));
        match via {
            Via::WeCom => Some(Robot::WeCom { key: secret(&self.addresses.wecom)? }),
            Via::DingTalk => Some(Robot::DingTalk {
                token: secret(&self.addresses.dingtalk)?,
                secret: secret(&self.addresses.dingtalk_secret)?,
            }),
            Via::Mail | Via::Sms => None,
        }
    }

    pub async fn write(&self, channels: &super::Channels, via: Via, text: &str, now_ms: i64) -> Answer {
        match (&channels.robots, self.robot(via)) {
            (Some(config), Some(robot)) => connect::robot::send(config, &robot, text, now_ms).await,
            _ => Answer::Unreachable { words: "no such channel".into() },
        }
    }
}
