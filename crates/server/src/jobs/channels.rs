//! The partners this house was given: mail, SMS, robots in groups, payments, systems that carry out. What is missing is
//! said in `redress doctor`.

use super::fulfillers::Fulfillers;
use super::payers::Payers;
use crate::config::Config;
use connect::mail::{MailConfig, Protection};
use connect::robot::RobotConfig;
use connect::sms::SmsConfig;
use std::time::Duration;

#[derive(Clone, Default)]
pub struct Channels {
    pub mail: Option<(MailConfig, String)>,
    pub sms: Option<SmsConfig>,
    pub robots: Option<RobotConfig>,
    pub pay: Payers,
    pub fulfil: Fulfillers,
}

impl Channels {
    pub fn of(config: &Config) -> Result<Channels, String> {
        let mail = config.mail.as_ref().map(|mail| -> Result<_, String> {
            let protection = match mail.protection.as_str() {
                "tls" => Protection::Tls,
                "starttls" => Protection::StartTls,
                "none" => Protection::None,
                other => {
                    return Err(format!(
                        "configuration: mail.protection is tls, starttls or none, not {other}"
                    ));
                }
            };
            let login = mail.user.clone().zip(mail.password.clone());
            let mail_config = MailConfig {
                host: mail.host.clone(),
                port: mail.port,
                protection,
                login,
                authority_pem: None,
                hello: None,
                timeout: Duration::from_secs(20),
            };
            Ok((mail_config, mail.from.clone()))
        });
        let seconds = Duration::from_secs;
        let sms = config.sms.as_ref().map(|sms| SmsConfig {
            url: sms.url.clone(),
            secret: sms.secret.clone(),
            timeout: seconds(sms.timeout_s),
        });
        let robots = config.robots.as_ref().map(|robots| RobotConfig {
            wecom: robots.wecom.trim_end_matches('/').to_owned(),
            dingtalk: robots.dingtalk.trim_end_matches('/').to_owned(),
            timeout: seconds(robots.timeout_s),
        });
        let pay = Payers::of(config)?;
        Ok(Channels { mail: mail.transpose()?, sms, robots, pay, fulfil: Fulfillers::of(config) })
    }

    pub fn can_tell(&self) -> bool {
        self.mail.is_some() || self.sms.is_some() || self.robots.is_some()
    }
}
