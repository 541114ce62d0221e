//! A carrier or an inspector answers: with the form of the page behind the link of one request, which reached them by
//! mail where an address was given.

use super::form::third;
use super::hands::load;
use super::step::Deed;
use super::world::{Cast, World};
use domain::case::Case;

pub async fn answer(world: &World<'_>, cast: &Cast, deed: &Deed) -> Result<(), String> {
    let case = load(world, cast).await?;
    let request = match deed {
        Deed::Evidence { request: Some(request), .. } => request.clone(),
        Deed::Report { inspection, .. } => {
            let inspection = case.inspection(inspection).ok_or("not_found")?;
            inspection.request.clone()
        }
        _ => return Err("第三方只能答复请求 · a third party only answers a request".into()),
    };
    let form = third(deed).ok_or("第三方只能答复请求 · a third party only answers a request")?;
    world.submit(&page(world, &case, &request)?, &form, cast.locale).await.map(|_| ())
}

/// The page of a request. Where a mail address is known, the link is really in a mail to it.
pub fn page(world: &World<'_>, case: &Case, request: &str) -> Result<String, String> {
    let request = case.request(request).ok_or_else(|| format!("没有请求 {request} · is not there"))?;
    let path = format!("/t/{}", world.store().request_link(case, request));
    let mailed = || world.partners.smtp.received().iter().any(|mail| mail.text.contains(&path));
    if request.contact.is_some() && !mailed() {
        return Err("链接没有寄到 · the link was not mailed".into());
    }
    Ok(path)
}
