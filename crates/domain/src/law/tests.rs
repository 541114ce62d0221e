//! The shipped laws, and what is wrong with files that are.

use super::remedy::{Given, Sum};
use super::shipped::FILES;
use super::*;
use crate::calendar::Calendar;
use crate::money::Fen;
use crate::playbook::PlaybookError;
use crate::refusal::Refusal;
use crate::words::{Locale, SumKind};
use jiff::civil::date;
use std::sync::LazyLock;

static LAW: LazyLock<Library> = LazyLock::new(Library::shipped);

fn errors(name: &str, from: &str, to: &str) -> Vec<PlaybookError> {
    let changed: Vec<(&str, String)> = FILES
        .iter()
        .map(|(file, text)| {
            let changed = if *file == name { text.replacen(from, to, 1) } else { (*text).to_owned() };
            assert!(*file != name || changed != *text, "{from} is not in {name}");
            (*file, changed)
        })
        .collect();
    Library::load(&changed).err().unwrap_or_default()
}

fn line(name: &str, needle: &str) -> usize {
    let text = FILES.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| *text);
    1 + text.lines().position(|line| line.contains(needle)).unwrap_or(usize::MAX - 1)
}

fn on(deal: Date) -> Days {
    Days { deal, complaint: deal }
}

fn now() -> Days {
    on(date(2026, 11, 22))
}

fn verdicts(text: &str, days: &Days) -> Vec<(&'static str, String)> {
    let judged = LAW.judged(text, days);
    let named = |one: &Judged| one.article.as_ref().map_or(String::new(), |at| at.words(&LAW, Locale::Zh));
    judged.iter().map(|one| (one.verdict.word(), named(one))).collect()
}

#[test]
fn the_shipped_laws_load_and_every_jurisdiction_has_ways() {
    assert!(LAW.laws().len() >= 25);
    let words: Vec<&str> = LAW.ways(Jurisdiction::Cn).ways.iter().map(|way| way.code.word()).collect();
    assert_eq!(words, ["settle", "mediate", "regulator", "arbitrate", "sue"]);
    for jurisdiction in Jurisdiction::ALL {
        assert_eq!(LAW.ways(*jurisdiction).jurisdiction, *jurisdiction);
    }
    let links =
        Jurisdiction::ALL.iter().flat_map(|one| &LAW.ways(*one).ways).filter_map(|way| way.link.as_ref());
    assert!(
        links.into_iter().all(|link| !link.contains("europa.eu/consumers/odr")),
        "that platform is closed"
    );
}

#[test]
fn no_law_known_second_hand_is_quoted() {
    let second_hand = LAW.laws().iter().filter(|law| law.tag == LawTag::V3);
    assert!(second_hand.flat_map(|law| &law.articles).all(|article| article.quote.is_none()));
    let quoted = errors("seven_days.toml", "article = 10\n", "article = 10\nquote = \"七日\"\n");
    assert_eq!(quoted[0].line, line("seven_days.toml", "article = 10") + 1);
    assert!(quoted[0].words.contains("not quoted"), "{}", quoted[0]);
}

#[test]
fn every_error_names_its_file_its_line_and_what_to_do() {
    let file = "complaint_measures.toml";
    for (from, to, at, words) in [
        ("= \"2026-04-15\"", "= \"2026-4-15\"", "from = ", "write it like 2026-04-15"),
        ("= \"2026-04-15\"", "= \"2026-02-30\"", "from = ", "is no day"),
        ("article = 6\n", "article = 3\n", "article = 6", "stand once each"),
        ("article = 3\n", "article = -3\n", "article = 3", "expected a whole number from 0"),
        ("jurisdiction == 'CN'", "jurisdiction == land", "when = \"jurisdiction", "land is not known"),
        ("jurisdiction == 'CN'", "jurisdiction == 'CN", "when = \"jurisdiction", "cannot be read"),
        ("jurisdiction == 'CN'", "tags.all(t, t != '')", "when = \"jurisdiction", "not allowed"),
        ("tag = \"V1\"", "tag = \"V4\"", "tag = ", "unknown variant"),
        ("number = ", "nummer = ", "number = ", "unknown field"),
    ] {
        let found = errors(file, from, to);
        assert!(!found.is_empty(), "{to}");
        assert_eq!((found[0].file.as_str(), found[0].line), (file, line(file, at)), "{}", found[0]);
        assert!(found[0].words.contains(words), "{} / {words}", found[0]);
    }
    let last = errors("consumer_regulations.toml", "last_article = 53", "last_article = 50");
    assert!(last[0].to_string().contains("article 51 is not in this law"), "{}", last[0]);
    let twice = errors("ecommerce.toml", "also = [\"电商法\"]", "also = [\"消法\"]");
    assert!(twice[0].words.contains("is also a name in consumer_protection.toml"), "{}", twice[0]);
    let gone = errors("complaint_measures_interim.toml", "= \"complaint_measures\"", "= \"nothing\"");
    assert!(gone[0].words.contains("which is no file here"), "{}", gone[0]);
    let link = errors("ways.toml", "https://www.12315.cn/", "http://www.12315.cn/");
    assert!(link[0].words.contains("https"), "{}", link[0]);
}

