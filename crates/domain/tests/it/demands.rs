//! Demands in parts: the examples of the articles, in Chinese and English, and what a case can meet them with.

use crate::house::*;
use domain::actor::{Actor, Party};
use domain::command::CaseCommand;
use domain::words::{DemandPart, RemedyKind, Want};
use domain::writing::{Demand, Demands, Meeting, prefilled};
use domain::{Event, Fen, Refusal};

fn split(text: &str, wants: &[Want]) -> Vec<Demand> {
    Demands::shipped().split(text, wants).into_iter().map(|asked| asked.demand).collect()
}

fn words(text: &str) -> Vec<&'static str> {
    split(text, &[]).iter().map(|demand| demand.part.word()).collect()
}

#[test]
fn what_the_articles_tell_of_is_split_into_parts() {
    for (text, parts) in [
        ("退款+赔偿", vec!["refund", "damages"]),
        ("穿了两次说掉色，要退货退款还要赔偿", vec!["return", "refund", "damages"]),
        ("退货退款并赔偿", vec!["return", "refund", "damages"]),
        ("商品退货（解决根本问题）+5%优惠券（补偿体验损失）", vec!["return", "coupon"]),
        ("全额退款+包邮退回+500元无门槛券", vec!["refund", "return", "freight", "coupon"]),
        ("先行赔付全额货款，补发同款商品并赠送保鲜冰袋", vec!["refund", "resend", "gift"]),
        ("退款一部分、换货或者维修", vec!["part_refund", "exchange", "repair"]),
        ("是退款、换货还是补偿？", vec!["refund", "exchange", "damages"]),
        ("退还运费，还要附赠一张小额优惠券", vec!["freight", "coupon"]),
        ("赠送您一张20元优惠券", vec!["coupon"]),
        ("必须给我道歉，并且给个说法", vec!["apology", "explanation"]),
        ("不要维修，只要换货", vec!["exchange"]),
        ("我不需要优惠券，我要退款", vec!["refund"]),
        ("商家一直不退款", vec!["refund"]),
        ("I want a refund and damages.", vec!["refund", "damages"]),
        ("Please replace it or give me a voucher as compensation.", vec!["exchange", "coupon"]),
        ("I do not want a repair, I want my money back.", vec!["refund"]),
        ("Return it, refund the postage, and an apology.", vec!["return", "refund", "freight", "apology"]),
        ("The nonrefundable ticket was fine.", vec![]),
        ("衣服洗了一次就掉色。", vec![]),
    ] {
        assert_eq!(words(text), parts, "{text}");
    }
}

#[test]
fn figures_stay_with_the_part_they_were_named_for() {
    let amount = |part, fen| Demand { amount: Some(Fen(fen)), ..Demand::of(part) };
    assert_eq!(
        split("花了300元买的，退款168元并赔偿50元", &[]),
        [amount(DemandPart::Refund, 16_800), amount(DemandPart::Damages, 5_000)]
    );
    assert_eq!(split("再给500元无门槛券", &[]), [amount(DemandPart::Coupon, 50_000)]);
    let coupon = Demand { percent: Some(5), ..Demand::of(DemandPart::Coupon) };
    assert_eq!(split("退货，再加5%优惠券", &[]), [Demand::of(DemandPart::Return), coupon]);
    for (text, times) in
        [("退一赔三", 3), ("假一赔十", 10), ("要求十倍赔偿", 10), ("three times the price", 3)]
    {
        let asked = split(text, &[]);
        let damages = asked.iter().find(|one| one.part == DemandPart::Damages).expect(text);
        assert_eq!(damages.times, Some(times), "{text}");
    }
    assert_eq!(split("赔偿99999999999999999元", &[]), [Demand::of(DemandPart::Damages)]);
}

#[test]
fn a_tick_adds_what_the_words_did_not_say_and_nothing_twice() {
    let parts = |text, wants: &[Want]| -> Vec<&str> {
        split(text, wants).iter().map(|one| one.part.word()).collect()
    };
    assert_eq!(parts("坏了", &[Want::Refund, Want::Compensation]), ["refund", "damages"]);
    assert_eq!(parts("我要退款", &[Want::Refund]), ["refund"]);
    assert_eq!(parts("退一部分就行", &[Want::Refund]), ["part_refund"]);
    assert_eq!(parts("给张优惠券", &[Want::Compensation]), ["coupon"]);
    for want in Want::ALL {
        assert_eq!(split("", &[*want]).len(), 1, "{want:?}");
    }
}

