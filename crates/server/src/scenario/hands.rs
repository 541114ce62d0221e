//! Doing what a step says, as the one who does it would: customers with the forms of their pages, carriers and
//! inspectors with the form behind their link, staff and merchants through the API.

use super::closing;
use super::form::{filing, forms};
use super::picture::draw;
use super::request::{measure, request};
use super::shop;
use super::step::{Accusation, Complaint, Deed, File, Who};
use super::third;
use super::world::{Cast, World};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::actor::Role;
use domain::case::Case;
use domain::{Actor, CaseId, MerchantId, UserId};
use serde_json::{Value, json};
use store::cases::LINK_LETTERS;

/// The error is the code of the refusal, or the words of a failure.
pub async fn act(world: &World<'_>, cast: &mut Cast, by: Who, deed: &Deed) -> Result<(), String> {
    match (by, deed) {
        (Who::Customer, Deed::File(complaint)) => file(world, cast, complaint).await,
        (Who::Manager, Deed::Closing(deed)) => closing::act(world, deed).await,
        (Who::Merchant, Deed::Accuse(accusation)) => accuse(world, cast, accusation).await,
        (_, Deed::OfShop(deed)) => shop::act(world, cast, by, deed).await,
        (Who::Customer, _) => with_forms(world, cast, deed).await,
        (Who::Carrier | Who::Inspector | Who::Consignor, _) => third::answer(world, cast, deed).await,
        _ => with_api(world, cast, by, deed).await,
    }
}

/// Done is a redirect to the link, whose first half is the case's id.
async fn file(world: &World<'_>, cast: &mut Cast, complaint: &Complaint) -> Result<(), String> {
    let goal = world.submit("/", &filing(cast, complaint), cast.locale).await?;
    let link = goal.split('/').nth(2).filter(|link| link.len() == LINK_LETTERS);
    let link = link.ok_or_else(|| format!("没有得到链接 · led to {goal}"))?;
    cast.case = Some(CaseId::new(&link[..LINK_LETTERS / 2]));
    cast.filed.extend(cast.case.clone());
    cast.link = link.to_owned();
    Ok(())
}

/// The shop that is named, or whose case it is; the customer's link is what the notice has.
async fn accuse(world: &World<'_>, cast: &mut Cast, new: &Accusation) -> Result<(), String> {
    let case = match &cast.case {
        Some(_) => Some(load(world, cast).await?),
        None => None,
    };
    let about = case.as_ref().filter(|_| new.order.is_none());
    let shop = new.shop.clone().map(MerchantId::new).or(case.as_ref().and_then(|case| case.merchant.clone()));
    let shop = shop.ok_or("写上 店=… · which shop?")?;
    let user = world.user_of(&shop).ok_or("这个商家没有用户 · the merchant has no user")?;
    let token = world.token(&user).await?;
    let body = json!({
        "order": new.order, "about": about.map(|case| &case.number), "text": new.text,
        "files": in_base64(&new.files),
    });
    let path = format!("/api/v1/merchants/{shop}/complaints");
    let filed = world.post(&path, Some(&token), &body).await?;
    let id = filed["id"].as_str().ok_or("没有得到编号 · it has no id")?;
    cast.case = Some(CaseId::new(id));
    cast.link = world.store().link(&load(world, cast).await?);
    Ok(())
}

async fn with_forms(world: &World<'_>, cast: &Cast, deed: &Deed) -> Result<(), String> {
    cast.case()?;
    let forms = forms(deed).ok_or("顾客做不了这件事 · no customer can do that")?;
    for (action, form) in forms {
        world.submit(&format!("/c/{}/{action}", cast.link), &form, cast.locale).await?;
    }
    Ok(())
}

async fn with_api(world: &World<'_>, cast: &Cast, by: Who, deed: &Deed) -> Result<(), String> {
    let case = load(world, cast).await?;
    let actor = actor(world, &case, by).await?;
    let token = match actor.user() {
        Some(user) => Some(world.token(user).await?),
        None => None,
    };
    let now_ms = world.store().now_ms();
    let (path, body) = match deed {
        Deed::Measure(taken) => measure(&case, taken, now_ms).ok_or("merchant_missing")?,
        _ => {
            let (action, body) =
                request(&case, deed, now_ms).ok_or("这只有顾客能做 · only customers do that")?;
            (format!("/api/v1/cases/{}/{action}", case.id), body)
        }
    };
    world.post(&path, token.as_deref(), &body).await.map(|_| ())
}

pub async fn load(world: &World<'_>, cast: &Cast) -> Result<Case, String> {
    let (store, id) = (world.store().clone(), cast.case()?.clone());
    let loaded =
        world.store().db().read(move |db| store.case(db, &id)).await.map_err(|error| error.detail())?;
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
        Who::Reviewer => Ok(Actor::Staff(UserId::new(REVIEWER), Role::Reviewer)),
        Who::Merchant => {
            let merchant = case.merchant.clone().ok_or("merchant_missing")?;
            let user = world.user_of(&merchant).ok_or("这个商家没有用户 · the merchant has no user")?;
            Ok(Actor::Merchant(user, merchant))
        }
        Who::Carrier | Who::Inspector | Who::Consignor => {
            Err("第三方只有链接 · a third party has only a link".into())
        }
    }
}

/// As `scenarios/world.txt` names the one manager.
pub const MANAGER: &str = "lin";
/// And the one reviewer.
const REVIEWER: &str = "sun";

pub fn in_base64(files: &[File]) -> Value {
    files.iter().map(|file| json!({ "base64": BASE64_STANDARD.encode(draw(file)), "name": file.0 })).collect()
}
