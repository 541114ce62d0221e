//! The desk: where handlers work and managers look. One endpoint, one file; every page works without JavaScript.

pub mod account;
pub mod act;
pub mod approvals;
pub mod assign;
mod beside;
mod board;
pub mod bundle;
pub mod calendar;
pub mod case;
pub mod claims;
pub mod closing;
pub mod dead;
mod deciding;
mod demands;
mod dossier;
pub mod drafting;
pub mod evidence;
pub mod find;
pub mod law;
pub mod logistics;
pub mod manager;
mod memory;
pub mod merchant;
pub mod money;
pub mod open;
pub mod playbooks;
pub mod presence;
pub mod privacy;
pub mod queue;
mod reading;
pub mod receipt;
pub mod reconcile;
pub mod redact;
mod request;
pub mod roster;
mod service;
pub mod signals;
pub mod similar;
mod templates;
pub mod ties;
pub mod told;
pub mod view;
mod whole;

pub use memory::Memory;

use crate::app::App;
use crate::page::{Access, Page, User};
use crate::reader::Reader;
use crate::who::Who;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::UserId;
use domain::actor::Role;

pub const HOME: &str = "/desk";

/// What all pages of staff and merchants have in common.
pub fn page(app: &App, reader: &Reader, who: &Who) -> Page {
    let mut p = reader.page(app);
    let role = who.role().unwrap_or(Role::Handler);
    let manager = if matches!(role, Role::Manager | Role::Admin) { Access::Shown } else { Access::Hidden };
    p.user = Some(User { name: me(who).to_string(), role: role_words(&p, role).to_owned(), manager });
    p
}

fn role_words(p: &Page, role: Role) -> &'static str {
    match role {
        Role::Handler => p.t("role-handler"),
        Role::Reviewer => p.t("role-reviewer"),
        Role::Manager => p.t("role-manager"),
        Role::Admin => p.t("role-admin"),
        Role::Merchant => p.t("role-merchant"),
    }
}

fn me(who: &Who) -> UserId {
    who.user().cloned().unwrap_or_else(|| UserId::new(""))
}

/// Pages of the desk hold what is not for everybody: no cache keeps them.
fn html(status: StatusCode, page: &impl Template) -> Response {
    crate::answer::page(status, page)
}
