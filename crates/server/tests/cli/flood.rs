//! Uploads larger than anything we take, and many large ones at once: the server stays small, the disk as it was.

use super::desk::{Desk, Served};
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

const MIB: usize = 1024 * 1024;
const TWO_GB: usize = 2048 * MIB;
const RSS_MAX_KIB: u64 = 250 * 1024;

fn head(kind: &str, length: &str, language: &str) -> String {
    format!(
        "POST / HTTP/1.1\r\nhost: redress\r\naccept-language: {language}\r\n{length}\r\ncontent-type: {kind}\r\n\r\n"
    )
}

const FORM: &str = "multipart/form-data; boundary=x";
const BEGIN: &str = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\n\r\n";

/// Writes until all is written or the server has hung up, and reads what it answered.
fn sent(served: &Served, head: &str, pieces: impl Iterator<Item = Vec<u8>>) -> (String, usize) {
    let mut stream = TcpStream::connect(served.address()).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(300))).expect("a timeout");
    stream.write_all(head.as_bytes()).expect("it reads");
    let mut written = 0;
    for piece in pieces {
        match stream.write_all(&piece) {
            Ok(()) => written += piece.len(),
            Err(error) if matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset) => break,
            Err(error) => panic!("{error}"),
        }
    }
    let mut answer = vec![];
    let mut piece = [0; 4096];
    while let Ok(read @ 1..) = stream.read(&mut piece) {
        answer.extend_from_slice(&piece[..read]);
        if answer.windows(7).any(|end| end == b"</html>") {
            break;
        }
    }
    (String::from_utf8_lossy(&answer).into_owned(), written)
}

fn bytes_in(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    let size = |entry: fs::DirEntry| match entry.metadata() {
        Ok(meta) if meta.is_dir() => bytes_in(&entry.path()),
        Ok(meta) => meta.len(),
        Err(_) => 0,
    };
    entries.map(size).sum()
}

/// Some megabytes of log and shared memory of the database come and go.
fn is_as_before(desk: &Desk, before: u64) {
    let now = bytes_in(&desk.data());
    assert!(now < before + 8 * MIB as u64, "{now} bytes in the data folder, {before} before");
}

fn peak_kib(served: &Served) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", served.pid())).expect("it runs");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number")
}

#[test]
fn two_gigabytes_are_refused_in_the_readers_language_without_disk_or_memory() {
    let desk = Desk::new();
    // Files of 4 MB, so that the stream without a length is over soon.
    let served = Served::with(&desk, &[("REDRESS_LIMITS__FILE_BYTES_MAX", "4194304")]);
    let before = bytes_in(&desk.data());
    // Says how large it is: refused before a byte of it is read.
    let long = format!("content-length: {}", TWO_GB + BEGIN.len());
    let said = std::iter::once(BEGIN.as_bytes().to_vec());
    let pieces = said.chain((0..TWO_GB / MIB).map(|_| vec![b'a'; MIB]));
    let (answer, written) = sent(&served, &head(FORM, &long, "en"), pieces);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("lang=\"en\""), "{answer}");
    assert!(written < TWO_GB, "all of it was taken in");
    // Does not say: refused as soon as it is more than nine files.
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let begin = std::iter::once(chunk(BEGIN.as_bytes()));
    let pieces = begin.chain((0..TWO_GB / MIB).map(|_| chunk(&vec![b'a'; MIB])));
    let (answer, written) = sent(&served, &head(FORM, "transfer-encoding: chunked", "zh-CN"), pieces);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("lang=\"zh-CN\""), "{answer}");
    assert!(written < TWO_GB, "all of it was taken in");
    is_as_before(&desk, before);
    let peak = peak_kib(&served);
    println!("peak {} MiB", peak / 1024);
    assert!(peak < RSS_MAX_KIB, "{peak} KiB");
    assert_eq!(served.get("/healthz", "").0, 200, "it goes on serving");
}

#[test]
fn sixty_four_clients_with_nine_files_each_do_not_fill_the_memory() {
    let desk = Desk::new();
    let served = Served::on(&desk);
    // A word that is no complaint: all is read, and nothing kept.
    let file = [BEGIN.as_bytes(), &vec![b'a'; MIB / 2], b"\r\n"].concat();
    let body = [file.repeat(9), b"--x--\r\n".to_vec()].concat();
    let before = bytes_in(&desk.data());
    std::thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                let long = format!("content-length: {}", body.len());
                let pieces = body.chunks(MIB / 4).map(<[u8]>::to_vec);
                let (answer, _) = sent(&served, &head(FORM, &long, "en"), pieces);
                let status = answer.get(9..12).unwrap_or_default();
                assert!(matches!(status, "422" | "429"), "{answer}");
            });
        }
    });
    is_as_before(&desk, before);
    let peak = peak_kib(&served);
    println!("peak {} MiB", peak / 1024);
    assert!(peak < RSS_MAX_KIB, "{peak} KiB");
}
