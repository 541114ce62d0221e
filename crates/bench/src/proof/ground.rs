//! The house that all measurements of proof begin with: a handler and some complaints, closed, to be copied.

use crate::staff;
use domain::command::{CaseCommand, Command};
use domain::personal::Personal;
use domain::{Actor, CaseId, Role, UserId};
use std::error::Error;
use std::path::Path;
use std::time::Duration;
use store::door::Errand;
use store::filing::Intake;
use store::record::Matter;
use store::{Pack, Parcel, Store};
use tempfile::TempDir;

/// As many as a group has commands, so that each command of a group has a case of its own.
pub const CASES: usize = 64;

/// A note of about two hundred letters.
const WORDS: &str = "仓库回电：该包裹于当日十六点入库，称重与出库记录一致，外箱有压痕，内件未见开封。已请承运方提供分拣线照片，\
                     并约定次日中午前答复；客户同意等待，要求书面说明。若无照片，则按破损赔付标准处理，无须再次举证。";

pub struct Ground {
    folder: TempDir,
    pub cases: Vec<CaseId>,
}

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

impl Ground {
    pub async fn lay(cases: usize) -> Result<Ground> {
        let folder = tempfile::tempdir()?;
        let store = open(folder.path()).await?;
        staff::hire_into(&store).await?;
        let mut filed = vec![];
        for at in 0..cases {
            let text = Personal::new(&crate::corpus::complaint(at).text);
            let intake = Intake { matter: Matter { text, ..Matter::default() }, ..Intake::default() };
            filed.push(store.file(&Actor::Stranger, intake).await.map_err(|error| error.detail())?.case);
        }
        store.seal().await.map_err(|error| error.detail())?;
        drop(store);
        closed(folder.path()).await?;
        Ok(Ground { folder, cases: filed })
    }

    pub fn copy(&self) -> Result<TempDir> {
        let copy = tempfile::tempdir()?;
        copy_folder(self.folder.path(), copy.path())?;
        Ok(copy)
    }

    /// The same command in every house, one entry each.
    pub fn note(&self, store: &Store, at: usize) -> (Command, Parcel) {
        let case = &self.cases[at % self.cases.len()];
        let mut pack: Pack = store.pack(case.subject());
        let text = pack.text(WORDS);
        (Command::Case(case.clone(), CaseCommand::Note { text }), pack.close())
    }

    pub fn errand(&self, store: &Store, at: usize) -> Errand {
        let (command, parcel) = self.note(store, at);
        Errand { at_ms: store.now_ms(), by: by(), command, parcel }
    }
}

pub fn by() -> Actor {
    Actor::Staff(UserId::new("handler01"), Role::Handler)
}

pub async fn open(dir: &Path) -> Result<Store> {
    Ok(staff::open(dir.to_owned(), None).await?)
}

/// A store that was dropped closes its database in its own time; the last connection takes the log of writes away.
pub async fn closed(dir: &Path) -> Result<()> {
    for _ in 0..1_000 {
        if !["redress.db-wal", "search.db-wal"].iter().any(|name| dir.join(name).exists()) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Err("the house does not close".into())
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
