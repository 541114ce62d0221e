//! What a notice says and to whom: everything is read when it is written, so that it tells how things stand now.

use super::Channels;
use super::robots::{Robots, is_robot};
use connect::mail::{Enclosed, File};
use domain::case::{Case, CodePurpose, Proof, Request};
use domain::event::{Event, Via};
use domain::personal::Personal;
use domain::reaction::Template;
use domain::words::{Jurisdiction, Locale};
use domain::{Actor, Party};
use store::db::Connection;
use store::outbox::Outgoing;
use store::record::Person;
use store::recourse::claim_of;
use store::seen::Thing;
use store::{Error, Store};
use web::app::App;
use web::notice::{Fields, Notice, Receipt as Said};

pub struct Letter {
    pub template: Template,
    pub to: Party,
    pub person: Person,
    /// Where a shop wants to be told besides.
    pub robots: Robots,
    pub notice: Notice,
    /// Goes with a mail, once a checkpoint covers the step it tells of.
    pub receipt: Option<Enclosed>,
    /// Pieces of evidence that go along, by their ids.
    pub papers: Vec<(String, File)>,
}

impl Letter {
    /// Every way of which there is an address, in the order in which they are tried: what the shop chose, mail, SMS.
    pub fn ways(&self, channels: &Channels) -> Vec<Via> {
        let there = |via: &Via| match via {
            Via::Mail => channels.mail.is_some() && !self.person.mail.is_empty(),
            Via::Sms => channels.sms.is_some() && !self.person.phone.is_empty(),
            Via::WeCom | Via::DingTalk => channels.robots.is_some() && self.robots.robot(*via).is_some(),
        };
        // A code goes to the phone, as the page says that asks for it.
        let by_phone = self.template == Template::Code;
        let last = if by_phone { [Via::Sms, Via::Mail] } else { [Via::Mail, Via::Sms] };
        let chosen = self.robots.ways.iter().copied().filter(|via| is_robot(*via));
        chosen.chain(last).filter(there).collect()
    }
    /// A row that fell back has its channel set.
    pub fn via(&self, row: &Outgoing, channels: &Channels) -> Option<Via> {
        let ways = self.ways(channels);
        match Via::parse(&row.via) {
            Some(via) => ways.contains(&via).then_some(via),
            None => ways.first().copied(),
        }
    }
    pub fn address(&self, via: Via) -> &Personal {
        if via == Via::Mail { &self.person.mail } else { &self.person.phone }
    }
}

/// Nothing when the case or the occasion is gone.
pub fn write(app: &App, db: &mut Connection, row: &Outgoing) -> Result<Option<Letter>, Error> {
    let store = app.store();
    if let Some(merchant) = row.subject.merchant() {
        return super::measure_letter::write(app, db, row, &merchant);
    }
    let Some(id) = row.subject.case() else { return Ok(None) };
    let Some(loaded) = store.case(db, &id)? else { return Ok(None) };
    let (Some(template), Some(to)) = (Template::parse(&row.template), Party::parse(&row.party)) else {
        return Ok(None);
    };
    let case = loaded.case;
    let locale = if to == Party::Customer { case.locale } else { Locale::Zh };
    let event = store::journal_of::at(db, row.seq as u64)?.map(|entry| entry.event);
    if to == Party::Carrier
        && let Some(claim) = event.as_ref().and_then(claim_of)
    {
        return super::claim_letter::write(app, db, row, (&case, claim));
    }
    let asked = asked(&case, event.as_ref());
    let person = match asked.filter(|request| request.to == to) {
        Some(request) => store.third_party(db, request)?,
        None => recipient(store, db, &case, template, to)?,
    };
    let proven = proven(app, db, template, row.seq as u64)?;
    let fields = Fields { receipt: proven.said(), ..fields(app, db, &case, to, event.as_ref())? };
    let locale = web_locale(locale);
    let notice = web::notice::render(locale, &web::format::shanghai(), template.word(), &fields);
    let receipt = proven.enclosed(locale, &case.number);
    let robots = match (&case.merchant, to) {
        (Some(merchant), Party::Merchant) => Robots::of(store.reach_of_merchant(db, merchant)?),
        _ => Robots::default(),
    };
    Ok(notice.map(|notice| Letter { template, to, person, robots, notice, receipt, papers: vec![] }))
}

