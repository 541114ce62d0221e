//! Filing and completing: a complaint is taken whatever is missing, the gaps are named, and it has an owner from
//! the first moment.

use super::{Desk, Events, plain, relate};
use crate::actor::{Actor, Party};
use crate::case::{Contacts, Evidence, Source, Triage};
use crate::clock::ClockKind;
use crate::command::{Against, File, NewEvidence};
use crate::event::{Event, Filed, Supplemented};
use crate::id::{OrderId, UserId};
use crate::order::Order;
use crate::playbook::{Known, Moment, Start};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::words::{Channel, Gap, Noticed, Want};
use crate::world::{Wanted, World};

pub fn file(world: &World, file: &File, by: &Actor, now_ms: i64, policy: &Policy) -> Result<Events, Refusal> {
    if world.knows(&file.case.subject()).is_some() {
        return Err(Refusal::AlreadyThere);
    }
    plain::files(&file.evidence, policy.limits.files_max)?;
    let order = file.order.as_ref().and_then(|id| world.order(id));
    let complainant = complainant(world, file, by)?;
    let mut gaps = match complainant {
        // Whom it complains about, and over which order, is known before.
        Party::Merchant => vec![],
        _ => gaps(file.contacts, file.order.is_some(), file.noticed, &file.wants, file.has_details),
    };
    // Nothing is asked of somebody who has not complained.
    gaps.retain(|gap| file.channel != Channel::Rule || *gap == Gap::Contact);
    let triage = suggested(file, policy);
    let moment = moment(file, order, &triage);
    let begun = |start| policy.playbooks.begun(&world.calendar(policy), &triage.kind, start, &moment, now_ms);
    let mut clocks = begun(Start::Filed);
    clocks.retain(|clock| !(gaps.is_empty() && clock.kind == ClockKind::Record));
    let graded = begun(Start::Graded);
    let shop = file.against.as_ref().map(|against| &against.merchant);
    let merchant = shop.or(order.and_then(|order| order.facts.merchant.as_ref()));
    let earlier = file.earlier.iter().map(|id| world.case(id)).collect::<Result<Vec<_>, _>>()?;
    let persons: Vec<UserId> = earlier.iter().flat_map(|before| relate::handlers(before)).collect();
    let owner = world.next_owner(&Wanted {
        kind: &triage.kind,
        grade: Some(triage.grade),
        merchant,
        without: &[],
        never: persons.clone(),
        now_ms,
    });
    let filed = Event::Filed(Box::new(Filed {
        number: world.next_number.to_owned(),
        channel: file.channel,
        locale: file.locale,
        matter: file.matter.clone(),
        person: file.person.clone(),
        brief: file.brief.clone(),
        contacts: file.contacts,
        noticed: file.noticed,
        wants: file.wants.clone(),
        order: file.order.clone(),
        merchant: merchant.cloned(),
        amount: order.map(|order| order.facts.total),
        product: order.and_then(|order| order.facts.product.clone()),
        bought_ms: order.and_then(|order| order.facts.bought_ms),
        delivered_ms: order.and_then(|order| order.facts.delivered_ms),
        jurisdiction: file.jurisdiction,
        consignor_proven: file.consignor_proven,
        clocks,
        gaps,
        complainant,
    }));
    let mut events = vec![filed];
    events.extend(order.map(|order| frozen(order, "e1", now_ms)));
    let first = events.len();
    events.extend(file.evidence.iter().enumerate().map(|(i, new)| Event::EvidenceAdded {
        evidence: given(new, format!("e{}", first + i), complainant, now_ms, None),
    }));
    events.extend(earlier.iter().map(|before| Event::Related {
        earlier: Some(before.id.clone()),
        persons: relate::handlers(before),
    }));
    let about = file.against.iter().filter_map(|against| against.about.clone());
    events.extend(about.map(|about| Event::Related { earlier: Some(about), persons: vec![] }));
    events.push(Event::Triaged { triage, why: None, clocks: graded });
    events.extend(owner.map(|(owner, rule)| Event::Assigned { owner, rule, why: None }));
    let subject = file.case.subject();
    Ok(events.into_iter().map(|event| (subject.clone(), event)).collect())
}

/// A shop complains by itself, about the customer of an order of its own or of a complaint about it.
fn complainant(world: &World, file: &File, by: &Actor) -> Result<Party, Refusal> {
    let Some(Against { merchant, about }) = &file.against else { return Ok(Party::Customer) };
    if !matches!(by, Actor::Merchant(_, own) if own == merchant) {
        return Err(Refusal::NotAllowed);
    }
    let about = about.as_ref().map(|id| world.case(id)).transpose()?;
    let order = file.order.as_ref().and_then(|id| world.order(id));
    let of_case = about.and_then(|case| case.merchant.as_ref());
    let of_order = order.and_then(|order| order.facts.merchant.as_ref());
    let strange = [of_case, of_order].into_iter().flatten().any(|one| one != merchant);
    let none = of_case.is_none() && of_order.is_none();
    let lost = (about.is_some() && of_case.is_none())
        || (file.order.is_some() && order.is_some() && of_order.is_none());
    if strange || none || lost { Err(Refusal::NotItsCustomer) } else { Ok(Party::Merchant) }
}

/// What its clocks may look at, as [`crate::Case`] will know it.
fn moment<'a>(file: &'a File, order: Option<&Order>, triage: &'a Triage) -> Moment<'a> {
    Moment {
        known: Known {
            noticed: file.noticed,
            wants: &file.wants,
            amount_fen: order.map(|order| order.facts.total.0),
            channel: file.channel,
            reasons: &triage.reasons,
            tags: &triage.tags,
        },
        class: triage.class,
        grade: triage.grade,
        asked: None,
        remedy: None,
        team: None,
    }
}

