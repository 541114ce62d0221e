//! Complaints kept elsewhere until now, filed as if they came today.
//!
//! LIMIT: clocks start at the import; the time it was filed elsewhere stands in the matter.
//! LIMIT: numbers of two systems are taken to be of one; give them a prefix before importing the second.

use super::{Given, IN_FLIGHT, Wrong, in_words, refused};
use connect::import::{ComplaintRow, Map, Settings, complaints, wanted};
use domain::Actor;
use domain::personal::Personal;
use domain::words::{Channel, Locale, Want};
use futures::{StreamExt, TryStreamExt, stream};
use std::collections::HashMap;
use store::filing::Intake;
use store::record::{Matter, Person};
use store::{Error, Store};

/// Complaints that can be filed, each of them checked.
#[derive(Default)]
pub struct Complaints {
    pub intakes: Vec<Intake>,
    /// Rows that say the same as an earlier one.
    pub repeated: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub new: usize,
    pub there: usize,
}

pub fn check(store: &Store, files: &[Given], map: &Map, settings: &Settings) -> Result<Complaints, String> {
    let (mut all, mut problems, mut wrong) = (Complaints::default(), String::new(), Wrong::default());
    let mut seen: HashMap<String, (ComplaintRow, &str)> = HashMap::new();
    for file in files {
        let read = match complaints(file.source(), map, settings) {
            Ok(read) => read,
            Err(found) => {
                problems.push_str(&found.to_string());
                continue;
            }
        };
        all.repeated += read.repeated;
        for row in read.rows {
            if let Some((before, other)) = seen.get(&row.external_id) {
                all.repeated += 1;
                if differs(before, &row) {
                    let words =
                        format!("number {} stands in {other}:{} for another", row.external_id, before.line);
                    wrong.add(&file.name, row.line, words);
                }
                continue;
            }
            let intake = intake(&row);
            if let Err(refusal) = store.check_intake(&intake) {
                wrong.add(&file.name, row.line, in_words(refusal, store.policy()));
            }
            all.intakes.push(intake);
            seen.insert(row.external_id.clone(), (row, &file.name));
        }
    }
    if problems.is_empty() { wrong.none_or(all) } else { Err(refused(problems)) }
}

/// Files them all. What fails leaves what was filed before it; a second import goes on from there.
pub async fn file(store: &Store, complaints: Complaints, done: impl Fn()) -> Result<Taken, Error> {
    let filing = |intake| async move { store.file(&Actor::System, intake).await };
    let mut filed = stream::iter(complaints.intakes).map(filing).buffered(IN_FLIGHT);
    let mut taken = Taken::default();
    while let Some(one) = filed.try_next().await? {
        match one.is_new {
            true => taken.new += 1,
            false => taken.there += 1,
        }
        done();
    }
    Ok(taken)
}

fn differs(before: &ComplaintRow, row: &ComplaintRow) -> bool {
    is_number(&row.external_id) && ComplaintRow { line: before.line, ..row.clone() } != *before
}

/// Rows without a number of their own are told apart by a hash, which means nothing to people.
fn is_number(external_id: &str) -> bool {
    !external_id.starts_with("sha256:")
}

fn intake(row: &ComplaintRow) -> Intake {
    let (wants, others) = wants(row);
    let text = text(row, &others);
    let personal = |text: &Option<String>| Personal::new(text.clone().unwrap_or_default());
    Intake {
        channel: Some(Channel::Import),
        locale: Some(locale(&text)),
        person: Person { name: personal(&row.name), phone: personal(&row.phone), mail: personal(&row.email) },
        matter: Matter {
            text: Personal::new(text),
            title: Some(row.title.clone()).filter(|title| !title.is_empty()),
            order_number: row.order_number.clone(),
            respondent: row.respondent.clone(),
            external: Some(row.external_id.clone()).filter(|id| is_number(id)),
            filed_ms: row.filed_at_ms,
        },
        wants,
        key: Some(format!("import:{}", row.external_id)),
        ..Intake::default()
    }
}

/// Wishes of our vocabulary, and the words of those that are not.
fn wants(row: &ComplaintRow) -> (Vec<Want>, Vec<&str>) {
    let (mut ours, mut others) = (vec![], vec![]);
    for raw in &row.wants {
        match wanted(raw).and_then(Want::parse) {
            Some(want) if ours.contains(&want) => {}
            Some(want) => ours.push(want),
            None => others.push(raw.as_str()),
        }
    }
    (ours, others)
}

/// The file's own words, all of them: what has no field of ours is a line below the text.
fn text(row: &ComplaintRow, others: &[&str]) -> String {
    let (problem, asked, and) = match locale(&row.text) {
        Locale::Zh => ("投诉问题：", "投诉要求：", "、"),
        Locale::En => ("Problem: ", "Asked for: ", ", "),
    };
    let problem = row.problem.as_ref().map(|words| format!("{problem}{words}"));
    let asked = (!others.is_empty()).then(|| format!("{asked}{}", others.join(and)));
    let below: Vec<String> = problem.into_iter().chain(asked).collect();
    if below.is_empty() { row.text.clone() } else { format!("{}\n\n{}", row.text, below.join("\n")) }
}

fn locale(text: &str) -> Locale {
    let chinese = text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    if chinese || text.is_empty() { Locale::Zh } else { Locale::En }
}