/// A code is no news of the case, and goes to whoever bought.
pub(super) fn proven(app: &App, db: &mut Connection, template: Template, seq: u64) -> Result<Proven, Error> {
    if template == Template::Code {
        return Ok(Proven::Unneeded);
    }
    Ok(web::receipt::of(app, db, seq)?.map_or(Proven::Waiting, Proven::Sealed))
}

pub(super) enum Proven {
    Unneeded,
    Waiting,
    Sealed(web::receipt::Receipt),
}

impl Proven {
    pub(super) fn said(&self) -> Option<Said> {
        match self {
            Proven::Unneeded => None,
            Proven::Waiting => Some(Said::Later),
            Proven::Sealed(receipt) => Some(Said::Enclosed { address: receipt.address.clone() }),
        }
    }

    pub(super) fn enclosed(self, locale: web::locale::Locale, number: &str) -> Option<Enclosed> {
        let Proven::Sealed(receipt) = self else { return None };
        let picture = web::qr::png(&receipt.address)?;
        let says = locale.t("notice-receipt-picture").to_owned();
        Some(Enclosed { file: format!("receipt-{number}.txt"), text: receipt.text, picture, says })
    }
}

pub fn web_locale(locale: Locale) -> web::locale::Locale {
    match locale {
        Locale::Zh => web::locale::Locale::Zh,
        Locale::En => web::locale::Locale::En,
    }
}

/// A code for order data goes to the order's own buyer, never to who asks.
fn recipient(
    store: &Store,
    db: &mut Connection,
    case: &Case,
    template: Template,
    to: Party,
) -> Result<Person, Error> {
    if to == Party::Merchant {
        return match &case.merchant {
            Some(merchant) => store.merchant_contact(db, merchant),
            None => Ok(Person::default()),
        };
    }
    let for_owner = case.code.as_ref().is_some_and(|code| code.purpose == CodePurpose::Consignment);
    if template == Template::Code && for_owner {
        return store.consignor_of(db, case);
    }
    let for_order = case.code.as_ref().is_some_and(|code| code.purpose == CodePurpose::Order);
    if template == Template::Code && for_order && case.order.is_some() {
        let order = store.order_for(db, case, &Actor::System)?;
        return Ok(order.map(|(record, _)| record.buyer).unwrap_or_default());
    }
    store.person(db, case, &Actor::System)
}

/// The request to a third party that a notice is about, as it stands now.
fn asked<'c>(case: &'c Case, event: Option<&Event>) -> Option<&'c Request> {
    match event? {
        Event::EvidenceRequested { request } if request.to.is_third() => case.request(&request.id),
        _ => None,
    }
}

fn fields(
    app: &App,
    db: &mut Connection,
    case: &Case,
    to: Party,
    event: Option<&Event>,
) -> Result<Fields, Error> {
    let store = app.store();
    let locale = web_locale(if to == Party::Customer { case.locale } else { Locale::Zh });
    let standing = case.standing();
    let link = match to {
        Party::Customer => format!("/c/{}", store.link(case)),
        _ => format!("/m/cases/{}", case.id),
    };
    let said = event.filter(|event| says(event)).map(Thing::Entry);
    let text = said.map(|said| store.text_for(db, case, &Actor::System, said)).transpose()?.flatten();
    if let Some(request) = asked(case, event) {
        // A third party learns what it is asked, until when and where to answer, and nothing of the case.
        let link = app.url(&format!("/t/{}", store.request_link(case, request)));
        let until_ms = Some(request.due_ms);
        return Ok(Fields { link: Some(link), until_ms, text, ..Fields::default() });
    }
    let text = text.or_else(|| erasure(store, locale, event?));
    let brought = event.filter(|event| to == Party::Customer && brings(event)).map(Thing::Entry);
    let brought = brought.map(|thing| store.text_for(db, case, &Actor::System, thing)).transpose()?;
    let text = text.or(brought.flatten());
    // What the customer wrote reaches the merchant masked on every way.
    let foreign = matches!(event, Some(Event::Said { by, .. }) if *by != to && *by != Party::Platform);
    let text = if foreign && to == Party::Merchant { text.map(|text| store.masked(&text)) } else { text };
    let library = &store.policy().law;
    let no = event.is_some_and(|event| domain::law::says_no(case, event)) && to == Party::Customer;
    Ok(Fields {
        ways: match event {
            Some(Event::ErasureDenied { .. } | Event::Restricted { .. }) => {
                let cn = case.jurisdiction(library) == Jurisdiction::Cn;
                vec![locale.t(if cn { "notice-erasure-ways-cn" } else { "notice-erasure-ways" }).to_owned()]
            }
            _ if no => ways(locale, library, case),
            _ => vec![],
        },
        number: case.number.clone(),
        link: Some(app.url(&link)),
        who: case.is_open().then(|| locale.t(&format!("party-{}", standing.turn.word())).to_owned()),
        until_ms: standing.clock.filter(|_| case.is_open()).map(|clock| clock.due_ms),
        receipt: None,
        appeal_ms: event.and_then(|event| appeal(case, to, event, store.now_ms())),
        amount_fen: event.and_then(|event| amount(case, event)),
        text,
        code: case.code.as_ref().map(|code| store.code(case, code)),
    })
}

