//! What the HTTP fakes share: a listener that can play dead.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};

/// Hangs up on everyone while `is_down` says so, as a server does whose port answers and whose program does not.
pub struct Unsteady<D> {
    pub inner: TcpListener,
    pub is_down: D,
}

impl<D: FnMut() -> bool + Send + 'static> Listener for Unsteady<D> {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            let caller = Listener::accept(&mut self.inner).await;
            if !(self.is_down)() {
                return caller;
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

/// A test that panicked while holding the books must not hide what another one sees.
pub fn open<T>(books: &Arc<Mutex<T>>) -> MutexGuard<'_, T> {
    books.lock().unwrap_or_else(PoisonError::into_inner)
}
