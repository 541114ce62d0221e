//! Signals of abuse are facts; a person counts them, the customer is told and goes on against it. A shop complains too.

use crate::house::*;
use domain::account;
use domain::actor::{Actor, Party, Role};
use domain::case::{AppealState, Choice, Proposal};
use domain::clock::{ClockKind, DAY_MS};
use domain::command::{
    Against, CaseCommand, Command, CountSignals, File, NewAppeal, NewEvidence, NewFinding,
};
use domain::event::{Duty, Event};
use domain::playbook::Playbooks;
use domain::reaction::{Reaction, Template, reactions};
use domain::signal::{Gathered, Other, Shares, Signal, signals};
use domain::words::{
    Class, Conduct, DemandPart, Outcome, Relief, RemedyKind, Ruling, Stage, Team, Tier, Want,
};
use domain::writing::Demand;
use domain::{Case, CaseId, Fen, MerchantId, OrderId, Refusal, UserId};

fn other(no: usize, shares: Vec<Shares>) -> Other {
    Other {
        case: CaseId::new(format!("other-{no}")),
        number: format!("C-2026-{no:06}"),
        filed_ms: START_MS - no as i64 * DAY_MS,
        merchant: Some(shop()),
        product: Some("lamp".into()),
        shares,
    }
}

fn picture() -> Shares {
    Shares::Picture { own: "e2".into(), theirs: "e3".into(), commitment: "c0ffee".into() }
}

/// Everything there is.
fn all() -> Gathered {
    let shares = vec![Shares::Contact, Shares::OtherName, picture(), Shares::Words];
    Gathered { others: (1..=5).map(|no| other(no, shares.clone())).collect(), units: 12 }
}

fn rules() -> &'static [domain::playbook::SignalRule] {
    &POLICY.playbooks.of("delivery").signals
}

fn found(case: &Case, gathered: &Gathered) -> Vec<String> {
    signals(rules(), case, gathered).into_iter().map(|one| one.id).collect()
}

/// Bought after those five complaints, and ten times the price is asked for.
fn suspicious() -> House {
    let mut house = House::new();
    let facts = domain::order::OrderFacts {
        product: Some("lamp".into()),
        bought_ms: Some(START_MS - 1),
        fingerprint: "again".into(),
        ..facts(10_000)
    };
    house.done(&admin(), Command::RecordOrder { order: known_order(), facts: Box::new(facts) });
    house.staff.push(colleague("rev", Role::Reviewer, Duty::On));
    let photo = upload("photo");
    house.file(File { evidence: vec![photo], ..complaint() });
    let demands = vec![Demand { times: Some(10), ..Demand::of(DemandPart::Damages) }];
    house.ok(&li(), CaseCommand::SetDemands { demands });
    house
}

fn count(conduct: Conduct, signals: &[&str], cites: &[&str]) -> CountSignals {
    let named = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    CountSignals {
        conduct,
        signals: named(signals),
        cites: named(cites),
        gathered: all(),
        record: (!signals.is_empty())
            .then(|| NewEvidence::of("signal_record", "application/json", text("signals"))),
        reasons: text("reasons"),
        offer: None,
        task: None,
    }
}

fn told(new: CountSignals) -> CaseCommand {
    CaseCommand::CountSignals(Box::new(new))
}

fn rev() -> Actor {
    staff("rev", Role::Reviewer)
}

#[test]
fn each_signal_stands_from_its_number_on_with_the_cases_behind_it() {
    let house = suspicious();
    let case = house.case();
    let every = [
        "many_cases",
        "same_shop",
        "several_names",
        "many_units",
        "same_picture",
        "same_words",
        "bought_again",
        "far_above",
    ];
    assert_eq!(found(case, &all()), every);
    assert_eq!(found(case, &Gathered::default()), ["far_above"], "what rests on this case alone");
    let four = Gathered { others: all().others[..3].to_vec(), units: 9 };
    assert!(!found(case, &four).contains(&"many_cases".to_owned()), "four with this one");
    assert!(!found(case, &four).contains(&"many_units".to_owned()));
    let one = |id: &str| -> Signal {
        signals(rules(), case, &all()).into_iter().find(|one| one.id == id).expect("it stands")
    };
    assert_eq!((one("many_cases").number, one("many_cases").cases.len()), (6, 5));
    assert_eq!((one("far_above").number, one("far_above").least), (10, 5));
    assert_eq!(one("many_units").number, 12);
}

