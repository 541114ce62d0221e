//! `GET /desk/roster`: who does what and when, and one's own shift. `GET|POST /desk/roster/{user}`: a manager sets it.
//! `POST /desk/roster/duty`, `POST /desk/roster/hand-over`: coming and going.

mod own;
mod set;

pub use own::{duty, hand_over};
pub use set::{colleague, set};

use super::queue::owners;
use super::request::Fields;
use super::{html, me, page};
use crate::app::App;
use crate::face::task::skill;
use crate::fault::Fault;
use crate::page::desk::{OnRoster, RosterPage};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::event::Duty;
use store::people::Colleague;

pub async fn roster(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    fields: Fields,
) -> Result<Response, Fault> {
    let mut p = page(&app, &reader, &who);
    p.flash = fields.get("done").and_then(|done| flash(&p, done, fields.get("cases")));
    let store = app.store().clone();
    let colleagues = app.store().db().read(move |db| store.colleagues(db)).await?;
    let mine = colleagues.iter().find(|one| one.user == me(&who));
    let on_duty = mine.is_some_and(|one| one.duty == Duty::On);
    let mut owners = owners(&colleagues);
    owners.retain(|one| one.value != me(&who).as_str());
    let rows = colleagues.iter().map(|one| row(&app, &p, one)).collect();
    let open = mine.map_or(0, |one| one.open);
    Ok(html(StatusCode::OK, &RosterPage { on_duty, open, owners, rows, p }))
}

fn flash(p: &Page, done: &str, cases: Option<&str>) -> Option<Flash> {
    let words = match (done, cases) {
        ("set", _) => p.t("roster-done-set").to_owned(),
        ("duty", _) => p.t("roster-done-duty").to_owned(),
        ("handed", Some(cases)) => p.t1("roster-done-handed", "count", cases.parse::<u64>().ok()?),
        _ => return None,
    };
    Some(Flash::Done(words))
}

fn row(app: &App, p: &Page, one: &Colleague) -> OnRoster {
    let (now_ms, work) = (app.store().now_ms(), &one.work);
    let playbooks = &app.store().policy().playbooks;
    let standing = match () {
        () if one.duty == Duty::Off => p.t("roster-off"),
        () if work.on_leave(now_ms) => p.t("roster-leave"),
        () if work.in_shift(now_ms) => p.t("roster-there"),
        () if work.covers => p.t("roster-covers"),
        () => p.t("roster-away"),
    };
    OnRoster {
        name: one.user.to_string(),
        href: p.is_manager().then(|| format!("/desk/roster/{}", crate::dress::escaped(one.user.as_str()))),
        role: super::role_words(p, one.role),
        is_there: one.is_there(now_ms),
        standing,
        open: one.open,
        skills: work.skills.iter().map(|code| skill(p, playbooks, code)).collect(),
        shifts: work.shifts.iter().map(ToString::to_string).collect(),
        leave: work.leave.iter().map(ToString::to_string).collect(),
        apart_from: work.apart_from.iter().map(ToString::to_string).collect(),
        covers: work.covers,
        deputy: work.deputy.as_ref().map(ToString::to_string),
    }
}
