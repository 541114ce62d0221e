//! `redress serve`.

use super::Place;
use super::house::{House, Outcome, ensure_admin, open, runtime};
use crate::{jobs, routes};
use axum::Extension;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use web::app::{App, Settings};

pub fn serve(place: &Place, listen: &str) -> Outcome {
    let house = open(place)?;
    runtime()?.block_on(run(house, listen))
}

async fn run(house: House, listen: &str) -> Outcome {
    ensure_admin(&house.store).await?;
    let listener =
        TcpListener::bind(listen).await.map_err(|error| format!("cannot listen on {listen}: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let settings = settings(&house, &format!("http://{address}"));
    let app = App::new(house.store.clone(), settings);
    if let Some(draft) = &house.config.draft {
        app.set_writer(std::sync::Arc::new(crate::writer::Endpoint::of(draft)));
    }
    let channels = jobs::Channels::of(&house.config)?;
    let (payers, fulfillers) = (channels.pay.clone(), channels.fulfil.clone());
    let jobs = jobs::start(&app, channels);
    let outside = jobs::outside::start(&house.store, jobs::outside::Outside::of(&house.config)?);
    tracing::info!("serving on http://{address}");
    let router = routes::router(app).layer(Extension(payers)).layer(Extension(fulfillers));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(stopped()).await;
    jobs.abort();
    outside.abort();
    served.map_err(|error| error.to_string())
}

fn settings(house: &House, here: &str) -> Settings {
    let base_url = house.config.base_url.clone().unwrap_or_else(|| here.to_owned());
    Settings {
        secure: base_url.starts_with("https://"),
        base_url: base_url.trim_end_matches('/').to_owned(),
        demo: false,
        token_rate: house.config.token_rate,
    }
}

pub(crate) async fn stopped() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
