//! What stands beside the timeline: person, completeness, the matrix of evidence, money, and why it was triaged so.

use crate::face;
use crate::format;
use crate::page::Page;
use crate::page::desk::{Asked, Money, Part, Person, Reason, Shown, Triage};
use crate::page::parts::Choice;
use crate::sign::{Party, Remedy};
use domain::case::{Case, RemedyState, RequestState};
use domain::words::{Class, Gap, Voice};
use domain::{Event, Party as Side};
use store::db::Connection;
use store::record;
use store::timeline::Told;
use store::{Error, Store};

pub fn person(store: &Store, person: &record::Person, revealed: Option<&record::Person>) -> Person {
    let masks = &store.policy().masks;
    match revealed {
        Some(plain) => Person {
            name: plain.name.reveal().to_owned(),
            phone: plain.phone.reveal().to_owned(),
            email: plain.mail.reveal().to_owned(),
            shown: Shown::Plain,
        },
        None => Person {
            name: person.name.masked(masks),
            phone: person.phone.masked(masks),
            email: person.mail.masked(masks),
            shown: Shown::Masked,
        },
    }
}

/// The same phone or mail address, newest first.
pub fn others(
    store: &Store,
    db: &mut Connection,
    case: &Case,
    person: &record::Person,
) -> Result<Vec<Choice>, Error> {
    const SHOWN: usize = 10;
    let mut cases = vec![];
    for contact in [&person.phone, &person.mail] {
        if !contact.is_empty() {
            cases.extend(store.cases_of_contact(db, contact.reveal())?.iter().map(ToString::to_string));
        }
    }
    cases.retain(|other| *other != case.id.as_str());
    cases.sort();
    cases.dedup();
    let newest: Vec<String> = cases.into_iter().rev().take(SHOWN).collect();
    let one = |(id, label): (String, String)| Choice { value: format!("/desk/cases/{id}"), label };
    Ok(store.numbers_of(db, &newest)?.into_iter().map(one).collect())
}

pub fn complete(p: &Page, case: &Case) -> Vec<Part> {
    let words = |gaps: &[Gap]| {
        let missing = case.gaps.iter().filter(|gap| gaps.contains(gap)).map(|gap| gap_words(p, *gap));
        Some(missing.collect::<Vec<_>>().join(p.t("list-and"))).filter(|words| !words.is_empty())
    };
    let missing = |part: &str| match part {
        "person" => words(&[Gap::Contact]),
        "order" => words(&[Gap::Order]),
        _ => words(&[Gap::Noticed, Gap::Wants, Gap::Details]),
    };
    case.completeness().map(|(code, score)| Part { code, score, missing: missing(code) }).to_vec()
}

fn gap_words(p: &Page, gap: Gap) -> &'static str {
    match gap {
        Gap::Contact => p.t("gap-contact"),
        Gap::Order => p.t("gap-order"),
        Gap::Noticed => p.t("gap-noticed"),
        Gap::Wants => p.t("gap-wants"),
        Gap::Details => p.t("gap-details"),
    }
}

/// A row for each request, and one for what a side has shown unasked.
pub fn matrix(p: &Page, store: &Store, case: &Case) -> Vec<Asked> {
    let books = &store.policy().playbooks;
    let arrived =
        |of: &str| case.evidence.iter().filter(|item| item.request.as_deref() == Some(of)).count() as u32;
    let asked = case.requests.iter().map(|one| {
        let kinds: Vec<String> =
            one.kinds.iter().map(|kind| face::kind_label(p, books, case, kind)).collect();
        let clock =
            case.clocks.iter().find(|clock| clock.of.as_deref() == Some(&one.id) && clock.is_running());
        Asked {
            side: face::party(one.to),
            what: kinds.join(p.t("list-and")),
            asked_ms: case
                .clocks
                .iter()
                .find(|clock| clock.of.as_deref() == Some(&one.id))
                .map(|clock| clock.from_ms),
            arrived: arrived(&one.id),
            assessed: assessed(p, case, one.to, one.state),
            due: clock.map(|clock| face::clock(p, clock)),
        }
    });
    let unasked = [Side::Customer, Side::Merchant, Side::Carrier, Side::Inspector, Side::Consignor]
        .into_iter()
        .filter_map(|side| {
            let own = case.evidence.iter().filter(|item| item.party == side && item.request.is_none()).count()
                as u32;
            (own > 0).then(|| Asked {
                side: face::party(side),
                what: p.t("matrix-unasked").to_owned(),
                asked_ms: None,
                arrived: own,
                assessed: assessed(p, case, side, RequestState::Answered),
                due: None,
            })
        });
    asked.chain(unasked).collect()
}

