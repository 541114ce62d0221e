use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::desk::{AnsweredRow, BreakerCard, DayBar, LogisticsPage, PastTrip, RuleCard};

pub fn pages(l: Locale, add: Add) {
    let full = || LogisticsPage {
        p: staff_page(l, "/desk/logistics"),
        tripped: vec![tripped(l)],
        past: vec![PastTrip {
            label: zh(l, "承运方无轨迹", "No scan by a carrier"),
            name: NASTY.into(),
            from_ms: NOW - 90 * HOUR,
            until_ms: NOW - 20 * HOUR,
            by_hand: true,
            matched: 14,
            offers: 11,
            promised_fen: 214_300,
        }],
        rules: vec![rule(l), RuleCard { days: vec![], ..rule(l) }],
        senior: true,
    };
    add("d-logistics", &full());
    add("d-logistics-none", &LogisticsPage { tripped: vec![], past: vec![], senior: false, ..full() });
}

fn tripped(l: Locale) -> BreakerCard {
    let passed = Some(l.t("refusal-order_unknown"));
    BreakerCard {
        action: "/desk/logistics/late_route.SH-BJ".into(),
        label: zh(l, "线路晚到", "Late on a route"),
        scope: l.t("scope-route"),
        name: zh(l, "上海-北京", "Shanghai-Beijing"),
        since_ms: NOW - 5 * HOUR,
        counted: 41,
        matched: 9,
        offers: 8,
        promised_fen: 183_400,
        left_fen: 816_600,
        answered: vec![
            AnsweredRow {
                tracking: "SF1400231".into(),
                case: Some(("C-2026-000123".into(), "/desk/cases/id0".into())),
                passed: None,
            },
            AnsweredRow { tracking: NASTY.into(), case: None, passed },
        ],
    }
}

fn rule(l: Locale) -> RuleCard {
    let day = |day: u32| DayBar {
        day: format!("03-{:02}", day + 7),
        counted: 20 + day,
        matched: day / 2,
        counted_share: (20 + day) * 3,
        matched_share: day * 3 / 2,
    };
    RuleCard {
        label: zh(l, "线路晚到", "Late on a route"),
        trips: zh(
            l,
            "线路：168 小时内有 5 件（且至少占 15%）比承诺晚 24 小时以上",
            "Route: 5 within 168 hours",
        ),
        days: (0..14).map(day).collect(),
    }
}
