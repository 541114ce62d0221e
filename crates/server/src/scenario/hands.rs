//! Doing what a step says, as the one who does it would: through the API, with a token or with the customer's link.

use super::picture::draw;
use super::request::request;
use super::step::{Complaint, Deed, Who};
use super::world::{Cast, World};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::actor::Role;
use domain::case::Case;
use domain::{Actor, UserId};
use serde_json::json;

/// The error is the code of the refusal, or the words of a failure.
pub async fn act(world: &World<'_>, cast: &mut Cast, by: Who, deed: &Deed) -> Result<(), String> {
    if let Deed::File(complaint) = deed {
        return file(world, cast, complaint).await;
    }
    let case = load(world, cast).await?;
    let (name, token) = match actor(world, &case, by).await?.user() {
        Some(user) => (case.id.to_string(), Some(world.token(user).await?)),
        None => (cast.link.clone(), None),
    };
    for (action, body) in request(&case, deed, world.store().now_ms()) {
        world.post(&format!("/api/v1/cases/{name}/{action}"), token.as_deref(), &body).await?;
    }
    Ok(())
}

pub async fn load(world: &World<'_>, cast: &Cast) -> Result<Case, String> {
    let (store, id) = (world.store().clone(), cast.case()?.clone());
    let loaded = world.store().db().read(move |db| store.case(db, &id)).await.map_err(|error| error.detail())?;
    loaded.map(|loaded| loaded.case).ok_or_else(|| "not_found".into())
}

pub async fn actor(world: &World<'_>, case: &Case, by: Who) -> Result<Actor, String> {
    match by {
        Who::Customer => Ok(Actor::Customer(case.id.clone())),
        Who::Handler => {
            let owner = case.owner.clone().ok_or("没有人负责 · nobody has the case")?;
            Ok(Actor::Staff(owner, Role::Handler))
        }
        Who::Manager => Ok(Actor::Staff(UserId::new(MANAGER), Role::Manager)),
        Who::Merchant => {
            let merchant = case.merchant.clone().ok_or("merchant_missing")?;
            let user = world.user_of(&merchant).ok_or("这个商家没有用户 · the merchant has no user")?;
            Ok(Actor::Merchant(user, merchant))
        }
    }
}

/// As `scenarios/world.txt` names the one manager.
pub const MANAGER: &str = "lin";

/// Through the API, as an app does it; pictures follow as evidence.
async fn file(world: &World<'_>, cast: &mut Cast, complaint: &Complaint) -> Result<(), String> {
    let person = &cast.customer;
    let wants: Vec<&str> = complaint.wants.iter().map(|want| want.word()).collect();
    let body = json!({
        "channel": "web",
        "locale": cast.locale.word(),
        "person": {
            "name": person.name.reveal(),
            "phone": person.phone.reveal(),
            "email": person.mail.reveal(),
        },
        "order": complaint.order.as_ref().map(|number| json!({ "number": number })),
        "matter": {
            "text": complaint.text.clone().unwrap_or_default(),
            "noticed": complaint.noticed.map(|noticed| noticed.word()),
        },
        "wants": wants,
    });
    let user = UserId::new("admin");
    let token = world.token(&user).await?;
    let filed = world.post("/api/v1/cases", Some(&token), &body).await?;
    let text = |field: &str| filed[field].as_str().unwrap_or_default().to_owned();
    cast.case = Some(domain::CaseId::new(text("id")));
    cast.link = text("link").rsplit('/').next().unwrap_or_default().to_owned();
    if complaint.files.is_empty() {
        return Ok(());
    }
    let evidence = json!({ "files": in_base64(&complaint.files) });
    world.post(&format!("/api/v1/cases/{}/evidence", cast.link), None, &evidence).await.map(|_| ())
}

pub fn in_base64(files: &[super::step::File]) -> serde_json::Value {
    files.iter().map(|file| json!({ "base64": BASE64_STANDARD.encode(draw(file)) })).collect()
}
