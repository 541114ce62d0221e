//! Goods on consignment and statements of a bank, taken in as an import does it.

use super::step::{GivenBill, GivenSale};
use super::world::{Cast, World};
use crate::import::statement;
use domain::Actor;
use domain::consign::{PaidOut, PayoutDays, Terms};
use jiff::Timestamp;
use std::fmt::Write;
use store::consign::{Told, passed};

pub async fn sale(world: &World<'_>, cast: &Cast, given: &GivenSale) -> Result<(), String> {
    let from_start = |ms: &i64| cast.start_ms + ms;
    let steps = given.steps.iter().map(|(step, ms)| passed(step, from_start(ms)));
    let now_ms = world.store().now_ms();
    let payout = |(reference, amount): &(String, domain::Fen)| PaidOut {
        reference: reference.clone(),
        amount: *amount,
        at_ms: now_ms,
    };
    let told = Told {
        order: given.order.clone(),
        owner: given.owner.clone(),
        currency: "CNY".into(),
        terms: Terms {
            commission_bp: given.commission_bp,
            fees: given.fees,
            floor: given.floor,
            inspect_days: given.inspect_days,
            payout_days: given.payout_days,
            payout_in: PayoutDays::Days,
        },
        price: given.price,
        steps: steps.collect::<Result<_, _>>().map_err(|refusal| refusal.code().to_owned())?,
        paid_out: given.payouts.iter().map(payout).collect(),
    };
    world.store().consign(&Actor::System, told).await.map_err(|error| error.detail())?;
    Ok(())
}

/// The account of the bank from then until now. A case it opens is the one the scenario goes on with.
pub async fn bill(world: &World<'_>, cast: &mut Cast, given: &GivenBill) -> Result<(), String> {
    let now_ms = world.store().now_ms();
    let moment = |ms: i64| {
        let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
        at.to_zoned(world.zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
    };
    let from = moment(cast.start_ms + given.from_ms);
    let mut text =
        format!("共{}笔记录\n交易时间,流水号,商户订单号,收入,支出\n", given.came.len() + given.went.len());
    for (order, amount) in &given.came {
        let _ = writeln!(text, "{from},PAY{order},{order},{amount},0.00");
    }
    for (reference, amount) in &given.went {
        let _ = writeln!(text, "{},{reference},,0.00,{amount}", moment(now_ms));
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("bank.csv");
    std::fs::write(&path, text).map_err(|error| error.to_string())?;
    let stated = statement::check(&path, &world.zone)?;
    let came = statement::take(world.store(), &Actor::System, &path, &world.zone, stated, |_| ()).await?;
    if let Some(number) = came.raised.first().cloned() {
        let store = world.store().clone();
        let found = world.store().db().read(move |db| {
            let loaded = store.case_named(db, &number)?;
            Ok::<_, store::Error>(loaded.map(|loaded| (loaded.case.id.clone(), store.link(&loaded.case))))
        });
        let (case, link) = found.await.map_err(|error| error.detail())?.ok_or("not_found")?;
        (cast.case, cast.link) = (Some(case), link);
    }
    let missing = given.raises.filter(|wanted| *wanted != came.raised.len());
    missing.map_or(Ok(()), |wanted| {
        Err(format!("立案 {} 件，应为 {wanted} · so many cases were opened", came.raised.len()))
    })
}