#[test]
fn cases_of_long_ago_of_others_and_of_other_shops_do_not_count_together() {
    let house = suspicious();
    let case = house.case();
    let with = |change: &dyn Fn(&mut Other)| {
        let mut gathered = all();
        gathered.others.iter_mut().for_each(change);
        found(case, &gathered)
    };
    let old = with(&|one| one.filed_ms -= 91 * DAY_MS);
    assert!(!old.iter().any(|id| ["many_cases", "same_shop"].contains(&id.as_str())), "{old:?}");
    let elsewhere = with(&|one| one.merchant = Some(MerchantId::new("m2")));
    assert!(
        !elsewhere.iter().any(|id| ["same_shop", "bought_again"].contains(&id.as_str())),
        "{elsewhere:?}"
    );
    let strangers = with(&|one| one.shares = vec![picture()]);
    assert_eq!(strangers, ["many_units", "same_picture", "far_above"]);
    let later = with(&|one| one.filed_ms = START_MS);
    assert!(!later.contains(&"bought_again".to_owned()), "the fault was not known before");
}

#[test]
fn an_order_nobody_knows_is_a_fact_and_one_that_is_missing_is_not() {
    let mut house = House::new();
    house.file(File { order: Some(OrderId::new("nobody-knows")), ..complaint() });
    assert_eq!(found(house.case(), &Gathered::default()), ["no_order"]);
    let mut house = House::new();
    house.file(File { order: None, ..complaint() });
    assert_eq!(found(house.case(), &Gathered::default()), Vec::<String>::new());
}

#[test]
fn the_article_a_signal_names_stands_in_the_law_library() {
    let books = Playbooks::shipped();
    for rule in books.all().iter().flat_map(|book| &book.signals) {
        let Some(article) = rule.article() else { continue };
        let words = article.words(&POLICY.law, domain::words::Locale::Zh);
        assert!(words.contains("投诉举报处理办法") && words.contains("十七"), "{words}");
    }
    let cited = rules().iter().filter(|rule| rule.law.is_some()).count();
    assert_eq!(cited, 5);
}

#[test]
fn a_count_against_somebody_freezes_what_it_rests_on_and_can_be_appealed() {
    let mut house = suspicious();
    let events = house.ok(&li(), told(count(Conduct::Invented, &["same_picture", "far_above"], &["e2"])));
    let case = house.case();
    let frozen = case.evidence.last().expect("a piece");
    assert_eq!((frozen.kind.as_str(), frozen.party), ("signal_record", Party::Platform));
    assert_eq!(case.tier(frozen), Some(Tier::Staff), "it names other people's cases");
    let counted = case.counts_against().expect("it counts");
    assert_eq!((counted.id.as_str(), counted.by.as_str()), ("s1", "li"));
    assert_eq!(counted.cites, ["e2", "e3"]);
    assert_eq!(counted.signals.iter().map(|one| one.number).collect::<Vec<_>>(), [6, 10]);
    let event = events.iter().find(|event| matches!(event, Event::SignalsCounted { .. })).expect("an entry");
    let json = serde_json::to_string(event).expect("it writes");
    assert!(!json.contains("other-1") && !json.contains("C-2026-000001"), "{json}");
    let tells = reactions(case, event);
    assert_eq!(tells, [Reaction::Tell { to: Party::Customer, template: Template::Counted }]);
    assert_eq!(case.may_appeal(Party::Merchant, "s1", house.now_ms).err(), Some(Refusal::NotFound));
    assert!(case.is_open() && case.offers.is_empty(), "nothing else follows");

    house.ok(&customer(), appeal("s1"));
    let case = house.case();
    assert_ne!(case.owner, Some(UserId::new("li")), "somebody else decides");
    assert!(case.appeals[0].apart.contains(&UserId::new("li")));
    assert_eq!(house.refused(&li(), told(count(Conduct::Fair, &[], &[]))), Refusal::HadPart);
    let ruled = |ruling| {
        let shares = vec![share(Party::Merchant, 100, &["e2"])];
        CaseCommand::Find(Box::new(NewFinding { ruling: Some(ruling), ..finding(shares) }))
    };
    assert_eq!(house.refused(&li(), ruled(Ruling::Changed)), Refusal::HadPart);
    house.ok(&rev(), ruled(Ruling::Changed));
    assert!(house.case().counts_against().is_none(), "it counts no more");
    assert!(matches!(house.case().appeals[0].state, AppealState::Decided { ruling: Ruling::Changed, .. }));
}

