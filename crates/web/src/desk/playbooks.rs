//! `GET /desk/playbooks`, `GET|POST /desk/playbooks/{kind}`: the files a house works by. Everybody at the desk reads
//! them; an administrator changes one, sees what is wrong, what differs and how the newest cases would have fared, and
//! makes it count.

use super::queue::kind_words;
use super::request::Fields;
use super::{html, page};
use crate::answer::Refused;
use crate::app::App;
use crate::face::span;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::desk::{
    BookPage, BookRow, BooksPage, Changed, Checked, MovedCase, Past, Preview, TriedRung, Wrong,
};
use crate::page::parts::Choice;
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use domain::actor::Role;
use domain::calendar::Span;
use domain::playbook::{BookFile, Change, PlaybookError, Playbooks, Told, diff};
use domain::what_if::{NewlyLate, Report, RungLine};
use store::books::{Activated, Changes};
use store::preview::Suggested;
use store::{Error, Store};

const PAST: usize = 50;
const CASES: usize = 100;
const COMMON: &str = "common";

pub async fn list(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    fields: Fields,
) -> Result<Response, Fault> {
    if let Some(kind) = fields.get("kind").filter(|kind| is_kind(kind)) {
        return Ok(Redirect::to(&format!("/desk/playbooks/{kind}")).into_response());
    }
    let p = page(&app, &reader, &who);
    let store = app.store().clone();
    let past = app.store().db().read(move |db| store.activations(db, PAST)).await?;
    let store = app.store();
    let books = &store.policy().playbooks;
    let kinds = books.all().iter().map(|book| {
        (book.kind.as_str(), book.label.read(p.locale.into()).to_owned(), book.version.to_string())
    });
    let common = (COMMON, p.t("book-common").to_owned(), String::new());
    let rows = [common].into_iter().chain(kinds);
    let rows = rows.map(|(kind, label, version)| row(books, &past, kind, label, version)).collect();
    Ok(html(
        StatusCode::OK,
        &BooksPage {
            no: store.books_no(),
            rows,
            past: past.into_iter().map(before).collect(),
            broken: store.books_broken().iter().map(ToString::to_string).collect(),
            editable: is_admin(&who),
            p,
        },
    ))
}

fn row(books: &Playbooks, past: &[Activated], kind: &str, label: String, version: String) -> BookRow {
    let name = file_name(kind);
    let file = books.file(&name);
    let last = past.iter().find(|one| one.activation.files.contains_key(&name));
    let last = last.filter(|_| file.is_some_and(|file| !file.is_shipped()));
    BookRow {
        href: format!("/desk/playbooks/{kind}"),
        label,
        kind: kind.to_owned(),
        version,
        digest: file.map_or_else(String::new, |file| file.sha256[..12].to_owned()),
        since_ms: last.map(|one| one.at_ms),
        by: last.map_or_else(String::new, |one| one.by.clone()),
    }
}

fn before(one: Activated) -> Past {
    Past {
        no: one.activation.no,
        at_ms: one.at_ms,
        by: one.by,
        files: one.activation.files.into_keys().collect(),
        why: one.why.unwrap_or_default(),
    }
}

pub async fn book(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(kind): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    let mut p = page(&app, &reader, &who);
    if let Some(no) = fields.get("done") {
        p.flash = Some(Flash::Done(p.t1("book-done", "no", no)));
    }
    let mut shown = shown(app.store(), p, &who, &kind)?;
    if let Some(version) = fields.get("version").filter(|version| **version != *shown.version_id) {
        let (store, version, of) = (app.store().clone(), version.to_owned(), kind.clone());
        let wanted = version.clone();
        let old = app.store().db().read(move |db| store.book_of_version(db, &of, &wanted)).await?;
        let old = old.ok_or(Refusal::NotFound)?;
        shown = BookPage {
            version: String::new(),
            version_id: version,
            digest: old.sha256,
            text: old.text,
            is_old: true,
            is_shipped: false,
            editable: false,
            ..shown
        };
    }
    Ok(html(StatusCode::OK, &shown))
}

