//! Why something was not done: the rule said no, or we failed.

use crate::db::DbError;
use domain::Refusal;
use std::sync::Arc;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rule said no; shown to whoever asked.
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error("content: {0}")]
    Content(#[from] crate::content::OpenError),
    #[error("files: {0}")]
    Files(#[from] std::io::Error),
    #[error("files: {0}")]
    Objects(#[from] crate::objects::ObjectError),
    /// What is stored contradicts itself; nobody should write on.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    #[error("the sealer refuses to sign: {0}")]
    Unsealable(String),
    #[error("no signed checkpoint covers this yet; try again in a moment")]
    NotSealedYet,
    #[error("something of this case was erased after that checkpoint; choose a later one")]
    ErasedLater,
    #[error("the bundle cannot be made: {0}")]
    Unexportable(String),
    #[error("no redacted edition was made of all of it by then; make one without naming a size")]
    NotRedacted,
    #[error(
        "texts are masked by other rules than when this edition was made; make a new one without naming a size"
    )]
    OtherRules,
    #[error("{0}")]
    Backup(String),
    #[error("the writer has stopped")]
    Stopped,
    /// A group that was decided while the one before it was written.
    #[error("somebody else wrote in between; nothing of this group was kept, hand it over again")]
    Overtaken,
    /// The commit of a whole group failed, and this was one of them.
    #[error("{0}")]
    Together(Arc<Error>),
}

impl Error {
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Error::Refused(refusal) => Some(*refusal),
            Error::Together(error) => error.refusal(),
            _ => None,
        }
    }
    /// The disk is full or the database away: worth trying again later.
    pub fn is_passing(&self) -> bool {
        match self {
            Error::Db(error) => error.may_retry() || matches!(error, DbError::DiskFull(_)),
            Error::Together(error) => error.is_passing(),
            Error::Stopped | Error::NotSealedYet | Error::Overtaken => true,
            _ => false,
        }
    }
}

impl Error {
    /// The whole story for the log, never for a page.
    pub fn detail(&self) -> String {
        match self {
            Error::Db(error) => error.detail(),
            Error::Together(error) => error.detail(),
            other => other.to_string(),
        }
    }
}
