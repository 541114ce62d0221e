//! Files made here, read back, cut, bent and hidden in one another.

mod facts;
mod given;
mod odd;
mod random;
mod redacted;
