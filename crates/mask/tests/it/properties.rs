//! What holds for every text.

use mask::{Lengths, find, mask};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Pieces that rules look for, so that random texts come near to them.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "我叫",
        "联系人：",
        "本人",
        "李",
        "王建国",
        "欧阳",
        "先生",
        "电话",
        "手机",
        "138",
        "0000",
        "1234",
        "-",
        " ",
        "+86",
        "身份证",
        "110101",
        "19000101",
        "0014",
        "X",
        "卡号",
        "6222",
        "微信号",
        "QQ",
        "wx_",
        "abc123",
        "邮箱",
        "@",
        "example",
        ".com",
        "[at]",
        "车牌",
        "京A",
        "50T74",
        "护照",
        "E1234567",
        "收货地址：",
        "浙江省",
        "杭州市",
        "文三路",
        "478号",
        "5栋",
        "1203室",
        "，",
        "。",
        "*",
        "**",
        "的",
        "住",
        "\n",
        "１３８",
        "一八八",
        "零",
        "订单号",
        "Mr ",
        "John ",
        "Smith",
        "12 ",
        "Baker ",
        "Street",
        "(",
        ")",
        "😀",
        "\u{301}",
        "é",
        "·",
        "#",
        "_",
    ]);
    prop_oneof![
        3 => prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn spans_are_in_order_apart_and_on_whole_characters(text in texts()) {
        let mut at = 0;
        for span in find(&text) {
            prop_assert!(span.start >= at && span.start < span.end && span.end <= text.len());
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            at = span.end;
        }
    }

    #[test]
    fn masking_twice_changes_nothing(text in texts()) {
        let once = mask(&text, &Lengths::default());
        prop_assert_eq!(mask(&once, &Lengths::default()), once);
    }

    #[test]
    fn as_many_characters_come_out_as_went_in(text in texts()) {
        prop_assert_eq!(mask(&text, &Lengths::default()).chars().count(), text.chars().count());
    }
}

#[expect(clippy::disallowed_methods, reason = "this test is about time")]
fn took(text: &str) -> Duration {
    let (mut best, runs) = (Duration::MAX, 3);
    for _ in 0..runs {
        let started = Instant::now();
        let masked = mask(text, &Lengths::default());
        best = best.min(started.elapsed());
        assert_eq!(masked.chars().count(), text.chars().count());
    }
    best
}

/// The worst texts we could think of, among them what breaks rules that go back over what they have read.
#[test]
fn a_hundred_kilobytes_take_less_than_fifty_milliseconds() {
    let plain =
        "商家拒绝退款，我叫李娟玉，电话13800001234，收货地址：杭州市西湖区文三路478号，订单号935050023376。";
    let mut slowest = Duration::ZERO;
    for seed in [
        plain,
        "1",
        "1 ",
        "1-",
        "a",
        "@",
        "a@",
        "a.",
        "我叫",
        "王",
        "我叫王",
        "路",
        "号",
        "1号",
        "市",
        "浙江省",
        "收货地址：",
        "联系人：王小",
        "微信",
        "京A",
        "E",
        "Mr A ",
        "12 A ",
        " ",
        "*",
        "一",
        "零一-",
        "[at]",
        "欧阳",
        "先生",
        "王小明先生",
        "住",
        "\n",
        "Room 1 ",
        "路1号",
    ] {
        let text = seed.repeat(100_000 / seed.len());
        let time = took(&text);
        println!("{time:>12?}  {}", seed.chars().take(12).collect::<String>().escape_debug());
        slowest = slowest.max(time);
    }
    assert!(slowest < Duration::from_millis(if cfg!(debug_assertions) { 250 } else { 50 }), "{slowest:?}");
}
