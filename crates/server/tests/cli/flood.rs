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
        "POST / HTTP/1.1\r\nhost: redress\r\naccept-language: {language}\r\nconnection: close\r\n{length}\r\ncontent-type: {kind}\r\n\r\n"
    )
}

const FORM: &str = "multipart/form-data; boundary=x";
const BEGIN: &str = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\n\r\n";

/// Writes until all is written or the server has hung up, and reads what it answered.
fn sent(served: &Served, head: &str, pieces: impl Iterator<Item = Vec<u8>>) -> (String, usize) {
    let mut stream = TcpStream::connect(served.address()).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(1200))).expect("a timeout");
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

/// Grey photos of this many megabytes, which are read and compared like any other. `make test-long` takes large ones.
fn photo_mib() -> usize {
    std::env::var("REDRESS_FLOOD_MIB").ok().and_then(|mib| mib.parse().ok()).unwrap_or(1)
}

fn field(name: &str, value: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

#[test]
fn sixty_four_clients_with_nine_photos_each_are_all_answered_in_little_memory() {
    let desk = Desk::new();
    let served = Served::on(&desk);
    let words =
        [("order_number", "LH1"), ("text", "外箱压坏了，九张照片都在这里。"), ("phone", "13800001234")];
    let words: String = words.into_iter().map(|(name, value)| field(name, value)).collect();
    let photo = grey_photo(photo_mib() * MIB);
    let file = [BEGIN.as_bytes(), &photo, b"\r\n"].concat();
    let long = format!("content-length: {}", words.len() + 9 * file.len() + END.len());
    std::thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                let files = (0..9).flat_map(|_| file.chunks(MIB / 4));
                let pieces = std::iter::once(words.as_bytes()).chain(files).chain([END]).map(<[u8]>::to_vec);
                let (answer, _) = sent(&served, &head(FORM, &long, "en"), pieces);
                assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
            });
        }
    });
    let peak = peak_kib(&served);
    println!("576 photos of {} MiB, peak {} MiB", photo_mib(), peak / 1024);
    assert!(peak < RSS_MAX_KIB, "{peak} KiB");
    let kept = bytes_in(&desk.data().join("objects"));
    assert!(kept > 576 * photo.len() as u64, "all of it is kept");
}

const END: &[u8] = b"--x--\r\n";

/// A picture of about this many bytes: noise, which no encoder makes smaller.
fn grey_photo(bytes: usize) -> Vec<u8> {
    let side = bytes.isqrt();
    let mut seed = 0x2545_f491_4f6c_dd1du64;
    let mut noise = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as u8
    };
    let pixels: Vec<u8> = (0..side * side).map(|_| noise()).collect();
    let mut file = vec![];
    let mut picture = png::Encoder::new(&mut file, side as u32, side as u32);
    picture.set_color(png::ColorType::Grayscale);
    let mut picture = picture.write_header().expect("a picture begins");
    picture.write_image_data(&pixels).expect("a picture is written");
    picture.finish().expect("a picture ends");
    file
}
