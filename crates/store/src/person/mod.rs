//! Everything the house knows of one person, as the person may have it: to be looked up by a contact that was proven,
//! gathered case by case, and noted in each case before it leaves.

mod find;
mod gather;
mod leave;

pub use find::{Contact, Found, Whose};
pub use gather::{Notice, OwnCase, OwnItem, Reach, Withheld};
