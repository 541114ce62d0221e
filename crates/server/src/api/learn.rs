//! `POST /api/v1/learn`: learn kinds and grades anew from the closed cases. It takes seconds in a large house; requests
//! are served meanwhile.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use store::Error;
use store::learned::Lesson;
use web::app::App;
use web::fault::Fault;

pub async fn learn(State(app): State<App>) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let learning = tokio::task::spawn_blocking(move || store.learn()).await;
    let lessons = learning.map_err(|_| Error::Stopped)??;
    Ok(Json(json!({
        "cases": lessons.cases,
        "kinds": lesson(&lessons.kinds),
        "grades": lessons.grades.as_ref().map(lesson),
    })))
}

fn lesson(lesson: &Lesson) -> Value {
    let labels = lesson.labels.iter().map(|label| (label.name.clone(), json!(label.cases)));
    json!({
        "model": lesson.model,
        "bytes": lesson.bytes,
        "cases": labels.collect::<serde_json::Map<_, _>>(),
        "held_back": { "cases": lesson.held_back.cases, "right": lesson.held_back.right },
    })
}
