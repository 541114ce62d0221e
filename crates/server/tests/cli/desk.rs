//! A data folder, the program run on it, and a look inside.

use domain::playbook::Playbooks;
use domain::policy::{Limits, Policy};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use store::cases::Query;
use store::{Error, SetClock, Store, journal_of};
use tempfile::TempDir;

pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Desk {
        Desk(tempfile::tempdir().expect("a temporary folder"))
    }
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// A file beside the data folder; answers its path as text.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).expect("a file");
        self.text(name)
    }
    pub fn text(&self, name: &str) -> String {
        self.path(name).to_str().expect("a plain path").to_owned()
    }

    pub fn run(&self, args: &[&str]) -> Said {
        self.run_in(&self.data(), args, "")
    }
    pub fn typing(&self, args: &[&str], stdin: &str) -> Said {
        self.run_in(&self.data(), args, stdin)
    }
    pub fn run_in(&self, data: &Path, args: &[&str], stdin: &str) -> Said {
        let mut child = redress(data)
            .args(args)
            .env("REDRESS_LOG", "warn")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // One that fails early does not listen.
        let _ = child.stdin.take().expect("it listens").write_all(stdin.as_bytes());
        Said(child.wait_with_output().expect("the program ends"))
    }

    /// With a setting in the environment.
    pub fn run_with(&self, (variable, value): (&str, &str), args: &[&str]) -> Said {
        let mut command = redress(&self.data());
        Said(command.env(variable, value).args(args).output().expect("the program ends"))
    }

    /// What is stored, read by this process.
    pub fn look<T>(&self, look: impl FnOnce(&Store) -> T) -> T {
        look(&store(&self.data()))
    }
    pub fn size(&self) -> u64 {
        self.look(|store| store.db().read_blocking(journal_of::size).expect("a journal"))
    }
    /// Numbers of the cases that are found by `text`, or of all.
    pub fn cases(&self, text: Option<&str>) -> Vec<String> {
        self.look(|store| {
            let query = Query { text: text.map(str::to_owned), limit: 500, ..Query::default() };
            let page = store.db().read_blocking(|db| store.list(db, &query)).expect("a list");
            page.rows.into_iter().map(|row| row.number).collect()
        })
    }
}

pub fn store(data: &Path) -> Store {
    store_at(data, None)
}

pub fn store_at(data: &Path, url: Option<&str>) -> Store {
    let policy = Policy {
        playbooks: Playbooks::shipped(),
        law: domain::law::Library::shipped(),
        calendar: domain::calendar::Calendar::shipped(),
        templates: domain::writing::Templates::shipped(),
        breakers: domain::breaker::Breakers::shipped(),
        fulfilment: Default::default(),
        limits: Limits::default(),
        masks: Default::default(),
    };
    Store::open(data, url, Arc::new(SetClock::at(1_900_000_000_000)), Arc::new(policy))
        .expect("the folder opens")
}

pub fn read<T>(store: &Store, look: impl FnOnce(&mut store::db::Connection) -> Result<T, Error>) -> T {
    store.db().read_blocking(look).expect("it can be read")
}

fn redress(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redress"));
    command.env_clear().env("REDRESS_DATA", data);
    command
}

pub struct Said(Output);

impl Said {
    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("UTF-8")
    }
    pub fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("UTF-8")
    }
    /// It went well; answers what it said.
    #[track_caller]
    pub fn ok(&self) -> String {
        assert!(self.0.status.success(), "{}{}", self.out(), self.err());
        self.out()
    }
    /// It said no with exit code 1 and these words.
    #[track_caller]
    pub fn no(&self, words: &[&str]) {
        assert_eq!(self.0.status.code(), Some(1), "{}{}", self.out(), self.err());
        words
            .iter()
            .for_each(|words| assert!(self.err().contains(words), "“{words}” is not in: {}", self.err()));
    }
}

/// A server on the same folder; ends with the test.
pub struct Served {
    child: Child,
    address: String,
}

impl Served {
    pub fn on(desk: &Desk) -> Served {
        Served::with(desk, &[])
    }

    pub fn with(desk: &Desk, settings: &[(&str, &str)]) -> Served {
        let mut child = redress(&desk.data())
            .envs(settings.iter().copied())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut log = BufReader::new(child.stderr.take().expect("a log"));
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            assert!(log.read_line(&mut line).expect("a log") > 0, "the server ended before it served");
        }
        let address = line.rsplit("http://").next().unwrap_or_default();
        let plain = |letter: &char| letter.is_ascii_digit() || ".:".contains(*letter);
        let address = address.chars().take_while(plain).collect();
        // Whatever else it logs must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Served { child, address }
    }

    pub fn address(&self) -> &str {
        &self.address
    }
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Status and body.
    pub fn get(&self, path: &str, token: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.0\r\nhost: redress\r\nauthorization: Bearer {token}\r\n\r\n")
            .expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), body.to_owned())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
