//! Being a witness for other people's journals (C2SP tlog-witness): `redress witness`. It remembers the last
//! checkpoint it signed of each journal and signs only what goes on from there. What it signs is on disk before the
//! signature leaves the house, so a crash in between costs the journal one more question and never a second history.

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::{Engine, prelude::BASE64_STANDARD};
use journal::cosign::{Cosigner, Witness};
use journal::note::Verifier;
use journal::witnessing::{No, Seen, accept};
use journal::{Hash, note};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Clock, disk};

const SEEN: &str = "witness.json";
const KEY: &str = "witness.key";
const LOCK: &str = "witness.lock";
/// A request is a proof and a note; no honest one is larger.
const LARGEST: usize = 64 * 1024;

/// What was signed last of a journal, as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    size: u64,
    root: Hash,
    at_s: u64,
}

pub struct Keeper {
    dir: PathBuf,
    cosigner: Cosigner,
    journals: Vec<Verifier>,
    clock: Arc<dyn Clock>,
    /// Two on one folder would not know of each other's signatures.
    _alone: File,
    /// Held from the look at what was signed until the next is on disk.
    kept: Mutex<BTreeMap<String, Kept>>,
}

#[derive(Debug)]
pub enum Failed {
    No(No),
    /// It could not be remembered, so it was not signed.
    Disk(String),
}

impl Keeper {
    /// Opens the folder, making key and memory where there are none. `name` is needed the first time.
    pub fn open(
        dir: &Path,
        name: Option<&str>,
        journals: Vec<Verifier>,
        clock: Arc<dyn Clock>,
    ) -> Result<Keeper, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", dir.display());
        std::fs::create_dir_all(dir).map_err(failed)?;
        let alone = File::create(dir.join(LOCK)).map_err(failed)?;
        alone.try_lock().map_err(|_| format!("{}: another witness works here", dir.display()))?;
        let cosigner = key(dir, name)?;
        let kept = match std::fs::read(dir.join(SEEN)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| format!("{SEEN}: {error}"))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(failed(error)),
        };
        Ok(Keeper { dir: dir.to_owned(), cosigner, journals, clock, _alone: alone, kept: Mutex::new(kept) })
    }

    pub fn witness(&self) -> &Witness {
        self.cosigner.witness()
    }

    /// Answers with the line to be put below the checkpoint.
    pub fn add(&self, request: &str) -> Result<String, Failed> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let last = |origin: &str| kept.get(origin).map(|last| Seen { size: last.size, root: last.root });
        let accepted = accept(request, &self.journals, last).map_err(Failed::No)?;
        let now_s = u64::try_from(self.clock.now_ms() / 1_000).unwrap_or(0);
        // A clock that was turned back must not make a later signature look like an earlier one.
        let at_s = kept.get(&accepted.origin).map_or(now_s, |last| last.at_s.max(now_s));
        let mut next = kept.clone();
        let Seen { size, root } = accepted.seen;
        next.insert(accepted.origin, Kept { size, root, at_s });
        let bytes = serde_json::to_vec(&next).map_err(|error| Failed::Disk(error.to_string()))?;
        disk::replace(&self.dir, SEEN, &bytes).map_err(|error| Failed::Disk(error.to_string()))?;
        *kept = next;
        Ok(self.cosigner.sign(&accepted.text, at_s).line)
    }
}

/// One line: the name, a space, the secret in base64.
fn key(dir: &Path, name: Option<&str>) -> Result<Cosigner, String> {
    let path = dir.join(KEY);
    let shown = path.display();
    match std::fs::read_to_string(&path) {
        Ok(line) => {
            let (known, secret) = line.trim_end().split_once(' ').ok_or(format!("{shown}: not a key"))?;
            if name.is_some_and(|name| name != known) {
                return Err(format!("{shown} is the key of {known}; a witness keeps its name"));
            }
            let secret = BASE64_STANDARD.decode(secret).ok().and_then(|secret| secret.try_into().ok());
            let secret = secret.ok_or(format!("{shown}: not a key"))?;
            Cosigner::new(known, secret).map_err(|error| format!("{shown}: {error}"))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let name = name.ok_or("a new witness needs a --name, such as witness.example.cn/1")?;
            let random = [store::content::random_id(), store::content::random_id()].concat();
            let secret = Hash::of(random.as_bytes()).0;
            let cosigner = Cosigner::new(name, secret).map_err(|error| error.to_string())?;
            let line = format!("{name} {}\n", BASE64_STANDARD.encode(secret));
            disk::create_once(dir, KEY, line.as_bytes()).map_err(|error| format!("{shown}: {error}"))?;
            Ok(cosigner)
        }
        Err(error) => Err(format!("{shown}: {error}")),
    }
}

pub fn router(keeper: Arc<Keeper>) -> Router {
    let add = post(add_checkpoint).layer(DefaultBodyLimit::max(LARGEST));
    Router::new().route("/add-checkpoint", add).with_state(keeper)
}

async fn add_checkpoint(State(keeper): State<Arc<Keeper>>, request: String) -> Response {
    let done = tokio::task::spawn_blocking(move || keeper.add(&request)).await;
    match done.map_err(|error| Failed::Disk(error.to_string())).and_then(|done| done) {
        Ok(line) => line_of(StatusCode::OK, "text/plain; charset=utf-8", &line),
        Err(Failed::No(No::Knows(size))) => {
            line_of(StatusCode::CONFLICT, "text/x.tlog.size", &size.to_string())
        }
        Err(Failed::No(no)) => {
            let status = StatusCode::from_u16(no.status()).unwrap_or(StatusCode::BAD_REQUEST);
            line_of(status, "text/plain; charset=utf-8", &no.to_string())
        }
        Err(Failed::Disk(words)) => {
            tracing::error!(words, "a checkpoint could not be remembered and was not signed");
            line_of(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", "try again later")
        }
    }
}

fn line_of(status: StatusCode, kind: &'static str, line: &str) -> Response {
    (status, [(header::CONTENT_TYPE, kind)], note::with_lines("", &[line.to_owned()])).into_response()
}
