//! One invented case: how it is filed, and the command of each of its steps.

use super::World;
use super::chance::Chance;
use super::life::{Step, plan};
use super::words::Topic;
use domain::actor::{Party, Role};
use domain::case::{Choice, OfferItem, Proof, RuleRef, Share};
use domain::command::{Ask, CaseCommand, Command, NewFinding, RemedyAnswer};
use domain::order::OrderFacts;
use domain::personal::Personal;
use domain::words::{Channel, Class, Grade, Locale, Noticed, Outcome, Relief, RemedyKind, Want};
use domain::{Actor, CaseId, Fen, OrderId, UserId};
use store::Parcel;
use store::door::Errand;
use store::filing::{Intake, Known};
use store::record::{Item, Matter, OrderRecord, Payment, Person};

pub struct Case {
    id: CaseId,
    number: String,
    chance: Chance,
    topic: Topic,
    owner: UserId,
    shop: Option<usize>,
    paid: Option<Fen>,
    suggested: (String, Class, Grade),
    /// What is still to come, the next one last.
    steps: Vec<(Step, i64)>,
    asked: usize,
    offered: usize,
    offer: Option<(RemedyKind, Option<Fen>)>,
}

impl Case {
    /// Files it, with its order when it has one, and tells when its first step is.
    pub fn file(
        world: &World,
        mut chance: Chance,
        number: String,
        before: i64,
        group: &mut Vec<Errand>,
    ) -> (Case, i64) {
        let now_ms = store::Clock::now_ms(&*world.clock);
        let topic = Topic::any(&mut chance);
        let person = person(&mut chance, topic.locale);
        let order = chance.percent(85).then(|| order(world, &mut chance, &topic, &person, &number, now_ms));
        let id = world.store.new_case_id();
        let intake = intake(&mut chance, &topic, person, order.as_ref().map(|order| order.number.as_str()));
        let known = Known {
            order_id: order.as_ref().map(|order| order.id.clone()),
            facts: order.as_ref().map(|order| order.facts.clone()),
            merchant_name: order.as_ref().map(|order| world.town.merchants[order.shop].name.clone()),
            ..Known::default()
        };
        let shop = order.as_ref().map(|order| order.shop);
        let paid = order.as_ref().map(|order| order.facts.total);
        group.extend(order.map(|order| order.errand));
        let has_gaps = intake.noticed.is_none() || shop.is_none();
        let Ok((command, parcel)) = world.store.pack_filing(&id, &intake, known) else {
            unreachable!("a complaint without files touches no disk")
        };
        let suggested = suggested(&command);
        group.push(Errand { at_ms: now_ms, by: Actor::Stranger, command, parcel });
        let steps = plan(&mut chance, shop.is_some(), has_gaps);
        let owner = world.town.handlers[before as usize % world.town.handlers.len()].clone();
        let case = Case {
            id,
            number,
            chance,
            topic,
            owner,
            shop,
            paid,
            suggested,
            steps,
            asked: 0,
            offered: 0,
            offer: None,
        };
        let first = case.next_ms(now_ms).unwrap_or(now_ms);
        (case, first)
    }

    fn next_ms(&self, now_ms: i64) -> Option<i64> {
        self.steps.last().map(|(_, after_ms)| now_ms + after_ms)
    }

    /// Takes the next step and tells when the one after is. What would come after the end does not; there the clocks
    /// are looked at a last time.
    pub fn step(&mut self, world: &World, now_ms: i64, end_ms: i64, group: &mut Vec<Errand>) -> Option<i64> {
        let (step, _) = self.steps.pop()?;
        let mut parcel = Parcel::default();
        if let Some((by, command)) = self.command(step, world, &mut parcel) {
            let command = Command::Case(self.id.clone(), command);
            group.push(Errand { at_ms: now_ms, by, command, parcel });
        }
        let next = self.next_ms(now_ms)?;
        if next > end_ms && now_ms < end_ms {
            // Money that was instructed is paid, or a server would send it out.
            let pays = self.steps.last().is_some_and(|(step, _)| *step == Step::Done);
            self.steps = if pays { vec![(Step::Tick, 0), (Step::Done, 0)] } else { vec![(Step::Tick, 0)] };
            return Some(end_ms);
        }
        Some(next)
    }