#[test]
fn citations_are_read_in_every_way_they_are_written() {
    for (text, named) in [
        ("《消费者权益保护法》第五十五条第一款", "《消费者权益保护法》第五十五条第一款"),
        ("《中华人民共和国消费者权益保护法》（2013修正）第55条第1款", "《消费者权益保护法》第五十五条第一款"),
        ("依据消费者权益保护法第 ５５ 条 第一款", "《消费者权益保护法》第五十五条第一款"),
        ("消法第48条第一款第（八）项", "《消费者权益保护法》第四十八条第一款第（八）项"),
        ("消费者权益保护法实施条例第九条第二款", "《消费者权益保护法实施条例》第九条第二款"),
        ("Article 55(1) of the Consumer Protection Law", "《消费者权益保护法》第五十五条第一款"),
        ("see PIPL, Art. 24 (3)", "《个人信息保护法》第二十四条第三款"),
        ("《食品安全法》第一百四十八条第二款", "《食品安全法》第一百四十八条第二款"),
        ("民法典第二百〇一条", "《民法典》第二百零一条"),
    ] {
        assert_eq!(verdicts(text, &now()), [("stands", named.to_owned())], "{text}");
    }
    let list = verdicts("《消法》第四十四、四十五条和第五十五条，该法第三十九条", &now());
    let numbers: Vec<&str> = list.iter().map(|(_, name)| name.split('》').nth(1).unwrap_or("")).collect();
    assert_eq!(numbers, ["第四十四条", "第四十五条", "第五十五条", "第三十九条"]);
    let list = LAW.citations("Articles 24 and 25 of the Consumer Protection Law");
    assert_eq!(list.iter().map(|one| one.article).collect::<Vec<_>>(), [24, 25]);
}

#[test]
fn a_clause_of_a_contract_is_no_citation_and_a_number_alone_names_no_law() {
    for text in [
        "合同第五条约定",
        "按平台规则第三条",
        "Article 5 of the contract",
        "第三方",
        "第五层第二条消息里的链接",
        "particle 5",
    ] {
        let found = verdicts(text, &now());
        assert!(found.iter().all(|(word, _)| *word == "unnamed"), "{text}: {found:?}");
    }
    assert!(LAW.citations("合同第五条约定，平台规则第三条；Article 5 of the contract").is_empty());
    assert_eq!(verdicts("第五十五条", &now()), [("unnamed", String::new())]);
    assert_eq!(verdicts("《合同法》第九十四条", &now()), [("unknown_law", String::new())]);
    assert_eq!(verdicts("食品安全法实施条例第九条", &now()), [("unknown_law", String::new())]);
}

#[test]
fn an_article_that_is_not_there_or_not_yet_or_no_longer_is_told_apart() {
    let one = |text: &str, days: &Days| verdicts(text, days).remove(0).0;
    assert_eq!(one("消法实施条例第五十四条", &now()), "no_such_article");
    assert_eq!(one("消法第九十九条", &now()), "not_held");
    assert_eq!(one("消法第五十五条第三款", &now()), "not_held");
    assert_eq!(one("消法第五十五条", &now()), "stands");
    assert_eq!(one("《七日无理由退货暂行办法》第八条", &now()), "needs_counsel");
    let before = on(date(2024, 6, 30));
    assert_eq!(one("消法实施条例第九条", &before), "not_yet");
    assert_eq!(one("消法实施条例第九条", &on(date(2024, 7, 1))), "stands");
    assert_eq!(one("《投诉举报处理办法》第十五条", &on(date(2026, 4, 14))), "not_yet");
    assert_eq!(one("《投诉举报处理暂行办法》第十四条", &on(date(2026, 4, 14))), "needs_counsel");
    let gone = LAW.judged("《投诉举报处理暂行办法》第十四条", &on(date(2026, 4, 15)));
    let instead = Some("complaint_measures".to_owned());
    assert_eq!(gone[0].verdict, Verdict::NoLonger { to: date(2026, 4, 14), instead });
    assert_eq!(one("食安法第一百四十八条第二款", &on(date(2025, 1, 1))), "stands", "it was the same before");
    assert_eq!(one("食安法第一百三十一条第二款", &on(date(2025, 1, 1))), "not_yet");
    // One name, two texts: the numbers of the day of the event.
    let text = "《快递暂行条例》第二十七条";
    assert_eq!(one(text, &on(date(2025, 5, 31))), "stands");
    assert_eq!(one(text, &on(date(2025, 6, 1))), "not_held");
}

