//! Large requests. Nothing large is held in memory while it comes in: it is streamed into a sealed file without a
//! name, and refused as soon as it is larger than it may be. When all of it is here it waits until there is memory for
//! it, and only then the handler reads it. Small requests, nearly all, pass by.
//!
//! LIMIT: the memory that is counted is that of the request itself. A handler that copies it needs as much again, and
//! whoever raises `file_bytes_max` raises what one request may take.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body::Body as _;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use store::spool::{Spool, Spooled};
use tokio::sync::Semaphore;
use web::app::App;
use web::fault::Fault;

const SMALL: u64 = 256 * 1024;
/// A form without files.
const WORDS_MAX: u64 = 4 * 1024 * 1024;
/// What all requests being handled at once may be, but for a single one that is larger.
const HELD_MAX: u64 = 64 * 1024 * 1024;
/// What all requests coming in at once may lay on the disk.
const SPOOLED_MAX: u64 = 12 * 1024 * 1024 * 1024;
/// Whoever sends nothing for so long has gone.
const SILENCE: Duration = Duration::from_secs(60);
const KIB: u64 = 1024;

#[derive(Clone)]
pub struct Intake {
    app: App,
    held: Arc<Semaphore>,
    spooled: Arc<AtomicU64>,
}

impl Intake {
    pub fn new(app: App) -> Intake {
        let held = Arc::new(Semaphore::new((HELD_MAX / KIB) as usize));
        Intake { app, held, spooled: Arc::default() }
    }

    /// What a request of this kind may be.
    fn most(&self, headers: &HeaderMap) -> u64 {
        let limits = &self.app.store().policy().limits;
        let files = (limits.file_bytes_max * limits.files_max) as u64;
        match headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) {
            Some(kind) if kind.starts_with("multipart/") => files + 1024 * KIB,
            // In JSON files come as base64, a third larger.
            Some(kind) if kind.contains("json") => files * 4 / 3 + 1024 * KIB,
            _ => WORDS_MAX,
        }
    }
}

pub async fn through(State(intake): State<Intake>, request: Request, next: Next) -> Result<Response, Fault> {
    let said = request.body().size_hint().exact();
    let most = intake.most(request.headers());
    if said.is_some_and(|said| said > most) {
        return Err(Fault::TooLarge);
    }
    if request.body().is_end_stream() || said.is_some_and(|said| said <= SMALL) {
        return Ok(next.run(request).await);
    }
    let (head, body) = request.into_parts();
    let mut share = Share { of: intake.spooled.clone(), bytes: 0 };
    let spool = take_in(&intake, body, most, &mut share).await?;
    let permits = spool.bytes().min(HELD_MAX) / KIB;
    let memory = intake.held.clone().acquire_many_owned(permits as u32).await;
    let _memory = memory.map_err(|_| Fault::Passing("the server stops".into()))?;
    let spooled = spool.close().await.map_err(disk)?;
    let request = Request::from_parts(head, Body::from_stream(pieces(spooled)));
    Ok(next.run(request).await)
}

async fn take_in(intake: &Intake, mut body: Body, most: u64, share: &mut Share) -> Result<Spool, Fault> {
    let mut spool = intake.app.store().spool().map_err(disk)?;
    while let Some(bytes) = next_piece(&mut body).await? {
        if spool.bytes() + bytes.len() as u64 > most {
            return Err(Fault::TooLarge);
        }
        share.grow(bytes.len() as u64)?;
        spool.add(&bytes).await.map_err(disk)?;
    }
    Ok(spool)
}

async fn next_piece(body: &mut Body) -> Result<Option<Bytes>, Fault> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
        let frame = tokio::time::timeout(SILENCE, frame).await;
        let frame = frame.map_err(|_| Fault::Malformed("nothing came for a minute".into()))?;
        match frame {
            None => return Ok(None),
            Some(Ok(frame)) => match frame.into_data() {
                Ok(bytes) => return Ok(Some(bytes)),
                // Trailers hold nothing for us.
                Err(_) => continue,
            },
            Some(Err(_)) => return Err(Fault::Malformed("the request broke off".into())),
        }
    }
}

fn pieces(spooled: Spooled) -> impl futures::Stream<Item = std::io::Result<Bytes>> {
    futures::stream::try_unfold(spooled, |mut spooled| async move {
        Ok(spooled.next().await?.map(|bytes| (bytes, spooled)))
    })
}

fn disk(error: std::io::Error) -> Fault {
    tracing::error!(error = %error, "a request could not be laid on the disk");
    Fault::Passing("the disk".into())
}

/// What one request lays on the disk, given back however it ends.
struct Share {
    of: Arc<AtomicU64>,
    bytes: u64,
}

impl Share {
    fn grow(&mut self, bytes: u64) -> Result<(), Fault> {
        self.bytes += bytes;
        if self.of.fetch_add(bytes, Ordering::Relaxed) + bytes > SPOOLED_MAX {
            return Err(Fault::Passing("too many large requests at once".into()));
        }
        Ok(())
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.of.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}
