//! Search finds every substring a person would call a hit, wherever the rows lie.

use store::search::{Doc, Filters, Search, Terms};
use store::testing::{Place, sqlite};

fn doc(id: i64, text: &str, tags: &[&str]) -> Doc {
    Doc { id, terms: Terms::of(&[text], tags) }
}

fn with_place(test: impl Fn(&Place)) {
    test(&sqlite());
}

fn with_index(docs: &[(&str, &[&str])], test: impl Fn(&Search)) {
    with_place(|place| {
        let search = Search::open(place.dir()).unwrap();
        let docs: Vec<Doc> = docs.iter().zip(1..).map(|((text, tags), id)| doc(id, text, tags)).collect();
        search.add(&docs, docs.len() as i64).unwrap();
        test(&search);
    });
}

fn find(search: &Search, query: &str) -> Vec<i64> {
    search.find(query, &Filters::default(), None, 50).unwrap()
}

const DOCS: &[(&str, &[&str])] = &[
    ("iPhone15手机壳 开裂，要求退款", &["t:public", "m:shop1"]),
    ("订单 DD20260000130 没有收到货", &["t:public", "m:shop2"]),
    ("The seller refused a refund; Refunding is slow", &["t:internal", "m:shop1"]),
    ("电话１３８００１３８０００，手机号码", &["t:internal", "m:shop2"]),
    ("机壳手", &[]),
];

#[test]
fn words_substrings_and_beginnings_are_found() {
    let cases: &[(&str, &[i64])] = &[
        ("手机", &[4, 1]),
        ("手机壳", &[1]),
        ("机壳", &[5, 1]),
        ("iPhone15手机壳", &[1]),
        ("iphone", &[1]),
        ("Phone1", &[1]),
        ("hone", &[1]),
        ("60000130", &[2]),
        ("DD20260000130", &[2]),
        ("dd2026", &[2]),
        ("dd", &[2]),
        ("13800138000", &[4]),
        ("0138", &[4]),
        ("refund", &[3]),
        ("REF", &[3]),
        ("efund", &[]),
        ("手", &[5, 4, 1]),
        ("款", &[1]),
        ("退款 手机", &[1]),
        ("退款 电话", &[]),
        ("手壳", &[]),
        ("0", &[4, 2]),
        ("5", &[1]),
    ];
    with_index(DOCS, |search| {
        for (query, expected) in cases {
            assert_eq!(find(search, query), *expected, "{query}");
        }
    });
}

#[test]
fn quotes_and_operators_are_only_gaps() {
    with_index(DOCS, |search| {
        for query in
            ["\"手机壳\"", "手机壳 *", "手机壳'", "(手机壳", "-手机壳", "手机壳 ^ : {} \\", "'手机壳'':* & !"]
        {
            assert_eq!(find(search, query), [1], "{query}");
        }
        assert_eq!(find(search, "refund OR 手机"), [0; 0], "OR is a word like any other");
        for query in ["", " ", "\"", "*", "🙂", "'; drop table search; --\0"] {
            find(search, query);
        }
    });
}

#[test]
fn tags_narrow_and_exclude() {
    with_index(DOCS, |search| {
        let filters = |all: &[&str], none: &[&str]| Filters {
            all_of: all.iter().map(|tag| (*tag).to_owned()).collect(),
            none_of: none.iter().map(|tag| (*tag).to_owned()).collect(),
        };
        let find = |query: &str, filters: &Filters| search.find(query, filters, None, 50).unwrap();
        assert_eq!(find("手机", &filters(&["m:shop2"], &[])), [4]);
        assert_eq!(find("手机", &filters(&[], &["t:internal"])), [1]);
        assert_eq!(find("", &filters(&["m:shop1"], &[])), [3, 1]);
        assert_eq!(find("", &filters(&["m:shop1"], &["t:internal"])), [1]);
        assert_eq!(find("", &filters(&["m:shop"], &[])), [0; 0], "a tag is never a prefix");
        assert_eq!(find("", &filters(&[], &["t:internal"])), [0; 0], "nothing is asked for");
        assert_eq!(find("", &filters(&["x' | 'm:shop1", "\""], &[])), [0; 0]);
        assert_eq!(find("shop1", &filters(&[], &[])), [0; 0], "tags are not text");
    });
}

