//! Files in a request: parts of a form, or base64 in JSON. Reading stops at the first file that is too large and at
//! the first too many, so that nobody fills the memory.

use crate::api::body;
use crate::api::moment;
use crate::api::word::{chosen, filled};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::case::Source;
use domain::policy::Limits;
use domain::words::Inspected;
use domain::{Party, Refusal};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};
use std::fmt::{self, Formatter};
use store::acts::Upload;
use store::collect::NewFile;
use web::app::App;
use web::fault::Fault;

pub struct Uploaded(pub Upload);

impl FromRequest<App> for Uploaded {
    type Rejection = Fault;

    async fn from_request(request: Request, app: &App) -> Result<Uploaded, Fault> {
        let limits = &app.store().policy().limits;
        let (parts, body) = request.into_parts();
        let origin = web::origin::of(&parts);
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let by_form = kind.is_some_and(|kind| kind.starts_with("multipart/form-data"));
        let request = Request::from_parts(parts, body);
        let upload = if by_form {
            let form = Multipart::from_request(request, app).await;
            of_form(form.map_err(|refused| Fault::Malformed(refused.body_text()))?, limits).await?
        } else {
            // Base64 is longer by a third.
            let bytes_max = limits.file_bytes_max.saturating_mul(limits.files_max).saturating_mul(4) / 3;
            of_json(body::read(request, bytes_max + limits.text_max * 8).await?, limits)?
        };
        Ok(Uploaded(Upload { origin, ..upload }))
    }
}

#[derive(Deserialize)]
struct InJson {
    #[serde(default)]
    files: Vec<InBase64>,
    kind: Option<String>,
    request: Option<String>,
    text: Option<String>,
    /// The piece it corrects, with `why`.
    corrects: Option<String>,
    why: Option<String>,
    source: Option<String>,
    from: Option<String>,
    request_id: Option<String>,
    captured_at: Option<String>,
    /// Of a report: which inspection, and what it came to.
    inspection: Option<String>,
    result: Option<String>,
}

#[derive(Deserialize)]
pub struct InBase64 {
    #[serde(rename = "base64", deserialize_with = "decoded")]
    bytes: Vec<u8>,
    name: Option<String>,
}

impl InBase64 {
    pub fn file(self) -> NewFile {
        NewFile { bytes: self.bytes.into(), name: self.name }
    }
}

/// Straight from the text of the request, so that nine large files are never held as text of their own.
fn decoded<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    struct Base64;
    impl Visitor<'_> for Base64 {
        type Value = Vec<u8>;
        fn expecting(&self, to: &mut Formatter) -> fmt::Result {
            to.write_str("a file in base64")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<u8>, E> {
            BASE64_STANDARD.decode(text).map_err(|error| E::custom(format!("base64: {error}")))
        }
    }
    from.deserialize_str(Base64)
}

fn of_json(mut given: InJson, limits: &Limits) -> Result<Upload, Fault> {
    if given.files.len() > limits.files_max {
        return Err(Refusal::TooManyFiles.into());
    }
    let mut upload = Upload {
        files: std::mem::take(&mut given.files).into_iter().map(InBase64::file).collect(),
        ..Upload::default()
    };
    let InJson {
        kind,
        request,
        text,
        corrects,
        why,
        source,
        from,
        request_id,
        captured_at,
        inspection,
        result,
        ..
    } = &given;
    for (name, text) in [
        ("kind", kind),
        ("request", request),
        ("text", text),
        ("corrects", corrects),
        ("why", why),
        ("source", source),
        ("from", from),
        ("request_id", request_id),
        ("captured_at", captured_at),
        ("inspection", inspection),
        ("result", result),
    ] {
        set(&mut upload, name, filled(text.as_deref()))?;
    }
    Ok(upload)
}

/// The same fields by form and by JSON.
fn set(upload: &mut Upload, name: &str, text: Option<&str>) -> Result<(), Fault> {
    let Some(text) = text else { return Ok(()) };
    match name {
        "kind" => upload.kind = Some(text.to_owned()),
        "request" => upload.request = Some(text.to_owned()),
        "text" => upload.text = Some(text.to_owned()),
        "corrects" => upload.corrects.get_or_insert_default().0 = text.to_owned(),
        "why" => upload.corrects.get_or_insert_default().1 = text.to_owned(),
        "source" => upload.source = chosen(text, Source::parse)?,
        "from" => upload.from = Some(chosen(text, Party::parse)?),
        "request_id" => upload.request_id = Some(text.to_owned()),
        "inspection" => report(upload).0 = text.to_owned(),
        "result" => report(upload).1 = chosen(text, Inspected::parse)?,
        "captured_at" => upload.captured_ms = moment::parse(Some(text))?,
        _ => {}
    }
    Ok(())
}

fn report(upload: &mut Upload) -> &mut (String, Inspected) {
    upload.result.get_or_insert_with(|| (String::new(), Inspected::Unclear))
}

async fn of_form(mut form: Multipart, limits: &Limits) -> Result<Upload, Fault> {
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.file_name().is_some() {
            if upload.files.len() == limits.files_max {
                return Err(Refusal::TooManyFiles.into());
            }
            let name = field.file_name().map(str::to_owned);
            let bytes = bytes(field, limits.file_bytes_max).await?;
            upload.files.push(NewFile { bytes: bytes.into(), name });
            continue;
        }
        let name = field.name().unwrap_or_default().to_owned();
        let text = String::from_utf8(bytes(field, limits.text_max * 4).await?);
        let text = text.map_err(|_| Fault::Malformed(format!("{name} is not UTF-8")))?;
        set(&mut upload, &name, filled(Some(&text)))?;
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