/// Whether a finding rests on what this side has shown.
fn assessed(p: &Page, case: &Case, side: Side, state: RequestState) -> Option<String> {
    if state == RequestState::Lapsed {
        return Some(p.t("matrix-lapsed").to_owned());
    }
    let mut cited = case.findings.iter().flat_map(|finding| &finding.shares).flat_map(|share| &share.cites);
    let is_cited = cited.any(|id| case.evidence.iter().any(|item| item.id == *id && item.party == side));
    is_cited.then(|| p.t("matrix-cited").to_owned())
}

pub fn money(p: &Page, case: &Case) -> Vec<Money> {
    let paid = case.remedies.iter().filter(|remedy| remedy.amount.is_some());
    let claimed = case.claims.iter().map(|claim| Money {
        at_ms: claim.raised_ms,
        what: p.t1("line-claim_raised", "from", p.t(crate::face::party(claim.from).key())),
        fen: claim.left().0,
        state: if claim.is_open() { p.t("claim-open") } else { p.t("claim-settled") }.to_owned(),
    });
    paid.map(|remedy| Money {
        at_ms: if let RemedyState::Proven { at_ms, .. } = &remedy.state { *at_ms } else { remedy.due_ms },
        what: p.t(Remedy::of(remedy.kind.word()).unwrap_or(Remedy::Explanation).key()).to_owned(),
        fen: remedy.amount.map_or(0, |amount| amount.0),
        state: state(p, remedy),
    })
    .chain(claimed)
    .collect()
}

fn state(p: &Page, remedy: &domain::case::Remedy) -> String {
    match (&remedy.state, &remedy.with) {
        (RemedyState::Owed, _) => p.t("state-owed").to_owned(),
        (RemedyState::Instructed { .. }, None) => p.t("state-instructed").to_owned(),
        (RemedyState::Unknown { .. }, None) => p.t("state-unknown").to_owned(),
        (RemedyState::Instructed { .. }, Some(with)) => p.t1("state-ordered", "with", with),
        (RemedyState::Unknown { .. }, Some(with)) => p.t1("state-silent", "with", with),
        (RemedyState::Taken { .. }, with) => p.t1("state-taken", "with", with.as_deref().unwrap_or_default()),
        (RemedyState::Failed { code }, _) => format!("{} ({code})", p.t("state-failed")),
        (RemedyState::Proven { .. }, _) => p.t("state-proven").to_owned(),
    }
}

pub fn owed(p: &Page, case: &Case) -> Vec<Choice> {
    let open = |one: &&domain::case::Remedy| {
        !matches!(one.state, RemedyState::Proven { .. }) && !case.is_paid_in_shares(one)
    };
    let owed = case.remedies.iter().filter(open);
    owed.map(|remedy| {
        let name = p.t(Remedy::of(remedy.kind.word()).unwrap_or(Remedy::Explanation).key());
        let amount = remedy.amount.map(|amount| format!(" {}", format::yuan(amount.0))).unwrap_or_default();
        Choice { value: remedy.id.clone(), label: format!("{name}{amount} · {}", state(p, remedy)) }
    })
    .collect()
}

