//! `POST /c/{link}/{action}`: whatever a customer does on the case page. Done is a redirect; a refusal shows the page
//! again with what was wrong.

use super::{case, field_error, view};
use crate::answer::{Refused, Showing, back, viewed};
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::reader::Reader;
use crate::upload::{appeal, remark, upload};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::case::{Case, Choice, CodePurpose, OfferItem};
use domain::personal::Personal;
use domain::words::{Gap, Noticed, RemedyKind, Want};
use domain::{Actor, Party, Refusal};
use store::acts::{Menu, Supplement};
use store::record::Person;
use store::{Error, Store};

pub async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((link, action)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    super::slowly(&app, &format!("act:{link}"), 60)?;
    let loaded = super::behind(&app, &link).await?;
    let done = perform(app.store(), &loaded.case, &action, &form).await;
    let viewed = viewed(&form, &loaded.case);
    let Err(error) = done else { return Ok(back(&format!("/c/{link}"), viewed, &action)) };
    let p = reader.page(&app);
    let mut refused = Refused::of(&p, error)?;
    let (policy, said) = (app.store().policy(), refused.message);
    refused.message = face::decided::refused(&p, policy, &loaded.case, refused.refusal, said);
    match viewed {
        Some(item) => view::show(&app, p, &link, &loaded, &item.id, Showing::again(&refused, &form)).await,
        None => {
            let errors = vec![field_error(&p, refused.refusal)];
            case::show(&app, &reader, link, refused.status, refused.flash(), errors).await
        }
    }
}

async fn perform(store: &Store, case: &Case, action: &str, form: &Form) -> Result<(), Error> {
    let (by, id) = (Actor::Customer(case.id.clone()), &case.id);
    let text = form.get("text");
    match action {
        "message" => store.say(&by, id, Party::Platform, &form.text("text"), None).await?,
        "evidence" => store.add_evidence(&by, id, upload(form, case, None, form.get("shows")), None).await?,
        "remark" => store.remark(&by, id, &remark(form, None), None).await?,
        "answer" => return answer(store, &by, case, form).await,
        "call" => {
            if let Some(when) = text {
                store.say(&by, id, Party::Platform, when, None).await?;
            }
            store.ask_call(&by, id, None).await?
        }
        "accept" => {
            let chosen = form.all("chosen").filter_map(|index| index.parse().ok()).collect();
            store.accept(&by, id, &form.text("offer"), chosen, None).await?
        }
        "decline" => store.decline(&by, id, &form.text("offer"), text, None).await?,
        "counter" => return counter(store, &by, case, form).await,
        "withdraw" => store.withdraw(&by, id, text, None).await?,
        "forget" => store.ask_erasure(&by, id, text, None).await?,
        "appeal" => store.appeal(&by, id, appeal(form), None).await?,
        "person" => store.ask_person(&by, id, &form.text("of"), None).await?,
        "survey" => {
            let score = |name| form.number::<u8>(name).ok_or(Refusal::ScoreInvalid);
            store.answer_survey(&by, id, (score("solution")?, score("handling")?), text, None).await?
        }
        "code" => store.ask_code(&by, case, proves(case)).await?,
        "order" => return store.try_code(&by, case, proves(case), &form.text("code")).await,
        _ => return Err(Refusal::NotFound.into()),
    };
    Ok(())
}

/// A buyer proves to have bought, the owner of goods on consignment to own them.
fn proves(case: &Case) -> CodePurpose {
    if case.is_of_consignor() { CodePurpose::Consignment } else { CodePurpose::Order }
}

/// The answer to a request for evidence, or, with one tap, to a question about a gap.
async fn answer(store: &Store, by: &Actor, case: &Case, form: &Form) -> Result<(), Error> {
    let ask = form.text("ask");
    let Some(gap) = ask.strip_prefix("gap-").and_then(Gap::parse) else {
        let upload = upload(form, case, Some(&ask), form.get("text"));
        return store.add_evidence(by, &case.id, upload, None).await.map(|_| ());
    };
    let words = form.get("answer").or(form.get("text")).ok_or(Refusal::TextMissing)?;
    store.supplement(by, &case.id, supplement(gap, words)?, None).await.map(|_| ())
}

fn supplement(gap: Gap, words: &str) -> Result<Supplement, Refusal> {
    let mut more = Supplement::default();
    match gap {
        Gap::Contact if words.contains('@') => {
            more.person = Person { mail: Personal::new(words), ..Person::default() };
        }
        Gap::Contact => more.person = Person { phone: Personal::new(words), ..Person::default() },
        Gap::Order => more.order_number = Some(words.to_owned()),
        Gap::Noticed => more.noticed = Some(Noticed::parse(words).ok_or(Refusal::WordUnknown)?),
        Gap::Wants => more.wants = vec![Want::parse(words).ok_or(Refusal::WordUnknown)?],
        Gap::Details => more.text = Some(words.to_owned()),
    }
    Ok(more)
}

/// "I would rather": words, and an amount where there is one. Without an amount it is what was offered, said anew.
async fn counter(store: &Store, by: &Actor, case: &Case, form: &Form) -> Result<(), Error> {
    let offered =
        case.offers.iter().find(|offer| offer.id == form.text("offer")).ok_or(Refusal::OfferGone)?;
    let items = match form.yuan("amount")? {
        Some(amount) => vec![OfferItem { remedy: RemedyKind::PartialRefund, amount: Some(amount) }],
        None => offered.items.clone(),
    };
    let menu = Menu {
        items,
        choice: Choice::All,
        words: form.text("text"),
        expires_ms: None,
        interest_from: None,
        why: None,
    };
    store.offer(by, &case.id, menu, None).await.map(|_| ())
}
