//! What ties cases together, and that the tie goes with the words it was read from.

use crate::house::{House, in_house, intake};
use crate::privacy::{boss, closed_intake, erase};
use domain::order::OrderFacts;
use domain::personal::Personal;
use domain::{Actor, CaseId, Command, Fen, MerchantId};
use store::check::check;
use store::filing::{Filed, Intake};
use store::privacy::What;
use store::record::{OrderRecord, Parcel, Payment, Person};
use store::ties::{Elsewhere, Tie};

fn order(house: &House, number: &str, merchant: &MerchantId, record: OrderRecord) {
    let id = house.store.order_id(number);
    let mut pack = house.store.pack(id.subject());
    let sealed = pack.json(&record);
    pack.found_by_order(&record, &sealed);
    let facts = OrderFacts {
        record: sealed,
        fingerprint: number.into(),
        merchant: Some(merchant.clone()),
        product: None,
        total: Fen(9_900),
        currency: "CNY".into(),
        received: vec![],
        prepaid: false,
        bought_ms: None,
        promised_ms: None,
        delivered_ms: None,
    };
    let command = Command::RecordOrder { order: id, facts: Box::new(facts) };
    house.try_to(&Actor::System, command, pack.close()).expect("an order is recorded");
}

/// Bought by somebody of their own, but for what is said.
fn record(phone: &str, tracking: &str, address: &str) -> OrderRecord {
    OrderRecord {
        buyer: Person { phone: Personal::new(phone), ..Person::default() },
        address: Personal::new(address),
        payments: vec![Payment { reference: format!("P{phone}"), ..Payment::default() }],
        parcels: vec![Parcel { tracking: tracking.into(), ..Parcel::default() }],
        ..OrderRecord::default()
    }
}

fn about(house: &House, number: Option<&str>, phone: &str, text: &str) -> Filed {
    house.file(by(number, phone, text))
}

fn by(number: Option<&str>, phone: &str, text: &str) -> Intake {
    let mut taken = intake(text);
    taken.matter.order_number = number.map(str::to_owned);
    taken.person = Person { phone: Personal::new(phone), ..Person::default() };
    taken
}

/// Other cases with what ties them, by name of the tie.
fn elsewhere(house: &House, case: &CaseId) -> Vec<(CaseId, Vec<Tie>)> {
    let state = house.case(case);
    let shared = house.read(|db| house.store.sharing(db, &state, &Actor::System));
    let mut all: Vec<_> = Elsewhere::of(&shared).iter().map(|one| (one.case.clone(), one.ties())).collect();
    all.sort();
    all
}

#[test]
fn cases_are_tied_by_order_parcel_phone_address_and_account() {
    in_house(|house| {
        let shop = house.merchant("m1", "甲店");
        let door = "上海市徐汇区漕溪路9号2单元301室";
        order(house, "N-1", &shop, record("13900000001", "SF1000000000011", door));
        order(house, "N-2", &shop, record("13900000002", "sf 1000-0000-00011", "徐汇区漕溪路9号2-301"));
        let first = about(house, Some("N-1"), "13900000011", "一直没到");
        let second = about(house, Some("N-2"), "13900000012", "少了一件");
        let third = about(house, Some("n-1"), "13900000013", "没有回音");
        let told = about(house, None, "13900000014", "快递单号 SF1000000000011，地址是徐汇区漕溪路9号2-301");
        let own = about(house, None, "13900000001", "客服不理人");
        let apart = about(house, Some("N-9"), "13900000015", "灯不亮");
        let unknown = about(house, Some("n-9 "), "13900000016", "灯还是不亮");
        let mut all = vec![
            (second.case.clone(), vec![Tie::Parcel, Tie::Address]),
            (third.case.clone(), vec![Tie::Order, Tie::Parcel, Tie::Payment, Tie::Phone, Tie::Address]),
            (told.case.clone(), vec![Tie::Parcel, Tie::Address]),
            (own.case.clone(), vec![Tie::Phone]),
        ];
        all.sort();
        assert_eq!(elsewhere(house, &first.case), all);
        assert_eq!(elsewhere(house, &unknown.case), [(apart.case.clone(), vec![Tie::Order])]);
        let back = elsewhere(house, &told.case);
        assert_eq!(back.len(), 3, "{back:?}");
    });
}