pub fn triage(p: &Page, store: &Store, case: &Case, told: &[Told]) -> Triage {
    let Some(triage) = &case.triage else {
        let (class, playbook) = (String::new(), String::new());
        return Triage {
            class,
            playbook,
            book_href: None,
            reasons: vec![],
            overruled: None,
            cause: None,
            suggested: None,
        };
    };
    let books = &store.policy().playbooks;
    let filed = told.iter().find(|told| matches!(told.entry.event, Event::Filed(_)));
    let mut words = filed
        .and_then(|filed| filed.words.text())
        .map(|text| store.words_behind(triage, text))
        .unwrap_or_default();
    let mut reason = |code: &String| Reason {
        text: books.reason_text(code, p.locale.into()).unwrap_or(code).to_owned(),
        words: words.remove(code).unwrap_or_default(),
    };
    let last = told.iter().rev().find(|told| matches!(told.entry.event, Event::Triaged { .. }));
    let by_hand = triage.reasons.iter().any(|code| code == "person");
    Triage {
        class: class(p, triage.class).to_owned(),
        playbook: triage.playbook.clone(),
        book_href: Some(format!("/desk/playbooks/{}?version={}", triage.kind, triage.playbook)),
        reasons: triage.reasons.iter().filter(|code| *code != "person").map(&mut reason).collect(),
        overruled: last.filter(|_| by_hand).and_then(|told| told.words.text()).map(str::to_owned),
        cause: cause(store, p, case),
        suggested: (!triage.confirmed).then(|| suggested(p, triage)),
    }
}

/// The closing codes of its kind.
pub fn causes(store: &Store, p: &Page, case: &Case) -> Vec<Choice> {
    let codes = store.policy().playbooks.of(case.kind()).closing.iter();
    let one = |(code, label): &(String, domain::playbook::Both)| Choice {
        value: code.clone(),
        label: label.read(p.locale.into()).to_owned(),
    };
    codes.map(one).collect()
}

/// What a closed case came down to.
fn cause(store: &Store, p: &Page, case: &Case) -> Option<String> {
    let code = case.closed.as_ref()?.cause.as_ref()?;
    let label = store.policy().playbooks.closing(case.kind(), code);
    Some(label.map_or(code.as_str(), |label| label.read(p.locale.into())).to_owned())
}

/// Whose suggestion it is; with a model, which one and how sure it was.
fn suggested(p: &Page, triage: &domain::case::Triage) -> String {
    let by = p.t(voice(triage.voice));
    match triage.learned.as_ref().and_then(|learned| learned.kind.as_ref()) {
        Some(kind) if matches!(triage.voice, Voice::Model | Voice::Both) => {
            let model =
                [("by", by.to_owned()), ("percent", kind.percent.to_string()), ("model", kind.model.clone())];
            p.locale.tn("suggested-learned", &model)
        }
        _ => p.t1("suggested", "by", by),
    }
}

pub fn voice(voice: Voice) -> &'static str {
    match voice {
        Voice::Playbook => "voice-playbook",
        Voice::Model => "voice-model",
        Voice::Both => "voice-both",
        Voice::Nobody => "voice-nobody",
    }
}

pub(super) fn class(p: &Page, class: Class) -> &'static str {
    match class {
        Class::Immediate => p.t("class-immediate"),
        Class::Quality => p.t("class-quality"),
        Class::Service => p.t("class-service"),
    }
}

/// What can be asked of each side in a case of this kind.
pub fn provable(p: &Page, store: &Store, case: &Case) -> Vec<(Party, Vec<Choice>)> {
    let Some(book) = store.policy().playbooks.get(case.kind()) else { return vec![] };
    let sides = [
        (Party::Merchant, &book.evidence.merchant),
        (Party::Customer, &book.evidence.customer),
        (Party::Carrier, &book.evidence.carrier),
        (Party::Inspector, &book.evidence.inspector),
        (Party::Consignor, &book.evidence.consignor),
    ];
    let choice = |kind: &domain::playbook::EvidenceKind| Choice {
        value: kind.id.clone(),
        label: kind.label.read(p.locale.into()).to_owned(),
    };
    sides.into_iter().map(|(side, kinds)| (side, kinds.iter().map(choice).collect())).collect()
}
