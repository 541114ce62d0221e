//! What is written is found by the very next search, by those who may.

use crate::house::{House, in_house, intake};
use domain::{CaseId, MerchantId, Party};
use store::cases::{Query, View};

fn found(house: &House, text: &str, only: Option<&MerchantId>) -> Vec<CaseId> {
    let query = Query {
        view: View::All,
        text: Some(text.into()),
        only: only.cloned(),
        limit: 10,
        ..Query::default()
    };
    let page = house.read(|db| house.store.list(db, &query));
    page.rows.iter().map(|row| CaseId::new(&row.case_id)).collect()
}

#[test]
fn a_filed_case_is_found_by_words_numbers_phone_and_mail() {
    in_house(|house| {
        house.handler("han");
        let shop = house.merchant("shop1", "青山茶业");
        house.order("DD20260000130", &shop, 100);
        let mut first = intake("茶叶罐破损，里面全碎了，要求退款");
        first.person.mail = domain::personal::Personal::new("Li.Lei@example.cn");
        let case = house.file(first).case;
        for word in [
            "茶叶",
            "破损",
            "60000130",
            "dd2026",
            "13800138000",
            "+86 138 0013 8000",
            "li.lei@EXAMPLE.cn",
            "C-2026-000001",
            "c-2026-000001",
            "李雷",
            "青山",
            "退款 茶叶",
        ] {
            assert_eq!(found(house, word, None), std::slice::from_ref(&case), "{word}");
        }
        for word in ["手机", "13900139000", "C-2026-000002", "退款 手机"] {
            assert!(found(house, word, None).is_empty(), "{word}");
        }
        let mut second = intake("手机屏幕碎了，要求换货");
        second.person.phone = domain::personal::Personal::new("13900139000");
        second.matter.order_number = None;
        let second = house.file(second).case;
        assert_eq!(found(house, "碎了", None), [second.clone(), case.clone()], "newest first");
        assert_eq!(found(house, "13900139000", None), [second]);
    });
}

#[test]
fn a_merchant_finds_its_own_cases_and_never_an_internal_note() {
    in_house(|house| {
        let handler = house.handler("han");
        let (shop, other) = (house.merchant("shop1", "青山茶业"), house.merchant("shop2", "绿水"));
        house.order("DD20260000130", &shop, 100);
        let case = house.file(intake("茶叶罐破损，要求退款")).case;
        house.note(&handler, &case, "怀疑职业打假");
        house.say(&handler, Party::Customer, &case, "请您拍照");
        assert_eq!(found(house, "打假", None), std::slice::from_ref(&case));
        assert!(found(house, "打假", Some(&shop)).is_empty());
        house.say(&handler, Party::Merchant, &case, "请您举证");
        assert_eq!(found(house, "拍照", None), std::slice::from_ref(&case));
        assert!(found(house, "拍照", Some(&shop)).is_empty(), "that was said to the customer");
        assert_eq!(found(house, "举证", Some(&shop)), [case]);
        assert!(found(house, "举证", Some(&other)).is_empty());
        assert!(found(house, "C-2026-000001", Some(&other)).is_empty());
    });
}

#[test]
fn a_lost_index_is_made_again_at_the_next_start() {
    in_house(|house| {
        house.handler("han");
        let case = house.file(intake("茶叶罐破损，要求退款")).case;
        for name in ["search.db", "search.db-wal", "search.db-shm"] {
            let _ = std::fs::remove_file(house.place.dir().join(name));
        }
        house.store = house.another();
        assert_eq!(found(house, "破损", None), [case]);
    });
}

#[test]
fn a_hundred_searches_at_once_end_also_when_another_process_has_written() {
    in_house(|house| {
        house.handler("han");
        let other = house.another();
        house.runtime.block_on(other.file(&domain::Actor::Stranger, intake("茶叶罐破损，要求退款"))).unwrap();
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let store = house.store.clone();
                house.runtime.spawn(async move {
                    let query = Query { text: Some("破损".into()), limit: 5, ..Query::default() };
                    let reader = store.clone();
                    store.db().read(move |db| reader.list(db, &query)).await.map(|page| page.rows.len())
                })
            })
            .collect();
        for task in tasks {
            assert_eq!(house.runtime.block_on(task).unwrap().unwrap(), 1);
        }
    });
}