fn appeal(against: &str) -> CaseCommand {
    let (words, evidence) = (text("appeal"), vec![]);
    CaseCommand::Appeal(Box::new(NewAppeal { against: against.into(), words, evidence, call: None }))
}

#[test]
fn it_can_be_appealed_for_seven_days_and_still_after_the_case_was_closed_and_opened_again() {
    let mut house = suspicious();
    house.ok(&li(), told(count(Conduct::Invented, &["same_picture"], &["e2"])));
    house.ok(&li(), refuse());
    house.ok(&customer(), appeal("c1"));
    let case = house.case();
    assert!(case.clocks.iter().any(|one| one.kind == ClockKind::Appeal && one.of.as_deref() == Some("s1")));
    house.ok(&customer(), appeal("s1"));
    let mut late = suspicious();
    late.ok(&li(), told(count(Conduct::Invented, &["same_picture"], &["e2"])));
    late.now_ms += 9 * DAY_MS;
    assert_eq!(late.refused(&customer(), appeal("s1")), Refusal::AppealLate);
}

fn refuse() -> CaseCommand {
    let (outcome, relief, words) = (Outcome::Refused, Relief::None, Some(text("why")));
    CaseCommand::Close { outcome, relief, cause: None, words }
}

#[test]
fn only_a_person_of_ours_counts_and_only_what_stands() {
    let mut house = suspicious();
    for by in [customer(), merchant(), Actor::System] {
        assert_eq!(house.refused(&by, told(count(Conduct::Fair, &[], &[]))), Refusal::NotAllowed);
    }
    let gone = count(Conduct::Invented, &["no_order"], &["e2"]);
    assert_eq!(house.refused(&li(), told(gone)), Refusal::SignalGone);
    let uncited = count(Conduct::Invented, &["far_above"], &[]);
    assert_eq!(house.refused(&li(), told(uncited)), Refusal::CountUncited);
    let strange = count(Conduct::Invented, &["far_above"], &["e77"]);
    assert_eq!(house.refused(&li(), told(strange)), Refusal::EvidenceUnknown);
    house.staff[0].work.apart_from.insert(shop());
    assert_eq!(house.refused(&li(), told(count(Conduct::Fair, &[], &[]))), Refusal::ConflictOfInterest);
}

#[test]
fn above_the_limit_of_a_second_reader_a_reviewer_counts_against_somebody() {
    let mut house = suspicious();
    let demands = vec![Demand { amount: Some(Fen(300_000)), ..Demand::of(DemandPart::Damages) }];
    house.ok(&li(), CaseCommand::SetDemands { demands });
    let new = || told(count(Conduct::Invented, &["far_above"], &["e2"]));
    assert_eq!(house.refused(&li(), new()), Refusal::ReviewerNeeded);
    house.ok(&li(), told(count(Conduct::Fair, &["far_above"], &[])));
    house.ok(&rev(), new());
}

