//! The customer's face: file, look, answer, come back, verify. No account: the secret link is the key, and everything
//! works as plain HTML.

mod act;
mod case;
mod data;
mod file;
mod give;
mod looks;
mod returning;
mod settlement;
mod verify;
mod view;

pub use act::act;
pub use case::{case, filed};
pub use data::{data, data_page};
pub use file::{file, form};
pub use give::{evidence, picture, proof, receipt};
pub use looks::looks;
pub use returning::{come_back, return_page};
pub use settlement::{paper, settlement};
pub use verify::{now_page, verify, verify_page};
pub use view::view;

use crate::app::App;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::parts::FieldError;
use domain::Refusal;
use store::cases::Loaded;

/// Where on the form the refusal belongs, said in the reader's language.
fn field_error(p: &Page, refusal: Refusal) -> FieldError {
    let field = match refusal {
        Refusal::PhoneInvalid | Refusal::ContactMissing | Refusal::NoContact => "phone",
        Refusal::MailInvalid => "email",
        Refusal::TooManyFiles | Refusal::FileEmpty | Refusal::FileTooLarge => "files",
        Refusal::FileTypeRefused | Refusal::FileCarriesAnother | Refusal::FileLies => "files",
        Refusal::CodeWrong | Refusal::CodeGone => "code",
        Refusal::AmountInvalid | Refusal::AmountAboveOrder => "amount",
        _ => "text",
    };
    FieldError { field, message: crate::face::refusal(p, refusal) }
}

/// The case a link leads to.
async fn behind(app: &App, link: &str) -> Result<Loaded, Fault> {
    let (store, link) = (app.store().clone(), link.to_owned());
    let loaded = app.store().db().read(move |db| store.case_by_link(db, &link)).await?;
    Ok(loaded.ok_or(Refusal::NotFound)?)
}

/// The first half of a link says which case it is; guesses of the rest count together.
pub(crate) fn named(link: &str) -> &str {
    link.get(..26).unwrap_or(link)
}

/// Guessing a link or a code is slow work.
pub(crate) fn slowly(app: &App, key: &str, per_minute: u32) -> Result<(), Fault> {
    let allowed = app.throttle().allows(key, per_minute, app.store().now_ms());
    if allowed { Ok(()) } else { Err(Fault::TooMany) }
}
