//! What nobody outside holds yet, as figures, alarms and signs on the pages.

use crate::house::{House, MINUTE_MS};
use domain::Party;
use domain::policy::Limits;
use store::outside::{Holder, Tail};
use web::app::{App, Settings};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00";

/// The house's pages on a port of their own.
fn pages(house: &House) -> impl Fn(&str) -> String {
    let listener = house.runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("it listens"));
    let settings = Settings { base_url: base.clone(), secure: false, demo: false, token_rate: None };
    let router = server::routes::router(App::new(house.store.clone(), settings));
    house.runtime.spawn(async move { axum::serve(listener, router).await });
    move |path| {
        let answer = ureq::get(format!("{base}{path}")).header("accept-language", "en").call();
        answer.expect("a page").body_mut().read_to_string().expect("text")
    }
}

fn figure(metrics: &str, name: &str) -> i64 {
    let line = metrics.lines().find(|line| line.starts_with(&format!("{name} "))).expect("the figure");
    line.rsplit(' ').next().and_then(|value| value.parse().ok()).expect("a number")
}

#[test]
fn a_receipt_that_a_customer_takes_home_shortens_the_tail() {
    let house = House::fresh();
    house.adds_photo(PNG);
    house.later(10 * MINUTE_MS);
    let get = pages(&house);
    let link = &house.filed.link;
    let before = get("/metrics");
    assert!(figure(&before, "redress_unanchored_entries") > 0, "{before}");
    assert_eq!(figure(&before, "redress_unanchored_seconds"), 600);
    assert!(get(&format!("/c/{link}")).contains("✓ sealed"));
    assert!(get(&format!("/c/{link}/receipt")).contains("tlog-proof"));
    let after = get("/metrics");
    assert_eq!(figure(&after, "redress_unanchored_entries"), 0);
    assert_eq!(figure(&after, "redress_unanchored_seconds"), 0);
    let held = "redress_outside_entries{holder=\"party\",name=\"customer\"}";
    assert_eq!(figure(&after, held), figure(&after, "redress_journal_entries"));
    let page = get(&format!("/c/{link}"));
    assert!(page.contains("✓✓ anchored outside") && !page.contains("✓ sealed"), "{page}");
    house.adds_photo(&[PNG, b"another"].concat());
    let page = get(&format!("/c/{link}"));
    assert!(page.contains("✓✓ anchored outside") && page.contains("✓ sealed"), "the newer one is not yet");
    house.is_sound();
}

#[test]
fn a_copy_outside_never_shrinks_and_success_forgets_failures() {
    let house = House::fresh();
    let hold = |size| {
        let held = house.store.held_outside(Holder::Party, Party::Customer.word(), size);
        house.runtime.block_on(held).expect("it is kept");
    };
    let fails = || {
        let failed = house.store.failed_outside(Holder::Party, Party::Customer.word(), "no");
        house.runtime.block_on(failed).expect("it is kept");
    };
    let known = || house.read(|db| house.store.outsiders(db)).remove(0);
    fails();
    fails();
    assert_eq!((known().size, known().failures, known().words.as_str()), (0, 2, "no"));
    hold(3);
    house.later(MINUTE_MS);
    hold(2);
    assert_eq!((known().size, known().failures), (3, 0));
    assert_eq!(known().at_ms, house.store.now_ms() - MINUTE_MS);
    fails();
    assert_eq!((known().size, known().failures), (3, 1));
}

#[test]
fn a_tail_is_too_long_by_number_or_by_age() {
    let tail = Tail { size: 20, anchored: 10, entries: 10, since_ms: Some(0) };
    let limits = |tail_entries, tail_s| Limits { tail_entries, tail_s, ..Limits::default() };
    assert!(!tail.is_too_long(&limits(None, None), i64::MAX));
    assert!(!tail.is_too_long(&limits(Some(10), Some(60)), 60_999));
    assert!(tail.is_too_long(&limits(Some(9), None), 0));
    assert!(tail.is_too_long(&limits(None, Some(60)), 61_000));
    let empty = Tail { since_ms: None, entries: 0, ..tail };
    assert!(!empty.is_too_long(&limits(Some(0), Some(0)), i64::MAX));
}
