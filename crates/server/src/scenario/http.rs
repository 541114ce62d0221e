//! Requests to the real router, without a socket between.

use super::form::{BOUNDARY, Form, refusal_on};
use super::world::World;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use domain::command::{Command, UserCommand};
use domain::words::Locale;
use domain::{Actor, UserId};
use serde_json::Value;
use std::sync::PoisonError;
use store::content::random_id;
use tower::Service;

/// No page and no answer of ours is larger.
const LARGEST: usize = 32 * 1024 * 1024;

impl World<'_> {
    pub async fn send(&self, request: Request<Body>) -> Result<Response, String> {
        let mut router = self.router.clone();
        let ready =
            std::future::poll_fn(|context| Service::<Request<Body>>::poll_ready(&mut router, context));
        ready.await.map_err(|error| error.to_string())?;
        router.call(request).await.map_err(|error| error.to_string())
    }

    /// Posts JSON; what is not a success answers with the code of its refusal.
    pub async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Result<Value, String> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::HOST, "localhost");
        let request = match token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        };
        let request = request.body(Body::from(body.to_string())).map_err(|error| error.to_string())?;
        let (status, text) = read(self.send(request).await?).await?;
        let answer: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        if status.is_success() {
            return Ok(answer);
        }
        let code =
            answer["type"].as_str().and_then(|kind| kind.rsplit('/').next()).unwrap_or(status.as_str());
        Err(code.to_owned())
    }

    /// Sends a form as a browser does and answers where it led. A page that says no answers with the code.
    pub async fn submit(&self, path: &str, form: &Form, locale: Locale) -> Result<String, String> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT_LANGUAGE, if locale == Locale::Zh { "zh-CN" } else { "en" });
        let request = request.body(Body::from(form.body())).map_err(|error| error.to_string())?;
        let response = self.send(request).await?;
        if response.status().is_redirection() {
            let goal = response.headers().get(header::LOCATION).and_then(|goal| goal.to_str().ok());
            return Ok(goal.unwrap_or_default().to_owned());
        }
        let (status, html) = read(response).await?;
        Err(refusal_on(&html).map_or_else(|| format!("{path}: {status}"), str::to_owned))
    }

    pub async fn page(&self, path: &str, token: Option<&str>) -> Result<String, String> {
        let request = Request::builder().uri(path).header(header::HOST, "localhost");
        let request = match token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        };
        let request = request.body(Body::empty()).map_err(|error| error.to_string())?;
        let (status, text) = read(self.send(request).await?).await?;
        if status.is_success() { Ok(text) } else { Err(format!("{path}: {status}")) }
    }

    /// The token of a user, made when it is first wanted.
    pub async fn token(&self, user: &UserId) -> Result<String, String> {
        let known = self.tokens.lock().unwrap_or_else(PoisonError::into_inner).get(user).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let token = format!("rdr_{user}_{}", random_id());
        let issue = UserCommand::IssueToken { token: self.store().token_key(&token), scope: "*".into() };
        let command = Command::User(user.clone(), issue);
        let issued = self.store().execute(&Actor::System, command, store::Parcel::default(), None).await;
        issued.map_err(|error| error.detail())?;
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).insert(user.clone(), token.clone());
        Ok(token)
    }
}

async fn read(response: Response) -> Result<(StatusCode, String), String> {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), LARGEST).await.map_err(|error| error.to_string())?;
    Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
}
