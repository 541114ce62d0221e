//! What does sealing cost? `cargo run --release -p store --features testing --example seal_bench`

use std::hint::black_box;
use std::time::Instant;
use store::content::{link_token, lookup, open, random_id, seal};
use store::keys::Keys;

#[expect(clippy::disallowed_methods, reason = "a bench looks at a stopwatch")]
fn stopwatch() -> Instant {
    Instant::now()
}

fn measure(name: &str, mut work: impl FnMut()) {
    const ROUNDS: u32 = 20_000;
    let before = stopwatch();
    (0..ROUNDS).for_each(|_| work());
    println!("{name}: {:.2} µs", before.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS));
}

fn main() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let keys = Keys::open(dir.path(), "bench").expect("keys are made");
    let text = "收到的手机壳开裂，要求退款。".repeat(30);
    let small: [&[u8]; 3] = [text.as_bytes(), b"+8613800138000", "李娜".as_bytes()];
    measure("seal three small objects, with ids", || {
        small.iter().for_each(|bytes| drop(black_box(seal(&keys, &random_id(), bytes))));
    });
    let sealed = seal(&keys, "x", text.as_bytes());
    measure("open one", || drop(black_box(open(&keys, "x", &sealed.wrapped_key, &sealed.sealed).ok())));
    measure("lookup", || drop(black_box(lookup(&keys, "phone", "+8613800138000"))));
    measure("link token", || drop(black_box(link_token(&keys, "x", 1))));
    let file = vec![7; 10_000_000];
    let before = stopwatch();
    black_box(seal(&keys, "file", &file));
    println!("seal 10 MB: {:?}", before.elapsed());
}
