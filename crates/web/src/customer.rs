//! The customer's face: file, look, answer, come back, verify. No account: the secret link is the key, and everything
//! works as plain HTML.

mod act;
mod case;
mod file;
mod give;
mod returning;
mod verify;
mod view;

pub use act::act;
pub(crate) use case::position;
pub use case::{case, filed};
pub use file::{file, form};
pub use give::{evidence, picture, proof, receipt};
pub use returning::{come_back, return_page};
pub use verify::{now_page, verify, verify_page};
pub use view::view;

use crate::fault::Fault;
use crate::page::Page;
use crate::page::parts::FieldError;
use domain::Refusal;

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

/// Guessing a link or a code is slow work.
pub(crate) fn slowly(app: &crate::app::App, key: &str, per_minute: u32) -> Result<(), Fault> {
    let allowed = app.throttle().allows(key, per_minute, app.store().now_ms());
    if allowed { Ok(()) } else { Err(Fault::TooMany) }
}
