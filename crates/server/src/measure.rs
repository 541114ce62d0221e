//! Figures for whoever watches the house: how many requests, how long, how they ended. Routes are named by their
//! pattern, so that no case and no person ever stands in a label.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

const SECONDS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];
/// Samples lie in memory until they are counted together; nobody may be there to ask for them.
const COUNT_EVERY: u32 = 10_000;

/// One recorder per process, made when first asked for.
pub fn recorded() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(&SECONDS).expect("there are buckets");
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("figures go to a recorder that was there before");
        }
        handle
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "a stopwatch of the outermost program; nothing is decided by it"
)]
pub async fn measure(request: Request, next: Next) -> Response {
    let route =
        request.extensions().get::<MatchedPath>().map_or("none".into(), |path| path.as_str().to_owned());
    let method = request.method().as_str().to_owned();
    let started = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    let seconds = started.elapsed().as_secs_f64();
    metrics::histogram!("redress_request_seconds", "method" => method.clone(), "route" => route.clone())
        .record(seconds);
    metrics::counter!("redress_requests_total", "method" => method, "route" => route, "status" => status)
        .increment(1);
    count_now_and_then();
    response
}

fn count_now_and_then() {
    static SAMPLES: AtomicU32 = AtomicU32::new(0);
    if SAMPLES.fetch_add(1, Ordering::Relaxed) % COUNT_EVERY == COUNT_EVERY - 1 {
        recorded().run_upkeep();
    }
}
