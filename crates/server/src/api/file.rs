//! `POST /api/v1/cases`: file a complaint.

use super::acts::key_of;
use super::body::Body;
use super::word::{word, words};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Actor;
use domain::personal::Personal;
use domain::words::{Channel, Jurisdiction, Locale, Noticed, Want};
use serde::{Deserialize, Serialize};
use store::filing::{Filed, Intake};
use store::record::{Matter, Person};
use web::app::App;
use web::fault::Fault;
use web::who::Who;

#[derive(Deserialize)]
pub struct NewCase {
    channel: Option<String>,
    locale: Option<String>,
    #[serde(default)]
    person: NewPerson,
    order: Option<NewOrder>,
    matter: NewMatter,
    #[serde(default)]
    wants: Vec<String>,
    /// Whose law: CN, EU, UK, US.
    jurisdiction: Option<String>,
}

#[derive(Default, Deserialize)]
pub struct NewPerson {
    #[serde(default)]
    name: Option<Personal>,
    #[serde(default)]
    phone: Option<Personal>,
    #[serde(default)]
    email: Option<Personal>,
}

#[derive(Deserialize)]
pub struct NewOrder {
    number: Option<String>,
}

#[derive(Deserialize)]
pub struct NewMatter {
    text: Personal,
    title: Option<String>,
    noticed: Option<String>,
}

#[derive(Serialize)]
pub struct Answer {
    id: String,
    number: String,
    link: String,
    receipt: Receipt,
}

#[derive(Serialize)]
pub struct Receipt {
    pub index: u64,
    pub leaf: String,
    pub url: String,
}

pub async fn file(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    Body(new): Body<NewCase>,
) -> Result<(StatusCode, Json<Answer>), Fault> {
    let key = key_of(&headers, &who.actor, "file")?;
    let filed = app.store().file(&Actor::Stranger, intake(new, key)?).await?;
    let status = if filed.is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(answer(&app, &filed))))
}

fn intake(new: NewCase, key: Option<String>) -> Result<Intake, Fault> {
    let channel = word(new.channel.as_deref(), Channel::parse)?;
    let wants = words(&new.wants, Want::parse)?;
    Ok(Intake {
        channel: Some(channel.unwrap_or(Channel::Api)),
        locale: word(new.locale.as_deref(), Locale::parse)?,
        person: Person {
            name: new.person.name.unwrap_or_default(),
            phone: new.person.phone.unwrap_or_default(),
            mail: new.person.email.unwrap_or_default(),
        },
        matter: Matter {
            text: new.matter.text,
            title: new.matter.title,
            order_number: new.order.and_then(|order| order.number),
            ..Matter::default()
        },
        noticed: word(new.matter.noticed.as_deref(), Noticed::parse)?,
        wants,
        jurisdiction: word(new.jurisdiction.as_deref(), Jurisdiction::parse)?,
        key,
        ..Intake::default()
    })
}

fn answer(app: &App, filed: &Filed) -> Answer {
    Answer {
        id: filed.case.to_string(),
        number: filed.number.clone(),
        link: app.url(&format!("/c/{}", filed.link)),
        receipt: Receipt {
            index: filed.index,
            leaf: filed.leaf.to_string(),
            url: app.url(&format!("/api/v1/cases/{}/receipt", filed.case)),
        },
    }
}