#[test]
fn an_honest_claim_beyond_reason_gets_a_small_goodwill_within_the_limits() {
    let mut house = suspicious();
    let unreasonable = |items: Vec<domain::case::OfferItem>| {
        let proposal = Proposal::new(items, Choice::All, text("words"), None);
        CountSignals {
            offer: Some((Box::new(proposal), None)),
            ..count(Conduct::Unreasonable, &["far_above"], &[])
        }
    };
    let bare = count(Conduct::Unreasonable, &["far_above"], &[]);
    assert_eq!(house.refused(&li(), told(bare)), Refusal::NotGoodwill);
    let money = unreasonable(vec![item(RemedyKind::PartialRefund, 500)]);
    assert_eq!(house.refused(&li(), told(money)), Refusal::NotGoodwill, "the shop's money is no goodwill");
    let rich = unreasonable(vec![item(RemedyKind::Coupon, 60_000)]);
    assert_eq!(house.refused(&li(), told(rich)), Refusal::ApprovalReasonMissing, "above a handler's limit");
    let events = house.ok(&li(), told(unreasonable(vec![item(RemedyKind::Coupon, 1_500)])));
    assert!(events.iter().any(|event| matches!(event, Event::OfferMade { .. })));
    assert!(house.case().counts_against().is_none(), "it does not count against them");
    house.ok(&customer(), accept("o1"));
    assert_eq!(house.posted(&account::coupons()), 1_500);
    assert_eq!(house.posted(&account::goodwill()), 500);
}

#[test]
fn extortion_becomes_a_task_for_a_lawyer_and_nothing_of_the_case_is_erased_meanwhile() {
    let mut house = suspicious();
    let bare = count(Conduct::Extortion, &["many_cases"], &["e2"]);
    assert_eq!(house.refused(&li(), told(bare)), Refusal::TaskMissing);
    let new =
        CountSignals { task: Some(text("task")), ..count(Conduct::Extortion, &["many_cases"], &["e2"]) };
    house.ok(&li(), told(new));
    let case = house.case();
    assert_eq!((case.tasks.len(), case.tasks[0].team), (1, Team::Legal));
    assert_ne!(case.tasks[0].to, UserId::new("li"));
    assert_eq!(case.privacy.holds.len(), 1);
    assert!(case.is_open(), "the matter itself is decided like any other");
}

/// Whatever signals there are, the case takes its way.
#[test]
fn with_every_signal_there_is_a_case_still_takes_its_normal_way() {
    let (mut plain, mut house) = (House::with_case(), suspicious());
    for house in [&mut plain, &mut house] {
        house.offer(&li(), vec![item(RemedyKind::PartialRefund, 4_000)], Choice::All).expect("offered");
        house.ok(&customer(), accept("o1"));
    }
    assert_eq!(house.case().stage, plain.case().stage);
    assert_eq!(house.case().grade(), plain.case().grade());
    assert!(house.case().counted.is_empty() && house.case().is_open());
}

fn accusation() -> File {
    File {
        against: Some(Against { merchant: shop(), about: None }),
        noticed: None,
        wants: Vec::<Want>::new(),
        evidence: vec![upload("photo")],
        suggestion: domain::playbook::Suggestion {
            kind: "merchant_complaint".into(),
            ..suggestion(Class::Service, domain::words::Grade::B)
        },
        ..complaint()
    }
}

fn accused() -> House {
    let mut house = House::new();
    house.done(&merchant(), Command::File(Box::new(accusation())));
    house
}

