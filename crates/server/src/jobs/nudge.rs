//! Telling one of ours what waits for them, where they said they want to be told: number, what is asked, until when and
//! where. Nothing of it is part of a case, so there is no entry; what became of it stands in the outbox.

use super::Channels;
use super::letter::web_locale;
use super::robots::{Robots, is_robot};
use super::tell::minutes_until;
use connect::Answer;
use connect::mail::Mail;
use domain::UserId;
use domain::event::Via;
use domain::todo::{Todo, TodoKind, of_merchant, still};
use store::Error;
use store::db::Connection;
use store::outbox::{Nudged, Outgoing};
use web::app::App;
use web::notice::group;

const AT_ONCE: u32 = 32;
/// By then it stands on the desk in red.
const TOO_OLD_MS: i64 = 24 * 3_600_000;

struct Nudge {
    subject: String,
    text: String,
    robots: Robots,
}

pub async fn all(app: &App, channels: &Channels) -> Result<usize, Error> {
    let mut done = 0;
    loop {
        let store = app.store().clone();
        let due =
            app.store().db().read(move |db| store.outbox_due(db, "nudge", i64::MAX, 0, AT_ONCE)).await?;
        if due.is_empty() {
            return Ok(done);
        }
        done += due.len();
        for row in due {
            one(app, channels, row).await?;
        }
    }
}

async fn one(app: &App, channels: &Channels, row: Outgoing) -> Result<(), Error> {
    let store = app.store();
    let (reader, wanted) = (app.clone(), row.clone());
    let Some(nudge) = store.db().read(move |db| write(&reader, db, &wanted)).await? else {
        // Done meanwhile, or somebody else's by now.
        return store.nudge_over(&row.id, Nudged::Done, "no_occasion").await;
    };
    if store.now_ms() - row.next_ms > TOO_OLD_MS {
        return store.nudge_over(&row.id, Nudged::Dead, "too_old").await;
    }
    let ways = nudge.ways(channels);
    let via = Via::parse(&row.via).filter(|via| ways.contains(via)).or_else(|| ways.first().copied());
    let Some(via) = via else { return store.nudge_over(&row.id, Nudged::Dead, "no_address").await };
    let (permanent, code) = match send(app, channels, &row, &nudge, via).await {
        Answer::Accepted { .. } => return store.nudge_over(&row.id, Nudged::Done, "").await,
        Answer::Refused { permanent, code, .. } => (permanent, code),
        Answer::Unreachable { .. } => (false, "unreachable".into()),
    };
    let next = ways.into_iter().skip_while(|one| *one != via).nth(1);
    let minutes = minutes_until(row.attempts, via, next.is_some()).filter(|_| !permanent);
    match (minutes, next) {
        (Some(minutes), _) => {
            store.nudge_again(&row.id, store.now_ms() + minutes * 60_000, None, &code).await
        }
        (None, Some(via)) => store.nudge_again(&row.id, store.now_ms(), Some(via), &code).await,
        (None, None) => store.nudge_over(&row.id, Nudged::Dead, &code).await,
    }
}

impl Nudge {
    fn ways(&self, channels: &Channels) -> Vec<Via> {
        let there = |via: &Via| match via {
            Via::Mail => channels.mail.is_some() && !self.robots.addresses.mail.is_empty(),
            Via::Sms => false,
            Via::WeCom | Via::DingTalk => channels.robots.is_some() && self.robots.robot(*via).is_some(),
        };
        self.robots.ways.iter().copied().filter(there).collect()
    }
}

async fn send(app: &App, channels: &Channels, row: &Outgoing, nudge: &Nudge, via: Via) -> Answer {
    let now_ms = app.store().now_ms();
    if is_robot(via) {
        return nudge.robots.write(channels, via, &nudge.text, now_ms).await;
    }
    let Some((config, from)) = &channels.mail else {
        return Answer::Unreachable { words: "no such channel".into() };
    };
    let mail = Mail {
        outbox_id: row.id.clone(),
        from: from.clone(),
        to: nudge.robots.addresses.mail.reveal().to_owned(),
        reply_to: None,
        in_reply_to: None,
        subject: nudge.subject.clone(),
        text: nudge.text.clone(),
        sent_at_ms: now_ms,
        receipt: None,
        files: vec![],
    };
    connect::mail::send(config, &mail).await
}

/// Nothing where it does not wait for them any more, or they took back that they want to be told.
fn write(app: &App, db: &mut Connection, row: &Outgoing) -> Result<Option<Nudge>, Error> {
    let (store, user) = (app.store(), UserId::new(&row.party));
    let Some(kind) = TodoKind::parse(&row.template) else { return Ok(None) };
    let Some((number, link, todo)) = waiting(app, db, row, &user, kind)? else { return Ok(None) };
    let robots = Robots::of(store.reach_of_user(db, &user)?);
    if robots.ways.is_empty() {
        return Ok(None);
    }
    let locale = web_locale(robots.addresses.locale());
    let what = locale.t1(&format!("nudge-{}", kind.word()), "number", &number);
    let zone = web::format::shanghai();
    let text = group(locale, &zone, &what, todo.due_ms, Some(&app.url(&link)));
    Ok(Some(Nudge { subject: what, text, robots }))
}

type Waiting = (String, String, Todo);

fn waiting(
    app: &App,
    db: &mut Connection,
    row: &Outgoing,
    user: &UserId,
    kind: TodoKind,
) -> Result<Option<Waiting>, Error> {
    let store = app.store();
    if let Some(id) = row.subject.merchant() {
        let Some(merchant) = store.merchant(db, &id)? else { return Ok(None) };
        let todo = of_merchant(&merchant).into_iter().find(|one| one.user == *user && one.of == row.remedy);
        return Ok(todo.map(|todo| (id.to_string(), format!("/desk/merchants/{id}"), todo)));
    }
    let Some(id) = row.subject.case() else { return Ok(None) };
    let Some(loaded) = store.case(db, &id)? else { return Ok(None) };
    let todo = still(&loaded.case, user, kind, &row.remedy);
    let link =
        if kind == TodoKind::Approval { "/desk/approvals".to_owned() } else { format!("/desk/cases/{id}") };
    Ok(todo.map(|todo| (loaded.case.number.clone(), link, todo)))
}
