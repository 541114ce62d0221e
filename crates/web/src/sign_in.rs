//! `GET /sign-in`, `POST /sign-in`: name and password, and the six digits where they are set up. Whatever is wrong,
//! the answer is the same and takes as long.

use crate::address::Address;
use crate::app::App;
use crate::credential::{is_password, kept_password, kept_totp, totp_step};
use crate::dress::escaped;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::desk::LoginPage;
use crate::page::parts::FieldError;
use crate::reader::Reader;
use crate::{desk, who};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::UserId;
use domain::personal::Personal;
use domain::rights::Rights;
use domain::user::User;
use std::collections::HashMap;
use store::Error;
use tokio::sync::Semaphore;

/// Tries a minute, from one address and for one name.
const TRIES_OF_ADDRESS: u32 = 30;
const TRIES_OF_NAME: u32 = 6;
/// Hashing takes memory on purpose: not more than so many at a time.
static HASHING: Semaphore = Semaphore::const_new(2);
const LIFE_S: u32 = 12 * 3600;

pub async fn page(State(app): State<App>, reader: Reader, query: Query<HashMap<String, String>>) -> Response {
    let next = query.get("next").map(String::as_str).unwrap_or_default();
    show(&app, &reader, StatusCode::OK, next, "", vec![])
}

pub async fn sign_in(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    form: Form,
) -> Result<Response, Fault> {
    let (name, next) = (form.text("user").to_lowercase(), form.text("next"));
    slow_down(&app, &address, &name)?;
    let Some((id, user)) = prove(&app, &name, &form).await? else {
        let wrong = reader.locale.t("login-wrong").to_owned();
        let errors = vec![FieldError { field: "user", message: wrong }];
        return Ok(show(&app, &reader, StatusCode::UNPROCESSABLE_ENTITY, &next, &name, errors));
    };
    welcome(&app, &id, &goal(&user, &next)).await
}

/// Begins a session and leads on.
pub async fn welcome(app: &App, id: &UserId, next: &str) -> Result<Response, Fault> {
    let secret = app.store().begin_session(id).await?;
    Ok(([(header::SET_COOKIE, cookie(app, &secret, LIFE_S))], Redirect::to(next)).into_response())
}

fn show(
    app: &App,
    reader: &Reader,
    status: StatusCode,
    next: &str,
    user: &str,
    errors: Vec<FieldError>,
) -> Response {
    let mut p = reader.page(app);
    p.path = if is_local(next) { format!("/sign-in?next={}", escaped(next)) } else { "/sign-in".into() };
    let next = if is_local(next) { next.to_owned() } else { String::new() };
    let page = LoginPage { p, next, user: user.to_owned(), errors };
    (status, [(header::CACHE_CONTROL, "no-store")], Html(page.render().unwrap_or_default())).into_response()
}

fn slow_down(app: &App, address: &Address, name: &str) -> Result<(), Fault> {
    let now_ms = app.store().now_ms();
    let by_address = app.throttle().allows(&format!("sign-in:{address}"), TRIES_OF_ADDRESS, now_ms);
    // A name may be anything at all; only its hash is remembered.
    let key = app.store().token_key(name);
    let by_name = app.throttle().allows(&format!("sign-in-as:{key}"), TRIES_OF_NAME, now_ms);
    if by_address && by_name { Ok(()) } else { Err(Fault::TooMany) }
}

/// The user, if everything asked for is right.
async fn prove(app: &App, name: &str, form: &Form) -> Result<Option<(UserId, User)>, Fault> {
    let (id, store) = (UserId::new(name), app.store().clone());
    let wanted = id.clone();
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let user = store.user(db, &wanted)?;
        Ok((kept_password(&store, db, user.as_ref())?, kept_totp(&store, db, user.as_ref())?, user))
    });
    let (password, secret, user) = read.await?;
    let is_right = checked(password, Personal::new(form.raw("password"))).await?;
    let step = secret.as_ref().map(|secret| totp_step(secret, &form.text("totp"), app.store().now_ms()));
    let has_digits = || match step {
        None => true,
        Some(step) => step.is_some_and(|step| app.desk().take_step(&id, step)),
    };
    let may = |user: &User| user.rights != Rights::Revoked;
    Ok(user.filter(|user| may(user) && is_right && has_digits()).map(|user| (id, user)))
}

/// On a blocking thread, a few at a time.
pub async fn checked(kept: Option<String>, typed: Personal) -> Result<bool, Fault> {
    let _turn = HASHING.acquire().await.map_err(|_| Error::Stopped)?;
    let check = tokio::task::spawn_blocking(move || is_password(kept.as_deref(), &typed));
    Ok(check.await.map_err(|_| Error::Stopped)?)
}

/// `secret` is empty where the cookie is taken back.
pub fn cookie(app: &App, secret: &str, seconds: u32) -> String {
    let secure = if app.settings().secure { "; Secure" } else { "" };
    format!("{}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", who::COOKIE)
}

fn goal(user: &User, next: &str) -> String {
    let home = if user.account.role.is_staff() { desk::HOME } else { "/m" };
    let may = user.account.role.is_staff() || next.starts_with("/m") || next.starts_with("/desk/account");
    if is_local(next) && may { next.to_owned() } else { home.to_owned() }
}

/// A path of ours; browsers read a backslash as a slash, and two slashes as another host.
fn is_local(next: &str) -> bool {
    next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n', '\t'])
        && next.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn only_a_path_of_ours_is_gone_to() {
        assert!(is_local("/desk?view=all&q=%E7%81%AF"));
        for other in
            ["", "desk", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil", "/\r\nx"]
        {
            assert!(!is_local(other), "{other:?}");
        }
    }
}