#[test]
fn a_tie_goes_with_the_words_it_was_read_from() {
    in_house(|house| {
        let boss = boss(house);
        let text = "钱请退到微信号：redress_canary88";
        let picture = || vec![b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec().into()];
        let first = house.file(Intake { files: picture(), ..by(None, "13900000021", text) });
        let taken = Intake { files: picture(), ..by(None, "13900000022", text) };
        let second = closed_intake(house, taken);
        let all = vec![(second.case.clone(), vec![Tie::Account, Tie::File])];
        assert_eq!(elsewhere(house, &first.case), all);
        let piece = house.case(&second.case).evidence[0].id.clone();
        erase(house, &boss, &second.case, What::These(vec![piece])).expect("one piece is erased");
        assert_eq!(elsewhere(house, &first.case), [(second.case.clone(), vec![Tie::Account])]);
        erase(house, &boss, &second.case, What::Everything).expect("all is erased");
        assert_eq!(elsewhere(house, &first.case), []);
        let sql = "select 1 from lookups where owner = $1";
        let left = house.read(|db| Ok(db.query(sql, &[second.case.subject().as_str().into()])?.len()));
        assert_eq!(left, 0);
    });
}

fn codes(house: &House) -> Vec<(&'static str, Option<String>)> {
    let found = check(&house.store, &|_, _| {}).expect("the house is looked at").found;
    found.into_iter().map(|one| (one.code, one.subject)).collect()
}

#[test]
fn ties_that_were_lost_or_put_in_are_named_and_made_anew() {
    in_house(|house| {
        let shop = house.merchant("m1", "甲店");
        order(house, "N-1", &shop, record("13900000001", "SF1000000000011", "徐汇区漕溪路9号2-301"));
        let picture = vec![b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec().into()];
        let text = "快递单号 SF1000000000011，钱请退到微信号：redress_canary88";
        let first = house.file(Intake { files: picture, ..by(Some("N-1"), "13900000011", text) });
        let second = about(house, Some("N-1"), "13900000011", "没有回音");
        let third = about(house, Some("N-9"), "13900000012", "灯不亮，请换一盏能亮的灯给我，谢谢你们的帮助");
        assert_eq!(codes(house), []);
        let before = [&first, &second, &third].map(|one| elsewhere(house, &one.case));

        let mut db = house.store.db().write_connection().expect("rows can be reached");
        let gone = [first.case.subject(), third.case.subject(), house.store.order_id("N-1").subject()];
        for owner in &gone {
            db.execute("delete from lookups where owner = $1", &[owner.as_str().into()]).expect("rows go");
        }
        db.execute("delete from citing where case_id = $1", &[second.case.as_str().into()])
            .expect("a row goes");
        let strange = "insert into lookups (token, owner, kind, object) \
                       select 'nothing says this', owner, kind, object from lookups where owner = $1";
        db.execute(strange, &[second.case.subject().as_str().into()]).expect("a row comes");
        drop(db);
        assert_ne!(elsewhere(house, &first.case), before[0]);
        let mut found = codes(house);
        found.sort();
        let mut wanted: Vec<_> = gone
            .iter()
            .chain([&second.case.subject()])
            .map(|one| ("tie_missing", Some(one.to_string())))
            .collect();
        wanted.push(("tie_left", Some(second.case.subject().to_string())));
        wanted.sort();
        assert_eq!(found, wanted);

        let mended = house.runtime.block_on(house.store.tie_again(&|_, _| {})).expect("ties are made anew");
        assert_eq!((mended.subjects, mended.taken_away), (4, 1));
        assert!(mended.written > 8, "{mended:?}");
        assert_eq!(codes(house), []);
        assert_eq!([&first, &second, &third].map(|one| elsewhere(house, &one.case)), before);
        let again = house.runtime.block_on(house.store.tie_again(&|_, _| {})).expect("nothing is left to do");
        assert_eq!((again.written, again.taken_away), (0, 0));
    });
}

#[test]
fn what_two_texts_say_still_ties_when_one_of_them_is_erased() {
    in_house(|house| {
        let boss = boss(house);
        let picture = || vec![b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec().into(); 2];
        let first = about(house, None, "13900000031", "灯不亮");
        let taken = Intake { files: picture(), ..by(None, "13900000031", "灯又不亮") };
        let second = closed_intake(house, taken);
        let pieces = house.case(&second.case).evidence;
        assert_eq!(pieces.len(), 2);
        let piece = pieces[0].id.clone();
        erase(house, &boss, &second.case, What::These(vec![piece]))
            .expect("one of two equal pieces is erased");
        let sql = "select object from lookups where owner = $1 and kind = 'file'";
        let left = house.read(|db| {
            let rows = db.query(sql, &[second.case.subject().as_str().into()])?;
            rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(left, [pieces[1].content.object.clone()], "the other piece is the same file");
        assert_eq!(elsewhere(house, &first.case), [(second.case.clone(), vec![Tie::Phone])]);
    });
}
