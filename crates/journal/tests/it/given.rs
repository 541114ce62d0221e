//! A small journal of three cases woven together, and a bundle of one of them.

use std::{
    collections::{BTreeMap, HashMap},
    io::{Cursor, Read, Write},
    sync::LazyLock,
};

use journal::{
    Checkpoint, Entry, Hash,
    bundle::{
        Bundle, HeadsPart, Object, ObjectState, Part, Proven,
        redaction::{Record, Redacted},
    },
    commitment,
    heads::{self, Builder, Head, HeadsProof, Named, ProvenHead},
    leaf_hash,
    note::{self, Signer, Verifier},
    tree::{self, Tiles},
    verify::{Limits, Report, Unreadable, verify_bundle, verify_receipt},
};
use serde_json::{Value, json, value::to_raw_value};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::judged::{self, Same};

pub const ORIGIN: &str = "redress.example/cases";
pub const CASE: &str = "case:0mine";

pub fn signer() -> Signer {
    note::generate(ORIGIN, [7; 32]).expect("a good name")
}

/// Tiles in memory, filled as the sealer fills the database.
#[derive(Default)]
pub struct Kept {
    pub leaves: Vec<Hash>,
    pub roots: HashMap<(u8, u64), Hash>,
}

impl Kept {
    pub fn append(&mut self, leaves: &[Hash]) {
        let size = self.leaves.len() as u64;
        for root in tree::completed_tiles(self, size, leaves).expect("complete tiles") {
            let before = self.roots.insert((root.level, root.index), root.hash);
            assert_eq!(before, None, "a tile root is written once");
        }
        self.leaves.extend(leaves);
    }
}

impl Tiles for Kept {
    type Error = String;

    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, String> {
        assert!((1..=256).contains(&width));
        let places = (index * 256)..(index * 256 + u64::from(width));
        let hash = |place| match level {
            0 => self.leaves.get(place as usize).copied(),
            _ => self.roots.get(&(level, place)).copied(),
        };
        places.map(|place| hash(place).ok_or_else(|| format!("no hash {level}/{place}"))).collect()
    }
}

