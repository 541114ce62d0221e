//! `redress witness`: sign other people's checkpoints.

use super::house::{Outcome, runtime};
use super::serve::stopped;
use crate::system_clock::SystemClock;
use crate::witness::{Keeper, router};
use clap::Args;
use journal::note::Verifier;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args)]
pub struct Witness {
    /// Folder of its key and of what it has signed; back it up, and never put an older copy back.
    #[arg(long)]
    dir: PathBuf,
    /// How it signs, such as witness.example.cn/1; once and for all.
    #[arg(long)]
    name: Option<String>,
    /// Public key of a journal it signs for, name+id+base64; may be given several times.
    #[arg(long = "log", required = true)]
    logs: Vec<String>,
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: String,
}

impl Witness {
    pub fn run(self) -> Outcome {
        let journals = self
            .logs
            .iter()
            .map(|log| log.parse::<Verifier>().map_err(|error| format!("--log {log}: {error}")));
        let journals = journals.collect::<Result<_, _>>()?;
        let keeper = Keeper::open(&self.dir, self.name.as_deref(), journals, Arc::new(SystemClock))?;
        runtime()?.block_on(self.serve(keeper))
    }

    async fn serve(self, keeper: Keeper) -> Outcome {
        let listen = &self.listen;
        let listener = tokio::net::TcpListener::bind(listen).await;
        let listener = listener.map_err(|error| format!("cannot listen on {listen}: {error}"))?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        println!("{}", keeper.witness());
        println!("http://{address}");
        let served = axum::serve(listener, router(Arc::new(keeper))).with_graceful_shutdown(stopped());
        served.await.map_err(|error| error.to_string())
    }
}
