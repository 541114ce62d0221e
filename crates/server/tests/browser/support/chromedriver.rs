//! One chromedriver for all journeys that run at the same time. It stops, with every browser it has started, when the
//! last of them lets go of it, also when that one panics.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

pub struct Chromedriver {
    child: Child,
    pub url: String,
    pub chromium: PathBuf,
}

static RUNNING: Mutex<Weak<Chromedriver>> = Mutex::new(Weak::new());
/// A busy machine takes its time.
const TRIES: u32 = 200;
const PAUSE: Duration = Duration::from_millis(50);

/// Nothing where a program is missing and nobody has asked for it.
pub fn chromedriver() -> Option<Arc<Chromedriver>> {
    let found = program(&["chromium", "chromium-browser", "google-chrome"]).zip(program(&["chromedriver"]));
    let Some((chromium, driver)) = found else {
        let test = std::thread::current().name().unwrap_or("a journey").to_owned();
        let required = std::env::var("REDRESS_REQUIRE_BROWSER").is_ok_and(|value| value == "1");
        assert!(!required, "{test} needs Chromium and chromedriver, and they are not in PATH");
        eprintln!("SKIPPED: {test} (no Chromium or chromedriver in PATH)");
        return None;
    };
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(driver) = running.upgrade() {
        return Some(driver);
    }
    let driver = Arc::new(start(&driver, chromium));
    *running = Arc::downgrade(&driver);
    Some(driver)
}

fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

fn start(driver: &PathBuf, chromium: PathBuf) -> Chromedriver {
    let port = free_port();
    let child = Command::new(driver)
        .args([format!("--port={port}"), "--log-level=SEVERE".into()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("chromedriver starts");
    let started = Chromedriver { child, url: format!("http://127.0.0.1:{port}"), chromium };
    let is_ready = (0..TRIES).any(|_| {
        std::thread::sleep(PAUSE);
        ureq::get(format!("{}/status", started.url)).call().is_ok()
    });
    assert!(is_ready, "chromedriver does not answer");
    started
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a bound port").port()
}

impl Drop for Chromedriver {
    /// It is asked to go, so that it takes its browsers along; only then it is ended.
    fn drop(&mut self) {
        ureq::get(format!("{}/shutdown", self.url)).call().ok();
        let has_gone = (0..TRIES).any(|_| {
            std::thread::sleep(PAUSE);
            matches!(self.child.try_wait(), Ok(Some(_)))
        });
        if !has_gone {
            self.child.kill().ok();
            self.child.wait().ok();
        }
    }
}
