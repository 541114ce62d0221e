//! A small HTTP server that answers each request with what a test says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub struct Asked {
    pub path: String,
    pub body: Vec<u8>,
}

/// Status, content type and body; nothing is a connection that is closed without a word.
pub type Answer = Option<(u16, &'static str, Vec<u8>)>;

pub struct Served {
    pub url: String,
    pub asked: Arc<AtomicUsize>,
}

pub fn serve(answer: impl Fn(Asked) -> Answer + Send + Sync + 'static) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it listens"));
    let asked = Arc::new(AtomicUsize::new(0));
    let (count, answer) = (asked.clone(), Arc::new(answer));
    // Ends with the program of the tests.
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            let answer = answer.clone();
            std::thread::spawn(move || talk(stream, &*answer));
        }
    });
    Served { url, asked }
}

fn talk(stream: TcpStream, answer: &(impl Fn(Asked) -> Answer + ?Sized)) {
    let mut reader = BufReader::new(&stream);
    let (mut line, mut length) = (String::new(), 0);
    let _ = reader.read_line(&mut line);
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    while line.trim_end() != "" {
        line.clear();
        let _ = reader.read_line(&mut line);
        let header = line.to_ascii_lowercase();
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    let Some((status, kind, body)) = answer(Asked { path, body }) else { return };
    let head = format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = (&stream).write_all(&[head.as_bytes(), &body].concat());
}
