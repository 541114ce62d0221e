//! Whoever writes drafts when asked: an endpoint the operator configured, or nobody. It is handed covered words only.

use domain::Refusal;
use std::pin::Pin;

pub type Written<'w> = Pin<Box<dyn Future<Output = Result<String, Refusal>> + Send + 'w>>;

pub trait Writer: Send + Sync {
    /// What is asked for, and the covered matter.
    fn write(&self, rules: String, matter: String) -> Written<'_>;
    /// Who it is, as drafts are marked.
    fn model(&self) -> &str;
}