/// Of a case about an order of 100 yuan, of this kind.
fn meetings(kind: &str, text: &str) -> Vec<Vec<Meeting>> {
    let mut house = House::new();
    let mut file = complaint();
    file.suggestion.kind = kind.into();
    house.file(file);
    let book = POLICY.playbooks.of(kind);
    let demands = Demands::shipped();
    split(text, &[]).iter().map(|one| demands.meets(one, house.case(), book)).collect()
}

#[test]
fn refund_and_damages_becomes_return_and_a_coupon_of_five_percent() {
    let found = meetings("quality", "退款+赔偿");
    assert_eq!(
        found[0][0].items,
        [(RemedyKind::Return, None), (RemedyKind::Refund, Some(Fen(10_000)))],
        "the root of the matter"
    );
    assert_eq!(found[0][0].step, Some(1));
    assert_eq!(found[1][0].items, [(RemedyKind::Coupon, Some(Fen(500)))], "the spoiled experience");
    assert_eq!(found[1][0].percent, Some(5));
    let offer = prefilled(found.into_iter().map(|mut one| one.remove(0)));
    let kinds: Vec<RemedyKind> = offer.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [RemedyKind::Return, RemedyKind::Refund, RemedyKind::Coupon]);
}

#[test]
fn what_meets_a_part_is_on_the_menu_of_the_kind_and_never_above_the_order() {
    let lost = meetings("delivery", "退款");
    assert_eq!(
        lost[0][0].items,
        [(RemedyKind::Refund, Some(Fen(10_000)))],
        "nothing to return: not on the ladder"
    );
    let claimed = meetings("quality", "赔偿，退款9999元");
    assert_eq!(claimed[1][0].items[1], (RemedyKind::Refund, Some(Fen(10_000))));
    assert_eq!(meetings("privacy", "换货")[0], [], "a privacy request is not met by another lamp");
    assert_eq!(meetings("quality", "给个说法")[0], [], "an answer meets it, no remedy");
    for book in POLICY.playbooks.all() {
        for one in
            meetings(&book.kind, "退货、退款、部分退款、换货、补发、维修、赔偿、优惠券、赠品、运费、道歉")
                .concat()
        {
            assert!(one.items.iter().all(|(kind, _)| book.menu.contains(kind)), "{}: {one:?}", book.kind);
        }
    }
}

#[test]
fn a_person_confirms_or_corrects_the_parts_and_it_is_kept() {
    let mut house = House::with_case();
    let set = |demands: &[Demand]| CaseCommand::SetDemands { demands: demands.to_vec() };
    let parts =
        [Demand::of(DemandPart::Return), Demand { percent: Some(5), ..Demand::of(DemandPart::Coupon) }];
    let events = house.ok(&li(), set(&parts));
    assert!(matches!(&events[..], [Event::DemandsSet { .. }]));
    assert_eq!(house.case().demands.as_deref(), Some(&parts[..]));
    assert!(house.ok(&li(), set(&parts)).is_empty(), "the same again is nothing new");
    house.ok(&li(), set(&[]));
    assert_eq!(house.case().demands.as_deref(), Some(&[][..]), "nothing in particular is an answer too");
    for by in [customer(), merchant(), Actor::System] {
        assert_eq!(house.refused(&by, set(&parts)), Refusal::NotAllowed);
    }
    assert_eq!(house.refused(&li(), set(&[parts[0], parts[0]])), Refusal::WordUnknown);
    let odd = Demand { percent: Some(101), ..parts[1] };
    assert_eq!(house.refused(&li(), set(&[odd])), Refusal::AmountInvalid);
    let odd = Demand { amount: Some(Fen(-1)), ..parts[0] };
    assert_eq!(house.refused(&li(), set(&[odd])), Refusal::AmountInvalid);
    house.ok(&li(), say(Party::Customer));
}

#[test]
fn a_file_with_a_mistake_says_what_is_wrong() {
    let shipped = include_str!("../../writing/demands.toml");
    for (from, to, says) in [
        ("name = \"gift\"", "name = \"present\"", "present"),
        ("name = \"gift\"", "name = \"coupon\"", "stands 2 times"),
        ("\"换新\"", "\" \"", "empty phrase"),
        ("percent = 5", "percent = 0", "1 to 100"),
        ("wants = [\"repair\"]", "wants = []", "repair"),
    ] {
        let error = Demands::read(&shipped.replacen(from, to, 1)).expect_err(says);
        assert!(error.contains(says), "{says}: {error}");
    }
}