    fn command(&mut self, step: Step, world: &World, parcel: &mut Parcel) -> Option<(Actor, CaseCommand)> {
        let customer = Actor::Customer(self.id.clone());
        let handler = Actor::Staff(self.owner.clone(), Role::Handler);
        let mut write = |text: String, tags: &[&str]| {
            let mut pack = world.store.pack(self.id.subject());
            let content = pack.text(&text);
            pack.found_in(&content, &[&text], tags);
            *parcel = pack.close();
            content
        };
        let chance = &mut self.chance;
        Some(match step {
            Step::Tick => (Actor::System, CaseCommand::Elapse),
            Step::Confirm => {
                let (kind, class, grade) = self.suggested.clone();
                (handler, CaseCommand::Triage { kind, class, grade, why: None })
            }
            Step::Answer => (
                handler,
                CaseCommand::Say {
                    to: Party::Customer,
                    text: write(self.topic.reply(chance), &[]),
                    drawn: None,
                },
            ),
            Step::CustomerWrites => (
                customer,
                CaseCommand::Say {
                    to: Party::Platform,
                    text: write(self.topic.customer(chance), &[]),
                    drawn: None,
                },
            ),
            Step::Note => (
                handler,
                CaseCommand::Note { text: write(self.topic.note(chance), &[store::cases::INTERNAL]) },
            ),
            Step::AskMerchant => {
                self.asked += 1;
                let reason = write(self.topic.ask(chance), &[]);
                let ask = Ask {
                    to: Party::Merchant,
                    kinds: vec!["outbound_record".to_owned()],
                    reason,
                    due_ms: None,
                    silence: None,
                    contact: None,
                };
                (handler, CaseCommand::RequestEvidence(Box::new(ask)))
            }
            Step::MerchantAnswers => {
                let shop = &world.town.merchants[self.shop?];
                let text = Some(write(self.topic.merchant(chance), &[]));
                let by = Actor::Merchant(shop.user.clone(), shop.id.clone());
                (
                    by,
                    CaseCommand::AddEvidence {
                        evidence: vec![],
                        request: Some(format!("q{}", self.asked)),
                        text,
                        corrects: None,
                    },
                )
            }
            Step::Find => {
                self.shop?;
                // What takes a second reader is left out: a life has one handler.
                self.paid.filter(|paid| paid.0 <= LIMIT_FEN)?;
                let shares = shares(chance);
                {
                    let reasons = write(self.topic.reasons(chance), &[]);
                    let law = vec![];
                    let found =
                        NewFinding { shares, reasons, law, uninspected: false, draft: None, ruling: None };
                    (handler, CaseCommand::Find(Box::new(found)))
                }
            }
            Step::Offer => {
                self.offered += 1;
                let item = dish(chance, self.paid);
                self.offer = Some(item);
                let items = vec![
                    OfferItem { remedy: item.0, amount: item.1 },
                    OfferItem { remedy: RemedyKind::Apology, amount: None },
                ];
                let words = write(self.topic.offer(chance), &[]);
                // Nobody but the shop gives the whole price back and lets the goods go.
                let shop =
                    self.shop.filter(|_| item.0 == RemedyKind::Refund).map(|at| &world.town.merchants[at]);
                let by = shop.map_or(handler, |shop| Actor::Merchant(shop.user.clone(), shop.id.clone()));
                (by, CaseCommand::offer(items, Choice::One, words, None))
            }
            Step::Accept => (customer, CaseCommand::accept(&format!("o{}", self.offered), vec![0])),
            Step::Decline => {
                (customer, CaseCommand::Decline { offer: format!("o{}", self.offered), why: None })
            }
            Step::Done => self.done(handler, &mut write)?,
            Step::Survey => {
                let (solved, treated) = (survey(chance), survey(chance));
                if solved.min(treated) < 80 {
                    // A new round that nobody takes up.
                    self.steps.push((Step::Tick, 8 * domain::clock::DAY_MS));
                }
                let words = chance.percent(30).then(|| write(self.topic.survey(chance), &[]));
                (customer, CaseCommand::Survey { solved, treated, words })
            }
            Step::Withdraw => (customer, CaseCommand::Withdraw { why: None }),
            Step::Close => {
                let words = Some(write(self.topic.closing(chance), &[]));
                (
                    handler,
                    CaseCommand::Close {
                        outcome: Outcome::Explained,
                        relief: Relief::Explanation,
                        cause: None,
                        words,
                    },
                )
            }
        })
    }

