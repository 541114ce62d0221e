//! Pages: one struct and one template each. [`Page`] is what they have in common.

pub mod board;
pub mod closing;
pub mod consigned;
pub mod customer;
pub mod decided;
pub mod desk;
pub mod error;
pub mod evidence;
pub mod law;
pub mod manager;
pub mod measure;
pub mod merchant;
pub mod parts;
pub mod person;
pub mod privacy;
pub mod proof;
pub mod settlement;
pub mod shop;
pub mod third;
pub mod view;

use crate::format::{self, Html};
use crate::locale::Locale;
use crate::sign::{Clock, ClockState, Stage};
use domain::Policy;
use jiff::tz::TimeZone;
use std::fmt::Display;
use std::sync::Arc;

/// Language, time and reader of a page. Templates call it `p`.
#[derive(Clone)]
pub struct Page {
    pub locale: Locale,
    pub now_ms: i64,
    pub zone: TimeZone,
    /// The page's own address without `lang`, so that the language can be switched in place.
    pub path: String,
    /// Who is signed in; customers never are.
    pub user: Option<User>,
    /// Said once at the top after an action.
    pub flash: Option<Flash>,
    /// What the house calls its duties and reasons.
    pub policy: Option<Arc<Policy>>,
}

#[derive(Clone)]
pub struct User {
    pub name: String,
    pub role: String,
    pub manager: Access,
}

/// Whether a part of the navigation is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Shown,
    Hidden,
}

#[derive(Clone)]
pub enum Flash {
    Done(String),
    Refused(String),
}

impl Page {
    pub fn new(locale: Locale, now_ms: i64, path: impl Into<String>) -> Self {
        Self {
            locale,
            now_ms,
            zone: format::shanghai(),
            path: path.into(),
            user: None,
            flash: None,
            policy: None,
        }
    }

    pub fn t(&self, key: &str) -> &'static str {
        self.locale.t(key)
    }

    pub fn t1(&self, key: &str, name: &str, value: impl Display) -> String {
        self.locale.t1(key, name, value)
    }

    pub fn t2(&self, key: &str, a: &str, va: impl Display, b: &str, vb: impl Display) -> String {
        self.locale.t2(key, a, va, b, vb)
    }

    pub fn asset(&self, name: &str) -> &'static str {
        crate::assets::asset(name)
    }

    pub fn when(&self, ms: &i64) -> Html {
        format::time_tag(self.locale, &self.zone, self.now_ms, *ms)
    }

    pub fn full(&self, ms: &i64) -> String {
        format::full(&self.zone, *ms)
    }

    pub fn money(&self, fen: &i64) -> Html {
        format::money_tag(*fen)
    }

    pub fn size(&self, bytes: &u64) -> String {
        format::size(*bytes)
    }

    /// "还剩 3 小时" or "已超过 2 小时"; a paused clock says that it stands.
    pub fn left(&self, clock: &Clock) -> String {
        if clock.state == ClockState::Paused {
            return self.t("clock-paused").to_owned();
        }
        let key = if clock.due_ms >= self.now_ms { "clock-left" } else { "clock-over" };
        self.t1(key, "span", format::span(self.locale, clock.due_ms - self.now_ms))
    }

    /// The address of this page in the other language.
    pub fn other_language(&self) -> String {
        let mark = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{mark}lang={}", self.path, self.locale.other().tag())
    }

    pub fn stages(&self) -> &'static [Stage] {
        Stage::ALL
    }

    /// The link of the navigation that leads to where one is.
    pub fn is_at(&self, path: &str) -> bool {
        self.path.split('?').next() == Some(path)
    }

    pub fn is_manager(&self) -> bool {
        self.user.as_ref().is_some_and(|user| user.manager == Access::Shown)
    }
}
