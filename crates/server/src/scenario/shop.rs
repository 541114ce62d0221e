//! What is agreed with a shop by the manager, and what its owner does for all of its cases, through the API.

use super::hands::MANAGER;
use super::step::{OfShop, ShopDeed, Who};
use super::world::{Cast, World};
use domain::{MerchantId, UserId};
use serde_json::{Value, json};

/// What is refused in one case of several fails the step.
pub async fn act(world: &World<'_>, cast: &Cast, by: Who, deed: &OfShop) -> Result<(), String> {
    let shop = MerchantId::new(deed.shop.as_str());
    let user = match by {
        Who::Manager => UserId::new(MANAGER),
        Who::Merchant => world.user_of(&shop).ok_or("这个商家没有用户 · the merchant has no user")?,
        _ => return Err("只有经理和商家能做 · for the manager and the shop".into()),
    };
    let token = world.token(&user).await?;
    let (what, body) = request(cast, &deed.what)?;
    let done = world.post(&format!("/api/v1/merchants/{shop}/{what}"), Some(&token), &body).await?;
    let items = done["items"].as_array().filter(|_| what == "batch");
    let refused = items.into_iter().flatten().find_map(|one| one["refused"].as_str());
    refused.map_or(Ok(()), |code| Err(code.to_owned()))
}

fn request(cast: &Cast, deed: &ShopDeed) -> Result<(&'static str, Value), String> {
    Ok(match deed {
        ShopDeed::Contract { trust, per_case, per_day, why } => (
            "contract",
            json!({ "trust": trust, "per_case_fen": per_case, "per_day_fen": per_day, "why": why }),
        ),
        ShopDeed::Rule { offer, kinds, most, days, text } => (
            "rules",
            json!({ "offer": offer, "kinds": kinds, "most_fen": most, "days": days, "words": text }),
        ),
        ShopDeed::Batch { cases, what, text } => {
            let named = |at: &usize| {
                let case = at.checked_sub(1).and_then(|at| cast.filed.get(at));
                case.cloned().ok_or_else(|| format!("没有第 {at} 件 · there is no such case"))
            };
            let chosen: Vec<_> = cases.iter().map(named).collect::<Result<_, _>>()?;
            let chosen = if chosen.is_empty() { cast.filed.clone() } else { chosen };
            ("batch", json!({ "cases": chosen, "what": what, "text": text }))
        }
    })
}
