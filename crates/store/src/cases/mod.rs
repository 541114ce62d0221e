//! Reading cases: one by id, number or link; the lists of the desk; search; what belongs to a person.

mod list;
mod load;
mod one;
mod search;
mod third;
mod view;

#[cfg(feature = "testing")]
#[doc(hidden)]
pub use list::statement;
pub use list::{Page, Row};
pub use load::{Drawing, LOAD_MAX, Load, Rush};
pub use one::{LINK_LETTERS, Loaded};
pub use search::{INTERNAL, found_by};
pub use third::Opened;
pub use view::{Cursor, Filter, Query, View};
