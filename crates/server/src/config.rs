//! What an operator can set: `redress.toml` in the data folder or `--config FILE`, overruled by the environment
//! (`REDRESS_MAIL__HOST`, two underscores between levels). Secrets have a type that cannot be printed.

mod fulfilment;

use connect::Secret;
use domain::breaker::Breakers;
use domain::clock::DAY_MS;
use domain::playbook::Playbooks;
use domain::writing::Templates;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

pub use fulfilment::System;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How customers reach us, written into links and notices.
    pub base_url: Option<String>,
    /// Requests a minute per API token; absent is no limit.
    pub token_rate: Option<u32>,
    /// N complaints an hour about one merchant ring the alarm.
    pub alarm_per_hour: Option<u32>,
    /// Whose law a case is under that says nothing else: CN, EU, UK or US; without it CN.
    pub jurisdiction: Option<domain::words::Jurisdiction>,
    pub mail: Option<Mail>,
    pub sms: Option<Partner>,
    /// Robots in groups of 企业微信 and 钉钉 are written to; absent is no.
    pub robots: Option<Robots>,
    pub pay: Option<Partner>,
    pub wechat_pay: Option<WeChatKeys>,
    pub alipay: Option<AlipayKeys>,
    /// Who sends parcels, makes labels, gives coupons; absent is a person.
    pub fulfilment: Vec<System>,
    /// Who drafts replies when asked; absent is nobody.
    pub draft: Option<Draft>,
    pub outside: Outside,
    pub limits: Limits,
    /// Letters that stay at head and tail of what is masked, by sort, or "off".
    pub mask: mask::Lengths,
    pub keys: Keys,
    pub writing: Writing,
    /// The house's own breakers over parcels; a relative path begins at the configuration file.
    pub breakers: Option<PathBuf>,
}

/// What replies are written with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Writing {
    /// A folder of the house's own templates, `*.toml`; a relative path begins at the configuration file.
    pub templates: Option<PathBuf>,
}

impl Writing {
    /// The shipped ones and the house's own, checked together.
    fn read(&self, books: &Playbooks) -> Result<Templates, String> {
        let Some(folder) = &self.templates else { return Ok(Templates::shipped()) };
        let cannot = |error: std::io::Error| format!("configuration: {}: {error}", folder.display());
        let mut own = vec![];
        for file in std::fs::read_dir(folder).map_err(cannot)? {
            let path = file.map_err(cannot)?.path();
            if path.extension().is_some_and(|end| end == "toml") {
                own.push((path.display().to_string(), std::fs::read_to_string(&path).map_err(cannot)?));
            }
        }
        own.sort();
        let shipped =
            Templates::shipped_files().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let files: Vec<(String, String)> = shipped.chain(own).collect();
        Templates::load(&files, books)
            .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}

/// Turning the epoch of the keys: what is erased is out of old backups after both together.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keys {
    pub rotate_days: u32,
    /// So long the key of the epoch before is kept, for putting back a backup of yesterday.
    pub escrow_days: u32,
}

impl Default for Keys {
    fn default() -> Self {
        Keys { rotate_days: 30, escrow_days: 7 }
    }
}

/// Who else is to hold our checkpoints, see docs/proof.md.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outside {
    pub tsa: Vec<Tsa>,
    pub witness: Vec<Witness>,
    pub stamp_every_s: u64,
    pub witness_every_s: u64,
    pub timeout_s: u64,
    /// A longer unanchored tail rings the alarm.
    pub tail_entries: Option<u64>,
    pub tail_s: Option<u64>,
}

impl Default for Outside {
    fn default() -> Self {
        Outside {
            tsa: vec![],
            witness: vec![],
            stamp_every_s: 3_600,
            witness_every_s: 60,
            timeout_s: 20,
            tail_entries: None,
            tail_s: None,
        }
    }
}

impl Outside {
    /// Names become file names in bundles and words in entries, and one name is one authority.
    fn is_plain(&self) -> Result<(), String> {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        let mut known = std::collections::BTreeSet::new();
        for Tsa { name, .. } in &self.tsa {
            if !(1..=32).contains(&name.len()) || !name.chars().all(plain) || !known.insert(name) {
                return Err(format!(
                    "configuration: outside.tsa.name {name:?}: letters, digits and hyphens, each name once"
                ));
            }
        }
        Ok(())
    }
}

/// A time stamping authority, pinned by its chain.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tsa {
    pub name: String,
    pub url: String,
    /// PEM, its own certificate first and its root last; a relative path begins at the configuration file.
    pub chain: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    pub url: String,
    /// Its public key, name+id+base64.
    pub key: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub host: String,
    pub port: u16,
    /// `tls`, `starttls` or `none`.
    #[serde(default = "starttls")]
    pub protection: String,
    pub user: Option<String>,
    pub password: Option<Secret>,
    pub from: String,
}

/// Any endpoint that speaks the chat completions contract.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// As far as `/chat/completions`.
    pub url: String,
    pub model: String,
    pub secret: Option<Secret>,
    #[serde(default = "twenty")]
    pub timeout_s: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    pub url: String,
    pub secret: Secret,
    #[serde(default = "ten")]
    pub timeout_s: u64,
}

/// Where the robots are. Which robot is told is said by whoever wants to be told.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Robots {
    #[serde(default = "wecom_url")]
    pub wecom: String,
    #[serde(default = "dingtalk_url")]
    pub dingtalk: String,
    #[serde(default = "ten")]
    pub timeout_s: u64,
}

