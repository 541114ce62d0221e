//! From filing to the answered survey through the one door, with the money.

use crate::house::{HOUR_MS, in_house, intake};
use domain::account;
use domain::case::{CodePurpose, Proof, RuleRef, Share};
use domain::command::{Ask, CaseCommand, NewFinding};
use domain::words::{Class, Grade, RemedyKind, Stage};
use domain::{Actor, Fen, Party, Refusal};

#[test]
fn a_late_parcel_goes_from_filing_to_an_answered_survey_and_the_money_balances() {
    in_house(|house| {
        let handler = house.handler("han");
        house.handler("mei");
        let shop = house.merchant("shop1", "大商家");
        house.order("DD20260000130", &shop, 19_900);
        house.fund(account::deposit(&shop), 1_000_000);
        let filed = house.file(intake("包裹十天没有到，客服不理人，我要求退款"));
        let (case, customer) = (filed.case.clone(), Actor::Customer(filed.case.clone()));
        assert_eq!(filed.number, "C-2026-000001");
        assert_eq!(house.case(&case).merchant, Some(shop.clone()), "the order tells the merchant");

        let kind = house.case(&case).kind().to_owned();
        let mut pack = house.pack(&case);
        let why = pack.text("先看物流");
        let triage = CaseCommand::Triage { kind, class: Class::Immediate, grade: Grade::B, why: Some(why) };
        house.on_case(&handler, &case, triage, pack);
        house.say(&handler, Party::Customer, &case, "我们已联系快递公司");
        house.note(&handler, &case, "这个快递上周也丢过件");

        let mut pack = house.pack(&case);
        let reason = pack.text("请提供发货凭证");
        let ask = CaseCommand::RequestEvidence(Box::new(Ask {
            to: Party::Merchant,
            kinds: vec!["proof".into()],
            reason,
            due_ms: None,
            silence: None,
            contact: None,
        }));
        house.on_case(&handler, &case, ask, pack);
        house.run_clocks_until(house.store.now_ms() + 80 * HOUR_MS);

        let mut pack = house.pack(&case);
        let reasons = pack.text("商家未能证明发货");
        let rules = vec![RuleRef::Playbook("carriage".into())];
        let shares = vec![Share { party: Party::Merchant, percent: 100, cites: vec!["e1".into()], rules }];
        let found =
            NewFinding { shares, reasons, law: vec![], uninspected: false, draft: None, ruling: None };
        house.on_case(&handler, &case, CaseCommand::Find(Box::new(found)), pack);
        house.offer_refund(&handler, &case, 19_900);
        house.on_case(&customer, &case, CaseCommand::accept("o1", vec![]), house.pack(&case));
        let again = CaseCommand::accept("o1", vec![]);
        assert_eq!(house.refusal(&customer, &case, again), Some(Refusal::AlreadyAccepted));
        let deposit = house.read(|db| house.store.account(db, &account::deposit(&shop)));
        assert_eq!(deposit.available(), Fen(980_100), "the deposit is held until the customer has the money");
        assert_eq!(house.pay_all(), 1);
        assert_eq!(house.pay_all(), 0, "an answered payment is not due again");
        let deposit = house.read(|db| house.store.account(db, &account::deposit(&shop)));
        assert_eq!(deposit.available(), Fen(1_000_000));
        let owed = house.read(|db| house.store.account(db, &account::customer(&case)));
        assert_eq!(owed.posted, Fen::ZERO);

        assert_eq!(house.case(&case).stage, Stage::FollowUp);
        house.run_clocks_until(house.store.now_ms() + 49 * HOUR_MS);
        let answer = CaseCommand::Survey { solved: 95, treated: 90, words: None };
        house.on_case(&customer, &case, answer, house.pack(&case));
        assert_eq!(house.case(&case).stage, Stage::Closed);
        assert!(house.findings().objects > 8);
    });
}

#[test]
fn a_low_score_opens_a_new_round_with_somebody_else() {
    in_house(|house| {
        let handler = house.handler("han");
        house.handler("mei");
        let filed = house.file(intake("客服态度恶劣，骂人，要求道歉"));
        let (case, customer) = (filed.case.clone(), Actor::Customer(filed.case.clone()));
        let first = house.case(&case).owner.expect("never ownerless");
        let mut pack = house.pack(&case);
        let words = pack.text("表示歉意");
        let items = vec![domain::case::OfferItem { remedy: RemedyKind::Apology, amount: None }];
        let offer = CaseCommand::offer(items, domain::case::Choice::All, words, None);
        house.on_case(&handler, &case, offer, pack);
        house.on_case(&customer, &case, CaseCommand::accept("o1", vec![]), house.pack(&case));
        let mut pack = house.pack(&case);
        let proof = Proof::Statement { content: pack.text("已致歉") };
        house.on_case(
            &handler,
            &case,
            CaseCommand::Execute { remedy: "r1".into(), proof: Some(proof) },
            pack,
        );
        house.run_clocks_until(house.store.now_ms() + 49 * HOUR_MS);
        let answer = CaseCommand::Survey { solved: 95, treated: 20, words: None };
        house.on_case(&customer, &case, answer, house.pack(&case));
        let now = house.case(&case);
        assert_eq!((now.stage, now.round), (Stage::Investigate, 2));
        assert_ne!(now.owner, Some(first));
    });
}

#[test]
fn telling_looking_and_codes_leave_forms_valid_and_the_rest_does_not() {
    in_house(|house| {
        let handler = house.handler("han");
        let filed = house.file(intake("手机壳开裂了，要求换货"));
        let version = |house: &crate::house::House| {
            house.read(|db| house.store.case(db, &filed.case)).map(|l| l.version)
        };
        let before = version(house);
        let code = CaseCommand::AskCode { purpose: CodePurpose::Return, id: "x".into() };
        house.on_case(&Actor::Customer(filed.case.clone()), &filed.case, code, house.pack(&filed.case));
        assert_eq!(version(house), before);
        house.say(&handler, Party::Customer, &filed.case, "您好");
        assert!(version(house) > before);
    });
}
