//! What other teams were asked about a case, and what they said.

use crate::format;
use crate::page::Page;
use crate::page::desk::Task;
use crate::page::parts::Choice;
use domain::case::{self, Case};
use domain::playbook::Playbooks;
use domain::words::Team;
use std::collections::HashMap;
use store::timeline::{Told, texts};

pub fn tasks(p: &Page, case: &Case, told: &[Told]) -> Vec<Task> {
    let texts = texts(told);
    case.tasks.iter().map(|one| task(p, one, &texts)).collect()
}

fn task(p: &Page, one: &case::Task, texts: &HashMap<String, String>) -> Task {
    let text = |content: &domain::ContentRef| texts.get(&content.object).cloned().unwrap_or_default();
    let id = one.id.to_uppercase();
    let what = format!("{id} · {}", team(p, one.team));
    let line = match &one.answer {
        Some(answer) => p.t2("task-answered", "to", &answer.by, "at", format::full(&p.zone, answer.at_ms)),
        None => p.t2("task-open", "to", &one.to, "until", format::full(&p.zone, one.due_ms)),
    };
    Task {
        id: one.id.clone(),
        line: format!("{what} · {line}"),
        text: text(&one.text),
        answer: one.answer.as_ref().map(|answer| text(&answer.text)),
    }
}

pub fn teams(p: &Page) -> Vec<Choice> {
    let choice = |one: &Team| Choice { value: one.word().to_owned(), label: team(p, *one).to_owned() };
    Team::ALL.iter().map(choice).collect()
}

/// What a colleague knows: a kind of case by its name, or a team.
pub fn skill(p: &Page, playbooks: &Playbooks, code: &str) -> String {
    match Team::parse(code) {
        Some(one) => team(p, one).to_owned(),
        None => playbooks
            .get(code)
            .map_or_else(|| code.to_owned(), |book| book.label.read(p.locale.into()).to_owned()),
    }
}

pub fn team(p: &Page, team: Team) -> &'static str {
    match team {
        Team::Legal => p.t("team-legal"),
        Team::Data => p.t("team-data"),
        Team::Product => p.t("team-product"),
        Team::Operations => p.t("team-operations"),
        Team::Finance => p.t("team-finance"),
        Team::Engineering => p.t("team-engineering"),
    }
}