    fn done(
        &self,
        handler: Actor,
        write: &mut impl FnMut(String, &[&str]) -> domain::ContentRef,
    ) -> Option<(Actor, CaseCommand)> {
        let remedy = "r1".to_owned();
        match self.offer? {
            (RemedyKind::Coupon, _) => None,
            // Nothing goes back to the owner of consigned goods the way a payment came.
            (kind, _) if kind.moves_money() && self.suggested.0 == "consignment" => {
                let proof = Some(Proof::Payment { reference: format!("P{}", self.number) });
                Some((handler, CaseCommand::Execute { remedy, proof }))
            }
            (kind, Some(amount)) if kind.moves_money() => {
                let reference = format!("{}-r1-1", self.number);
                let answer = RemedyAnswer::Done { reference: format!("P{}", self.number), amount };
                Some((Actor::System, CaseCommand::RemedyAnswered { remedy, reference, answer }))
            }
            _ => {
                let content = write("已完成，回执在案。".to_owned(), &[]);
                Some((handler, CaseCommand::Execute { remedy, proof: Some(Proof::Statement { content }) }))
            }
        }
    }
}

struct Bought {
    id: OrderId,
    number: String,
    shop: usize,
    facts: OrderFacts,
    errand: Errand,
}

fn order(
    world: &World,
    chance: &mut Chance,
    topic: &Topic,
    buyer: &Person,
    case: &str,
    now_ms: i64,
) -> Bought {
    const DAY_MS: i64 = domain::clock::DAY_MS;
    let number = format!("DD{}", case.replace("C-", "").replace('-', ""));
    let id = world.store.order_id(&number);
    let shop = chance.skewed(world.town.merchants.len());
    let merchant = &world.town.merchants[shop];
    let total = Fen(chance.between(1_900, 300_000));
    let bought_ms = now_ms - chance.between(2 * DAY_MS, 14 * DAY_MS);
    let promised_ms = bought_ms + 4 * DAY_MS;
    let delivered_ms = (topic.at != 0)
        .then(|| bought_ms + chance.between(DAY_MS, 5 * DAY_MS))
        .filter(|at_ms| *at_ms < now_ms);
    let record = OrderRecord {
        number: number.clone(),
        merchant: Some(merchant.id.to_string()),
        merchant_name: merchant.name.clone(),
        // By phone and payment an order is found; without them a year of orders costs no more than their records.
        buyer: Person { name: buyer.name.clone(), ..Person::default() },
        currency: "CNY".into(),
        bought_ms: Some(bought_ms),
        total_fen: total.0,
        payments: vec![Payment {
            reference: String::new(),
            amount_fen: total.0,
            method: "wallet".into(),
            ..Payment::default()
        }],
        items: vec![Item {
            sku: format!("SKU{:05}", chance.below(20_000)),
            title: "商品".into(),
            quantity: 1,
            price_fen: total.0,
            ..Item::default()
        }],
        parcels: vec![],
        status: if delivered_ms.is_some() { "delivered" } else { "shipped" }.into(),
        ..OrderRecord::default()
    };
    let mut pack = world.store.pack(id.subject());
    let facts = OrderFacts {
        record: pack.json(&record),
        fingerprint: number.clone(),
        merchant: Some(merchant.id.clone()),
        product: None,
        total,
        currency: "CNY".into(),
        received: vec![],
        prepaid: false,
        bought_ms: Some(bought_ms),
        promised_ms: Some(promised_ms),
        delivered_ms,
    };
    let command = Command::RecordOrder { order: id.clone(), facts: Box::new(facts.clone()) };
    let errand = Errand { at_ms: now_ms, by: Actor::System, command, parcel: pack.close() };
    Bought { id, number, shop, facts, errand }
}

