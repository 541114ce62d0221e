//! Whoever pays refunds for this house, and which of them a payment goes back through: the one it came by.

use crate::config::{AlipayKeys, Config, WeChatKeys};
use connect::Secret;
use connect::pay::rsa::{SigningKey, TheirKey};
use connect::pay::{Alipay, PayConfig, Provider, WeChat};
use std::fs::read_to_string;
use std::path::Path;
use std::time::Duration;

#[derive(Clone, Debug, Default)]
pub struct Payers {
    pub plain: Option<PayConfig>,
    pub wechat: Option<WeChat>,
    pub alipay: Option<Alipay>,
}

impl Payers {
    pub fn of(config: &Config) -> Result<Payers, String> {
        let plain = config.pay.as_ref().map(|pay| PayConfig {
            url: pay.url.clone(),
            secret: pay.secret.clone(),
            timeout: Duration::from_secs(pay.timeout_s),
        });
        let wechat = config.wechat_pay.as_ref().map(wechat).transpose()?;
        let alipay = config.alipay.as_ref().map(alipay).transpose()?;
        Ok(Payers { plain, wechat, alipay })
    }

    /// By what the shop calls the way of paying. What names neither goes the plain way.
    pub fn by(&self, method: &str) -> Option<Provider> {
        let method = method.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| method.contains(word));
        if says(&["wechat", "weixin", "wxpay", "微信"])
            && let Some(wechat) = &self.wechat
        {
            return Some(Provider::WeChat(Box::new(wechat.clone())));
        }
        if says(&["alipay", "zhifubao", "支付宝"])
            && let Some(alipay) = &self.alipay
        {
            return Some(Provider::Alipay(Box::new(alipay.clone())));
        }
        self.plain.clone().map(Provider::Plain)
    }

    /// For `redress doctor`.
    pub fn names(&self) -> Vec<String> {
        let plain = self.plain.iter().map(|plain| plain.url.clone());
        let wechat = self.wechat.iter().map(|wechat| format!("WeChat Pay {}", wechat.mchid));
        let alipay = self.alipay.iter().map(|alipay| format!("Alipay {}", alipay.app_id));
        plain.chain(wechat).chain(alipay).collect()
    }
}

fn wechat(keys: &WeChatKeys) -> Result<WeChat, String> {
    let apiv3 = file("wechat_pay.apiv3_key_file", &keys.apiv3_key_file)?;
    if apiv3.trim().len() != 32 {
        return Err("configuration: wechat_pay.apiv3_key_file holds a key of 32 letters".into());
    }
    Ok(WeChat {
        url: keys.url.clone(),
        mchid: keys.mchid.clone(),
        serial: keys.serial.clone(),
        key: private("wechat_pay.key_file", &keys.key_file)?,
        platform_id: keys.platform_key_id.clone(),
        platform_key: public("wechat_pay.platform_key_file", &keys.platform_key_file)?,
        apiv3_key: Secret::new(apiv3.trim()),
        notify_url: keys.notify_url.clone(),
        timeout: Duration::from_secs(keys.timeout_s),
    })
}

fn alipay(keys: &AlipayKeys) -> Result<Alipay, String> {
    Ok(Alipay {
        url: keys.url.clone(),
        app_id: keys.app_id.clone(),
        key: private("alipay.key_file", &keys.key_file)?,
        alipay_key: public("alipay.alipay_key_file", &keys.alipay_key_file)?,
        timeout: Duration::from_secs(keys.timeout_s),
    })
}

fn file(name: &str, path: &Path) -> Result<String, String> {
    read_to_string(path).map_err(|error| format!("configuration: {name}: {}: {error}", path.display()))
}

fn private(name: &str, path: &Path) -> Result<SigningKey, String> {
    SigningKey::read(&file(name, path)?).map_err(|words| format!("configuration: {name}: {words}"))
}

fn public(name: &str, path: &Path) -> Result<TheirKey, String> {
    TheirKey::read(&file(name, path)?).map_err(|words| format!("configuration: {name}: {words}"))
}