fn suggested(file: &File, policy: &Policy) -> Triage {
    let suggestion = &file.suggestion;
    Triage {
        kind: suggestion.kind.clone(),
        playbook: policy
            .playbooks
            .get(&suggestion.kind)
            .map(|book| book.version_id.clone())
            .unwrap_or_default(),
        class: suggestion.class,
        grade: suggestion.grade,
        reasons: suggestion.reasons.iter().map(|reason| reason.code.clone()).collect(),
        tags: suggestion.tags.clone(),
        confirmed: false,
        voice: suggestion.voice,
        learned: suggestion.learned.clone(),
        taken: None,
    }
}

/// What is still missing of person, order and matter.
pub fn gaps(
    contacts: Contacts,
    order: bool,
    noticed: Option<Noticed>,
    wants: &[Want],
    details: bool,
) -> Vec<Gap> {
    [
        (Gap::Contact, contacts.phone || contacts.mail),
        (Gap::Order, order),
        (Gap::Noticed, noticed.is_some()),
        (Gap::Wants, !wants.is_empty()),
        (Gap::Details, details),
    ]
    .into_iter()
    .filter_map(|(gap, there)| (!there).then_some(gap))
    .collect()
}

fn frozen(order: &Order, id: &str, now_ms: i64) -> Event {
    Event::OrderFrozen {
        evidence: Evidence {
            id: id.to_owned(),
            kind: "order_record".into(),
            party: Party::Platform,
            from: None,
            source: Source::Pulled,
            media: "application/json".into(),
            content: order.facts.record.clone(),
            at_ms: now_ms,
            request: None,
            record: None,
            facts: None,
            supersedes: None,
            why: None,
        },
    }
}

pub(super) fn given(
    new: &NewEvidence,
    id: String,
    party: Party,
    at_ms: i64,
    request: Option<&str>,
) -> Evidence {
    Evidence {
        id,
        kind: new.kind.clone(),
        party,
        from: new.from.filter(|from| *from != party),
        source: new.source,
        media: new.media.clone(),
        content: new.content.clone(),
        at_ms,
        request: request.map(str::to_owned),
        record: new.record.clone(),
        facts: new.facts.clone(),
        supersedes: None,
        why: None,
    }
}

/// The customer, or a handler after a call, gives what was missing.
pub fn supplement(desk: &Desk, more: &Supplemented, evidence: &[NewEvidence]) -> Result<Events, Refusal> {
    desk.open()?;
    desk.not_merchant()?;
    plain::files(evidence, desk.policy.limits.files_max)?;
    let case = desk.case;
    let mut more = more.clone();
    more.order = new_order(desk, more.order.take())?;
    if is_empty(&more) && evidence.is_empty() {
        return Err(Refusal::NothingChosen);
    }
    let order = more.order.as_ref().and_then(|id| desk.world.order(id));
    more.merchant = order.and_then(|order| order.facts.merchant.clone());
    more.amount = order.map(|order| order.facts.total);
    more.product = order.and_then(|order| order.facts.product.clone());
    more.bought_ms = order.and_then(|order| order.facts.bought_ms);
    more.delivered_ms = order.and_then(|order| order.facts.delivered_ms);
    let wants = if more.wants.is_empty() { &case.wants } else { &more.wants };
    let details = more.details.is_some() || !case.gaps.contains(&Gap::Details);
    more.gaps = gaps(
        more.contacts.unwrap_or(case.contacts),
        more.order.is_some() || case.order.is_some(),
        more.noticed.or(case.noticed),
        wants,
        details,
    );
    let mut events = vec![Event::Supplemented(Box::new(more))];
    let first = case.evidence.len() + 1;
    events.extend(order.map(|order| frozen(order, &format!("e{first}"), desk.now_ms)));
    let first = case.evidence.len() + events.len();
    events.extend(evidence.iter().enumerate().map(|(i, new)| Event::EvidenceAdded {
        evidence: given(new, format!("e{}", first + i), desk.by.party(), desk.now_ms, None),
    }));
    Ok(desk.on_case(events))
}

/// The order, when it tells something new. A known one is only replaced by us, and only while no offer or remedy
/// rests on it: amounts, merchant and holds belong to that order.
fn new_order(desk: &Desk, order: Option<OrderId>) -> Result<Option<OrderId>, Refusal> {
    let Some(order) = order else { return Ok(None) };
    let case = desk.case;
    if case.order.as_ref() == Some(&order) {
        let found_now = !case.order_known() && desk.world.order(&order).is_some();
        return Ok(found_now.then_some(order));
    }
    let rests_on_it = case.open_offer().is_some() || !case.remedies.is_empty();
    let by_us = matches!(desk.by, Actor::Staff(..) | Actor::System);
    if case.order_known() && (rests_on_it || !by_us) {
        return Err(Refusal::AlreadyThere);
    }
    Ok(Some(order))
}

fn is_empty(more: &Supplemented) -> bool {
    let nothing = Supplemented {
        gaps: more.gaps.clone(),
        merchant: more.merchant.clone(),
        amount: more.amount,
        product: more.product.clone(),
        bought_ms: more.bought_ms,
        delivered_ms: more.delivered_ms,
        ..Supplemented::default()
    };
    *more == nothing
}
