//! Where a scenario is played: a store with time in hand, the real router, the house's own work, and its partners.

use super::Partners;
use super::setup;
use crate::cli::house::ensure_admin;
use crate::jobs::Channels;
use crate::routes;
use axum::Router;
use domain::personal::Personal;
use domain::words::Locale;
use domain::{CaseId, MerchantId, UserId};
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use store::record::Person;
use store::{SetClock, Store};
use web::app::{App, Settings};

pub struct World<'a> {
    pub app: App,
    pub router: Router,
    pub clock: Arc<SetClock>,
    pub partners: &'a Partners,
    pub channels: Channels,
    pub zone: TimeZone,
    /// Tokens of staff and merchants, made when they first act.
    pub tokens: Mutex<HashMap<UserId, String>>,
    /// Who acts for a merchant.
    pub merchants: Mutex<HashMap<MerchantId, UserId>>,
}

/// Who takes part in one scenario.
pub struct Cast {
    pub start_ms: i64,
    pub customer: Person,
    pub locale: Locale,
    pub case: Option<CaseId>,
    /// All that were filed, the last of them being the one at hand.
    pub filed: Vec<CaseId>,
    pub link: String,
}

impl Cast {
    pub fn at(start_ms: i64) -> Cast {
        let customer = Person {
            name: Personal::new("李晓"),
            phone: Personal::new("13800001234"),
            mail: Personal::new("lixiao@example.cn"),
        };
        Cast { start_ms, customer, locale: Locale::Zh, case: None, filed: vec![], link: String::new() }
    }
    pub fn case(&self) -> Result<&CaseId, String> {
        self.case.as_ref().ok_or_else(|| "还没有提交投诉 · nothing was filed yet".into())
    }
}

impl<'a> World<'a> {
    /// Opens the folder at a time before anything happens. Blocks for the disk.
    pub fn open(
        dir: &Path,
        database_url: Option<&str>,
        policy: domain::Policy,
        base_url: &str,
        partners: &'a Partners,
    ) -> Result<World<'a>, String> {
        let clock = Arc::new(SetClock::at(0));
        let policy = domain::Policy { fulfilment: Partners::fulfilment(), ..policy };
        let store = Store::open(dir, database_url, clock.clone(), Arc::new(policy))
            .map_err(|error| error.detail())?;
        let settings =
            Settings { base_url: base_url.to_owned(), secure: false, demo: false, token_rate: None };
        let app = App::new(store, settings);
        Ok(World {
            router: routes::router(app.clone()),
            app,
            clock,
            partners,
            channels: partners.channels(),
            zone: web::format::shanghai(),
            tokens: Mutex::default(),
            merchants: Mutex::default(),
        })
    }

    pub fn store(&self) -> &Store {
        self.app.store()
    }

    /// People, merchants and budgets that every scenario finds there.
    pub async fn furnish(&self, at_ms: i64) -> Result<(), super::Mistake> {
        let (file, text) = super::FURNITURE;
        let furniture = super::parse(file, text)?;
        let mistaken = |what| super::Mistake { file: file.into(), line: 0, what };
        self.clock.set(at_ms);
        ensure_admin(self.store()).await.map_err(mistaken)?;
        let mut nobody = Cast::at(at_ms);
        for step in &furniture.steps {
            let line = step.line;
            let wrong = |what| super::Mistake { file: file.into(), line, what };
            let super::step::What::Given(given) = &step.what else {
                return Err(wrong("这里只能“设” · only what is given stands here".into()));
            };
            setup::set_up(self, &mut nobody, given).await.map_err(wrong)?;
        }
        Ok(())
    }

    pub fn acts_for(&self, merchant: MerchantId, user: UserId) {
        self.merchants.lock().unwrap_or_else(PoisonError::into_inner).insert(merchant, user);
    }

    pub fn user_of(&self, merchant: &MerchantId) -> Option<UserId> {
        self.merchants.lock().unwrap_or_else(PoisonError::into_inner).get(merchant).cloned()
    }
}
