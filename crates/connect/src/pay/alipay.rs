//! Refunds through Alipay: `alipay.trade.refund` asks, `alipay.trade.fastpay.refund.query` asks after it. Parameters
//! are signed with our key (RSA2), the part of the answer that carries its name with theirs. `out_request_no` is our
//! reference: a repeated request moves nothing a second time. The answer to a refund tells the sum of all refunds of
//! the payment and not which of them this is, so that only the query makes one done.

use super::rsa::{SigningKey, TheirKey};
use super::wire::unknown;
use super::{Asked, Now, PayAnswer, Refund};
use crate::answer::short;
use crate::http::{self, Lost, Signed};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

const REFUND: &str = "alipay.trade.refund";
const QUERY: &str = "alipay.trade.fastpay.refund.query";

#[derive(Clone, Debug)]
pub struct Alipay {
    /// The gateway, as far as `/gateway.do`.
    pub url: String,
    pub app_id: String,
    pub key: SigningKey,
    pub alipay_key: TheirKey,
    pub timeout: Duration,
}

#[derive(Deserialize, Default)]
struct Said {
    #[serde(default)]
    code: String,
    #[serde(default)]
    sub_code: String,
    #[serde(default)]
    sub_msg: String,
    fund_change: Option<String>,
    trade_no: Option<String>,
    out_request_no: Option<String>,
    refund_status: Option<String>,
    refund_amount: Option<Yuan>,
}

/// In yuan with two places, as text or as a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Yuan {
    Text(String),
    Number(Box<RawValue>),
}

impl Alipay {
    /// What moved is asked for at once; what has not shown yet is pending and asked for again later.
    pub(super) fn refund(&self, refund: &Refund, now: &Now) -> PayAnswer {
        if refund.currency != "CNY" {
            return PayAnswer::Refused { code: "CURRENCY".into(), words: refund.currency.clone() };
        }
        let content = json!({
            "trade_no": refund.payment_reference,
            "out_request_no": refund.reference,
            "refund_amount": yuan(refund.amount_fen),
            "refund_reason": refund.reason,
        });
        match self.exchange(REFUND, &content.to_string(), now) {
            Err(lost) => unknown(lost.words),
            Ok(said) if said.code == "10000" => match self.ask(refund, now) {
                Asked::Found(answer) => answer,
                Asked::NotFound if matches!(said.fund_change.as_deref(), Some("Y" | "N")) => {
                    PayAnswer::Pending
                }
                Asked::NotFound => unknown("taken, without a word whether money moved"),
            },
            Ok(said) if said.code == "40004" && TAKEN_NOT.contains(&said.sub_code.as_str()) => {
                PayAnswer::Refused { code: short(said.sub_code), words: short(said.sub_msg) }
            }
            Ok(said) => unknown(format!("code {} {}", said.code, said.sub_code)),
        }
    }

    pub(super) fn ask(&self, refund: &Refund, now: &Now) -> Asked {
        let content =
            json!({ "trade_no": refund.payment_reference, "out_request_no": refund.reference }).to_string();
        match self.exchange(QUERY, &content, now) {
            Err(lost) => Asked::Found(unknown(lost.words)),
            Ok(said) if said.code != "10000" => {
                Asked::Found(unknown(format!("code {} {}", said.code, said.sub_code)))
            }
            // As documented: an answer without a status knows no refund under this number.
            Ok(Said { refund_status: None, refund_amount: None, .. }) => Asked::NotFound,
            Ok(said) => Asked::Found(found(refund, said)),
        }
    }

    fn exchange(&self, method: &str, content: &str, now: &Now) -> Result<Said, Lost> {
        let body = self.form(method, content, now);
        let url = format!("{}?charset=utf-8", self.url);
        let to = Signed { url: &url, timeout: self.timeout, headers: &[] };
        let reply = http::post_signed(&to, "application/x-www-form-urlencoded;charset=utf-8", &body)?;
        self.proven(method, &reply.body)
            .map_err(|words| Lost { words: short(format!("HTTP {}, {words}", reply.status)) })
    }

    /// The parameters, sorted, signed and written as a form.
    fn form(&self, method: &str, content: &str, now: &Now) -> String {
        let mut parameters = BTreeMap::from([
            ("app_id", self.app_id.clone()),
            ("biz_content", content.to_owned()),
            ("charset", "utf-8".to_owned()),
            ("format", "JSON".to_owned()),
            ("method", method.to_owned()),
            ("sign_type", "RSA2".to_owned()),
            ("timestamp", beijing(now.at_ms)),
            ("version", "1.0".to_owned()),
        ]);
        let plain: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
        parameters.insert("sign", self.key.sign(&plain.join("&")));
        let encoded = parameters.iter().map(|(name, value)| format!("{name}={}", http::path_segment(value)));
        encoded.collect::<Vec<_>>().join("&")
    }

    /// What is signed are the very bytes that stand under the method's name.
    fn proven(&self, method: &str, body: &str) -> Result<Said, String> {
        let parts: HashMap<String, Box<RawValue>> =
            serde_json::from_str(body).map_err(|e| format!("unreadable answer: {e}"))?;
        let name = format!("{}_response", method.replace('.', "_"));
        let said = parts.get(&name).ok_or("an answer to something else")?.get();
        let sign = parts.get("sign").and_then(|sign| serde_json::from_str::<String>(sign.get()).ok());
        if !self.alipay_key.signed(said, &sign.unwrap_or_default()) {
            return Err("not signed by Alipay".into());
        }
        serde_json::from_str(said).map_err(|e| format!("unreadable answer: {e}"))
    }
}

/// The codes that say that nothing was taken. All others, such as ACQ.SYSTEM_ERROR, say that nobody knows.
const TAKEN_NOT: [&str; 9] = [
    "ACQ.SELLER_BALANCE_NOT_ENOUGH",
    "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
    "ACQ.REFUND_FEE_ERROR",
    "ACQ.REASON_TRADE_REFUND_FEE_ERR",
    "ACQ.TRADE_NOT_EXIST",
    "ACQ.TRADE_HAS_FINISHED",
    "ACQ.TRADE_NOT_ALLOW_REFUND",
    "ACQ.BUYER_NOT_EXIST",
    "ACQ.INVALID_PARAMETER",
];

fn found(refund: &Refund, said: Said) -> PayAnswer {
    if said.out_request_no.as_deref() != Some(refund.reference.as_str()) {
        return unknown("an answer about another refund");
    }
    if said.refund_status.as_deref() != Some("REFUND_SUCCESS") {
        return unknown(format!("status {:?}", said.refund_status));
    }
    let amount = match &said.refund_amount {
        Some(Yuan::Text(text)) => fen(text),
        Some(Yuan::Number(number)) => fen(number.get()),
        None => None,
    };
    if amount != Some(refund.amount_fen) {
        return unknown(format!("asked for {} fen, answered {amount:?}", refund.amount_fen));
    }
    // A refund has no number of its own with them: the payment's, and ours, name it.
    match said.trade_no {
        Some(trade) if trade == refund.payment_reference => PayAnswer::Done {
            provider_reference: short(format!("{trade}/{}", refund.reference)),
            amount_fen: refund.amount_fen,
        },
        _ => unknown("done, but for another payment"),
    }
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

fn fen(yuan: &str) -> Option<i64> {
    let (whole, part) = yuan.split_once('.').unwrap_or((yuan, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)
}

fn beijing(at_ms: i64) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()
}
