//! Reading a reply: the phrases of the articles, good and bad, and figures against the case.

use domain::writing::{About, Day, Letter, Need, Remark, Writing};

fn abouts(reply: &str, letter: &Letter) -> Vec<About> {
    Writing::shipped().remarks(reply, letter).into_iter().map(|remark| remark.about).collect()
}

fn wording(reply: &str) -> Vec<Remark> {
    let remarks = Writing::shipped().remarks(reply, &Letter::default());
    remarks.into_iter().filter(|one| matches!(one.about, About::Cold | About::Risky)).collect()
}

#[test]
fn what_the_articles_warn_of_is_pointed_out_with_something_better() {
    for cold in [
        "我们不能为您退款",
        "请看退货政策",
        "我们会尽快处理，请耐心等待。",
        "这是系统规则，我们无法更改。",
        "系统在处理",
        "给您带来不便，敬请谅解。",
        "This is our policy and there is nothing we can do.",
        "Please be patient, we will answer as soon as possible.",
        "We apologise for any inconvenience.",
    ] {
        let remarks = wording(cold);
        assert!(
            remarks.iter().any(|one| one.about == About::Cold && one.better.is_some()),
            "{cold}: {remarks:?}"
        );
    }
}

#[test]
fn what_the_articles_recommend_is_left_in_peace() {
    for warm in [
        "我理解您的心情",
        "这确实让您很不舒服",
        "我们已经收到您的反馈，正在加急处理中，请您稍候",
        "我们很抱歉，根据公司政策，此商品暂时无法退款，但我们可以为您提供一个优惠券作为补偿，您看可以吗？",
        "我理解您的顾虑，收到不符合预期的商品，确实会影响心情。",
        "上周有位用户遇到类似情况，通过退货加优惠券解决了。",
        "非常理解您的心情，换作是我也会着急，我们会全力帮您解决。",
        "检测到您的订单异常，已优先处理，2小时内给您答复。",
        "由于此次体验不佳，我们赠送您一张20元优惠券，希望能弥补您的不便。",
        "您反馈的问题已修复，感谢您的监督。",
        "商家的保证金已经冻结，最晚明天给您答复，请耐心等待。",
        "I understand how you feel; here is what we will do next.",
    ] {
        assert_eq!(wording(warm), [], "{warm}");
    }
}

#[test]
fn a_promise_an_admission_and_an_accusation_bind_us() {
    for risky in [
        "我们保证明天到货。",
        "全部责任在我们。",
        "您删除差评我们就退款。",
        "您这是恶意投诉。",
        "爱投诉不投诉。",
        "We guarantee a refund.",
        "Remove your review and we will pay.",
    ] {
        assert!(wording(risky).iter().any(|one| one.about == About::Risky), "{risky}");
    }
}

#[test]
fn a_first_reply_has_an_apology_a_next_step_and_a_date() {
    let first = Letter { first: true, ..Letter::default() };
    let missing = Writing::shipped().remarks("收到。", &first);
    assert_eq!(missing.len(), 3, "{missing:?}");
    assert!(missing.iter().all(|one| one.about == About::Missing && one.better.is_some()));
    let whole = "让您遇到这样的事，我们很抱歉。接下来由仓库核对发货记录，最晚今天给您答复。";
    assert_eq!(abouts(whole, &first), []);
    let dated = "We are sorry. Next, we will ask the carrier; you hear from us on 2026-11-23.";
    let days = [Day { year: Some(2026), month: 11, day: 23 }];
    assert_eq!(abouts(dated, &Letter { days: &days, ..first }), []);
}

#[test]
fn a_no_has_its_reason_and_the_other_ways() {
    let bare = Writing::shipped().remarks("不符合退货条件，不予退款。", &Letter::default());
    assert_eq!(bare.iter().filter(|one| one.about == About::Missing).count(), 3, "{bare:?}");
    let kind = "很抱歉，因为商品已经使用过，无法退款。您还可以申请调解。";
    assert_eq!(abouts(kind, &Letter::default()), []);
    assert_eq!(abouts("", &Letter::default()), []);
}

#[test]
fn figures_the_case_does_not_know_are_pointed_out() {
    let days = [Day { year: Some(2026), month: 11, day: 23 }];
    let letter = Letter { amounts: &[128_050, 2_000], days: &days, addressee: "张三", ..Letter::default() };
    let good = "张先生，我们会在11月23日前退您 1,280.5 元，并赠送20元优惠券（¥20.00）。";
    assert_eq!(abouts(good, &letter), []);
    let bad = "李先生，我们会在 2026-11-24 退您 ¥1280。";
    let remarks = Writing::shipped().remarks(bad, &letter);
    let found: Vec<(About, &str)> = remarks.iter().map(|one| (one.about, one.words.as_str())).collect();
    assert_eq!(found, [(About::Amount, "¥1280"), (About::Date, "2026-11-24"), (About::Name, "李")]);
}

#[test]
fn names_of_two_letters_and_polite_words_are_no_wrong_name() {
    let letter = Letter { addressee: "欧阳明", ..Letter::default() };
    for fine in
        ["欧阳女士，我们会查。", "欧阳明女士，我们会查。", "尊敬的女士，我们会查。", "这位先生，我们会查。"]
    {
        assert_eq!(abouts(fine, &letter), [], "{fine}");
    }
    assert_eq!(abouts("王女士，我们会查。", &letter), [About::Name]);
    assert_eq!(abouts("王女士，我们会查。", &Letter::default()), []);
}

#[test]
fn more_than_one_may_promise_and_data_of_others_are_pointed_out() {
    let letter = Letter { limit: Some(5_000), amounts: &[9_900], own: &["13900139000"], ..Letter::default() };
    let reply = "我们会退您99元，另外补偿 80 元，电话 13800138000 或 13900139000。";
    assert_eq!(abouts(reply, &letter), [About::Above, About::Personal]);
}

#[test]
fn numbers_that_are_no_amounts_and_no_days_are_left_alone() {
    let reply = "订单 2026112300017 我们会在 48 小时内处理，共 3 件，1.234 元以外，99999999999999999999 元，13月40日。";
    assert_eq!(abouts(reply, &Letter::default()), []);
}

#[test]
fn the_need_behind_the_words_comes_with_a_first_sentence() {
    let writing = Writing::shipped();
    for (words, need) in [
        ("我的订单为什么还没发货？", Need::Certainty),
        ("客服一直敷衍我！", Need::Respect),
        ("平台规则不公平！", Need::Fairness),
        ("Where is my parcel? No update for a week.", Need::Certainty),
    ] {
        let moods = writing.moods(words);
        assert_eq!(moods.first().map(|mood| mood.need), Some(need), "{words}: {moods:?}");
        assert!(!moods[0].words.is_empty() && !moods[0].first.zh.is_empty());
    }
    assert_eq!(writing.moods("衣服洗了一次就掉色。"), []);
}

#[test]
fn a_file_with_a_mistake_names_the_line() {
    let shipped = include_str!("../../writing/reply.toml");
    let unknown = shipped.replacen("about = \"cold\"", "about = \"cool\"", 1);
    let error = Writing::read(&unknown).expect_err("an unknown word");
    assert!(error.contains("line") && error.contains("cool"), "{error}");
    let empty = shipped.replacen("\"绝对\"", "\" \"", 1);
    assert!(Writing::read(&empty).expect_err("an empty phrase").contains("empty"));
}
