//! What was learned: the same from the same cases, without their words, and honest about what it does not know.

use super::KEY;
use learn::{LABEL_CASES_MIN, Model, Sample, TooLittle, learn};

/// Invented complaints, each of its own wording.
fn cases() -> Vec<(String, &'static str)> {
    let late = [
        "快递一直没有送到",
        "包裹还没有收到",
        "物流好几天不更新",
        "the parcel never arrived",
        "delivery is late",
    ];
    let broken = ["冰箱不制冷", "衣服开线了", "杯子有裂缝", "the kettle does not work", "the zip broke"];
    let rude =
        ["客服态度很差", "客服一直不回复", "电话没有人接", "support was rude", "nobody answers the phone"];
    let ends =
        ["，请尽快处理", "，要求退款", "，非常失望", " please help", " I want my money back", "，等了三天"];
    let mut cases = Vec::new();
    for (label, words) in [("late", late), ("broken", broken), ("rude", rude)] {
        for word in words {
            cases.extend(ends.iter().map(|end| (format!("{word}{end}"), label)));
        }
    }
    cases
}

fn samples<'a>(cases: &'a [(String, &'static str)]) -> Vec<Sample<'a>> {
    cases.iter().map(|(text, label)| Sample { text, label }).collect()
}

fn model() -> Model {
    learn(&samples(&cases()), KEY).expect("there is enough to learn from")
}

#[test]
fn the_same_cases_in_any_order_make_the_same_bytes() {
    let (cases, mut turned) = (cases(), cases());
    turned.reverse();
    let twice: Vec<_> = cases.iter().chain(&cases).cloned().collect();
    let bytes = learn(&samples(&cases), KEY).unwrap().to_bytes();
    assert_eq!(bytes, learn(&samples(&turned), KEY).unwrap().to_bytes());
    assert_eq!(bytes, learn(&samples(&twice), KEY).unwrap().to_bytes(), "the same text twice teaches once");
    assert_ne!(bytes, learn(&samples(&cases[1..]), KEY).unwrap().to_bytes());
}

#[test]
fn both_languages_are_guessed_with_the_words_that_spoke_for_it() {
    let model = model();
    for (text, label, word) in [
        ("我的包裹到今天还没有收到，等了一个星期", "late", "没有收到"),
        ("刚买的冰箱不制冷了", "broken", "冰箱"),
        ("客服态度真的太差", "rude", "客服"),
        ("My parcel never arrived, please do something", "late", "parcel"),
        ("Your support was very RUDE to me", "rude", "rude"),
    ] {
        let guess = model.guess(text, KEY).expect("it knows such words");
        let words = model.words(text, KEY, label);
        assert_eq!(guess.label, label, "{text}");
        assert!(guess.percent >= 60, "{text}: {}", guess.percent);
        assert!(words.iter().any(|one| one.contains(word)), "{text}: {words:?}");
        assert!(words.iter().all(|one| text.to_lowercase().contains(one.as_str())), "{words:?}");
    }
}

#[test]
fn what_it_does_not_know_it_does_not_guess() {
    let model = model();
    for text in ["", "   ", "。。。!!!", "喵", "zxqj vwkp"] {
        assert_eq!(model.guess(text, KEY), None, "{text}");
    }
    let unsure = model.guess("三天", KEY).map_or(0, |guess| guess.percent);
    assert!(unsure < 60, "words of every label speak for none: {unsure}");
    assert_eq!(model.words("冰箱不制冷", KEY, "no such label"), Vec::<String>::new());
}

#[test]
fn a_model_says_nothing_without_the_key_of_its_house() {
    assert_eq!(model().guess("冰箱不制冷", b"another sixteen."), None);
}

#[test]
fn words_of_one_case_leave_no_trace_and_words_of_many_only_their_print() {
    let plain = model();
    let mut cases = cases();
    cases[0].0.push_str(" 联系人欧阳翠花 zyxwvut canary@example.cn 13800001111");
    let marked = learn(&samples(&cases), KEY).unwrap();
    assert_eq!(plain.to_bytes().len(), marked.to_bytes().len(), "no part of one case alone is kept");
    assert_eq!(marked.words("欧阳翠花 zyxwvut", KEY, "late"), Vec::<String>::new());
    let bytes = marked.to_bytes();
    for word in ["欧阳", "翠花", "zyxwvut", "canary", "13800001111", "快递", "客服", "parcel", "rude "]
    {
        let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
        assert!(!found, "{word} can be read in the model");
    }
}

#[test]
fn too_little_is_said_to_be_too_little() {
    let cases = cases();
    let of_one: Vec<_> = cases.iter().filter(|(_, label)| *label == "late").cloned().collect();
    assert_eq!(learn(&samples(&of_one), KEY), Err(TooLittle));
    assert_eq!(learn(&[], KEY), Err(TooLittle));
    let few: Vec<_> =
        cases.iter().filter(|(_, label)| *label == "rude").take(LABEL_CASES_MIN - 1).cloned().collect();
    let some: Vec<_> = cases.iter().filter(|(_, label)| *label != "rude").cloned().chain(few).collect();
    let model = learn(&samples(&some), KEY).unwrap();
    let names: Vec<&str> = model.labels().iter().map(|label| label.name.as_str()).collect();
    assert_eq!(names, ["broken", "late"], "a label with too few cases is not guessed at all");
}

#[test]
fn bytes_are_read_back_and_damaged_ones_refused() {
    let (model, bytes) = (model(), model().to_bytes());
    assert_eq!(Model::from_bytes(&bytes).unwrap(), model);
    for end in (0..bytes.len()).step_by(97) {
        assert!(Model::from_bytes(&bytes[..end]).is_err(), "cut off at {end}");
    }
    assert!(Model::from_bytes(&[&bytes[..], b"x"].concat()).is_err());
    let mut huge = bytes.clone();
    huge[18..26].fill(0xff);
    assert!(Model::from_bytes(&huge).is_err(), "counts that cannot be");
}

#[test]
fn any_text_at_all_can_be_learned_and_asked() {
    use proptest::prelude::*;
    let model = model();
    proptest!(|(text in "\\PC{0,200}")| {
        let guess = model.guess(&text, KEY);
        prop_assert!(guess.is_none_or(|guess| guess.percent <= 100));
        for word in model.words(&text, KEY, "late") {
            prop_assert!(text.to_lowercase().contains(&word));
        }
    });
}