#[test]
fn hits_come_newest_first_and_in_pages() {
    let docs: Vec<(&str, &[&str])> = vec![("退款", &[]); 120];
    with_index(&docs, |search| {
        let page = |before| search.find("退款", &Filters::default(), before, 50).unwrap();
        assert_eq!(page(None), (71..=120).rev().collect::<Vec<i64>>());
        assert_eq!(page(Some(71)), (21..=70).rev().collect::<Vec<i64>>());
        assert_eq!(page(Some(21)), (1..=20).rev().collect::<Vec<i64>>());
        assert_eq!(page(Some(1)), [0; 0]);
    });
}

#[test]
fn a_document_is_replaced_deleted_and_counted_as_reached() {
    with_index(DOCS, |search| {
        assert_eq!(search.reached().unwrap(), 5);
        search.add(&[doc(1, "换了内容", &[])], 3).unwrap();
        assert_eq!(search.reached().unwrap(), 5, "a replay does not go back");
        assert_eq!((find(search, "手机壳"), find(search, "内容")), (vec![], vec![1]));
        search.delete(&[1, 4, 99]).unwrap();
        assert_eq!((find(search, "内容"), find(search, "手机")), (vec![], vec![]));
        search.purge().unwrap();
        assert_eq!(find(search, "机壳"), [5]);
        search.clear().unwrap();
        assert_eq!((find(search, "机壳"), search.reached().unwrap()), (vec![], 0));
        search.add(&[doc(7, "手机壳", &[])], 7).unwrap();
        assert_eq!(find(search, "手机壳"), [7]);
    });
}

#[test]
fn a_purge_takes_deleted_words_off_the_disk() {
    let place = store::testing::sqlite();
    let search = Search::open(place.dir()).unwrap();
    let docs: Vec<Doc> = (1..50).map(|id| doc(id, "普通的文字", &[])).collect();
    search.add(&docs, 49).unwrap();
    search.add(&[doc(50, "zanzibarnine", &[])], 50).unwrap();
    search.delete(&[50]).unwrap();
    search.purge().unwrap();
    let holds = |name: &str| {
        let bytes = std::fs::read(place.dir().join(name)).unwrap_or_default();
        bytes.windows(8).any(|window| window == b"anzibarn")
    };
    assert!(!holds("search.db") && !holds("search.db-wal"));
}

#[test]
fn a_very_long_and_a_monotonous_document_are_found_to_the_last_word() {
    let filler: String = (0..30_000u32).map(|n| char::from_u32(0x4e00 + n % 5_000).unwrap()).collect();
    let long = format!("开头{filler}，尾巴结束 ZZ987654321");
    let laughing = format!("{}好了", "哈".repeat(3_000));
    with_place(|place| {
        let search = Search::open(place.dir()).unwrap();
        search.add(&[doc(1, &long, &["m:x"]), doc(2, &laughing, &["m:x"])], 2).unwrap();
        assert_eq!(find(&search, "尾巴结束"), [1]);
        assert_eq!(find(&search, "开头 尾巴 zz98 4321"), [1], "conditions meet across the parts");
        assert_eq!(find(&search, "哈哈哈好了"), [2]);
        let across: String = filler.chars().skip(1_970).take(60).collect();
        assert_eq!(find(&search, &across), [1], "no phrase is cut in two");
        assert_eq!(
            search.find("", &Filters { all_of: vec!["m:x".into()], none_of: vec![] }, None, 9).unwrap(),
            [2, 1]
        );
    });
}

#[test]
fn an_index_is_shared_with_another_process() {
    with_place(|place| {
        let mine = Search::open(place.dir()).unwrap();
        let theirs = Search::open(place.dir()).unwrap();
        assert_eq!(find(&mine, "手机"), [0; 0]);
        theirs.add(&[doc(1, "手机", &[])], 1).unwrap();
        assert_eq!(find(&mine, "手机"), [1]);
        mine.add(&[doc(2, "手机", &[])], 2).unwrap();
        assert_eq!(find(&theirs, "手机"), [2, 1]);
    });
}
