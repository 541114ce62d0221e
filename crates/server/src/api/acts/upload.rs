//! Files in a request: parts of a form, or base64 in JSON. Reading stops at the first file that is too large and at
//! the first too many, so that nobody fills the memory.

use crate::api::body;
use crate::api::word::filled;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Refusal;
use domain::policy::Limits;
use serde::Deserialize;
use store::acts::Upload;
use web::app::App;
use web::fault::Fault;

pub struct Uploaded(pub Upload);

impl FromRequest<App> for Uploaded {
    type Rejection = Fault;

    async fn from_request(request: Request, app: &App) -> Result<Uploaded, Fault> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        let limits = &app.store().policy().limits;
        let upload = if kind.starts_with("multipart/form-data") {
            let form = Multipart::from_request(request, app).await;
            of_form(form.map_err(|refused| Fault::Malformed(refused.body_text()))?, limits).await?
        } else {
            // Base64 is longer by a third.
            let bytes_max = limits.file_bytes_max.saturating_mul(limits.files_max).saturating_mul(4) / 3;
            of_json(body::read(request, bytes_max + limits.text_max * 8).await?, limits)?
        };
        Ok(Uploaded(upload))
    }
}

#[derive(Deserialize)]
struct InJson {
    #[serde(default)]
    files: Vec<InBase64>,
    kind: Option<String>,
    request: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize)]
struct InBase64 {
    base64: String,
}

fn of_json(given: InJson, limits: &Limits) -> Result<Upload, Fault> {
    if given.files.len() > limits.files_max {
        return Err(Refusal::TooManyFiles.into());
    }
    let decode = |file: &InBase64| BASE64_STANDARD.decode(&file.base64);
    let files = given.files.iter().map(decode).collect::<Result<_, _>>();
    let files = files.map_err(|error| Fault::Malformed(format!("base64: {error}")))?;
    let some = |text: Option<String>| filled(text.as_deref()).map(str::to_owned);
    Ok(Upload { files, kind: some(given.kind), request: some(given.request), text: some(given.text) })
}

async fn of_form(mut form: Multipart, limits: &Limits) -> Result<Upload, Fault> {
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.file_name().is_some() {
            if upload.files.len() == limits.files_max {
                return Err(Refusal::TooManyFiles.into());
            }
            upload.files.push(bytes(field, limits.file_bytes_max).await?);
            continue;
        }
        let name = field.name().unwrap_or_default().to_owned();
        let text = String::from_utf8(bytes(field, limits.text_max * 4).await?);
        let text = text.map_err(|_| Fault::Malformed(format!("{name} is not UTF-8")))?;
        let text = filled(Some(&text)).map(str::to_owned);
        match name.as_str() {
            "kind" => upload.kind = text,
            "request" => upload.request = text,
            "text" => upload.text = text,
            _ => {}
        }
    }
    Ok(upload)
}

async fn bytes(mut field: Field<'_>, bytes_max: usize) -> Result<Vec<u8>, Fault> {
    let mut all = vec![];
    while let Some(part) = field.chunk().await.map_err(broken)? {
        if all.len() + part.len() > bytes_max {
            return Err(Refusal::FileTooLarge.into());
        }
        all.extend_from_slice(&part);
    }
    Ok(all)
}

fn broken(error: MultipartError) -> Fault {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::Malformed(error.body_text()),
    }
}
