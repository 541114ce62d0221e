//! What is kept no longer than it may be, and no shorter: `GET /desk/privacy` lists, `GET /desk/privacy/{id}` is one
//! case, `POST /desk/privacy/{id}/{action}` decides.

mod act;
mod case;
mod lists;

pub use act::act;
pub use case::case;
pub use lists::lists;
