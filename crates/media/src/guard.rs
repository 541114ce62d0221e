//! Parsers written by others meet files written by attackers. Where one of them panics, the upload of a customer must
//! not fail with it: that part of the facts is unreadable, and the rest stands. This is the only reason to catch here;
//! limits on size, depth and memory are set where each parser is called.

use std::panic::{AssertUnwindSafe, catch_unwind};

pub fn guarded<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}
