//! A merchant that closes in words.

use crate::page::Page;
use crate::page::closing::{Bar, Card, Closing, HolderRow};
use domain::Case;
use domain::Refusal;
use domain::case::{OfferState, RemedyState};
use domain::words::RemedyKind;
use store::closings::{Choice, Holder, Progress};
use store::db::Connection;
use store::{Error, Store};

/// Nothing where the merchant was never flagged.
pub fn closing(
    p: &Page,
    store: &Store,
    db: &mut Connection,
    progress: Option<&Progress>,
) -> Result<Option<Closing>, Error> {
    let Some(one) = progress else { return Ok(None) };
    let elsewhere = one.closing.flagged.elsewhere.as_ref();
    let elsewhere = elsewhere.map(|id| store.merchant_name(db, id)).transpose()?.flatten();
    let (paid, left) = (one.sum(|holder| holder.paid), one.sum(|holder| holder.left));
    Ok(Some(Closing {
        since_ms: one.closing.at_ms,
        stands: one.stands,
        elsewhere,
        bars: bars(p, one, (paid.0, left.0)),
        holders: one.holders.len(),
        performance: one.chose(Choice::Elsewhere),
        neither: one.chose(Choice::Neither),
        balance_fen: one.sum(|holder| holder.balance).0,
        paid_fen: paid.0,
        left_fen: left.0,
        deposit_fen: one.deposit_free.0,
        rounds: one.closing.rounds,
        sharable: one.deposit_free.0 > 0 && one.holders.iter().any(|holder| holder.waits.0 > 0),
    }))
}

/// Told, chosen, has all of it; and the money.
fn bars(p: &Page, one: &Progress, (paid, left): (i64, i64)) -> Vec<Bar> {
    let all = one.holders.len();
    let bar = |label, part: usize, of: usize| Bar {
        label,
        share: part * 100 / of.max(1),
        shown: format!("{part} / {of}"),
    };
    let owed = i128::from(paid) + i128::from(left);
    vec![
        bar(p.t("closing-told"), one.told(), all),
        bar(p.t("closing-chosen"), all - one.chose(Choice::Open), all),
        bar(p.t("closing-done"), one.done(), one.chose(Choice::Refund)),
        Bar {
            label: p.t("closing-paid"),
            share: (i128::from(paid) * 100 / owed.max(1)) as usize,
            shown: crate::format::yuan(paid),
        },
    ]
}

pub fn row(p: &Page, holder: &Holder) -> HolderRow {
    HolderRow {
        number: holder.number.clone(),
        href: format!("/desk/cases/{}", holder.case),
        told: if holder.told { p.t("closing-is-told") } else { p.t("closing-is-not-told") },
        choice: match holder.choice {
            Choice::Open => p.t("closing-open"),
            Choice::Refund => p.t("closing-refund"),
            Choice::Elsewhere => p.t("closing-performance"),
            Choice::Neither => p.t("closing-neither"),
        },
        balance_fen: holder.balance.0,
        paid_fen: holder.paid.0,
        left_fen: holder.left.0,
    }
}

/// What the holder of a card reads on the page of the link; nothing in other cases.
pub fn card(p: &Page, store: &Store, db: &mut Connection, case: &Case) -> Result<Option<Card>, Error> {
    let (Some(card), Some(merchant)) = (case.card(), &case.merchant) else { return Ok(None) };
    let shop = store.merchant(db, merchant)?.ok_or(Refusal::NotFound)?;
    let elsewhere = shop.closing.and_then(|closing| closing.flagged.elsewhere);
    let elsewhere = elsewhere.map(|id| store.merchant_name(db, &id)).transpose()?.flatten();
    let money = |left: i64| Some((card.granted.0, card.paid.0, left));
    let done = matches!(card.chosen.map(|one| &one.state), Some(RemedyState::Proven { .. }));
    let (chosen, money, next) = match (card.offer.state, card.chosen.map(|chosen| chosen.kind)) {
        (OfferState::Open, _) => (None, None, p.t("card-next-open").to_owned()),
        (_, Some(RemedyKind::Refund)) => {
            let next = match (done, card.waits()) {
                (true, _) => p.t("card-next-paid"),
                (false, Some(_)) => p.t("card-next-waits"),
                (false, None) => p.t("card-next-granted"),
            };
            let left = card.balance.minus(card.paid).unwrap_or_default();
            (Some(p.t("closing-refund")), money(left.0), next.to_owned())
        }
        (_, Some(_)) => {
            let shop = elsewhere.unwrap_or_default();
            let key = if done { "card-next-performed" } else { "card-next-performs" };
            (Some(p.t("closing-performance")), None, p.t1(key, "shop", shop))
        }
        (_, None) => (None, None, p.t("card-next-person").to_owned()),
    };
    let shop = store.merchant_name(db, merchant)?.unwrap_or_default();
    Ok(Some(Card { shop, balance_fen: card.balance.0, chosen, money, next }))
}