/// The page of a file as it counts. An administrator who names a kind that is none yet begins one.
fn shown(store: &Store, p: Page, who: &Who, kind: &str) -> Result<BookPage, Fault> {
    let books = &store.policy().playbooks;
    let (book, file) = (books.get(kind), books.file(&file_name(kind)));
    if file.is_none() && !(is_admin(who) && is_kind(kind)) {
        return Err(Refusal::NotFound.into());
    }
    let label = match book {
        Some(book) => book.label.read(p.locale.into()).to_owned(),
        None if kind == COMMON => p.t("book-common").to_owned(),
        None => p.t("book-new").to_owned(),
    };
    Ok(BookPage {
        kind: kind.to_owned(),
        label,
        version: book.map_or_else(String::new, |book| book.version.to_string()),
        version_id: book.map_or_else(String::new, |book| book.version_id.clone()),
        digest: file.map_or_else(String::new, |file| file.sha256.clone()),
        is_shipped: file.is_some_and(BookFile::is_shipped),
        is_old: false,
        no: store.books_no(),
        text: file.map_or_else(|| begun(books, kind), |file| file.text.clone()),
        why: String::new(),
        editable: is_admin(who),
        checked: None,
        p,
    })
}

/// A new kind begins as a copy of the one that is left over.
fn begun(books: &Playbooks, kind: &str) -> String {
    let pattern = books.file("other.toml").map_or("", |file| &file.text);
    pattern.replace("kind = \"other\"", &format!("kind = \"{kind}\""))
}

