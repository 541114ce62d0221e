//! The few tables written outside journal and decisions, because nothing in them is part of a case: sessions,
//! leases, drafts and the read log (`looks`). They go through the writer's thread all the same, so that there is one
//! write transaction at a time.

mod draft;
mod lease;
mod session;

use crate::db::Connection;
use crate::door::Work;
use crate::{Error, Store};
use tokio::sync::oneshot;

pub use session::Session;

impl Store {
    pub(crate) async fn keep(
        &self,
        write: impl FnOnce(&mut Connection) -> Result<(), Error> + Send + 'static,
    ) -> Result<(), Error> {
        let (reply, answer) = oneshot::channel();
        self.writer().send(Work::Keep(Box::new(write), reply)).await?;
        answer.await.map_err(|_| Error::Stopped)?
    }
}
