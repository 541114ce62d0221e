//! An endpoint that writes drafts, honest about what it was sent: it keeps every request word for word.

use super::http::open;
use super::running::{Running, run};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behaviour {
    /// Answers with these words.
    Says(String),
    /// Answers only after this long.
    Late(Duration),
    /// Begins at once and goes on letter by letter, this long between two.
    Slow(Duration),
    /// An answer that is no JSON, like the page of a proxy.
    Garbage,
    /// JSON of another contract.
    OtherContract,
    /// Without a word in it.
    Empty,
    /// This status, with an error as such endpoints write it.
    Refuses(u16),
    /// More than anybody reads.
    Endless,
    /// Hangs up.
    Down,
}

/// A request as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub head: String,
    pub body: String,
}

struct Books {
    behaviour: Behaviour,
    asked: Vec<Asked>,
}

pub struct FakeDraft {
    running: Running,
    books: Arc<Mutex<Books>>,
}

impl FakeDraft {
    pub fn start() -> io::Result<Self> {
        let behaviour = Behaviour::Says("ok".into());
        let books = Arc::new(Mutex::new(Books { behaviour, asked: Vec::new() }));
        let shared = books.clone();
        let running = run(|listener| async move {
            while let Ok((caller, _)) = listener.accept().await {
                let books = shared.clone();
                tokio::spawn(async move { serve(caller, &books).await.ok() });
            }
        })?;
        Ok(Self { running, books })
    }

    pub fn addr(&self) -> SocketAddr {
        self.running.addr
    }

    pub fn url(&self) -> String {
        format!("http://{}/v1", self.addr())
    }

    pub fn set_behaviour(&self, behaviour: Behaviour) {
        open(&self.books).behaviour = behaviour;
    }

    /// Everything that reached it, also what it did not answer.
    pub fn received(&self) -> Vec<Asked> {
        open(&self.books).asked.clone()
    }
}

async fn serve(mut caller: TcpStream, books: &Arc<Mutex<Books>>) -> io::Result<()> {
    let behaviour = open(books).behaviour.clone();
    if behaviour == Behaviour::Down {
        return Ok(());
    }
    let asked = read(&mut caller).await?;
    open(books).asked.push(asked);
    let said = |text: &str| serde_json::json!({ "choices": [{ "message": { "role": "assistant", "content": text } }] });
    let (status, body) = match &behaviour {
        Behaviour::Says(text) => (200, said(text).to_string()),
        Behaviour::Late(wait) => {
            tokio::time::sleep(*wait).await;
            (200, said("late").to_string())
        }
        Behaviour::Slow(_) => (200, said(&"slow ".repeat(200)).to_string()),
        Behaviour::Garbage => (200, "<html>Bad gateway</html>".to_owned()),
        Behaviour::OtherContract => (200, r#"{"output":"hello"}"#.to_owned()),
        Behaviour::Empty => (200, said("  ").to_string()),
        Behaviour::Refuses(status) => (*status, r#"{"error":{"message":"no"}}"#.to_owned()),
        Behaviour::Endless => (200, said(&"字".repeat(20_000)).to_string()),
        Behaviour::Down => return Ok(()),
    };
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    caller.write_all(head.as_bytes()).await?;
    if let Behaviour::Slow(pause) = behaviour {
        for byte in body.as_bytes() {
            caller.write_all(&[*byte]).await?;
            tokio::time::sleep(pause).await;
        }
    } else {
        caller.write_all(body.as_bytes()).await?;
    }
    caller.shutdown().await
}

/// One request, by its length.
async fn read(caller: &mut TcpStream) -> io::Result<Asked> {
    let (mut bytes, mut buffer) = (Vec::new(), [0u8; 4096]);
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
            });
            let from = head.len() + 4;
            if bytes.len() >= from + length.unwrap_or(0) {
                let body = String::from_utf8_lossy(&bytes[from..]).into_owned();
                return Ok(Asked { head: head.to_owned(), body });
            }
        }
        match caller.read(&mut buffer).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}
