//! Of several processes on one database one seals and sends. It holds a lease and renews it; when it dies another
//! takes over once the lease has run out.

use crate::{Error, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

impl Store {
    /// Takes or renews the lease. False while another process holds it.
    pub async fn lease(&self, name: &'static str, holder: &str, for_ms: i64) -> Result<bool, Error> {
        let (holder, now_ms) = (holder.to_owned(), self.now_ms());
        let ours = Arc::new(AtomicBool::new(false));
        let taken = ours.clone();
        self.keep(move |db| {
            let changed = db.execute(
                "insert into leases (name, holder, until_ms) values ($1, $2, $3) \
                 on conflict (name) do update set holder = excluded.holder, until_ms = excluded.until_ms \
                 where leases.holder = excluded.holder or leases.until_ms < $4",
                &[name.into(), holder.into(), (now_ms + for_ms).into(), now_ms.into()],
            )?;
            taken.store(changed == 1, Ordering::SeqCst);
            Ok(())
        })
        .await?;
        Ok(ours.load(Ordering::SeqCst))
    }
}
