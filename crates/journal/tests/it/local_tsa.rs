//! A time stamping authority of our own, made with `openssl`: a root, a certificate for stamping, and `openssl ts`,
//! which answers queries. Tests of other crates use it behind a server.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

#[derive(Clone, Copy)]
pub enum Key {
    Rsa,
    P256,
    P384,
}

/// What the authority is like; tests change what they are about.
pub struct Wanted {
    pub key: Key,
    pub subject: &'static str,
    pub usage: &'static str,
    /// As `openssl ca` reads them; empty is from today for a year.
    pub window: (String, String),
    pub ess: &'static str,
}

impl Wanted {
    pub fn with(key: Key) -> Wanted {
        Wanted {
            key,
            subject: "/CN=Local stamp",
            usage: "critical,timeStamping",
            window: Default::default(),
            ess: "sha256",
        }
    }
}

/// Its files have fixed names but for those of a question and its answer, which may be many at once.
pub struct LocalTsa {
    dir: tempfile::TempDir,
    count: AtomicU32,
    one_at_a_time: Mutex<()>,
}

impl LocalTsa {
    pub fn new(key: Key) -> LocalTsa {
        LocalTsa::made(&Wanted::with(key))
    }

    pub fn made(wanted: &Wanted) -> LocalTsa {
        let dir = tempfile::tempdir().expect("a folder");
        let tsa = LocalTsa { dir, count: AtomicU32::new(0), one_at_a_time: Mutex::new(()) };
        tsa.write("openssl.cnf", &config(wanted));
        tsa.write("index.txt", "");
        tsa.write("ca.srl", "01\n");
        tsa.write("ts.srl", "01\n");
        let kind: &[&str] = match wanted.key {
            Key::Rsa => &["-newkey", "rsa:2048"],
            Key::P256 => &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
            Key::P384 => &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
        };
        let ca = ["req", "-config", "openssl.cnf", "-x509", "-nodes", "-days", "3650", "-extensions", "root"];
        let ca_files = ["-subj", "/CN=Local root", "-keyout", "ca.key", "-out", "ca.pem"];
        tsa.openssl(&[&ca[..], kind, &ca_files].concat());
        let asked = ["req", "-config", "openssl.cnf", "-new", "-nodes", "-subj", wanted.subject];
        tsa.openssl(&[&asked[..], kind, &["-keyout", "tsa.key", "-out", "tsa.csr"]].concat());
        let mut issue = vec!["ca", "-config", "openssl.cnf", "-batch", "-notext", "-in", "tsa.csr"];
        issue.extend(["-out", "tsa.pem", "-extensions", "stamp"]);
        if wanted.window.0.is_empty() {
            issue.extend(["-days", "365"]);
        } else {
            issue.extend(["-startdate", &wanted.window.0, "-enddate", &wanted.window.1]);
        }
        tsa.openssl(&issue);
        tsa
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The authority's own certificate and its root, as a reader pins them.
    pub fn chain_pem(&self) -> String {
        self.read_text("tsa.pem") + &self.root_pem()
    }

    pub fn root_pem(&self) -> String {
        self.read_text("ca.pem")
    }

    /// A query about these bytes, as `openssl` asks it.
    pub fn query(&self, about: &[u8], more: &[&str]) -> Vec<u8> {
        let (data, query) = (self.name("data"), self.name("tsq"));
        self.write_bytes(&data, about);
        self.openssl(&[&["ts", "-query", "-data", &data, "-sha256", "-out", &query], more].concat());
        self.read(&query)
    }

    /// A query about a digest that is known only as such, with a nonce of its own.
    pub fn query_of(&self, digest: &str) -> Vec<u8> {
        let query = self.name("tsq");
        self.openssl(&["ts", "-query", "-digest", digest, "-sha256", "-out", &query]);
        self.read(&query)
    }

    /// The answer of the authority to a query.
    pub fn answer(&self, query: &[u8]) -> Vec<u8> {
        let (asked, answer) = (self.name("tsq"), self.name("tsr"));
        self.write_bytes(&asked, query);
        let reply = ["ts", "-reply", "-config", "openssl.cnf", "-section", "tsa", "-queryfile", &asked];
        let with = ["-signer", "tsa.pem", "-inkey", "tsa.key", "-chain", "ca.pem", "-out", &answer];
        // The file of its serial numbers has no lock of its own.
        let one = self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        self.openssl(&[&reply[..], &with].concat());
        drop(one);
        self.read(&answer)
    }

    /// The token alone.
    pub fn token(&self, query: &[u8]) -> Vec<u8> {
        let (answer, token) = (self.name("tsr"), self.name("der"));
        self.write_bytes(&answer, &self.answer(query));
        let cut = ["ts", "-reply", "-config", "openssl.cnf", "-in", &answer, "-token_out", "-out", &token];
        self.openssl(&cut);
        self.read(&token)
    }

    /// Whether `openssl ts -verify` accepts an answer about these bytes.
    pub fn accepts(&self, answer: &[u8], about: &[u8]) -> bool {
        self.write_bytes("judged.tsr", answer);
        self.write_bytes("judged", about);
        let verify = ["ts", "-verify", "-in", "judged.tsr", "-data", "judged"];
        let trusted = ["-CAfile", "ca.pem", "-untrusted", "tsa.pem"];
        self.run(&[&verify[..], &trusted].concat()).0
    }

    fn openssl(&self, arguments: &[&str]) {
        let (done, said) = self.run(arguments);
        assert!(done, "openssl {arguments:?} failed:\n{said}");
    }

    fn run(&self, arguments: &[&str]) -> (bool, String) {
        let ran = Command::new("openssl").args(arguments).current_dir(self.path()).output();
        let ran = ran.expect("openssl is installed (apt-get install openssl)");
        (ran.status.success(), String::from_utf8_lossy(&ran.stderr).into_owned())
    }

    fn name(&self, ending: &str) -> String {
        format!("{}.{ending}", self.count.fetch_add(1, Ordering::Relaxed))
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).expect("a file is read")
    }

    fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    pub fn write_bytes(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path().join(name), bytes).expect("a file is written");
    }

    fn read_text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("a file is read")
    }
}

fn config(wanted: &Wanted) -> String {
    let Wanted { usage, ess, .. } = wanted;
    format!(
        "[req]\ndistinguished_name = name\n[name]\n\
         [root]\nbasicConstraints = critical,CA:TRUE\nkeyUsage = critical,keyCertSign,cRLSign\n\
         [stamp]\nbasicConstraints = critical,CA:FALSE\nkeyUsage = critical,digitalSignature\n\
         extendedKeyUsage = {usage}\n\
         [ca]\ndefault_ca = local\n\
         [local]\ndatabase = index.txt\nserial = ca.srl\nnew_certs_dir = .\ncertificate = ca.pem\n\
         private_key = ca.key\ndefault_md = sha256\npolicy = any\nunique_subject = no\n\
         [any]\ncommonName = supplied\n\
         [tsa]\nserial = ts.srl\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\n\
         digests = sha256,sha384,sha512\naccuracy = secs:1\nordering = no\ntsa_name = no\n\
         ess_cert_id_chain = no\ness_cert_id_alg = {ess}\n"
    )
}