pub async fn save(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(kind): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let mut p = page(&app, &reader, &who);
    p.path = format!("/desk/playbooks/{kind}");
    let mut shown = shown(app.store(), p, &who, &kind)?;
    // Browsers end lines their own way.
    let text = form.raw("text").replace("\r\n", "\n");
    let back = form.get("do") == Some("shipped");
    let name = file_name(&kind);
    let changes = Changes::from([(name.clone(), (!back).then(|| text.clone()))]);
    (shown.text, shown.why) = (text, form.text("why"));
    if form.get("do") == Some("check") {
        shown.checked = Some(check(&app, &shown, changes).await?);
        let clean = shown.checked.as_ref().is_some_and(|checked| checked.wrong.is_empty());
        let status = if clean { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return Ok(html(status, &shown));
    }
    let refusal = match form.get("why") {
        None => Err(Error::from(Refusal::ReasonMissing)),
        Some(why) => {
            app.store().activate_books(&who.actor, changes.clone(), Some(why), form.number("from")).await
        }
    };
    match refusal {
        Ok(Ok(activation)) => {
            Ok(Redirect::to(&format!("/desk/playbooks/{kind}?done={}", activation.no)).into_response())
        }
        Ok(Err(errors)) => {
            let wrong = wrong(&shown.p, &errors, &name, &shown.text);
            shown.checked = Some(Checked { wrong, ..Checked::default() });
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(error) => {
            let refused = Refused::of(&shown.p, error)?;
            shown.p.flash = refused.flash();
            shown.checked = Some(check(&app, &shown, changes).await?);
            Ok(html(refused.status, &shown))
        }
    }
}

async fn check(app: &App, shown: &BookPage, changes: Changes) -> Result<Checked, Fault> {
    let (store, p, name) = (app.store(), &shown.p, file_name(&shown.kind));
    let running = store.policy().playbooks.file(&name).cloned();
    let typed = BookFile::new(&name, &shown.text);
    let differs = running.and_then(|running| diff(&running, &typed).ok()).unwrap_or_default();
    let changes_shown = differs.iter().map(|one| changed(p, one)).collect();
    let looked = {
        let store = store.clone();
        tokio::task::spawn_blocking(move || looked(&store, &changes)).await.map_err(|_| Error::Stopped)??
    };
    Ok(match looked {
        Err(errors) => {
            Checked { wrong: wrong(p, &errors, &name, &shown.text), changes: changes_shown, preview: None }
        }
        Ok((preview, report)) => Checked {
            wrong: vec![],
            changes: changes_shown,
            preview: Some(previewed(store, p, &preview, &report)),
        },
    })
}

type Looked = Result<(store::preview::Preview, Report), Vec<PlaybookError>>;

/// How the newest cases would have been suggested, and which of them would have been late.
fn looked(store: &Store, changes: &Changes) -> Result<Looked, Error> {
    let books = match store.db().read_blocking(|db| store.check_books(db, changes))? {
        Ok(books) => books,
        Err(errors) => return Ok(Err(errors)),
    };
    let preview = store.db().read_blocking(|db| store.preview_books(db, &books, CASES))?;
    Ok(Ok((preview, store.what_if(&books, CASES, 1)?)))
}

fn changed(p: &Page, change: &Change) -> Changed {
    let told = |told: &Told| match told {
        Told::Span(amount, unit) => span(p, Span::new(*unit, *amount)),
        Told::Text(text) => text.clone(),
    };
    Changed {
        field: change.field.join(" "),
        before: change.before.as_ref().map(told),
        after: change.after.as_ref().map(told),
    }
}

fn previewed(store: &Store, p: &Page, preview: &store::preview::Preview, report: &Report) -> Preview {
    let moved = preview.moved.iter().map(|one| MovedCase {
        href: format!("/desk/cases/{}", one.id),
        number: one.number.clone(),
        before: suggested(store, p, &one.before),
        after: suggested(store, p, &one.after),
    });
    let late = |one: NewlyLate| Choice { value: format!("/desk/cases/{}", one.id), label: one.number };
    let turn = report.late_cases();
    Preview {
        cases: preview.cases,
        kinds: preview.kinds,
        grades: preview.grades,
        classes: preview.classes,
        moved: moved.collect(),
        late: (turn.before, turn.after),
        newly_late: report.newly_late().into_iter().map(late).collect(),
        rungs: report.rungs().into_iter().filter(differs).map(|line| rung(store, p, line)).collect(),
    }
}

fn differs(line: &RungLine) -> bool {
    [line.offered, line.taken, line.fen].iter().any(|turn| turn.difference() != 0)
}

fn rung(store: &Store, p: &Page, line: RungLine) -> TriedRung {
    TriedRung {
        kind: kind_words(store, p, &line.kind),
        rung: line.rung,
        offered: (line.offered.before, line.offered.after),
        taken: (line.taken.before, line.taken.after),
        fen: (line.fen.before as i64, line.fen.after as i64),
    }
}

fn suggested(store: &Store, p: &Page, one: &Suggested) -> String {
    format!(
        "{} · {} · {}",
        kind_words(store, p, &one.kind),
        one.grade.word(),
        super::beside::class(p, one.class)
    )
}

fn wrong(p: &Page, errors: &[PlaybookError], name: &str, text: &str) -> Vec<Wrong> {
    let quote = |error: &PlaybookError| {
        let line = text.lines().nth(error.line.checked_sub(1)?).filter(|_| error.file == name)?;
        Some(line.chars().take(120).collect())
    };
    let one = |error: &PlaybookError| Wrong {
        file: error.file.clone(),
        line: error.line,
        words: error.read(p.locale.into()).to_owned(),
        quote: quote(error),
    };
    errors.iter().map(one).collect()
}

fn is_admin(who: &Who) -> bool {
    who.role() == Some(Role::Admin)
}

fn is_kind(kind: &str) -> bool {
    (1..=40).contains(&kind.len()) && kind.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_')
}

fn file_name(kind: &str) -> String {
    format!("{kind}.toml")
}
