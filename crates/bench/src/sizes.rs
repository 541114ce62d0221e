//! What has to be carried: the program to the operator, the first page with all it loads to a phone.

use crate::http::Client;
use crate::served::{House, program};
use crate::table::{Table, Target};
use std::collections::BTreeSet;
use std::error::Error;

pub async fn measure(table: &mut Table) -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::metadata(program())?.len();
    table.add("the program", bytes as f64 / 1e6, "MB", Target::AtMost(40.0));
    let folder = tempfile::tempdir()?;
    let served = House::at(folder.path()).serve().await?;
    let mut client = Client::connect(&served.address).await?;
    let what = "customer page with what it loads, gzipped";
    match loaded(&mut client).await? {
        Some(bytes) => table.add(what, bytes as f64 / 1e3, "kB", Target::AtMost(60.0)),
        None => table.absent(what, "there is no such page yet"),
    }
    Ok(())
}

/// Bytes that travel for the page and for every asset that it or one of its assets names.
async fn loaded(client: &mut Client) -> std::io::Result<Option<usize>> {
    let (mut seen, mut waiting, mut bytes) = (BTreeSet::new(), vec!["/".to_owned()], 0);
    while let Some(path) = waiting.pop() {
        let plain = client.ask(&request(&path, "identity")).await?;
        if plain.status != 200 {
            return Ok(None);
        }
        bytes += client.ask(&request(&path, "gzip")).await?.body.len();
        let named = assets(&String::from_utf8_lossy(&plain.body));
        waiting.extend(named.into_iter().filter(|path| seen.insert(path.clone())));
    }
    Ok(Some(bytes))
}

fn request(path: &str, encoding: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept-encoding: {encoding}\r\n\r\n").into_bytes()
}

fn assets(text: &str) -> Vec<String> {
    let ends = |letter: char| matches!(letter, '"' | '\'' | ')' | ' ' | '>' | '?' | '#');
    let starts = text.match_indices("/assets/").map(|(at, _)| &text[at..]);
    starts.map(|rest| rest.split(ends).next().unwrap_or_default().to_owned()).collect()
}
