//! Messages into a group of 企业微信 or 钉钉, through the robot somebody put there.
//!
//! Both take `POST` of `{"msgtype": "text", "text": {"content": …}}` and answer HTTP 200 with `{"errcode", "errmsg"}`
//! whatever became of it: only `errcode` 0 is a yes. 企业微信 knows its robot by `key`. 钉钉 knows it by `access_token` and
//! wants `timestamp` in milliseconds and `sign`, the Base64 of HMAC-SHA256 over `timestamp\nsecret` under the secret.
//! Each robot takes 20 messages a minute.
//!
//! LIMIT: neither knows our reference, so a message whose answer was lost is sent again and may stand there twice.

use crate::answer::short;
use crate::http::{self, Lost, Plain, PlainReply};
use crate::{Answer, Secret};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

pub const WECOM: &str = "https://qyapi.weixin.qq.com";
pub const DINGTALK: &str = "https://oapi.dingtalk.com";

#[derive(Debug, Clone)]
pub struct RobotConfig {
    /// Where 企业微信 is, without a path.
    pub wecom: String,
    /// The same of 钉钉.
    pub dingtalk: String,
    pub timeout: Duration,
}

/// One robot in one group.
#[derive(Debug, Clone)]
pub enum Robot {
    WeCom { key: Secret },
    DingTalk { token: Secret, secret: Secret },
}

#[derive(Deserialize)]
struct Said {
    errcode: i64,
    #[serde(default)]
    errmsg: String,
}

/// What 企业微信 takes of a text at most, in bytes; 钉钉 takes more.
const LONGEST: usize = 2_048;

pub async fn send(config: &RobotConfig, robot: &Robot, text: &str, now_ms: i64) -> Answer {
    let (url, timeout) = (address(config, robot, now_ms), config.timeout);
    let body = json!({ "msgtype": "text", "text": { "content": cut(text) } }).to_string();
    let exchanged = http::beside(move || {
        let to = Plain { url: &url, timeout, content_type: "application/json; charset=utf-8" };
        http::post_plain(&to, body.as_bytes())
    });
    match exchanged.await.and_then(|reply| reply) {
        Ok(reply) => understand(&reply),
        // What went wrong may name the address, and whoever has the address can write into the group.
        Err(Lost { .. }) => Answer::Unreachable { words: "the robot gave no answer".into() },
    }
}

fn address(config: &RobotConfig, robot: &Robot, now_ms: i64) -> String {
    match robot {
        Robot::WeCom { key } => {
            format!("{}/cgi-bin/webhook/send?key={}", config.wecom, http::path_segment(key.reveal()))
        }
        Robot::DingTalk { token, secret } => {
            let (token, sign) = (http::path_segment(token.reveal()), signature(secret, now_ms));
            let sign = http::path_segment(&sign);
            format!("{}/robot/send?access_token={token}&timestamp={now_ms}&sign={sign}", config.dingtalk)
        }
    }
}

/// Before it is made fit for an address.
pub fn signature(secret: &Secret, now_ms: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.reveal().as_bytes());
    STANDARD.encode(hmac::sign(&key, format!("{now_ms}\n{}", secret.reveal()).as_bytes()))
}

fn understand(reply: &PlainReply) -> Answer {
    if matches!(reply.status, 408 | 429 | 500..=599) {
        return refused(false, reply.status.into(), "");
    }
    match serde_json::from_slice::<Said>(&reply.body) {
        Ok(said) if said.errcode == 0 => Answer::Accepted { reference: "robot".into() },
        Ok(said) => refused(!is_passing(said.errcode), said.errcode, &said.errmsg),
        Err(_) if reply.status < 400 => Answer::Unreachable { words: "no errcode in the answer".into() },
        Err(_) => refused(true, reply.status.into(), ""),
    }
}

/// The same message may go a moment later: their system is busy, or the robot has written too much in this minute.
fn is_passing(errcode: i64) -> bool {
    matches!(errcode, -1 | 45_009 | 45_033 | 130_101 | 410_100 | 90_018)
}

fn refused(permanent: bool, code: i64, words: &str) -> Answer {
    Answer::Refused { permanent, code: code.to_string(), words: short(words) }
}

fn cut(text: &str) -> &str {
    let end = (0..=text.len().min(LONGEST)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, cut, signature};
    use crate::Secret;

    /// Worked out with `printf '1700000000000\nSECtest' | openssl dgst -sha256 -hmac SECtest -binary | base64`.
    #[test]
    fn the_signature_is_that_of_openssl() {
        let signed = signature(&Secret::new("SECtest"), 1_700_000_000_000);
        assert_eq!(signed, "aZLLrriXgn05YbwaGR7knYsLeJADjr9NwLaNNKpxh4g=");
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        let text = "投".repeat(LONGEST);
        assert_eq!(cut(&text).len(), LONGEST / 3 * 3);
        assert_eq!(cut("短"), "短");
    }
}
