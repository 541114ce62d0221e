//! Whose data an export holds: what was proven decides, never what somebody wrote into a form.

use crate::house::{House, START_MS, in_house, intake};
use domain::case::CodePurpose;
use domain::command::CaseCommand;
use domain::event::Via;
use domain::personal::Personal;
use domain::reaction::Template;
use domain::words::FoundBy;
use domain::{Actor, CaseId, Party, Refusal};
use store::acts::Supplement;
use store::filing::Intake;
use store::person::{Contact, Found, Reach, Whose, Withheld};
use store::record::Person;

const OWN: &str = "13800138000";
const OTHERS: &str = "13900139000";

fn person(phone: &str, mail: &str) -> Person {
    Person { name: Personal::new("李雷"), phone: Personal::new(phone), mail: Personal::new(mail) }
}

fn filed(house: &House, phone: &str, mail: &str) -> CaseId {
    house.file(Intake { person: person(phone, mail), ..intake("包裹没有收到") }).case
}

fn by_phone(phone: &str) -> Whose {
    Whose { case: None, contact: Contact::phone(phone) }
}

fn found(house: &House, whose: &Whose) -> Found {
    house.read(|db| house.store.of_person(db, whose))
}

fn customer(case: &CaseId) -> Actor {
    Actor::Customer(case.clone())
}

fn ask(house: &House, case: &CaseId) {
    let (state, by) = (house.case(case), customer(case));
    let asked = house.store.ask_code(&by, &state, CodePurpose::Export);
    house.runtime.block_on(asked).expect("a code is asked for");
}

fn sent(house: &House, case: &CaseId, via: Via) {
    let mut pack = house.pack(case);
    let text = pack.text("验证码");
    let (outbox, template, to) = ("o1".into(), Template::Code, Party::Customer);
    house.on_case(&Actor::System, case, CaseCommand::NoticeSending { outbox, template, to, via, text }, pack);
}

fn enter(house: &House, case: &CaseId) -> Result<Whose, store::Error> {
    let state = house.case(case);
    let code = state.code.as_ref().map(|code| house.store.code(&state, code)).unwrap_or_default();
    house.runtime.block_on(house.store.try_export_code(&state, &code))
}

fn new_phone(house: &House, case: &CaseId, phone: &str) {
    let more = Supplement { person: person(phone, ""), ..Supplement::default() };
    let by = customer(case);
    house.runtime.block_on(house.store.supplement(&by, case, more, None)).expect("supplemented");
}

#[test]
fn all_cases_of_a_phone_are_found_and_those_of_nobody_else() {
    in_house(|house| {
        let first = filed(house, OWN, "");
        house.clock.set(START_MS + 1);
        let second = filed(house, "+86 138-0013-8000", "lei@example.cn");
        filed(house, OTHERS, "lei@example.cn");
        assert_eq!(found(house, &by_phone(OWN)).cases, [second.clone(), first.clone()]);
        let mail = Whose { case: None, contact: Contact::mail("LEI@example.cn") };
        assert_eq!(found(house, &mail).cases.len(), 2);
        let alone = Whose { case: Some(first.clone()), contact: None };
        assert_eq!(found(house, &alone).cases, [first]);
        assert_eq!(found(house, &by_phone("13700137000")), Found::default());
    });
}

#[test]
fn a_case_whose_number_was_corrected_is_not_handed_to_whoever_has_the_wrong_number() {
    in_house(|house| {
        let case = filed(house, OTHERS, "");
        assert_eq!(found(house, &by_phone(OTHERS)).cases, std::slice::from_ref(&case));
        new_phone(house, &case, OWN);
        let strangers = found(house, &by_phone(OTHERS));
        assert_eq!((strangers.cases.len(), strangers.unclear), (0, 1));
        assert_eq!(found(house, &by_phone(OWN)).cases, [case]);
    });
}