/// What WeChat Pay knows us by; keys lie in files, a relative path begins at the configuration file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeChatKeys {
    #[serde(default = "wechat_url")]
    pub url: String,
    pub mchid: String,
    /// Serial number of our certificate.
    pub serial: String,
    pub key_file: PathBuf,
    /// The platform's public key and its name, PUB_KEY_ID_….
    pub platform_key_id: String,
    pub platform_key_file: PathBuf,
    pub apiv3_key_file: PathBuf,
    /// Where the platform tells us, `…/api/v1/pay/wechat`; without it we ask.
    pub notify_url: Option<String>,
    #[serde(default = "ten")]
    pub timeout_s: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlipayKeys {
    #[serde(default = "alipay_url")]
    pub url: String,
    pub app_id: String,
    pub key_file: PathBuf,
    pub alipay_key_file: PathBuf,
    #[serde(default = "ten")]
    pub timeout_s: u64,
}

fn wechat_url() -> String {
    "https://api.mch.weixin.qq.com".into()
}
fn wecom_url() -> String {
    connect::robot::WECOM.into()
}
fn dingtalk_url() -> String {
    connect::robot::DINGTALK.into()
}
fn alipay_url() -> String {
    "https://openapi.alipay.com/gateway.do".into()
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    pub text_max: usize,
    pub files_max: usize,
    pub file_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let limits = domain::policy::Limits::default();
        Limits {
            text_max: limits.text_max,
            files_max: limits.files_max,
            file_bytes_max: limits.file_bytes_max,
        }
    }
}

fn starttls() -> String {
    "starttls".into()
}
fn twenty() -> u64 {
    20
}
fn ten() -> u64 {
    10
}

/// Other variables of ours, such as REDRESS_DATA, are not settings of the file.
fn is_setting(key: &str) -> bool {
    const SETTINGS: [&str; 17] = [
        "breakers",
        "base_url",
        "token_rate",
        "alarm_per_hour",
        "mail",
        "sms",
        "robots",
        "pay",
        "wechat_pay",
        "alipay",
        "outside",
        "limits",
        "mask",
        "writing",
        "draft",
        "keys",
        "jurisdiction",
    ];
    let first = key.split("__").next().unwrap_or_default().to_lowercase();
    SETTINGS.contains(&first.as_str())
}

impl Config {
    pub fn read(dir: &Path, file: Option<&Path>) -> Result<Config, String> {
        if let Some(file) = file.filter(|file| !file.exists()) {
            return Err(format!("there is no configuration file {}", file.display()));
        }
        let path = file.map_or_else(|| dir.join("redress.toml"), Path::to_owned);
        let mut config: Config = Figment::from(Serialized::default("limits", Limits::default()))
            .merge(Toml::file(&path))
            .merge(Env::prefixed("REDRESS_").filter(|key| is_setting(key.as_str())).split("__"))
            .extract()
            .map_err(|error| format!("configuration: {error}"))?;
        let beside = path.parent().unwrap_or(dir);
        config.outside.tsa.iter_mut().for_each(|tsa| tsa.chain = beside.join(&tsa.chain));
        if let Some(keys) = &mut config.wechat_pay {
            for file in [&mut keys.key_file, &mut keys.platform_key_file, &mut keys.apiv3_key_file] {
                *file = beside.join(&*file);
            }
        }
        if let Some(keys) = &mut config.alipay {
            for file in [&mut keys.key_file, &mut keys.alipay_key_file] {
                *file = beside.join(&*file);
            }
        }
        config.outside.is_plain()?;
        config.breakers = config.breakers.map(|file| beside.join(file));
        config.writing.templates = config.writing.templates.map(|folder| beside.join(folder));
        Ok(config)
    }

    /// The shipped ones, or those of the house in their place.
    fn breakers(&self, books: &Playbooks) -> Result<Breakers, String> {
        let Some(file) = &self.breakers else { return Ok(Breakers::shipped()) };
        let name = file.display().to_string();
        let text =
            std::fs::read_to_string(file).map_err(|error| format!("configuration: {name}: {error}"))?;
        Breakers::load(&name, &text, books)
            .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }

    /// Files that do not stand are told by name and line.
    pub fn policy(&self) -> Result<domain::Policy, String> {
        let limits = domain::policy::Limits {
            text_max: self.limits.text_max,
            files_max: self.limits.files_max,
            file_bytes_max: self.limits.file_bytes_max,
            alarm_per_hour: self.alarm_per_hour.unwrap_or(domain::policy::Limits::default().alarm_per_hour),
            tail_entries: self.outside.tail_entries,
            tail_s: self.outside.tail_s,
            epoch_ms: i64::from(self.keys.rotate_days.max(1)) * DAY_MS,
            escrow_ms: i64::from(self.keys.escrow_days) * DAY_MS,
            ..domain::policy::Limits::default()
        };
        let mut law = domain::law::Library::shipped();
        law.home = self.jurisdiction.unwrap_or(law.home);
        let playbooks = Playbooks::shipped();
        let templates = self.writing.read(&playbooks)?;
        let breakers = self.breakers(&playbooks)?;
        let fulfilment = fulfilment::of(&self.fulfilment)?;
        Ok(domain::Policy {
            playbooks,
            law,
            calendar: domain::calendar::Calendar::shipped(),
            templates,
            breakers,
            fulfilment,
            limits,
            masks: self.mask.clone(),
        })
    }
}
