//! `GET /desk/manager`: what burns, then how we do. No figure counts more than a hundred rows or walks the cases:
//! loads look at the first hundred open cases of each, everything else at sums by day that the writer keeps.
//!
//! LIMIT: alarms are about merchants. Which product a complaint is about stands in the sealed record of its order and
//! is not counted.

use super::queue::bounded;
use super::{beside, html, page};
use crate::app::App;
use crate::dress::escaped;
use crate::fault::Fault;
use crate::format::yuan;
use crate::page::Page;
use crate::page::manager::{Alarm, Bar, Figure, Lesson, Load, ManagerPage, Outside, Taken};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::clock::DAY_MS;
use domain::event::Duty;
use domain::words::Voice;
use std::collections::HashMap;
use store::cases::{self, Drawing, Filter};
use store::db::Connection;
use store::{Error, Store};

const DAYS: i64 = 30;
const MERCHANTS: u32 = 10;
/// More colleagues than a page can show.
const OWNERS: usize = 50;

pub async fn manager(State(app): State<App>, reader: Reader, who: Who) -> Result<Response, Fault> {
    let (store, p) = (app.store().clone(), page(&app, &reader, &who));
    let drawn = app.store().db().read(move |db| drawn(&store, db, p)).await?;
    Ok(html(StatusCode::OK, &drawn))
}

fn drawn(store: &Store, db: &mut Connection, p: Page) -> Result<ManagerPage, Error> {
    let since = store::door::day(store.now_ms() - DAYS * DAY_MS);
    let filed = store.foremost(db, "filed", &since, MERCHANTS)?;
    let spent = store.foremost(db, "spent_fen", &since, MERCHANTS)?;
    let answered = store.foremost(db, "survey_count", &since, MERCHANTS)?;
    let scores: HashMap<String, i64> =
        store.foremost(db, "survey_score", &since, 1_000)?.into_iter().collect();
    let least = store.policy().limits.alarm_per_hour;
    let mut rushes = store.rushes(db, Drawing::Merchant, least)?;
    rushes.extend(store.rushes(db, Drawing::Product, least)?);
    let rushing =
        rushes.iter().filter(|rush| rush.drawing == Drawing::Merchant).map(|rush| rush.code.clone());
    let shown = [&filed, &spent, &answered].into_iter().flatten().map(|(merchant, _)| merchant.clone());
    let names = store.merchant_names(db, &shown.chain(rushing).collect::<Vec<_>>())?;
    let name = |id: &str| match id {
        "" => p.t("merchant-unknown").to_owned(),
        id => names.get(id).cloned().unwrap_or_else(|| id.to_owned()),
    };
    let count = store.total(db, "survey_count", &since)?;
    let score = (count > 0).then(|| store.total(db, "survey_score", &since)).transpose()?;
    Ok(ManagerPage {
        burning: burning(store, db)?,
        outside: outside(store, db)?,
        altered: store.alarm()?.map(|alarm| alarm.seq),
        alarms: rushes.iter().map(|rush| alarm(&p, rush, name)).collect(),
        by_owner: by_owner(store, db)?,
        by_merchant: by_merchant(store, db, &filed, name)?,
        spent: bars(&spent, name, yuan),
        spent_fen: store.total(db, "spent_fen", &since)?,
        scores: averages(&answered, &scores, name),
        score: score.map(|score| (score / count) as u8),
        answered: count as u32,
        taken: taken(store, db, &since)?,
        lesson: store.lesson().map(|lesson| Lesson {
            cases: lesson.cases(),
            held_back: lesson.held_back.cases,
            percent: lesson.held_back.percent(),
            model: lesson.model,
        }),
        p,
    })
}

/// How people took what was suggested. A kind that is only the one left over was suggested by nobody.
fn taken(store: &Store, db: &mut Connection, since: &str) -> Result<Option<Taken>, Error> {
    let all = store.taken(db, since)?;
    let by = [Voice::Playbook, Voice::Model, Voice::Both].map(|voice| {
        let of_voice = all.kinds.iter().filter(|kind| kind.voice == voice);
        let (count, accepted) =
            of_voice.fold((0, 0), |sum, kind| (sum.0 + kind.count, sum.1 + kind.accepted));
        (beside::voice(voice), count, accepted)
    });
    let by: Vec<_> = by.into_iter().filter(|(_, count, _)| *count > 0).collect();
    let kinds: i64 = by.iter().map(|(_, count, _)| count).sum();
    let accepted: i64 = by.iter().map(|(.., accepted)| accepted).sum();
    let (grades, grades_accepted) = all.grades;
    let (templates, templates_accepted) = all.templates;
    Ok((kinds + templates > 0).then(|| Taken {
        kinds,
        kinds_percent: accepted * 100 / kinds.max(1),
        by,
        grades_percent: grades_accepted * 100 / grades.max(1),
        templates,
        templates_percent: templates_accepted * 100 / templates.max(1),
    }))
}

