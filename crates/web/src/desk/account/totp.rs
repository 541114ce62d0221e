//! `POST /desk/account/totp`: sets up an authenticator in two steps, or takes it away. The new secret travels through
//! the page and is kept only once its digits were typed back.

use super::{knows_password, show, wrong};
use crate::app::App;
use crate::credential::{new_totp, totp_step, totp_url};
use crate::desk::me;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::desk::NewTotp;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Command;
use domain::command::UserCommand;

pub async fn totp(State(app): State<App>, reader: Reader, who: Who, form: Form) -> Result<Response, Fault> {
    let secret = form.get("secret").map(str::to_owned);
    if form.get("step") == Some("begin") {
        return show(&app, &reader, &who, StatusCode::OK, None, Some(fresh(&who, new_totp())), vec![]).await;
    }
    let knows = knows_password(&app, &who, &form).await?;
    let now_ms = app.store().now_ms();
    let fits = secret.as_ref().is_none_or(|secret| totp_step(secret, &form.text("totp"), now_ms).is_some());
    if !knows || !fits {
        let field = if knows { "totp" } else { "password" };
        let (errors, again) = (vec![wrong(&reader, field)], secret.map(|secret| fresh(&who, secret)));
        return show(&app, &reader, &who, StatusCode::UNPROCESSABLE_ENTITY, None, again, errors).await;
    }
    keep(&app, &who, secret.as_deref()).await?;
    Ok(Redirect::to("/desk/account?done=totp").into_response())
}

async fn keep(app: &App, who: &Who, secret: Option<&str>) -> Result<(), Fault> {
    let id = me(who);
    let mut pack = app.store().pack(id.subject());
    let credential = secret.map(|secret| pack.text(secret));
    let command = Command::User(id, UserCommand::SetTotp { credential });
    app.store().execute(&who.actor, command, pack.close(), None).await?;
    Ok(())
}

fn fresh(who: &Who, secret: String) -> NewTotp {
    NewTotp { url: totp_url(&secret, &me(who)).unwrap_or_default(), secret }
}
