//! A private PostgreSQL server in a temporary folder, reached by its socket only.
//!
//! A small shell is its parent: it waits until our end of its standard input closes, which the
//! operating system does however this process ends, then stops the server and deletes the folder.

use crate::db::Database;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

pub struct Cluster {
    dir: PathBuf,
    /// Holds the pipe whose closing stops the server.
    _watchdog: Child,
}

const WATCHDOG: &str = r#"
trap '' INT TERM HUP
dir=$1; shift
"$@" </dev/null >"$dir/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT "$server"; wait "$server"
rm -rf "$dir"
"#;

/// What a test needs of the disk, and what an operator does.
#[derive(Clone, Copy)]
pub enum Kept {
    Carelessly,
    Durably,
}

impl Kept {
    fn options(self) -> &'static str {
        match self {
            Kept::Carelessly => {
                "-F -h '' -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
                 -c shared_buffers=64MB -c autovacuum=off"
            }
            Kept::Durably => "-h '' -c fsync=on -c synchronous_commit=on -c shared_buffers=256MB",
        }
    }
}

/// Starts the cluster at the first call; `None` where PostgreSQL is not installed.
pub fn running() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(|| made(Kept::Carelessly)).as_ref()
}

/// A cluster of one's own, which goes with the process.
pub fn made(kept: Kept) -> Option<Cluster> {
    programs().and_then(|programs| start(&programs, kept))
}

impl Cluster {
    pub fn url(&self, database: &str) -> String {
        let socket = self.dir.display().to_string().replace('/', "%2F");
        format!("postgres://redress@{socket}/{database}")
    }

    pub fn create_database(&self, name: &str) {
        let mut admin = self.admin().expect("the cluster answers");
        admin.execute(&format!("create database {name}"), &[]).expect("a database is created");
    }

    fn admin(&self) -> crate::db::Result<crate::db::Connection> {
        Database::open(&self.dir, Some(&self.url("postgres")))?.write_connection()
    }

    fn is_ready(&self) -> bool {
        let wait = || std::thread::sleep(Duration::from_millis(50));
        (0..600).any(|_| self.admin().map_err(|_| wait()).is_ok())
    }
}

fn start(programs: &Path, kept: Kept) -> Option<Cluster> {
    let dir = tempfile::Builder::new().prefix("redress-pg-").tempdir_in("/tmp").ok()?.keep();
    let user = unprivileged_user();
    if let Some(user) = &user {
        Command::new("chown").arg(user).arg(&dir).status().ok()?;
    }
    let mut initdb = as_user(user.as_deref(), &programs.join("initdb"));
    initdb.extend("-U redress -A trust --no-sync --no-locale -E UTF8 -D data".split(' ').map(str::to_owned));
    let made = Command::new(&initdb[0]).args(&initdb[1..]).current_dir(&dir).output().ok()?;
    if !made.status.success() {
        eprintln!("initdb failed: {}", String::from_utf8_lossy(&made.stderr));
        return None;
    }
    let cluster = Cluster { _watchdog: serve(programs, user.as_deref(), &dir, kept)?, dir };
    cluster.is_ready().then_some(cluster)
}

fn serve(programs: &Path, user: Option<&str>, dir: &Path, kept: Kept) -> Option<Child> {
    let mut server = as_user(user, &programs.join("postgres"));
    server.extend(["-D".into(), "data".into(), "-k".into(), dir.display().to_string()]);
    server.extend(kept.options().split_whitespace().map(|word| word.replace("''", "")));
    Command::new("sh")
        .args(["-c", WATCHDOG, "watchdog"])
        .arg(dir)
        .args(server)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()
}

/// initdb refuses to run as root, so root borrows another user's name.
fn unprivileged_user() -> Option<String> {
    let answers = |arguments: &[&str]| Command::new("id").args(arguments).output().ok();
    let uid = answers(&["-u"])?;
    if uid.stdout.trim_ascii() != b"0" {
        return None;
    }
    let exists = |user: &&str| answers(&["-u", user]).is_some_and(|answer| answer.status.success());
    ["postgres", "nobody"].into_iter().find(exists).map(str::to_owned)
}

fn as_user(user: Option<&str>, program: &Path) -> Vec<String> {
    let program = program.display().to_string();
    match user {
        None => vec![program],
        Some(user) => {
            let group = Command::new("id").args(["-g", user]).output().expect("id answered before");
            let group = String::from_utf8_lossy(&group.stdout).trim().to_owned();
            let arguments = [format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".into()];
            std::iter::once("setpriv".to_owned()).chain(arguments).chain([program]).collect()
        }
    }
}

fn programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let asked = Command::new("pg_config").arg("--bindir").output().ok();
    let asked = asked.map(|answer| PathBuf::from(String::from_utf8_lossy(&answer.stdout).trim()));
    let mut packaged: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    packaged.sort();
    packaged.reverse();
    let places = on_path.unwrap_or_default().into_iter().chain(asked).chain(packaged);
    places.into_iter().find(|bin| bin.join("initdb").exists() && bin.join("postgres").exists())
}
