//! A sale for somebody else.

use super::shared::{HOUR, NASTY, NOW, zh};
use web::locale::Locale;
use web::page::consigned::{Lane, Paid, Sale, Span, Sum};
use web::sign::Party;

/// As its owner sees it, late.
pub fn sale(l: Locale) -> Sale {
    let word = |key: &str| l.t(key);
    let span = |why, hours, owner, holder, now| Span {
        why: word(why),
        from_ms: NOW - hours * HOUR,
        owner,
        holder,
        now,
    };
    let (owner, buyer, shop) = (Party::Consignor, Party::Customer, Party::Merchant);
    let goods = vec![
        span("sale-received", 720, owner, shop, false),
        span("sale-sold", 480, owner, shop, false),
        span("sale-shipped", 460, owner, Party::Carrier, false),
        span("sale-delivered", 400, buyer, buyer, false),
        span("sale-accepted", 350, buyer, buyer, true),
    ];
    let money = vec![
        span("sale-sold", 480, buyer, buyer, false),
        span("sale-paid", 479, buyer, shop, false),
        span("sale-accepted", 350, owner, shop, false),
        span("sale-payout_due", 160, owner, shop, true),
    ];
    Sale {
        lanes: vec![
            Lane { title: word("lane-goods"), spans: goods },
            Lane { title: word("lane-money"), spans: money },
        ],
        sum: Some(Sum {
            price_fen: 128_888,
            percent: "12.5 %".into(),
            commission_fen: 16_111,
            rounded: false,
            fees_fen: 1_500,
            net_fen: 111_277,
            given_back_fen: 0,
            agreed_fen: 0,
            paid: vec![Paid { at_ms: NOW - 100 * HOUR, reference: zh(l, NASTY, NASTY), fen: 50_000 }],
            left_fen: 61_277,
            floor_fen: Some(100_000),
            below_floor: false,
            corrected: true,
        }),
        accepted_ms: Some(NOW - 350 * HOUR),
        due_ms: Some(NOW - 160 * HOUR),
        late: 7,
    }
}
