//! One conversation with one sender.

use std::io;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::lines::{self, Message};
use super::{Behaviour, Mailbox, Received};
use crate::fake::http::open;

struct Dialogue {
    sender: BufReader<OwnedReadHalf>,
    reply: OwnedWriteHalf,
    mailbox: Arc<Mutex<Mailbox>>,
    greeted: bool,
    from: Option<String>,
    to: Vec<String>,
}

/// Whether the conversation goes on.
enum Next {
    Listen,
    HangUp,
}

pub async fn serve(line: TcpStream, mailbox: Arc<Mutex<Mailbox>>) -> io::Result<()> {
    let (sender, reply) = line.into_split();
    let sender = BufReader::new(sender);
    let mut dialogue = Dialogue { sender, reply, mailbox, greeted: false, from: None, to: Vec::new() };
    dialogue.say("220 localhost Redress demo mail").await?;
    while let Some(line) = lines::line(&mut dialogue.sender).await? {
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        if let Next::HangUp = dialogue.obey(&line).await? {
            break;
        }
    }
    Ok(())
}

impl Dialogue {
    async fn obey(&mut self, line: &str) -> io::Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => self.ehlo().await?,
            "HELO" => self.helo().await?,
            "MAIL" => self.mail(rest).await?,
            "RCPT" => self.rcpt(rest).await?,
            "DATA" => return self.data().await,
            "RSET" => {
                self.forget();
                self.say("250 OK").await?;
            }
            "NOOP" => self.say("250 OK").await?,
            "VRFY" => self.say("252 send it and see").await?,
            "QUIT" => {
                self.say("221 bye").await?;
                return Ok(Next::HangUp);
            }
            _ => self.say("500 no such command").await?,
        }
        Ok(Next::Listen)
    }

    async fn helo(&mut self) -> io::Result<()> {
        self.greeted = true;
        self.forget();
        self.say("250 localhost").await
    }

    async fn ehlo(&mut self) -> io::Result<()> {
        self.greeted = true;
        self.forget();
        let largest = open(&self.mailbox).largest;
        self.say(&format!("250-localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE {largest}")).await
    }

    async fn mail(&mut self, rest: &str) -> io::Result<()> {
        if !self.greeted || self.from.is_some() {
            return self.say("503 not now").await;
        }
        let Some((from, parameters)) = path(rest, "FROM:") else { return self.say("501 whom from?").await };
        let announced = parameters.to_ascii_uppercase();
        let announced = announced.split(' ').find_map(|p| p.strip_prefix("SIZE=")?.parse::<usize>().ok());
        if announced.is_some_and(|size| size > open(&self.mailbox).largest) {
            return self.say("552 5.3.4 too large").await;
        }
        self.from = Some(from);
        self.say("250 OK").await
    }

    async fn rcpt(&mut self, rest: &str) -> io::Result<()> {
        if self.from.is_none() {
            return self.say("503 not now").await;
        }
        let Some((to, _)) = path(rest, "TO:").filter(|(to, _)| !to.is_empty()) else {
            return self.say("501 whom to?").await;
        };
        let behaviour = open(&self.mailbox).behaviour.clone();
        if let Behaviour::RefuseRecipients { code, words } = behaviour {
            return self.say(&format!("{code} {words}")).await;
        }
        self.to.push(to);
        self.say("250 OK").await
    }

    async fn data(&mut self) -> io::Result<Next> {
        let Some(from) = self.from.clone().filter(|_| !self.to.is_empty()) else {
            self.say("503 not now").await?;
            return Ok(Next::Listen);
        };
        self.say("354 go on, end with a dot").await?;
        let largest = open(&self.mailbox).largest;
        let Some(message) = lines::message(&mut self.sender, largest).await? else { return Ok(Next::HangUp) };
        let to = std::mem::take(&mut self.to);
        self.forget();
        match message {
            Message::TooLarge => self.say("552 5.3.4 too large").await?,
            Message::Whole(raw) => return self.keep(from, to, raw).await,
        }
        Ok(Next::Listen)
    }

    async fn keep(&mut self, from: String, to: Vec<String>, raw: Vec<u8>) -> io::Result<Next> {
        let behaviour = open(&self.mailbox).behaviour.clone();
        if let Behaviour::RefuseMessages { code, words } = behaviour {
            self.say(&format!("{code} {words}")).await?;
            return Ok(Next::Listen);
        }
        let received = Received::read(from, to, raw);
        open(&self.mailbox).received.push(received);
        if behaviour == Behaviour::AcceptAndHangUp {
            return Ok(Next::HangUp);
        }
        self.say("250 2.0.0 kept").await?;
        Ok(Next::Listen)
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        self.reply.write_all(format!("{line}\r\n").as_bytes()).await
    }
}

/// `FROM:<a@b> SIZE=10` is the path and its parameters.
fn path(rest: &str, keyword: &str) -> Option<(String, String)> {
    let head = rest.get(..keyword.len())?;
    let tail = rest.get(keyword.len()..)?.trim_start();
    let (address, parameters) = tail.strip_prefix('<')?.split_once('>')?;
    head.eq_ignore_ascii_case(keyword).then(|| (address.to_owned(), parameters.trim().to_owned()))
}
