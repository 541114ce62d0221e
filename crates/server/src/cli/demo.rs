//! `redress demo`: `serve`, after filling an empty folder with the articles' cases. Partners for mail, text messages
//! and payments run inside, so that a refund accepted here is really instructed and a mail really delivered.

use super::Place;
use super::house::{House, Outcome, ensure_admin, open, open_with, runtime};
use super::progress::bar;
use super::serve::stopped;
use crate::config::Config;
use crate::demo::Door;
use crate::scenario::{Mistake, Partners, World, play, shipped};
use crate::system_clock::SystemClock;
use crate::{jobs, routes};
use axum::Extension;
use clap::Args;
use domain::CaseId;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use store::{Clock, Store};
use tokio::net::TcpListener;
use web::app::{App, Settings};

/// Fill an empty folder with the demo, and serve it with links that are signed in already.
#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    place: Place,
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
}

/// The customer's link leads to this scenario, where something waits to be decided.
const CUSTOMER: &str = "scenarios/open_offer.txt";

impl Demo {
    pub fn run(&self) -> Outcome {
        let partners = Partners::start()?;
        let runtime = runtime()?;
        // First of all, so that a port that is taken is said before the folder is filled.
        let listener = runtime.block_on(TcpListener::bind(&self.listen));
        let listener = listener.map_err(|error| format!("cannot listen on {}: {error}", self.listen))?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let base_url = format!("http://{address}");
        let customer = runtime.block_on(self.filled(&base_url, &partners))?;
        let house = match customer {
            Some(_) => open_with(&self.place, Partners::fulfilment())?,
            None => open(&self.place)?,
        };
        runtime.block_on(serve(house, listener, address, customer, &partners))
    }

    /// The customer's case of a folder that this or an earlier start has filled.
    async fn filled(&self, base_url: &str, partners: &Partners) -> Outcome<Option<CaseId>> {
        let mark = mark(&self.place.data);
        match std::fs::read_to_string(&mark).ok().as_deref().map(str::trim) {
            Some("") => return Err(interrupted(&self.place.data)),
            Some(case) => return Ok(Some(CaseId::new(case))),
            None => {}
        }
        let now_ms = SystemClock.now_ms();
        let config = Config::read(&self.place.data, self.place.config.as_deref())?;
        let url = self.place.database_url.as_deref();
        let world = World::open(&self.place.data, url, config.policy()?, base_url, partners)?;
        if !is_empty(world.store()).await? {
            return Ok(None);
        }
        std::fs::write(&mark, "").map_err(|error| format!("{}: {error}", mark.display()))?;
        let case = fill(&world, now_ms).await.map_err(|mistake| mistake.to_string())?;
        std::fs::write(&mark, case.as_str()).map_err(|error| format!("{}: {error}", mark.display()))?;
        Ok(Some(case))
    }
}

/// Empty while the folder is being filled; then the customer's case.
fn mark(data: &Path) -> PathBuf {
    data.join("demo")
}

fn interrupted(data: &Path) -> String {
    let folder = data.display();
    format!(
        "{folder} was not filled to its end; delete the folder and start again · 上次没有填完，请删除 {folder} 再来"
    )
}

/// A new house has made nothing yet, not even its first user.
async fn is_empty(store: &Store) -> Outcome<bool> {
    let first = store.db().read(|db| store::journal_of::at(db, 0)).await;
    first.map(|first| first.is_none()).map_err(|error| error.detail())
}

async fn fill(world: &World<'_>, now_ms: i64) -> Result<CaseId, Mistake> {
    let scenarios = shipped()?;
    let steps: usize = scenarios.iter().map(|scenario| scenario.steps.len()).sum();
    let bar = bar(steps as u64, "正在布置演示 · filling the demo");
    let casts = play(&scenarios, world, now_ms, |left| bar.set_position((steps - left) as u64)).await?;
    bar.finish_and_clear();
    let customer = scenarios.iter().position(|scenario| scenario.file == CUSTOMER).unwrap_or_default();
    let case = casts.get(customer).and_then(|cast| cast.case.clone());
    case.ok_or(Mistake { file: CUSTOMER.into(), line: 0, what: "nothing was filed".into() })
}

async fn serve(
    house: House,
    listener: TcpListener,
    address: SocketAddr,
    customer: Option<CaseId>,
    partners: &Partners,
) -> Outcome {
    ensure_admin(&house.store).await?;
    let is_demo = customer.is_some();
    let base_url = house.config.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let settings = Settings {
        secure: base_url.starts_with("https://"),
        base_url: base_url.trim_end_matches('/').to_owned(),
        demo: is_demo && address.ip().is_loopback(),
        token_rate: house.config.token_rate,
    };
    let app = App::new(house.store.clone(), settings);
    // Real data never meet pretended partners.
    let channels = if is_demo { partners.channels() } else { jobs::Channels::of(&house.config)? };
    let (payers, fulfillers) = (channels.pay.clone(), channels.fulfil.clone());
    let jobs = jobs::start(&app, channels);
    let door = Door::new();
    print(&app, &door, customer).await?;
    let router = routes::router(app).layer(Extension(door)).layer(Extension(payers));
    let router = router.layer(Extension(fulfillers));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(stopped()).await;
    jobs.abort();
    served.map_err(|error| error.to_string())
}

async fn print(app: &App, door: &Door, customer: Option<CaseId>) -> Outcome {
    let mut lines = vec![];
    match customer {
        None => lines.push(
            "这里已有别的数据，没有布置演示 · other data are here; the demo was not filled in".to_owned(),
        ),
        Some(_) if !app.settings().demo => {
            lines.push("免登录链接只在本机地址上有 · sign-in links exist only on loopback".to_owned());
        }
        Some(case) => {
            let store = app.store().clone();
            let read = app.store().db().read(move |db| store.case(db, &case)).await;
            let loaded = read.map_err(|error| error.detail())?;
            if let Some(loaded) = loaded {
                lines.push(format!(
                    "顾客 customer  {}",
                    app.url(&format!("/c/{}", app.store().link(&loaded.case)))
                ));
            }
            for (zh, en, who) in [
                ("处理人", "handler ", "handler"),
                ("商家", "merchant", "merchant"),
                ("经理", "manager ", "manager"),
                ("邮件", "mail    ", "mail"),
            ] {
                lines.push(format!("{zh} {en}  {}", app.url(&door.path(who))));
            }
        }
    }
    lines.push(format!("投诉 file      {}", app.url("/")));
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{}\n\n按 Ctrl-C 结束 · Ctrl-C ends it", lines.join("\n"))
        .map_err(|error| error.to_string())
}