fn person(chance: &mut Chance, locale: Locale) -> Person {
    let name = match locale {
        Locale::Zh => format!(
            "{}{}",
            chance.pick(&["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]),
            chance.pick(&["先生", "女士", "同学", "老师"])
        ),
        Locale::En => format!(
            "{} {}",
            chance.pick(&["Alex", "Sam", "Kim", "Robin"]),
            chance.pick(&["A.", "B.", "C.", "D."])
        ),
    };
    let at = chance.below(900_000_000);
    let mail = if chance.percent(50) {
        Personal::new(format!("customer{at}@example.com"))
    } else {
        Personal::default()
    };
    // 19x numbers of this form are not given out.
    Person { name: Personal::new(name), phone: Personal::new(format!("1990{:07}", at % 10_000_000)), mail }
}

fn intake(chance: &mut Chance, topic: &Topic, person: Person, order: Option<&str>) -> Intake {
    let noticed = [Noticed::OnDelivery, Noticed::InUse, Noticed::AfterDays, Noticed::Other];
    let wants: &[Want] = match topic.at {
        0 => &[Want::Resend, Want::Refund],
        1 | 2 => &[Want::Exchange, Want::Return, Want::Refund, Want::Repair],
        3 | 4 => &[Want::Refund, Want::Compensation],
        5 => &[Want::Apology, Want::Explanation],
        _ => &[Want::Explanation],
    };
    Intake {
        channel: Some(
            [Channel::Web, Channel::Web, Channel::Api, Channel::Phone, Channel::Mail][chance.below(5)],
        ),
        locale: Some(topic.locale),
        person,
        matter: Matter {
            text: Personal::new(topic.complaint(chance, order)),
            order_number: order.map(str::to_owned),
            ..Matter::default()
        },
        noticed: chance.percent(90).then(|| noticed[chance.below(4)]),
        wants: vec![wants[chance.below(wants.len())]],
        ..Intake::default()
    }
}

fn suggested(command: &Command) -> (String, Class, Grade) {
    match command {
        Command::File(file) => (file.suggestion.kind.clone(), file.suggestion.class, file.suggestion.grade),
        _ => unreachable!("filing files"),
    }
}

/// As the common playbook has it.
const LIMIT_FEN: i64 = 200_000;

fn shares(chance: &mut Chance) -> Vec<Share> {
    let merchant = [100u8, 80, 70, 50][chance.below(4)];
    let rules = vec![RuleRef::Playbook("carriage".into())];
    let share = |party, percent| Share { party, percent, cites: vec!["e1".into()], rules: rules.clone() };
    let all = [share(Party::Merchant, merchant), share(Party::Carrier, 100 - merchant)];
    all.into_iter().filter(|share| share.percent > 0).collect()
}

/// What is offered: money where there is an order to pay back, else a coupon, seldom an apology alone.
fn dish(chance: &mut Chance, paid: Option<Fen>) -> (RemedyKind, Option<Fen>) {
    let coupon = Some(Fen(chance.between(5, 60) * 100));
    match (chance.below(10), paid) {
        (0..=2, Some(paid)) => (RemedyKind::Refund, Some(paid)),
        (3..=5, Some(paid)) => (RemedyKind::PartialRefund, Some(Fen(paid.0 / 3))),
        (0..=7, _) => (RemedyKind::Coupon, coupon),
        (8, _) => (RemedyKind::Resend, None),
        _ => (RemedyKind::Apology, None),
    }
}

/// Most are content; one in eight is not, and the case goes round again.
fn survey(chance: &mut Chance) -> u8 {
    if chance.percent(6) { 20 + chance.below(50) as u8 } else { 82 + chance.below(19) as u8 }
}