#[test]
fn a_shop_complains_about_its_customer_and_the_customer_is_told_and_answers() {
    let house = accused();
    let case = house.case();
    assert_eq!((case.complainant, case.accused()), (Party::Merchant, Party::Customer));
    assert_eq!((case.stage, case.merchant.clone()), (Stage::Triage, Some(shop())));
    assert_eq!(case.evidence.last().map(|piece| piece.party), Some(Party::Merchant));
    assert!(house.has_clock(ClockKind::FirstAnswer) && house.has_clock(ClockKind::Final), "the same clocks");
    let filed = house.journal.iter().find(|(_, event, _)| matches!(event, Event::Filed(_))).expect("filed");
    let tell = |to, template| Reaction::Tell { to, template };
    assert_eq!(
        reactions(case, &filed.1),
        [tell(Party::Customer, Template::Accused), tell(Party::Merchant, Template::MerchantFiled)]
    );
}

#[test]
fn no_shop_complains_about_the_customer_of_another() {
    let mut house = House::new();
    let stranger = Actor::Merchant(UserId::new("x"), MerchantId::new("m2"));
    let file = |by: &Actor, against: Against, house: &mut House| {
        house.run(by, Command::File(Box::new(File { against: Some(against), ..accusation() })))
    };
    let of = |merchant: &str| Against { merchant: MerchantId::new(merchant), about: None };
    assert_eq!(file(&stranger, of("m2"), &mut house), Err(Refusal::NotItsCustomer));
    assert_eq!(file(&stranger, of("m1"), &mut house), Err(Refusal::NotAllowed));
    assert_eq!(file(&li(), of("m1"), &mut house), Err(Refusal::NotAllowed));
    let none = File { order: None, against: Some(of("m1")), ..accusation() };
    assert_eq!(house.run(&merchant(), Command::File(Box::new(none))), Err(Refusal::NotItsCustomer));
    let unknown = File { order: Some(OrderId::new("nobody-knows")), against: Some(of("m1")), ..accusation() };
    assert_eq!(house.run(&merchant(), Command::File(Box::new(unknown))), Err(Refusal::NotItsCustomer));
}

#[test]
fn a_shops_complaint_names_the_parties_right_to_its_end() {
    let mut house = accused();
    house.ok(&li(), say(Party::Customer));
    assert!(house.clock(ClockKind::FirstAnswer).met_ms.is_none(), "the shop waits for its answer");
    house.ok(&li(), say(Party::Merchant));
    assert!(house.clock(ClockKind::FirstAnswer).met_ms.is_some());
    let offered = house.offer(&li(), vec![item(RemedyKind::Coupon, 500)], Choice::All);
    assert_eq!(offered, Err(Refusal::NotAllowed), "whoever answers is not made an offer");
    assert_eq!(house.refused(&customer(), CaseCommand::Withdraw { why: None }), Refusal::NotAllowed);
    assert!(!house.case().allowed_actions(&customer()).contains(&"withdraw"));
    assert!(house.case().allowed_actions(&merchant()).contains(&"withdraw"));
    let shares = vec![share(Party::Customer, 100, &["e2"])];
    house.ok(&li(), find(shares));
    house.ok(&customer(), appeal("f1"));
    house.ok(&staff("wang", Role::Handler), {
        let shares = vec![share(Party::Merchant, 100, &["e2"])];
        CaseCommand::Find(Box::new(NewFinding { ruling: Some(Ruling::Changed), ..finding(shares) }))
    });
    let events = house.ok(&li(), refuse());
    assert!(
        !events.iter().any(|event| matches!(event, Event::FollowUpBegun { .. })),
        "no survey of the accused"
    );
    let closed = events.iter().find(|event| matches!(event, Event::Closed { .. })).expect("closed");
    let parties: Vec<Party> = reactions(house.case(), closed)
        .into_iter()
        .filter_map(|one| if let Reaction::Tell { to, .. } = one { Some(to) } else { None })
        .collect();
    assert_eq!(parties, [Party::Customer, Party::Merchant]);
    house.ok(&merchant(), appeal("c1"));
    assert!(house.case().is_open());
    let mut taken_back = accused();
    taken_back.ok(&merchant(), CaseCommand::Withdraw { why: None });
    assert!(!taken_back.case().is_open());
}
