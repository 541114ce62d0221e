//! Reading what a sender sends: command lines, and the message up to the lone dot.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::tcp::OwnedReadHalf;

/// RFC 5321 allows 512 for commands and 1000 for text; generous, but never without end.
const LONGEST_LINE: u64 = 64 * 1024;

pub enum Message {
    Whole(Vec<u8>),
    TooLarge,
}

/// One line with its CR LF, or `None` when the sender has gone.
pub async fn line(sender: &mut BufReader<OwnedReadHalf>) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let read = sender.take(LONGEST_LINE).read_until(b'\n', &mut bytes).await?;
    match bytes.last() {
        Some(b'\n') => Ok(Some(bytes)),
        _ if read as u64 == LONGEST_LINE => Err(io::Error::new(io::ErrorKind::InvalidData, "line too long")),
        _ => Ok(None),
    }
}

/// The message ends at a dot between two CR LF and nowhere else: a bare line feed ends nothing, or a second
/// message could be smuggled inside the first.
pub async fn message(sender: &mut BufReader<OwnedReadHalf>, largest: usize) -> io::Result<Option<Message>> {
    let (mut bytes, mut whole, mut at_line_start) = (Vec::new(), true, true);
    while let Some(line) = line(sender).await? {
        if at_line_start && line == b".\r\n" {
            return Ok(Some(if whole { Message::Whole(bytes) } else { Message::TooLarge }));
        }
        let text = if at_line_start && line[0] == b'.' { &line[1..] } else { &line[..] };
        whole = whole && bytes.len() + text.len() <= largest;
        if whole {
            bytes.extend_from_slice(text);
        }
        at_line_start = line.ends_with(b"\r\n");
    }
    Ok(None)
}
