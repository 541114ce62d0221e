//! A small server on its own thread, which ends when its handle is dropped.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// The thread has its own runtime, so that a fake works the same in a test, in a program and under a debugger,
/// and a caller that blocks its own runtime cannot silence it.
pub struct Running {
    pub addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

pub fn run<F>(serve: impl FnOnce(TcpListener) -> F + Send + 'static) -> io::Result<Running>
where
    F: Future<Output = ()>,
{
    let (stop, stopped) = oneshot::channel();
    let (report, ready) = mpsc::channel();
    let thread = thread::Builder::new().name("fake partner".into()).spawn(move || {
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return drop(report.send(Err(error))),
        };
        runtime.block_on(async {
            let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
            let listener = match bound.and_then(|l| Ok((l.local_addr()?, l))) {
                Ok((addr, listener)) => report.send(Ok(addr)).ok().map(|()| listener),
                Err(error) => report.send(Err(error)).ok().and(None),
            };
            let Some(listener) = listener else { return };
            tokio::select! {
                () = serve(listener) => {}
                _ = stopped => {}
            }
        });
        // Conversations still open are cut with the runtime, which is what a server that stops does.
        runtime.shutdown_background();
    })?;
    let addr = ready.recv().map_err(io::Error::other)??;
    Ok(Running { addr, stop: Some(stop), thread: Some(thread) })
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.send(()).ok();
        }
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}
