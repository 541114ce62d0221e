//! Words that only entries say.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignRule {
    /// Next in turn among the least busy on duty.
    InTurn,
    /// The same among those who know this kind.
    Skilled,
    /// Grade A outside all shifts.
    Cover,
    /// At the end of somebody's shift.
    HandedOver,
    ByHand,
    /// Somebody who has not had the case.
    NewRound,
    /// Somebody the complaint is not about.
    Apart,
    /// A request lapsed whose silence puts the case before somebody senior.
    Escalated,
    /// Somebody who had no part in what is appealed against.
    Appeal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReopenReason {
    LowScore,
    ByHand,
    Appeal,
    PersonAsked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    Mail,
    Sms,
    /// The robot of a group of 企业微信.
    #[serde(rename = "wecom")]
    WeCom,
    /// The robot of a group of 钉钉.
    #[serde(rename = "dingtalk")]
    DingTalk,
}

impl Via {
    pub const ALL: [Via; 4] = [Via::Mail, Via::Sms, Via::WeCom, Via::DingTalk];
    pub fn word(self) -> &'static str {
        match self {
            Via::Mail => "mail",
            Via::Sms => "sms",
            Via::WeCom => "wecom",
            Via::DingTalk => "dingtalk",
        }
    }
    pub fn parse(word: &str) -> Option<Via> {
        Via::ALL.into_iter().find(|via| via.word() == word)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    On,
    Off,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "then", rename_all = "snake_case")]
pub enum AfterFailure {
    Retry {
        at_ms: i64,
    },
    Fallback {
        via: Via,
    },
    /// Nobody will try again by itself; it stands on the dead-letter page.
    Dead,
}