/// Until when whoever is told may appeal against it.
fn appeal(case: &Case, to: Party, event: &Event, now_ms: i64) -> Option<i64> {
    let against = match event {
        Event::Found { finding } => finding.id.clone(),
        Event::SignalsCounted { counted } => counted.id.clone(),
        Event::Closed { .. } => case.closing_id(),
        _ => return None,
    };
    case.may_appeal(to, &against, now_ms).ok().map(|clock| clock.due_ms)
}

/// One line each, as a mail can hold them.
fn ways(locale: web::locale::Locale, library: &domain::law::Library, case: &Case) -> Vec<String> {
    let line = |way: web::page::law::Way| {
        let link = way.link.map(|link| format!(" {link}")).unwrap_or_default();
        format!("{}: {}{link}", way.label, way.what)
    };
    web::face::law::ways(locale, library, case).into_iter().map(line).collect()
}

/// What becomes of somebody's data, and when that is final.
fn erasure(store: &Store, locale: web::locale::Locale, event: &Event) -> Option<String> {
    let day = |ms| web::format::date(&web::format::shanghai(), ms);
    match event {
        Event::ErasureGranted { .. } => {
            let kept = store.rotation();
            let final_ms = store.now_ms() + kept.every_ms + kept.escrow_ms;
            Some(locale.t1("notice-erasure-backups", "at", day(final_ms)))
        }
        Event::Restricted { because, until_ms } => {
            let why = locale.t(&format!("because-{}", because.word()));
            Some(match until_ms {
                Some(until_ms) => locale.t2("notice-erasure-until", "why", why, "at", day(*until_ms)),
                None => locale.t1("notice-erasure-because", "why", why),
            })
        }
        _ => None,
    }
}

/// What somebody outside was told to do: the number, the label or the code is told with it.
fn brings(event: &Event) -> bool {
    matches!(
        event,
        Event::RemedyProven {
            proof: Proof::Tracking { .. } | Proof::Label { .. } | Proof::Voucher { .. },
            reference: Some(_),
            ..
        }
    )
}

/// Whether the words of the event are told to its reader.
fn says(event: &Event) -> bool {
    matches!(
        event,
        Event::Said { .. }
            | Event::EvidenceRequested { .. }
            | Event::Found { .. }
            | Event::SignalsCounted { .. }
            | Event::PersonDecided { .. }
            | Event::OfferMade { .. }
            | Event::Closed { .. }
            | Event::ErasureDenied { .. }
    )
}

fn amount(case: &Case, event: &Event) -> Option<i64> {
    match event {
        Event::OfferMade { offer } => offer.items.iter().find_map(|item| item.amount),
        Event::OfferAccepted { remedies, .. } => remedies.iter().find_map(|remedy| remedy.amount),
        Event::RemedyProven { remedy, .. } => case.remedy(remedy)?.amount,
        _ => None,
    }
    .map(|amount| amount.0)
}
