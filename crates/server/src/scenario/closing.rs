//! A prepaid merchant that closes: flagged and shared out by the manager through the API, balances taken in as an import
//! does it.

use super::hands::MANAGER;
use super::step::{ClosingDeed, ClosingSeen, GivenBalance};
use super::world::World;
use crate::import::{balances, read};
use domain::{Fen, MerchantId, UserId};
use serde_json::json;
use store::closings::Choice;

pub async fn act(world: &World<'_>, deed: &ClosingDeed) -> Result<(), String> {
    let token = world.token(&UserId::new(MANAGER)).await?;
    let (path, body) = match deed {
        ClosingDeed::Flag { merchant, elsewhere, clause, reasons, words } => (
            format!("/api/v1/merchants/{merchant}/closing"),
            json!({ "clause": clause, "reasons": reasons, "words": words, "elsewhere": elsewhere }),
        ),
        ClosingDeed::Share(merchant) => (format!("/api/v1/merchants/{merchant}/closing/share"), json!({})),
        ClosingDeed::PaidIn { account, amount, reference } => (
            format!("/api/v1/accounts/{account}/fund"),
            json!({ "amount_fen": amount, "reference": reference }),
        ),
    };
    world.post(&path, Some(&token), &body).await.map(drop)
}

/// A file of one card.
pub async fn import(world: &World<'_>, one: &GivenBalance) -> Result<(), String> {
    let GivenBalance { card, merchant, balance, holder } = one;
    let (name, phone, mail) = (holder.name.reveal(), holder.phone.reveal(), holder.mail.reveal());
    let text = format!(
        "商家编号,卡号,持卡人,手机号,邮箱,余额,支付单号,支付方式\n\
         {merchant},{card},{name},{phone},{mail},{balance},PAY{card},wechat\n"
    );
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("balances.csv");
    std::fs::write(&path, text).map_err(|error| error.to_string())?;
    let files = read(&[path])?;
    let store = world.store().clone();
    let checked = tokio::task::spawn_blocking(move || {
        balances::check(&store, &files, &Default::default(), &Default::default())
    });
    let checked = checked.await.map_err(|error| error.to_string())??;
    balances::take(world.store(), checked, || {}).await.map(drop).map_err(|error| error.detail())
}

pub async fn look(world: &World<'_>, wanted: &ClosingSeen) -> Result<(), String> {
    let (store, id) = (world.store().clone(), MerchantId::new(&wanted.merchant));
    let read = world.store().db().read(move |db| store.closing(db, &id)).await;
    let there = read.map_err(|error| error.detail())?.ok_or("没有标记停业 · not flagged")?;
    let counts = [
        ("持卡", wanted.holders, there.holders.len()),
        ("已告知", wanted.told, there.told()),
        ("选退款", wanted.refund, there.chose(Choice::Refund)),
        ("选换店", wanted.elsewhere, there.chose(Choice::Elsewhere)),
        ("退清", wanted.done, there.done()),
    ];
    let sums: [(&str, Option<Fen>, Fen); 2] =
        [("已退", wanted.paid, there.sum(|one| one.paid)), ("还欠", wanted.left, there.sum(|one| one.left))];
    let differs = |name: &str, wanted: String, there: String| {
        (wanted != there).then(|| format!("{name} 应为 {wanted}，实为 {there} · differs"))
    };
    let counts = counts
        .iter()
        .filter_map(|(name, wanted, there)| differs(name, wanted.as_ref()?.to_string(), there.to_string()));
    let sums = sums
        .iter()
        .filter_map(|(name, wanted, there)| differs(name, wanted.as_ref()?.to_string(), there.to_string()));
    let wrong: Vec<String> = counts.chain(sums).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("；")) }
}
