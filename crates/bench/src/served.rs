//! The real program, started as an operator starts it.

use crate::http::Client;
use crate::stopwatch;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A data folder and where its rows are kept.
#[derive(Clone)]
pub struct House {
    pub dir: PathBuf,
    pub database_url: Option<String>,
}

pub struct Served {
    child: Child,
    pub address: String,
    /// From the start of the program to its first answer.
    pub started_in: Duration,
}

/// The program beside this one, built with the same profile.
pub fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap_or_default();
    here.with_file_name("redress")
}

impl House {
    pub fn at(dir: &Path) -> House {
        House { dir: dir.to_owned(), database_url: None }
    }

    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(program());
        command.arg(name).arg("--data").arg(&self.dir).env("REDRESS_LOG", "warn");
        if let Some(url) = &self.database_url {
            command.arg("--database-url").arg(url);
        }
        command
    }

    pub fn token(&self) -> io::Result<String> {
        let printed = self
            .command("token")
            .args(["--user", "admin", "--scope", "*"])
            .stderr(Stdio::inherit())
            .output()?;
        let text = String::from_utf8_lossy(&printed.stdout).into_owned();
        text.lines().last().map(str::to_owned).ok_or_else(|| io::Error::other("no token was printed"))
    }

    pub async fn serve(&self) -> io::Result<Served> {
        let address = free_address()?;
        let before = stopwatch::now();
        let child = self.command("serve").args(["--listen", &address]).spawn()?;
        let mut served = Served { child, address, started_in: Duration::ZERO };
        for _ in 0..60_000 {
            if let Ok(mut client) = Client::connect(&served.address).await
                && client
                    .ask(b"GET /healthz HTTP/1.1\r\nhost: bench\r\n\r\n")
                    .await
                    .is_ok_and(|answer| answer.status == 200)
            {
                served.started_in = before.elapsed();
                return Ok(served);
            }
            if served.child.try_wait()?.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err(io::Error::other("the server did not start"))
    }
}

impl Served {
    /// Memory that is the process's own and in RAM, and the most it ever was.
    pub fn memory_mb(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.trim_start_matches(':')
                .trim()
                .trim_end_matches(" kB")
                .parse()
                .map_or(f64::NAN, |kb: f64| kb / 1024.0)
        };
        (field("VmRSS"), field("VmHWM"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> io::Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.to_string())
}
