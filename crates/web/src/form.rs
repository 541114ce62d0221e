//! A form as browsers send it, with or without files. Fields are read in full and held under limits; a file that is
//! too large stops the reading, so that nobody fills our memory.

use crate::app::App;
use crate::fault::Fault;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use domain::{Fen, Refusal};
use store::collect::{NewFile, Origin};

#[derive(Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    pub files: Vec<NewFile>,
    pub origin: Origin,
}

impl Form {
    /// Trimmed; an empty field is an absent one.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let values = self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim());
        values.filter(|value| !value.is_empty()).collect::<Vec<_>>().into_iter()
    }
    pub fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }
    /// As it was typed, blanks and all; for passwords.
    pub fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
    /// Yuan as people write them: 168, 168.5, ¥1,200.00.
    pub fn yuan(&self, name: &str) -> Result<Option<Fen>, Refusal> {
        self.get(name).map(|text| yuan(text).ok_or(Refusal::AmountInvalid)).transpose()
    }
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }
}

fn yuan(text: &str) -> Option<Fen> {
    let plain: String =
        text.chars().filter(|letter| !matches!(letter, '¥' | '￥' | ',' | '，' | ' ' | '元')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let fen: i64 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fen).map(Fen)
}

impl FromRequest<App> for Form {
    type Rejection = Fault;

    async fn from_request(request: Request, app: &App) -> Result<Form, Fault> {
        let (parts, body) = request.into_parts();
        let origin = crate::origin::of(&parts);
        let form = read(Request::from_parts(parts, body), app).await?;
        Ok(Form { origin, ..form })
    }
}

async fn read(request: Request, app: &App) -> Result<Form, Fault> {
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if kind.starts_with("multipart/form-data") {
        let parts = Multipart::from_request(request, app).await;
        return multipart(parts.map_err(|error| Fault::Malformed(error.body_text()))?, app).await;
    }
    let fields = axum::Form::<Vec<(String, String)>>::from_request(request, app).await;
    match fields {
        Ok(axum::Form(fields)) => Ok(Form { fields, ..Form::default() }),
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Fault::TooLarge),
        Err(error) => Err(Fault::Malformed(error.body_text())),
    }
}

async fn multipart(mut parts: Multipart, app: &App) -> Result<Form, Fault> {
    let limits = &app.store().policy().limits;
    let mut form = Form::default();
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let is_file = file_name.is_some();
        let most = if is_file { limits.file_bytes_max } else { 1024 * 1024 };
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(broken)? {
            if bytes.len() + chunk.len() > most {
                return Err(Fault::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        // Growing by doubling leaves up to as much again unused.
        bytes.shrink_to_fit();
        // A file field that was left empty comes as a file without name and bytes.
        let left_empty = is_file && bytes.is_empty() && file_name.as_deref().is_none_or(str::is_empty);
        match is_file {
            true if left_empty => {}
            true if form.files.len() == limits.files_max => return Err(Refusal::TooManyFiles.into()),
            true => form.files.push(NewFile { bytes: bytes.into(), name: file_name }),
            false => {
                let value =
                    String::from_utf8(bytes).map_err(|_| Fault::Malformed(format!("{name} is not UTF-8")))?;
                form.fields.push((name, value));
            }
        }
    }
    Ok(form)
}

fn broken(error: MultipartError) -> Fault {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::Malformed(error.body_text()),
    }
}

#[cfg(test)]
mod tests {
    use super::yuan;
    use domain::Fen;

    #[test]
    fn yuan_are_read_as_people_write_them() {
        assert_eq!(yuan("168"), Some(Fen(16_800)));
        assert_eq!(yuan("¥1,200.5 元"), Some(Fen(120_050)));
        for text in ["", "-1", "1.234", "1e9", "十块", ".", "99999999999999999999"] {
            assert_eq!(yuan(text), None, "{text}");
        }
    }
}
