//! What is left of a request that was answered before it was read: it is taken in and thrown away. A server that
//! hangs up on a client which is still writing leaves it without the answer.

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::runtime::Handle;

/// More than any request may have; beyond it we do hang up.
const THROWN_MAX: usize = 256 * 1024 * 1024;

pub async fn take_in(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    next.run(request.map(|body| Body::new(Rest { body, is_over: false }))).await
}

struct Rest {
    body: Body,
    is_over: bool,
}

impl HttpBody for Rest {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        self.is_over |= matches!(polled, Poll::Ready(None | Some(Err(_))));
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Rest {
    fn drop(&mut self) {
        if self.is_over || self.body.is_end_stream() {
            return;
        }
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(throw_away(std::mem::take(&mut self.body)));
        }
    }
}

async fn throw_away(mut body: Body) {
    let mut thrown = 0;
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        thrown += frame.data_ref().map_or(0, Bytes::len);
        if thrown > THROWN_MAX {
            return;
        }
    }
}
