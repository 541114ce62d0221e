//! Complaints filed through HTTP, each answered only after its commit is on the disk.

use crate::corpus::complaint;
use crate::http::{Client, post};
use crate::stopwatch::{self, Times};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub struct Filing {
    pub per_second: f64,
    pub times: Times,
}

/// `clients` connections file the complaints from `first` to `first + count`, each its next as soon as it has the answer.
pub async fn file(
    address: &str,
    token: &str,
    clients: usize,
    first: usize,
    count: usize,
) -> io::Result<Filing> {
    let requests: Vec<Vec<u8>> =
        (first..first + count).map(|at| post("/api/v1/cases", token, &complaint(at).json)).collect();
    let requests = Arc::new(requests);
    let next = Arc::new(AtomicUsize::new(0));
    let mut connections = vec![];
    for _ in 0..clients {
        connections.push(Client::connect(address).await?);
    }
    let before = stopwatch::now();
    let running: Vec<_> = connections
        .into_iter()
        .map(|client| tokio::spawn(one(client, requests.clone(), next.clone())))
        .collect();
    let mut times = Times::default();
    for client in running {
        times.extend(client.await.map_err(io::Error::other)??);
    }
    Ok(Filing { per_second: count as f64 / before.elapsed().as_secs_f64(), times })
}

async fn one(mut client: Client, requests: Arc<Vec<Vec<u8>>>, next: Arc<AtomicUsize>) -> io::Result<Times> {
    let mut times = Times::default();
    while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
        let before = stopwatch::now();
        let answer = client.ask(request).await?;
        times.push(before.elapsed());
        if answer.status != 201 {
            return Err(io::Error::other(format!(
                "{}: {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            )));
        }
    }
    Ok(times)
}
