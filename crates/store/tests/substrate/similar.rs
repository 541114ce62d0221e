//! Closed cases like one that is being decided.

use crate::house::{House, in_house, intake};
use crate::privacy::{boss, closed_intake, erase};
use domain::words::{Outcome, Relief};
use domain::{Actor, CaseId, Role, UserId};
use store::filing::{Filed, Intake};
use store::privacy::What;
use store::similar::{Likeness, Why};

fn by(number: Option<&str>, text: &str) -> Intake {
    let mut taken = intake(text);
    taken.matter.order_number = number.map(str::to_owned);
    taken
}

fn like(house: &House, case: &CaseId) -> Likeness {
    let state = house.case(case);
    let by = Actor::Staff(UserId::new("han"), Role::Handler);
    house.read(|db| house.store.similar(db, &state, &by))
}

fn said(why: &[Why]) -> Option<&Vec<String>> {
    why.iter().find_map(|one| if let Why::Words(words) = one { Some(words) } else { None })
}

/// So many closed cases about something else.
fn others(house: &House) -> Vec<Filed> {
    let texts = ["快递三天没有更新", "客服态度很差", "想要开发票", "活动价没有给我优惠"];
    texts.map(|text| closed_intake(house, by(None, text))).into()
}

#[test]
fn a_closed_case_with_the_same_order_words_and_amount_comes_first_and_says_why() {
    in_house(|house| {
        house.handler("han");
        let shop = house.merchant("m1", "甲店");
        house.order("N-1", &shop, 10_000);
        house.order("N-2", &shop, 9_500);
        let all = others(house);
        let twin = closed_intake(house, by(Some("N-1"), "台灯的灯罩裂了，一碰就漏电，电话 13900001111"));
        let open = house.file(by(Some("N-1"), "灯罩裂了漏电"));
        let asked = house.file(by(Some("N-2"), "买的台灯漏电，灯罩裂了，我电话 13900001111"));
        let found = like(house, &asked.case);
        let first = &found.cases[0];
        assert_eq!((&first.case, &first.number), (&twin.case, &twin.number));
        assert_eq!((first.outcome, first.relief), (Outcome::Explained, Relief::Explanation));
        assert_eq!((first.paid.0, first.percent(), first.days), (0, Some(0), 0));
        assert!(first.why.contains(&Why::Merchant) && first.why.contains(&Why::Amount { apart: 5 }));
        let words = said(&first.why).expect("both speak of the same");
        assert!(words.iter().any(|word| word.contains("漏电")), "{words:?}");
        assert!(!words.iter().any(|word| word.contains("139")), "{words:?}");
        let shown: Vec<&CaseId> = found.cases.iter().map(|one| &one.case).collect();
        assert!(!shown.contains(&&open.case) && !shown.contains(&&asked.case));
        assert!(found.looked_at > 0 && found.looked_at <= all.len() + 1);
        assert_eq!(found.median_percent(), Some(0));
    });
}

#[test]
fn an_old_case_of_another_kind_is_found_by_rare_words_and_not_when_it_is_shut() {
    in_house(|house| {
        let boss = boss(house);
        house.handler("han");
        let old = closed_intake(house, by(None, "瑕疵写在详情页里，冰袋化开了，螃蟹发臭"));
        others(house);
        let asked = house.file(by(None, "收到时冰袋化开，螃蟹已经发臭"));
        let found = like(house, &asked.case);
        assert_eq!(found.cases.first().map(|one| &one.case), Some(&old.case), "{found:?}");
        erase(house, &boss, &old.case, What::Everything).expect("all is erased");
        assert!(like(house, &asked.case).cases.iter().all(|one| one.case != old.case));
        let merchant = Actor::Merchant(UserId::new("shop"), domain::MerchantId::new("m9"));
        let state = house.case(&asked.case);
        assert!(house.read(|db| house.store.similar(db, &state, &merchant)).cases.is_empty());
    });
}