/// What nobody outside holds yet, when it is more than it should be, and who of those outside fails.
fn outside(store: &Store, db: &mut Connection) -> Result<Vec<Outside>, Error> {
    let (tail, now_ms) = (store.tail(db)?, store.now_ms());
    let mut alarms = vec![];
    if tail.is_too_long(&store.policy().limits, now_ms) {
        alarms.push(Outside::Tail { entries: tail.entries, minutes: tail.seconds(now_ms) / 60 });
    }
    let failing = store.outsiders(db)?.into_iter().filter(|one| one.failures > 0);
    alarms.extend(failing.map(|one| Outside::Failing { name: one.name, times: one.failures }));
    Ok(alarms)
}

fn burning(store: &Store, db: &mut Connection) -> Result<Vec<Figure>, Error> {
    use cases::{Query, View};
    let mut figures = vec![];
    for (code, view) in
        [("breached", View::Breached), ("due_soon", View::DueSoon), ("unassigned", View::Unassigned)]
    {
        let count = store.bounded_count(db, &Query { view, ..Query::default() })?;
        figures.push(Figure { code, count: bounded(count), href: format!("/desk?view={code}") });
    }
    let open = store.load(db, None)?.open;
    figures.push(Figure { code: "open", count: bounded(open), href: "/desk?view=all".into() });
    Ok(figures)
}

fn alarm(p: &Page, rush: &cases::Rush, name: impl Fn(&str) -> String) -> Alarm {
    let (what, href) = match rush.drawing {
        Drawing::Merchant => (name(&rush.code), merchant_href(&rush.code)),
        Drawing::Product => {
            let found = format!("/desk?view=all&q={}", escaped(&rush.code));
            (p.t1("alarm-product", "code", &rush.code), found)
        }
    };
    Alarm { at_ms: rush.last_ms, what, count: rush.count, href }
}

fn merchant_href(merchant: &str) -> String {
    format!("/desk?view=all&merchant={}", escaped(merchant))
}

fn by_owner(store: &Store, db: &mut Connection) -> Result<Vec<Load>, Error> {
    let mut loads = vec![];
    for colleague in store.colleagues(db)?.into_iter().take(OWNERS) {
        let user = colleague.user.to_string();
        let load = store.load(db, Some(&Filter::Owner(user.clone())))?;
        if load.open > 0 || colleague.duty == Duty::On {
            loads.push(shown(user.clone(), format!("/desk?view=all&owner={}", escaped(&user)), load));
        }
    }
    loads.sort_by_key(|load| std::cmp::Reverse((load.breached, load.open)));
    Ok(loads)
}

/// Those that drew most complaints lately.
fn by_merchant(
    store: &Store,
    db: &mut Connection,
    filed: &[(String, i64)],
    name: impl Fn(&str) -> String,
) -> Result<Vec<Load>, Error> {
    let mut loads = vec![];
    for (merchant, _) in filed.iter().filter(|(merchant, _)| !merchant.is_empty()) {
        let load = store.load(db, Some(&Filter::Merchant(merchant.clone())))?;
        loads.push(shown(name(merchant), merchant_href(merchant), load));
    }
    Ok(loads)
}

fn shown(name: String, href: String, load: cases::Load) -> Load {
    let cases::Load { open, due_soon, breached, unassigned } = load;
    Load { name, href, open, due: due_soon, breached, unassigned }
}

fn bars(sums: &[(String, i64)], name: impl Fn(&str) -> String, words: impl Fn(i64) -> String) -> Vec<Bar> {
    let most = sums.iter().map(|(_, sum)| *sum).max().unwrap_or(0).max(1);
    let one = |(merchant, sum): &(String, i64)| Bar {
        label: name(merchant),
        href: merchant_href(merchant),
        share: (sum.clamp(&0, &most) * 100 / most) as u8,
        shown: words(*sum),
    };
    sums.iter().map(one).collect()
}

fn averages(
    counts: &[(String, i64)],
    scores: &HashMap<String, i64>,
    name: impl Fn(&str) -> String,
) -> Vec<Bar> {
    let average = |(merchant, count): &(String, i64)| {
        let score = scores.get(merchant).copied().unwrap_or(0) / (*count).max(1);
        let shown = format!("{score} ({count})");
        Bar { label: name(merchant), href: merchant_href(merchant), share: score.clamp(0, 100) as u8, shown }
    };
    counts.iter().map(average).collect()
}
