//! Starts the SMTP server that is not ours (`tests/smtp`, installed with `npm ci --ignore-scripts`).
//!
//! Without it the tests that need it say so and pass; `REDRESS_REQUIRE_SMTP=1` makes its absence a failure.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use connect::fake::smtp::Received;
use serde_json::{Value, json};

pub struct ForeignSmtp {
    server: Child,
    lines: Receiver<Value>,
    pub port: u16,
}

impl ForeignSmtp {
    /// `None` when it is not installed; the reason is on standard error.
    pub fn start(wish: Value) -> Option<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/smtp");
        if !folder.join("node_modules/smtp-server").exists() {
            let required = std::env::var("REDRESS_REQUIRE_SMTP").is_ok_and(|v| v == "1");
            assert!(!required, "smtp-server is required: npm ci --ignore-scripts in {}", folder.display());
            eprintln!(
                "SKIPPED: smtp-server is not installed (npm ci --ignore-scripts in crates/connect/tests/smtp)"
            );
            return None;
        }
        let mut server = Command::new("node")
            .arg("server.js")
            .arg(wish.to_string())
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let out = BufReader::new(server.stdout.take().expect("piped"));
        let (say, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let Ok(value) = serde_json::from_str(&line) else { continue };
                if say.send(value).is_err() {
                    break;
                }
            }
        });
        let first: Value = lines.recv_timeout(Duration::from_secs(20)).expect("it says its port");
        let port = first["port"].as_u64().and_then(|p| u16::try_from(p).ok()).expect("a port");
        Some(Self { server, lines, port })
    }

    pub fn plain() -> Option<Self> {
        Self::start(json!({ "protection": "none" }))
    }

    /// The next message it accepted, and whether the line was encrypted.
    pub fn next(&self) -> (Received, bool) {
        let line = self.lines.recv_timeout(Duration::from_secs(10)).expect("a message arrived");
        let to = line["to"].as_array().expect("recipients").iter().map(|a| text(a).to_owned()).collect();
        let received = Received::read(text(&line["from"]).to_owned(), to, from_hex(text(&line["raw"])));
        (received, line["secure"] == json!(true))
    }

    pub fn has_more(&self) -> bool {
        self.lines.recv_timeout(Duration::from_millis(300)).is_ok()
    }
}

impl Drop for ForeignSmtp {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn from_hex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).expect("hex")).collect()
}
