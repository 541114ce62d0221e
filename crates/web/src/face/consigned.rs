//! A sale for somebody else in words.

use super::party;
use crate::format;
use crate::locale::Locale;
use crate::page::Page;
use crate::page::consigned::{Lane, Paid, Sale, Span, Sum};
use domain::Case;
use domain::consign::{self, Consignment, seller};
use domain::words::ConsignStep;
use store::consign::Unpaid;

pub fn sale(p: &Page, case: &Case, sale: &store::consign::Sale) -> Sale {
    let one = &sale.consignment;
    let spans = consign::spans(one, seller(case.merchant.is_some()), p.now_ms);
    let lane = |lane, title| Lane {
        title,
        spans: spans.iter().filter(|span| span.lane == lane).map(|span| shown(p, span)).collect(),
    };
    Sale {
        lanes: vec![
            lane(consign::Lane::Goods, p.t("lane-goods")),
            lane(consign::Lane::Money, p.t("lane-money")),
        ],
        sum: sale.shows_sum.then(|| sum(one)),
        accepted_ms: one.accepted_ms,
        due_ms: one.due_ms,
        late: if one.is_overdue(p.now_ms) { one.days_late(p.now_ms) } else { 0 },
    }
}

fn shown(p: &Page, span: &consign::Span) -> Span {
    Span {
        why: step(p, span.why),
        from_ms: span.from_ms,
        owner: party(span.owner),
        holder: party(span.holder),
        now: span.until_ms.is_none(),
    }
}

fn step(p: &Page, step: ConsignStep) -> &'static str {
    p.t(&format!("sale-{}", step.word()))
}

fn sum(one: &Consignment) -> Sum {
    let (sheet, terms) = (one.sheet(), one.terms());
    let paid = one.payouts().into_iter();
    Sum {
        price_fen: sheet.price.0,
        percent: percent(terms.commission_bp),
        commission_fen: sheet.commission.0,
        rounded: sheet.rounded,
        fees_fen: sheet.fees.0,
        net_fen: sheet.net.0,
        given_back_fen: sheet.given_back.0,
        agreed_fen: sheet.agreed.0,
        paid: paid
            .map(|one| Paid { at_ms: one.at_ms, reference: one.reference, fen: one.amount.0 })
            .collect(),
        left_fen: sheet.left.0,
        floor_fen: terms.floor.map(|floor| floor.0),
        below_floor: sheet.below_floor,
        corrected: one.corrected.is_some(),
    }
}

/// `12.5 %` of 1250 hundredths.
fn percent(bp: u32) -> String {
    let text = format!("{}.{:02}", bp / 100, bp % 100);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// What a case says that was opened because a payout is missing: the calculation, and until when it was due.
pub fn words(locale: Locale, one: &Unpaid, sale: &Consignment) -> String {
    let sheet = sale.sheet();
    let yuan = |fen: domain::Fen| format::yuan(fen.0);
    let numbers = [
        ("price", yuan(sheet.price)),
        ("percent", percent(sale.terms().commission_bp)),
        ("commission", yuan(sheet.commission)),
        ("fees", yuan(sheet.fees)),
        ("net", yuan(sheet.net)),
        ("paid", yuan(sheet.paid)),
        ("left", yuan(one.left)),
        ("due", format::date_words(locale, one.due_ms)),
    ];
    locale.tn("sale-unpaid-case", &numbers)
}
