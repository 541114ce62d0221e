//! `POST /api/v1/merchants/{merchant}/complaints`: a shop complains about the customer of one of its orders. Whose data
//! that is, the answer does not say.

use super::acts::key_of;
use super::body::Body;
use super::file::Receipt;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::personal::Personal;
use domain::words::Channel;
use domain::{Actor, Refusal};
use serde::{Deserialize, Serialize};
use store::accuse::Accusation;
use store::collect::NewFile;
use web::app::App;
use web::fault::Fault;
use web::who::Who;

#[derive(Deserialize)]
pub struct NewComplaint {
    /// Number of an order of the shop.
    order: Option<String>,
    /// Number of a complaint about the shop.
    about: Option<String>,
    text: Personal,
    #[serde(default)]
    files: Vec<File>,
}

#[derive(Deserialize)]
pub struct File {
    base64: String,
    name: Option<String>,
}

#[derive(Serialize)]
pub struct Answer {
    id: String,
    number: String,
    receipt: Receipt,
}

pub async fn accuse(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewComplaint>,
) -> Result<(StatusCode, Json<Answer>), Fault> {
    if !matches!(&who.actor, Actor::Merchant(_, own) if own.as_str() == merchant) {
        return Err(Refusal::NotFound.into());
    }
    let accusation = Accusation {
        channel: Some(Channel::Api),
        order: new.order,
        about: new.about,
        text: new.text,
        files: new.files.into_iter().map(file).collect::<Result<_, _>>()?,
        key: key_of(&headers, &who.actor, "accuse")?,
        ..Accusation::default()
    };
    let filed = app.store().accuse(&who.actor, accusation).await?;
    let status = if filed.is_new { StatusCode::CREATED } else { StatusCode::OK };
    let receipt = Receipt {
        index: filed.index,
        leaf: filed.leaf.to_string(),
        url: app.url(&format!("/api/v1/cases/{}/receipt", filed.case)),
    };
    Ok((status, Json(Answer { id: filed.case.to_string(), number: filed.number, receipt })))
}

fn file(given: File) -> Result<NewFile, Fault> {
    let bytes = BASE64_STANDARD.decode(&given.base64);
    let bytes = bytes.map_err(|error| Fault::Malformed(format!("a file is no base64: {error}")))?;
    Ok(NewFile { bytes: bytes.into(), name: given.name })
}
