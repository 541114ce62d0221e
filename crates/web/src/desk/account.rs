//! `GET /desk/account`: one's own password, authenticator and sessions; for staff and merchants alike.

mod everywhere;
mod password;
mod totp;

pub use everywhere::everywhere;
pub use password::password;
pub use totp::totp;

use super::request::Fields;
use super::{html, me, page};
use crate::app::App;
use crate::credential::{kept_password, kept_totp};
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::desk::{AccountPage, NewTotp};
use crate::page::parts::FieldError;
use crate::reader::Reader;
use crate::sign_in::checked;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Refusal;
use domain::personal::Personal;
use store::Error;

/// Wrong passwords a minute, as at the door.
const TRIES: u32 = 6;

pub async fn account(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    fields: Fields,
) -> Result<Response, Fault> {
    let done = fields.get("done").map(|_| Flash::Done(reader.locale.t("account-done").to_owned()));
    show(&app, &reader, &who, StatusCode::OK, done, None, vec![]).await
}

async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    status: StatusCode,
    flash: Option<Flash>,
    fresh: Option<NewTotp>,
    errors: Vec<FieldError>,
) -> Result<Response, Fault> {
    let mut p = page(app, reader, who);
    p.path = "/desk/account".into();
    p.flash = flash;
    let has_totp = kept(app, who).await?.1.is_some();
    Ok(html(status, &AccountPage { p, has_totp, fresh, errors }))
}

/// The hash of the password and the secret of the authenticator.
async fn kept(app: &App, who: &Who) -> Result<(Option<String>, Option<String>), Fault> {
    let (store, id) = (app.store().clone(), me(who));
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let user = store.user(db, &id)?;
        Ok((kept_password(&store, db, user.as_ref())?, kept_totp(&store, db, user.as_ref())?))
    });
    Ok(read.await?)
}

/// Whoever finds a desk left open still does not know the password.
async fn knows_password(app: &App, who: &Who, form: &Form) -> Result<bool, Fault> {
    let key = format!("account:{}", me(who));
    if !app.throttle().allows(&key, TRIES, app.store().now_ms()) {
        return Err(Fault::TooMany);
    }
    let (password, _) = kept(app, who).await?;
    checked(password, Personal::new(form.raw("password"))).await
}

fn wrong(reader: &Reader, field: &'static str) -> FieldError {
    FieldError { field, message: reader.locale.t("account-wrong").to_owned() }
}

fn refused(reader: &Reader, field: &'static str, refusal: Refusal) -> FieldError {
    let message = reader.locale.t(&format!("refusal-{}", refusal.code())).to_owned();
    FieldError { field, message }
}
