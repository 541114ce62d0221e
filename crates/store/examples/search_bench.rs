//! How quick is the search index? `cargo run --release -p store --features testing --example search_bench [docs]`

use std::time::Instant;
use store::search::{Doc, Filters, Search, Terms};
use store::testing::Place;

#[expect(clippy::disallowed_methods, reason = "a bench looks at a stopwatch")]
fn stopwatch() -> Instant {
    Instant::now()
}

/// A small generator of its own, so that every run measures the same texts.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// A word out of twenty thousand, the common ones far more often, as in a language.
    fn word(&mut self) -> String {
        let share = self.below(1_000_000) as f64 / 1e6;
        let rank = 20_000f64.powf(share) as u64;
        let mut letters = Chance(rank * 7_919 + 1);
        let length = [1, 2, 2, 2, 2, 3, 4][letters.below(7) as usize];
        (0..length).map(|_| letters.character()).collect()
    }

    fn character(&mut self) -> char {
        let rank = self.below(3_000) * self.below(3_000) / 3_000;
        char::from_u32(0x4e00 + rank as u32 * 3).unwrap_or('的')
    }
}

fn text(chance: &mut Chance, at: usize) -> String {
    let mut text = String::new();
    while text.len() < 1_200 {
        text.push_str(&chance.word());
        if chance.below(8) == 0 {
            text.push('，');
        }
    }
    for (word, of_100) in [("退款", 70), ("手机壳", 10), ("iphone refund", 5)] {
        if chance.below(100) < of_100 {
            text.push_str(&format!("，{word}"));
        }
    }
    if at.is_multiple_of(9_973) {
        text.push_str("，鼉鼉鑫淼");
    }
    format!("{text}。订单DD2026{at:07}")
}

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    run("search", &store::testing::sqlite(), count);
}

fn run(name: &str, place: &Place, count: usize) {
    let search = Search::open(place.dir()).expect("it opens");
    fill(name, &search, count);
    for typed in [
        "退款",
        "手机壳",
        "手机壳 退款",
        "鼉鼉鑫",
        "DD20260009",
        "iphone",
        "refund 退款",
        "鼉",
        "退",
        "没有的",
    ] {
        ask(name, &search, typed, &[]);
    }
    ask(name, &search, "退款", &["m:7"]);
    ask(name, &search, "手机壳", &["m:7", "t:internal"]);
    let size = std::fs::metadata(place.dir().join("search.db")).map_or(0, |file| file.len());
    println!("{name}: search.db {} MB", size / 1_000_000);
    let before = stopwatch();
    search.delete(&(1..=64).collect::<Vec<_>>()).expect("it deletes");
    println!("{name}: delete 64: {:?}", before.elapsed());
    let before = stopwatch();
    search.purge().expect("it purges");
    println!("{name}: purge: {:?}", before.elapsed());
}

fn fill(name: &str, search: &Search, count: usize) {
    let mut chance = Chance(7);
    let (mut groups, mut cutting) = (Vec::new(), 0.0);
    for first in (0..count).step_by(64) {
        let texts: Vec<String> = (first..first + 64).map(|at| text(&mut chance, at)).collect();
        let before = stopwatch();
        let tags = |at: usize| [format!("m:{}", at % 500), format!("t:{}", ["internal", "public"][at % 2])];
        let docs: Vec<Doc> = texts
            .iter()
            .zip(first..)
            .map(|(text, at)| Doc {
                id: at as i64 + 1,
                terms: Terms::of(&[text], &tags(at).each_ref().map(String::as_str)),
            })
            .collect();
        cutting += before.elapsed().as_secs_f64();
        search.add(&docs, (first + 64) as i64).expect("it adds");
        groups.push(before.elapsed().as_secs_f64() * 1e6 / 64.0);
    }
    let mean = groups.iter().sum::<f64>() / groups.len() as f64;
    groups.sort_by(f64::total_cmp);
    let at = |share: f64| groups[((groups.len() - 1) as f64 * share) as usize];
    println!(
        "{name}: add µs per doc in groups of 64: mean {mean:.0}, median {:.0}, p95 {:.0}, p99 {:.0}, worst {:.0} (cutting {:.0})",
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0),
        cutting * 1e6 / count as f64
    );
}

fn ask(name: &str, search: &Search, typed: &str, tags: &[&str]) {
    let filters = Filters { all_of: tags.iter().map(|tag| (*tag).to_owned()).collect(), none_of: vec![] };
    let mut hits = 0;
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let before = stopwatch();
            hits = search.find(typed, &filters, None, 50).expect("it finds").len();
            before.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name}: {typed} {tags:?}: {hits} hits, median {:.3} ms, worst {:.3} ms", times[4], times[8]);
}