pub fn contents() -> [(&'static str, [u8; 32], Part, Vec<u8>); 4] {
    [
        ("photo1", [1; 32], Part::Evidence { ending: "jpg".into() }, vec![0xd8; 3000]),
        ("text1", [2; 32], Part::Text, "盒子是空的".into()),
        ("form1", [3; 32], Part::Json, br#"{"phone":"138"}"#.to_vec()),
        ("record1", [5; 32], Part::Redaction, record()),
    ]
}

/// What the redacted edition shows for the text; photo and form it leaves out.
pub const MASKED: &str = "盒子是█的";

fn record() -> Vec<u8> {
    let hidden = |salt: [u8; 32], bytes: &[u8], shown: Option<&str>| Redacted {
        commitment: commitment(&salt, bytes),
        shown: shown.map(|text| Hash::of(text.as_bytes())),
    };
    let objects = BTreeMap::from([
        ("photo1".to_owned(), hidden([1; 32], &[0xd8; 3000], None)),
        ("text1".to_owned(), hidden([2; 32], "盒子是空的".as_bytes(), Some(MASKED))),
        ("form1".to_owned(), hidden([3; 32], br#"{"phone":"138"}"#, None)),
    ]);
    serde_json::to_vec(&Record { rules: "mask/1".into(), objects }).expect("a record")
}

fn content(id: &str, salt: [u8; 32], bytes: &[u8]) -> Value {
    json!({ "object": id, "commitment": commitment(&salt, bytes) })
}

/// The events of the case the bundle is about. `gone1` has been erased by the fourth.
fn events() -> Vec<Value> {
    let [photo, text, form, record] = contents();
    vec![
        json!({ "kind": "filed", "text": content(text.0, text.1, &text.3), "contact": content(form.0, form.1, &form.3) }),
        json!({ "kind": "evidence_added", "files": [content(photo.0, photo.1, &photo.3)] }),
        json!({ "kind": "evidence_added", "files": [content("gone1", [4; 32], b"gone")] }),
        json!({ "kind": "bundle_redacted", "record": content(record.0, record.1, &record.3) }),
        json!({ "kind": "erased", "objects": ["gone1"], "ground": "retention_over" }),
        json!({ "kind": "decided", "refund_fen": 1990 }),
        json!({ "kind": "closed" }),
    ]
}

/// The entry that names the map of heads, which speaks of the journal before it.
pub const MAPPED: u64 = 299;

/// The leaves of a map, sorted.
pub fn map(heads: &HashMap<String, (u64, Hash)>) -> Vec<Head> {
    let mut map: Vec<Head> =
        heads.iter().map(|(subject, (entries, last))| Head::new(subject, *entries, *last)).collect();
    map.sort();
    map
}

fn mapped(map: &[Head]) -> Value {
    let mut builder = Builder::default();
    map.iter().for_each(|head| builder.push(*head).expect("sorted"));
    let named =
        Named { day: "2026-11-22".into(), size: MAPPED, subjects: builder.subjects(), root: builder.root() };
    json!({ "kind": heads::KIND, "heads": named })
}

/// The heads of a journal before the map was made.
pub fn heads_before(journal: &[Vec<u8>]) -> HashMap<String, (u64, Hash)> {
    let mut heads = HashMap::new();
    for bytes in &journal[..MAPPED as usize] {
        let entry = Entry::parse(bytes).expect("an entry");
        heads.insert(entry.subject, (entry.no + 1, leaf_hash(bytes)));
    }
    heads
}

/// The place of a subject in a map, or its neighbours.
pub fn place(map: &[Head], subject: &str) -> HeadsProof {
    let mut kept = Kept::default();
    kept.append(&map.iter().map(|head| head.leaf()).collect::<Vec<_>>());
    let shown = match map.binary_search_by_key(&heads::key(subject), |head| head.key) {
        Ok(index) => index..index + 1,
        Err(index) => index.saturating_sub(1)..map.len().min(index + 1),
    };
    let proven = |index: usize| {
        let path = tree::inclusion_proof(&mut kept, index as u64, map.len() as u64).expect("a proof");
        ProvenHead::new(index as u64, map[index], path)
    };
    HeadsProof { subjects: map.len() as u64, heads: shown.map(proven).collect() }
}

/// Every entry of the journal: the case's events with those of two other cases between them.
pub fn journal() -> Vec<Vec<u8>> {
    let mut journal: Vec<Vec<u8>> = Vec::new();
    let mut heads: HashMap<String, (u64, Hash)> = HashMap::new();
    let mut mine = events().into_iter();
    for seq in 0..300 {
        let turn = (seq % 40 == 5).then(|| mine.next()).flatten();
        let (subject, event) = match turn {
            Some(event) => (CASE.to_owned(), event),
            None if seq == MAPPED => (heads::SUBJECT.to_owned(), mapped(&map(&heads))),
            None => (format!("case:other{}", seq % 2), json!({ "kind": "noted" })),
        };
        let event = to_raw_value(&event).expect("an event");
        let (no, prev) = heads.get(&subject).copied().unwrap_or((0, Hash::ZERO));
        let entry = Entry {
            seq,
            subject: subject.clone(),
            no,
            prev,
            at_ms: 1_700_000_000_000,
            by: "staff:9".into(),
            event,
        };
        let bytes = entry.encode().expect("a short entry");
        heads.insert(subject, (no + 1, leaf_hash(&bytes)));
        journal.push(bytes);
    }
    journal
}

pub struct Sealed {
    pub journal: Vec<Vec<u8>>,
    pub kept: Kept,
    pub checkpoint: String,
}

pub fn sealed(signer: &Signer) -> Sealed {
    sealed_of(journal(), signer)
}

/// A journal of other entries, signed.
pub fn sealed_of(journal: Vec<Vec<u8>>, signer: &Signer) -> Sealed {
    let mut kept = Kept::default();
    kept.append(&journal.iter().map(|bytes| leaf_hash(bytes)).collect::<Vec<_>>());
    let size = journal.len() as u64;
    let root = tree::root(&mut kept, size).expect("a root");
    let checkpoint = Checkpoint { origin: ORIGIN.into(), size, root }.sign(signer).expect("a checkpoint");
    Sealed { journal, kept, checkpoint }
}

impl Sealed {
    pub fn proven(&mut self, seq: u64) -> Proven {
        let path = tree::inclusion_proof(&mut self.kept, seq, self.journal.len() as u64).expect("a proof");
        Proven { bytes: self.journal[seq as usize].clone(), path }
    }
}

pub fn bundle(signer: &Signer) -> Bundle {
    bundle_of(&mut sealed(signer), signer)
}

/// The case as it stands in a journal.
pub fn bundle_of(sealed: &mut Sealed, signer: &Signer) -> Bundle {
    let mine = |seq: &u64| Entry::parse(&sealed.journal[*seq as usize]).expect("an entry").subject == CASE;
    let seqs: Vec<u64> = (0..sealed.journal.len() as u64).filter(mine).collect();
    let entries = seqs.into_iter().map(|seq| sealed.proven(seq)).collect();
    let mut objects: Vec<Object> = contents()
        .into_iter()
        .map(|(id, salt, part, bytes)| {
            let commitment = commitment(&salt, &bytes);
            Object { id: id.into(), commitment, state: ObjectState::Present { salt, part, bytes } }
        })
        .collect();
    let gone = commitment(&[4; 32], b"gone");
    objects.push(Object { id: "gone1".into(), commitment: gone, state: ObjectState::Erased { by_no: 4 } });
    let proof = place(&map(&heads_before(&sealed.journal)), CASE);
    let heads = HeadsPart { entry: sealed.proven(MAPPED), proof };
    Bundle {
        folder: "case-0mine".into(),
        subject: CASE.into(),
        case_json: br#"{"title":"an empty box"}"#.to_vec(),
        entries,
        objects,
        heads: Some(heads),
        extra: vec![],
        checkpoint: sealed.checkpoint.clone(),
        key: signer.verifier().clone(),
    }
}

/// The same case with its content hidden.
pub fn redacted_bundle(signer: &Signer) -> Bundle {
    let mut bundle = bundle(signer);
    for object in &mut bundle.objects {
        let shown = match object.id.as_str() {
            "text1" => Some((Part::Text, MASKED.as_bytes().to_vec())),
            "photo1" | "form1" => None,
            _ => continue,
        };
        object.state = ObjectState::Redacted { by_no: 3, shown };
    }
    bundle
}

pub fn zipped(bundle: &Bundle) -> Vec<u8> {
    bundle.write(Cursor::new(Vec::new())).expect("a bundle").into_inner()
}

/// The files of a bundle, to be changed and packed again.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Unpacked once, because some tests start from it hundreds of times.
pub fn files() -> Files {
    static FILES: LazyLock<Files> = LazyLock::new(|| unpack(&zipped(&bundle(&signer()))));
    FILES.clone()
}

pub fn unpack(zip: &[u8]) -> Files {
    let mut zip = ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let mut files = Files::new();
    for position in 0..zip.len() {
        let mut file = zip.by_index(position).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        let name = file.name().expect("a name").strip_prefix("case-0mine/").expect("the folder").to_owned();
        files.insert(name, bytes);
    }
    files
}

pub fn pack(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(format!("case-0mine/{name}"), SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// What a forger does who knows the format: the manifests agree with the files again.
pub fn with_new_manifests(mut files: Files) -> Files {
    for (manifest, payload) in [("manifest-sha256.txt", true), ("tagmanifest-sha256.txt", false)] {
        files.remove("tagmanifest-sha256.txt");
        let covered = files.iter().filter(|(name, _)| name.starts_with("data/") == payload);
        let lines = covered.map(|(name, bytes)| format!("{}  {name}\n", Hash::of(bytes))).collect::<String>();
        files.insert(manifest.into(), lines.into_bytes());
    }
    files
}

pub fn check(zip: &[u8]) -> Result<Report, Unreadable> {
    check_with(zip, Some(signer().verifier()))
}

pub fn check_with(zip: &[u8], key: Option<&Verifier>) -> Result<Report, Unreadable> {
    let found = verify_bundle(Cursor::new(zip), key, &Limits::default());
    judged::bundle(zip, key, &found, Same::Finding);
    found
}

/// A zip whose own structure was damaged: what is left of it may be read in more than one way.
pub fn check_damaged(zip: &[u8]) -> Result<Report, Unreadable> {
    let key = Some(signer().verifier().clone());
    let found = verify_bundle(Cursor::new(zip), key.as_ref(), &Limits::default());
    judged::bundle(zip, key.as_ref(), &found, Same::Refusal);
    found
}

pub fn check_receipt(receipt: &str, entry: &[u8], key: Option<&Verifier>) -> Result<Report, Unreadable> {
    let found = verify_receipt(receipt, entry, key);
    judged::receipt(receipt, entry, key, &found);
    found
}
