//! `GET /desk/cases/{id}/presence`: who else has this case open, asked for every twenty seconds.

use super::me;
use super::request::Named;
use crate::app::App;
use crate::reader::Reader;
use crate::who::Who;
use askama::Template;
use axum::extract::State;
use axum::response::Html;

#[derive(Template)]
#[template(path = "desk/presence.html")]
struct Presence {
    p: crate::page::Page,
    watchers: Vec<String>,
}

pub async fn presence(State(app): State<App>, reader: Reader, who: Who, Named(case): Named) -> Html<String> {
    let others = app.desk().meet(&case.case.id, &me(&who), app.store().now_ms());
    let watchers = others.iter().map(ToString::to_string).collect();
    Html(Presence { p: reader.page(&app), watchers }.render().expect("a line of strings renders"))
}
