use crate::app::App;
use crate::desk::queue::owners;
use crate::desk::{html, page};
use crate::face::task::skill;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::desk::ColleaguePage;
use crate::page::parts::{Choice, FieldError};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::words::Team;
use domain::work::Work;
use domain::{MerchantId, Refusal, UserId};
use store::people::Colleague;

pub async fn colleague(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(user): Path<String>,
) -> Result<Response, Fault> {
    let (known, deputies) = known(&app, &user).await?;
    let shifts: Vec<String> = known.work.shifts.iter().map(ToString::to_string).collect();
    let leave: Vec<String> = known.work.leave.iter().map(ToString::to_string).collect();
    let typed = (shifts.join("\n"), leave.join("\n"));
    Ok(html(StatusCode::OK, &drawn(&app, &reader, &who, (known, deputies), typed, vec![])))
}

pub async fn set(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(user): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let (mut known, deputies) = known(&app, &user).await?;
    let typed = (form.text("shifts"), form.text("leave"));
    let (shifts, leave) = (lines(&typed.0), lines(&typed.1));
    let wrong = |field, key| FieldError { field, message: reader.locale.t(key).to_owned() };
    let mut errors = vec![];
    errors.extend(shifts.is_err().then(|| wrong("shifts", "roster-shifts-wrong")));
    errors.extend(leave.is_err().then(|| wrong("leave", "roster-leave-wrong")));
    let work = Work {
        skills: form.all("skill").map(str::to_owned).collect(),
        apart_from: form.text("apart_from").split_whitespace().map(MerchantId::new).collect(),
        shifts: shifts.unwrap_or_default(),
        leave: leave.unwrap_or_default(),
        deputy: form.get("deputy").map(UserId::new),
        covers: form.get("covers").is_some(),
        boards: form.get("boards").is_some(),
    };
    if !errors.is_empty() {
        known.work = work;
        let page = drawn(&app, &reader, &who, (known, deputies), typed, errors);
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    app.store().set_work(&who.actor, &known.user, work).await?;
    Ok(Redirect::to("/desk/roster?done=set").into_response())
}

/// The colleague, and who could stand in for them.
async fn known(app: &App, user: &str) -> Result<(Colleague, Vec<Choice>), Fault> {
    let store = app.store().clone();
    let colleagues = app.store().db().read(move |db| store.colleagues(db)).await?;
    let user = UserId::new(user);
    let others = owners(&colleagues);
    let known = colleagues.into_iter().find(|one| one.user == user).ok_or(Refusal::NotFound)?;
    Ok((known, others))
}

/// One in a line; empty lines are nothing.
fn lines<T: std::str::FromStr>(typed: &str) -> Result<Vec<T>, T::Err> {
    typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::parse).collect()
}

fn drawn(
    app: &App,
    reader: &Reader,
    who: &Who,
    (known, deputies): (Colleague, Vec<Choice>),
    (shifts, leave): (String, String),
    errors: Vec<FieldError>,
) -> ColleaguePage {
    let mut p = page(app, reader, who);
    p.path = "/desk/roster".into();
    let playbooks = &app.store().policy().playbooks;
    let choice = |code: &str| Choice { value: code.to_owned(), label: skill(&p, playbooks, code) };
    let apart: Vec<&str> = known.work.apart_from.iter().map(MerchantId::as_str).collect();
    ColleaguePage {
        name: known.user.to_string(),
        kinds: playbooks.names().into_iter().map(choice).collect(),
        teams: Team::ALL.iter().map(|team| choice(team.word())).collect(),
        skills: known.work.skills.iter().cloned().collect(),
        apart_from: apart.join(" "),
        deputies: deputies.into_iter().filter(|one| one.value != known.user.as_str()).collect(),
        deputy: known.work.deputy.as_ref().map(ToString::to_string).unwrap_or_default(),
        covers: known.work.covers,
        boards: known.work.boards,
        shifts,
        leave,
        errors,
        p,
    }
}
