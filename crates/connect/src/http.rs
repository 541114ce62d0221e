//! One HTTP exchange with a partner, the way money needs it.
//!
//! Every exchange has its own connection: a pooled one that died would have to be retried, and nothing here
//! may be sent twice behind the caller's back. Redirects are not followed, bodies are bounded, and a status
//! is not an error: what a 500 means is for the partner's own module to say.

use std::time::Duration;

use ureq::Agent;
use ureq::http::{Response, Uri};

use crate::Secret;
use crate::answer::short;

/// A partner's answer is a few fields. What is longer than this is not an answer.
const LARGEST_BODY: u64 = 256 * 1024;

pub struct Reply {
    pub status: u16,
    pub body: String,
}

/// Nothing came back that can be read; whether the partner acted is not known.
pub struct Lost {
    pub words: String,
}

pub struct Endpoint<'a> {
    pub url: &'a str,
    pub secret: &'a Secret,
    pub timeout: Duration,
}

pub fn post(endpoint: &Endpoint, idempotency_key: &str, body: &str) -> Result<Reply, Lost> {
    let request = agent(endpoint.url, endpoint.timeout)
        .post(endpoint.url)
        .header("Authorization", bearer(endpoint))
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", idempotency_key);
    read(request.send(body))
}

/// The same where asking again does no harm but is not wanted.
pub fn post_once(endpoint: &Endpoint, body: &str) -> Result<Reply, Lost> {
    let request = agent(endpoint.url, endpoint.timeout)
        .post(endpoint.url)
        .header("Authorization", bearer(endpoint))
        .header("Content-Type", "application/json");
    read(request.send(body))
}

/// An exchange that is signed: what is said of it stands in headers, both ways.
pub struct Signed<'a> {
    pub url: &'a str,
    pub timeout: Duration,
    pub headers: &'a [(&'a str, String)],
}

pub struct SignedReply {
    pub status: u16,
    headers: ureq::http::HeaderMap,
    pub body: String,
}

impl SignedReply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

pub fn post_signed(to: &Signed, content_type: &str, body: &str) -> Result<SignedReply, Lost> {
    let mut request = agent(to.url, to.timeout).post(to.url).header("Content-Type", content_type);
    for (name, value) in to.headers {
        request = request.header(*name, value);
    }
    read_signed(request.send(body))
}

pub fn get_signed(to: &Signed) -> Result<SignedReply, Lost> {
    let mut request = agent(to.url, to.timeout).get(to.url);
    for (name, value) in to.headers {
        request = request.header(*name, value);
    }
    read_signed(request.call())
}

fn read_signed(answer: Result<Response<ureq::Body>, ureq::Error>) -> Result<SignedReply, Lost> {
    let lost = |e: ureq::Error| Lost { words: short(e.to_string()) };
    let mut response = answer.map_err(lost)?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.body_mut().with_config().limit(LARGEST_BODY).read_to_string().map_err(lost)?;
    Ok(SignedReply { status, headers, body })
}

/// An exchange of bytes with somebody who needs no secret of ours.
pub struct Plain<'a> {
    pub url: &'a str,
    pub timeout: Duration,
    pub content_type: &'a str,
}

pub struct PlainReply {
    pub status: u16,
    /// Without its parameters.
    pub content_type: String,
    pub body: Vec<u8>,
}

pub fn post_plain(to: &Plain, body: &[u8]) -> Result<PlainReply, Lost> {
    let lost = |e: ureq::Error| Lost { words: short(e.to_string()) };
    let request = agent(to.url, to.timeout).post(to.url).header("Content-Type", to.content_type);
    let mut response = request.send(body).map_err(lost)?;
    let status = response.status().as_u16();
    let content_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let content_type = content_type.to_ascii_lowercase();
    let body = response.body_mut().with_config().limit(LARGEST_BODY).read_to_vec().map_err(lost)?;
    Ok(PlainReply { status, content_type, body })
}

pub fn get(endpoint: &Endpoint) -> Result<Reply, Lost> {
    read(
        agent(endpoint.url, endpoint.timeout)
            .get(endpoint.url)
            .header("Authorization", bearer(endpoint))
            .call(),
    )
}

/// Runs a blocking exchange beside the async world; a panic in it is a lost answer, not a crash of the job.
pub async fn beside<T: Send + 'static>(exchange: impl FnOnce() -> T + Send + 'static) -> Result<T, Lost> {
    tokio::task::spawn_blocking(exchange).await.map_err(|e| Lost { words: short(e.to_string()) })
}

/// Our references go into paths. They are our own ids, but a path is no place to trust that.
pub fn path_segment(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => (b as char).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

fn agent(url: &str, timeout: Duration) -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(timeout))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent("Redress");
    if is_loopback(url) { config.proxy(None).build().into() } else { config.build().into() }
}

/// A partner on this machine is never reached through the proxy of the environment.
fn is_loopback(url: &str) -> bool {
    let uri: Option<Uri> = url.parse().ok();
    uri.and_then(|u| u.host().map(|h| matches!(h, "127.0.0.1" | "localhost" | "[::1]"))).unwrap_or(false)
}

fn bearer(endpoint: &Endpoint) -> String {
    format!("Bearer {}", endpoint.secret.reveal())
}

fn read(answer: Result<Response<ureq::Body>, ureq::Error>) -> Result<Reply, Lost> {
    let lost = |e: ureq::Error| Lost { words: short(e.to_string()) };
    let mut response = answer.map_err(lost)?;
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(LARGEST_BODY).read_to_string().map_err(lost)?;
    Ok(Reply { status, body })
}