#[test]
fn a_finding_rests_on_articles_that_are_held_and_were_in_force() {
    let named = |law: &str, article| ArticleRef { law: law.into(), article, paragraph: None, item: None };
    assert_eq!(LAW.bears(&named("consumer_protection", 55), &now()), Ok(()));
    assert_eq!(LAW.bears(&named("consumer_protection", 99), &now()), Err(Refusal::ArticleUnknown));
    assert_eq!(LAW.bears(&named("no_such_law", 1), &now()), Err(Refusal::ArticleUnknown));
    let early = on(date(2024, 1, 1));
    assert_eq!(LAW.bears(&named("consumer_regulations", 9), &early), Err(Refusal::ArticleNotInForce));
}

fn yuan(yuan: i64) -> Option<Fen> {
    Some(Fen(yuan * 100))
}

fn sum(kind: SumKind, given: &Given) -> Result<Sum, Refusal> {
    remedy::sum(kind, given, &Calendar::shipped())
}

fn total(kind: SumKind, given: Given) -> i64 {
    sum(kind, &given).map(|sum| sum.total_fen.0).unwrap_or(-1)
}

/// What comes on top of the refund: the step before the total.
fn extra(kind: SumKind, paid: i64) -> i64 {
    let worked = sum(kind, &Given { paid_fen: Some(Fen(paid)), ..Given::default() });
    worked.map(|sum| sum.total_fen.0 - paid).unwrap_or(-1)
}

#[test]
fn three_times_the_price_is_at_least_five_hundred() {
    for (paid, on_top) in
        [(10_000, 50_000), (20_000, 60_000), (16_666, 50_000), (16_667, 50_001), (0, 50_000)]
    {
        assert_eq!(extra(SumKind::Triple, paid), on_top, "{paid}");
    }
}

#[test]
fn ten_times_the_price_or_three_losses_are_at_least_a_thousand() {
    for (paid, on_top) in [(2_000, 100_000), (15_000, 150_000), (10_000, 100_000)] {
        assert_eq!(extra(SumKind::Food, paid), on_top, "{paid}");
    }
    let ill = Given { paid_fen: yuan(20), loss_fen: yuan(800), ..Given::default() };
    assert_eq!(total(SumKind::Food, ill), (20 + 800 + 2_400) * 100, "refund, loss and three times the loss");
}

#[test]
fn prepaid_money_comes_back_as_in_the_worked_examples() {
    let card =
        Given { paid_fen: yuan(1_000), gift_fen: yuan(200), used_list_fen: yuan(600), ..Given::default() };
    assert_eq!(total(SumKind::PrepaidOperator, card), 50_000);
    assert_eq!(total(SumKind::PrepaidConsumer, card), 40_000);
    let more = Given { used_list_fen: yuan(1_100), ..card };
    assert_eq!(total(SumKind::PrepaidConsumer, more), 0);
    let steps = sum(SumKind::PrepaidConsumer, &more).map(|sum| sum.steps).unwrap_or_default();
    let rules: Vec<&str> = steps.iter().map(|step| step.rule).collect();
    assert_eq!(rules, ["nothing_left", "used_in_ratio", "excess_not_claimed"]);
    let reduced = Given { used_reduced_fen: yuan(450), ..card };
    assert_eq!(total(SumKind::PrepaidOperator, reduced), 55_000);
    let pass =
        Given { paid_fen: yuan(3_650), days_total: Some(365), days_left: Some(265), ..Given::default() };
    assert_eq!(total(SumKind::PrepaidPeriod, pass), 265_000);
}

