//! Words from outside: stamps of an authority made with `openssl`, behind a server that is late, wrong, silent or
//! broken, and signatures of witnesses, one of them the program itself.

mod bundles;
mod house;
#[expect(dead_code, reason = "the tests of tokens themselves use more of it")]
#[path = "../../../journal/tests/it/local_tsa.rs"]
mod local_tsa;
mod server;
mod stamps;
mod tail;
mod witnesses;
