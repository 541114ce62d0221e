//! When a request cannot be answered: the rule said no, or we failed. What we failed at is logged once, here, with
//! an id that the page shows; the words of a database never leave the house.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use domain::refusal::RefusalClass;
use store::Error;

#[derive(Clone, Debug)]
pub enum Fault {
    Refused(Refusal),
    /// Not signed in, or the session has ended.
    SignIn,
    TooMany,
    TooLarge,
    /// The request makes no sense; what is wrong with it.
    Malformed(String),
    /// The database is away or the disk is full: try again.
    Passing(String),
    Failed(String),
}

impl Fault {
    pub fn refused(refusal: Refusal) -> Fault {
        Fault::Refused(refusal)
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Fault::Refused(refusal) => match refusal.class() {
                RefusalClass::Missing => StatusCode::NOT_FOUND,
                RefusalClass::Forbidden => StatusCode::FORBIDDEN,
                RefusalClass::Conflict => StatusCode::CONFLICT,
                RefusalClass::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Fault::SignIn => StatusCode::UNAUTHORIZED,
            Fault::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Fault::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::Malformed(_) => StatusCode::BAD_REQUEST,
            Fault::Passing(_) => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The word locale files and API programs know it by.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Refused(refusal) => refusal.code(),
            Fault::SignIn => "sign_in",
            Fault::TooMany => "too_many",
            Fault::TooLarge => "too_large",
            Fault::Malformed(_) => "malformed",
            Fault::Passing(_) => "passing",
            Fault::Failed(_) => "failed",
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        Fault::Refused(refusal)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        if let Some(refusal) = error.refusal() {
            return Fault::Refused(refusal);
        }
        let id = store::content::random_id()[..10].to_owned();
        tracing::error!(error.id = %id, error = %error.detail(), "a request failed");
        if error.is_passing() { Fault::Passing(id) } else { Fault::Failed(id) }
    }
}

/// The bare response; the outermost layer dresses it as a page or as a problem document.
impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