#[test]
fn a_code_proves_the_contact_it_went_to_and_no_other() {
    in_house(|house| {
        for (ways, proven) in [
            (vec![Via::Sms], FoundBy::Phone),
            (vec![Via::Mail], FoundBy::Mail),
            (vec![Via::Sms, Via::Mail], FoundBy::Case),
            (vec![], FoundBy::Case),
        ] {
            // Somebody else's mail address beside the own phone.
            let case = filed(house, OWN, "victim@example.cn");
            ask(house, &case);
            ways.into_iter().for_each(|via| sent(house, &case, via));
            let whose = enter(house, &case).expect("the code is right");
            assert_eq!(whose.found_by(), proven);
            assert_eq!(whose.case, Some(case));
        }
        // A way of an older code proves nothing for a newer one.
        let case = filed(house, OWN, "victim@example.cn");
        ask(house, &case);
        sent(house, &case, Via::Mail);
        enter(house, &case).expect("the code is right");
        house.clock.set(START_MS + 120_000);
        ask(house, &case);
        sent(house, &case, Via::Sms);
        assert_eq!(enter(house, &case).expect("the code is right").found_by(), FoundBy::Phone);
    });
}

#[test]
fn who_changes_the_contact_after_the_code_was_sent_gets_nothing_with_it() {
    in_house(|house| {
        let (case, victims) = (filed(house, OWN, ""), filed(house, OTHERS, ""));
        ask(house, &case);
        sent(house, &case, Via::Sms);
        let state = house.case(&case);
        let code = house.store.code(&state, state.code.as_ref().expect("a code"));
        new_phone(house, &case, OTHERS);
        for state in [state, house.case(&case)] {
            let tried = house.runtime.block_on(house.store.try_export_code(&state, &code));
            assert_eq!(tried.err().and_then(|error| error.refusal()), Some(Refusal::CodeGone));
        }
        assert_ne!(case, victims);
    });
}

#[test]
fn a_person_gets_their_own_and_is_told_what_is_kept_back() {
    in_house(|house| {
        let han = house.handler("han");
        let shop = house.merchant("m1", "大商家");
        house.order("DD20260000130", &shop, 19_900);
        let case = filed(house, OWN, "");
        house.note(&han, &case, "内部：像是惯犯");
        house.say(&han, Party::Merchant, &case, "请贵店说明");
        house.say(&han, Party::Customer, &case, "我们查一下");
        let mut pack = house.pack(&case);
        let text = pack.text("给您的通知");
        let (outbox, template, via) = ("o1".into(), Template::Message, Via::Sms);
        let to = Party::Customer;
        house.on_case(
            &Actor::System,
            &case,
            CaseCommand::NoticeSending { outbox, template, to, via, text },
            pack,
        );
        sent(house, &case, Via::Sms);
        let own = house.read(|db| house.store.own_case(db, &case, &by_phone(OWN))).expect("a case");
        assert_eq!(own.reach, Reach::Open);
        let texts: Vec<&str> = own.told.iter().filter_map(|told| told.words.text()).collect();
        assert_eq!(texts, ["包裹没有收到", "我们查一下"]);
        let notices: Vec<Option<&str>> = own.notices.iter().map(|notice| notice.text.as_deref()).collect();
        assert_eq!(notices, [Some("给您的通知"), None], "a code is not said again");
        assert_eq!(own.people[0].1.phone.reveal(), OWN);
        assert!(own.order.is_none(), "whose order it is was not proven");
        assert_eq!(own.withheld, [(Withheld::Notes, 1), (Withheld::Others, 1), (Withheld::Order, 1)]);
    });
}

#[test]
fn nothing_of_a_restricted_case_is_handed_out_and_no_entry_says_so() {
    in_house(|house| {
        let boss = crate::privacy::boss(house);
        let closed = crate::privacy::closed(house, "很久以前的包裹").case;
        let because = domain::words::Because::ByHand;
        house.runtime.block_on(house.store.restrict(&boss, &closed, because, None)).expect("restricted");
        let whose = Whose { case: Some(closed.clone()), contact: None };
        let own = house.read(|db| house.store.own_case(db, &closed, &whose)).expect("a case");
        assert_eq!(own.reach, Reach::Restricted);
        assert!(own.people.is_empty() && own.matters.is_empty() && own.order.is_none());
        assert!(own.told.iter().all(|told| told.words.text().is_none()));
        let size = house.read(store::journal_of::size);
        let cases = [closed.clone()];
        let noted = house.store.note_person_export(&Actor::System, &whose, &cases, None);
        house.runtime.block_on(noted).expect("nothing to note");
        assert_eq!(house.read(store::journal_of::size), size);
        // By its phone it is not even named: who has the number now cannot be read.
        let all = found(house, &by_phone(OWN));
        assert_eq!((all.cases.len(), all.unclear), (0, 1));
    });
}
