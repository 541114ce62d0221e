//! `POST /desk/account/password`: a new password. Every session opened with the old one ends, this one begins anew.

use super::{knows_password, refused, show, wrong};
use crate::app::App;
use crate::credential::{check_password, set_password};
use crate::desk::me;
use crate::fault::Fault;
use crate::form::Form;
use crate::reader::Reader;
use crate::sign_in::welcome;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::personal::Personal;

pub async fn password(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    form: Form,
) -> Result<Response, Fault> {
    const NO: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
    if !knows_password(&app, &who, &form).await? {
        return show(&app, &reader, &who, NO, None, None, vec![wrong(&reader, "password")]).await;
    }
    let (id, new) = (me(&who), Personal::new(form.raw("new")));
    if let Err(refusal) = check_password(&id, &new) {
        return show(&app, &reader, &who, NO, None, None, vec![refused(&reader, "new", refusal)]).await;
    }
    set_password(app.store(), &who.actor, &id, &new).await?;
    welcome(&app, &id, "/desk/account?done=password").await
}
