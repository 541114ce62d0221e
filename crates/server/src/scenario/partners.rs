//! The partners of a scenario and of the demo: real servers on loopback that a refund, a mail or a text message
//! reaches through the same connectors as in earnest.

use crate::jobs::{Channels, Fulfillers, Payers};
use connect::Secret;
use connect::fake::{FakeFulfilment, FakePay, FakeRobots, FakeSms, FakeSmtp, pay};
use connect::fulfil::System;
use connect::mail::{MailConfig, Protection};
use connect::pay::PayConfig;
use connect::sms::SmsConfig;
use domain::MerchantId;
use domain::fulfilment::{Fulfiller, Fulfilment};
use domain::words::RemedyKind;
use std::time::Duration;

pub struct Partners {
    pub pay: FakePay,
    pub fulfil: FakeFulfilment,
    pub sms: FakeSms,
    pub robots: FakeRobots,
    pub smtp: FakeSmtp,
}

/// Long enough on a busy machine, short enough to wait for a provider that never answers.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the local warehouse is called, and whose it is.
const WAREHOUSE: &str = "warehouse";
const OF_SHOP: &str = "qiaojia";

impl Partners {
    pub fn start() -> Result<Partners, String> {
        let words = |error: std::io::Error| format!("a local partner does not start: {error}");
        Ok(Partners {
            pay: FakePay::start(pay::Idempotency::Honoured).map_err(words)?,
            fulfil: FakeFulfilment::start(pay::Idempotency::Honoured, Secret::new("demo")).map_err(words)?,
            sms: FakeSms::start().map_err(words)?,
            robots: FakeRobots::start().map_err(words)?,
            smtp: FakeSmtp::start().map_err(words)?,
        })
    }

    /// What the warehouse takes: everything that is no money, of one shop.
    pub fn fulfilment() -> Fulfilment {
        let kinds = RemedyKind::ALL.iter().copied().filter(|kind| kind.can_be_ordered());
        let merchants = vec![MerchantId::new(OF_SHOP)];
        Fulfilment(vec![Fulfiller { name: WAREHOUSE.into(), kinds: kinds.collect(), merchants }])
    }

    pub fn channels(&self) -> Channels {
        let secret = || Secret::new("demo");
        let mail = MailConfig {
            host: self.smtp.addr().ip().to_string(),
            port: self.smtp.addr().port(),
            protection: Protection::None,
            login: None,
            authority_pem: None,
            hello: Some("localhost".into()),
            timeout: PATIENCE,
        };
        Channels {
            mail: Some((mail, "Redress <help@redress.example>".into())),
            robots: Some(self.robots.config(PATIENCE)),
            sms: Some(SmsConfig { url: self.sms.url(), secret: secret(), timeout: PATIENCE }),
            pay: Payers {
                plain: Some(PayConfig { url: self.pay.url(), secret: secret(), timeout: PATIENCE }),
                ..Payers::default()
            },
            fulfil: Fulfillers(vec![System {
                name: WAREHOUSE.into(),
                url: self.fulfil.url(),
                secret: secret(),
                timeout: PATIENCE,
            }]),
        }
    }
}
