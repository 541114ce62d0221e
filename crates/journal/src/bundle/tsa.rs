//! Stamps in a bundle, in the folder `tsa`: for each the token as others' tools read it, the checkpoint it stamps, the
//! proof that the bundle's checkpoint goes on from there, the authority's certificates, and the journal's own entry
//! about it. `HOWTO.txt` has the line for `openssl` for each.

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{hash::Hash, stamp::as_response};

/// One stamp, with all that is needed to check it.
pub struct Stamp {
    /// Letters, digits, hyphens and underscores.
    pub authority: String,
    /// Of the stamped checkpoint.
    pub size: u64,
    pub token: Vec<u8>,
    pub chain: String,
    /// The stamped bytes.
    pub note: String,
    /// From the stamped checkpoint to that of the bundle.
    pub goes_on: Vec<Hash>,
    /// The journal's entry about the stamp, and its receipt under the bundle's checkpoint.
    pub entry: Vec<u8>,
    pub receipt: String,
}

pub(crate) const FOLDER: &str = "tsa/";

/// The files of stamps, each once, in no order.
pub fn files(stamps: &[Stamp]) -> Vec<(String, Vec<u8>)> {
    let mut files = std::collections::BTreeMap::new();
    let mut how = String::from(HOW);
    for stamp in stamps {
        let Names { token, note, goes_on, chain, entry, receipt } = Names::of(stamp);
        how += &line(&token, &note, &chain);
        files.insert(token, as_response(&stamp.token));
        files.insert(note, stamp.note.clone().into_bytes());
        files.insert(goes_on, hashes(&stamp.goes_on).into_bytes());
        files.insert(chain, stamp.chain.clone().into_bytes());
        files.insert(entry, stamp.entry.clone());
        files.insert(receipt, stamp.receipt.clone().into_bytes());
    }
    if !stamps.is_empty() {
        files.insert(format!("{FOLDER}HOWTO.txt"), how.into_bytes());
    }
    files.into_iter().collect()
}

/// The lines for `openssl` among the files of a bundle, to be run in the folder.
pub fn lines(files: &[(String, Vec<u8>)]) -> Vec<String> {
    let how = files.iter().find(|(name, _)| name.strip_prefix(FOLDER) == Some("HOWTO.txt"));
    let text = how.map(|(_, bytes)| String::from_utf8_lossy(bytes)).unwrap_or_default();
    text.lines().filter(|line| line.starts_with("openssl ")).map(str::to_owned).collect()
}

struct Names {
    token: String,
    note: String,
    goes_on: String,
    chain: String,
    entry: String,
    receipt: String,
}

impl Names {
    fn of(stamp: &Stamp) -> Names {
        let Stamp { authority, size, chain, .. } = stamp;
        let digest = Hash::of(chain.as_bytes()).to_string();
        let stem = format!("{FOLDER}{authority}-{size}");
        Names {
            token: format!("{stem}.tsr"),
            note: format!("{FOLDER}{size}.note"),
            goes_on: format!("{FOLDER}{size}.consistency"),
            chain: format!("{FOLDER}{authority}-{}.pem", &digest[..8]),
            entry: format!("{stem}.json"),
            receipt: format!("{stem}.tlog-proof"),
        }
    }
}

/// One hash a line, in base64, as witnesses are given them.
fn hashes(all: &[Hash]) -> String {
    all.iter().map(|hash| BASE64_STANDARD.encode(hash.0) + "\n").collect()
}

fn line(token: &str, note: &str, chain: &str) -> String {
    let plain = |file: &str| file.trim_start_matches(FOLDER).to_owned();
    let (token, note, chain) = (plain(token), plain(note), plain(chain));
    format!("openssl ts -verify -data {note} -in {token} -CAfile {chain} -untrusted {chain}\n")
}

const HOW: &str = "\
每个时间戳由一家独立机构签发，证明 .note 文件（日志在某一条数时的签名状态）在该时间之前已经存在。
在本文件夹中运行下面的命令即可核验；.pem 中的根证书请与该机构公布的比对。
证书如今已过期的，加上 -attime 与时间戳中的时间（openssl ts -reply -in 文件.tsr -text 可见）。

Each stamp is an independent authority's word that the .note file, the signed state of the journal at a
size, was there at that time. Run these lines in this folder; compare the root in the .pem with the one
the authority publishes. If a certificate has expired by now, add -attime SECONDS of the stamp's own time
(openssl ts -reply -in FILE.tsr -text shows it).

";