#[test]
fn a_prepayment_comes_back_whole_until_the_seventh_day() {
    let paid = Given { paid_fen: yuan(900), paid_on: Some(date(2026, 11, 1)), ..Given::default() };
    let asked = |day| Given { asked_on: Some(date(2026, 11, day)), ..paid };
    assert_eq!(total(SumKind::PrepaidCoolingOff, asked(9)), 90_000, "2026-11-08 is a Sunday");
    assert_eq!(total(SumKind::PrepaidCoolingOff, asked(10)), 0);
    let monday = |day| Given { paid_on: Some(date(2026, 11, 2)), ..asked(day) };
    assert_eq!(total(SumKind::PrepaidCoolingOff, monday(9)), 90_000);
    assert_eq!(total(SumKind::PrepaidCoolingOff, monday(10)), 0);
}

#[test]
fn interest_is_rounded_half_up_to_the_fen() {
    let lent = |fen, rate, days| Given {
        paid_fen: Some(Fen(fen)),
        rate_bp: Some(rate),
        days: Some(days),
        ..Given::default()
    };
    assert_eq!(total(SumKind::Interest, lent(100_000, 300, 365)), 3_000);
    assert_eq!(total(SumKind::Interest, lent(100_000, 300, 100)), 822, "821.9…");
    assert_eq!(total(SumKind::Interest, lent(36_500, 150, 1)), 2, "1.5 goes up");
    assert_eq!(total(SumKind::Interest, lent(36_500, 149, 1)), 1);
    assert_eq!(total(SumKind::Interest, lent(10_000_000_000, 10_000, 36_600)), 1_002_739_726_027);
}

#[test]
fn seven_days_begin_on_the_day_after() {
    let day = |rule: &str, given: &Given| {
        let steps = sum(SumKind::NoReasonReturn, given).map(|sum| sum.steps).unwrap_or_default();
        steps.iter().find(|step| step.rule == rule).and_then(|step| step.result)
    };
    let given = Given {
        paid_fen: yuan(168),
        received_on: Some(date(2026, 9, 28)),
        returned_on: Some(date(2026, 10, 12)),
        ..Given::default()
    };
    assert_eq!(day("last_day_return", &given), Some(remedy::Value::Day(date(2026, 10, 5))));
    assert_eq!(day("moves_on", &given), Some(remedy::Value::Day(date(2026, 10, 8))), "the National Day");
    let made_up = Given { received_on: Some(date(2026, 10, 3)), ..given };
    assert_eq!(day("moves_on", &made_up), None, "2026-10-10 is a Saturday on which one works");
    assert_eq!(day("refund_until", &given), Some(remedy::Value::Day(date(2026, 10, 19))));
    assert_eq!(day("refund_line", &given), Some(remedy::Value::Day(date(2026, 10, 27))));
}

#[test]
fn a_sum_wants_its_numbers_and_sane_ones() {
    for kind in SumKind::ALL {
        assert_eq!(sum(*kind, &Given::default()), Err(Refusal::SumIncomplete), "{}", kind.word());
        let negative = Given { paid_fen: Some(Fen(-1)), ..Given::default() };
        assert_eq!(sum(*kind, &negative), Err(Refusal::AmountInvalid), "{}", kind.word());
    }
    let huge = Given { paid_fen: Some(Fen(i64::MAX)), ..Given::default() };
    assert_eq!(sum(SumKind::Triple, &huge), Err(Refusal::AmountInvalid));
    let none = Given { paid_fen: Some(Fen(1)), days_total: Some(0), days_left: Some(0), ..Given::default() };
    assert_eq!(sum(SumKind::PrepaidPeriod, &none), Err(Refusal::AmountInvalid));
}

#[test]
fn every_step_rests_on_an_article_of_the_library() {
    let all = Given {
        paid_fen: yuan(1_000),
        loss_fen: yuan(10),
        freight_fen: yuan(12),
        other_fen: yuan(900),
        gift_fen: yuan(200),
        used_list_fen: yuan(1_100),
        days_total: Some(365),
        days_left: Some(10),
        rate_bp: Some(300),
        days: Some(30),
        paid_on: Some(date(2026, 11, 1)),
        received_on: Some(date(2026, 11, 1)),
        returned_on: Some(date(2026, 11, 3)),
        asked_on: Some(date(2026, 11, 2)),
        ..Given::default()
    };
    let sums = remedy::possible(SumKind::ALL.iter().copied(), &all, &Calendar::shipped());
    assert_eq!(sums.len(), SumKind::ALL.len());
    assert!(sums.iter().flat_map(|sum| &sum.steps).all(|step| remedy::RULES.contains(&step.rule)));
    for named in sums.iter().flat_map(|sum| &sum.steps).filter_map(|step| step.by.as_ref()) {
        assert!(LAW.article(named).is_some(), "{}", named.words(&LAW, Locale::En));
    }
}
