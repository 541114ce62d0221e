//! Is all content the entries speak of here and unchanged, or hidden or erased by an entry that says so?
//!
//! An entry speaks of content wherever its event holds a JSON object with the members `object` and `commitment`. An
//! entry of the kind `erased` erases those objects whose ids stand anywhere in its event.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{ObjectState, Problem, Report, archive::Bag, entries::Entries, redaction::Redactions};
use crate::{
    bundle::{
        layout,
        objects::{Listed, ListedState, ObjectList},
    },
    hash::{Hash, commitment_to_digest},
};

pub(super) fn check(bag: &Bag, entries: &Entries, report: &mut Report) {
    let list = read_list(bag, &mut report.problems);
    let mentions = mentions(entries, &mut report.problems);
    check_mentions(&list, &mentions, report);
    let mentioned: BTreeSet<&str> = mentions.iter().map(|mention| mention.object.as_str()).collect();
    let redactions = Redactions::new(bag, entries, &list);
    for listed in list.values() {
        if !mentioned.contains(listed.id.as_str()) {
            report.problems.push(Problem::ObjectUnmentioned { object: listed.id.clone() });
        }
        check_listed(bag, entries, &redactions, listed, report);
    }
    check_files(bag, &list, &mut report.problems);
}

fn read_list(bag: &Bag, problems: &mut Vec<Problem>) -> BTreeMap<String, Listed> {
    let Some(bytes) = bag.bytes(layout::OBJECTS) else { return BTreeMap::new() };
    let Ok(ObjectList { objects }) = serde_json::from_slice(bytes) else {
        problems.push(Problem::FileMalformed { file: layout::OBJECTS.to_owned() });
        return BTreeMap::new();
    };
    let count = objects.len();
    let list: BTreeMap<_, _> = objects.into_iter().map(|listed| (listed.id.clone(), listed)).collect();
    if list.len() != count {
        problems.push(Problem::FileMalformed { file: layout::OBJECTS.to_owned() });
    }
    list
}

struct Mention {
    no: u64,
    object: String,
    commitment: Hash,
}

fn mentions(entries: &Entries, problems: &mut Vec<Problem>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (no, known) in entries {
        visit(&known.event, &mut |value| {
            let Some((object, commitment)) = content_ref(value) else { return };
            match commitment.parse() {
                Ok(commitment) => mentions.push(Mention { no: *no, object: object.to_owned(), commitment }),
                Err(_) => problems.push(Problem::CommitmentMalformed { no: *no, object: object.to_owned() }),
            }
        });
    }
    mentions
}

fn content_ref(value: &Value) -> Option<(&str, &str)> {
    Some((value.get("object")?.as_str()?, value.get("commitment")?.as_str()?))
}

fn visit(value: &Value, see: &mut impl FnMut(&Value)) {
    see(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, see)),
        Value::Object(members) => members.values().for_each(|member| visit(member, see)),
        _ => {}
    }
}

fn check_mentions(list: &BTreeMap<String, Listed>, mentions: &[Mention], report: &mut Report) {
    let mut missing = BTreeSet::new();
    for Mention { no, object, commitment } in mentions {
        match list.get(object) {
            None => {
                report.problems.push(Problem::ObjectMissing { object: object.clone(), no: *no });
                if missing.insert(object) {
                    report.found(object, ObjectState::Missing);
                }
            }
            Some(listed) if listed.commitment != *commitment => {
                report.problems.push(Problem::CommitmentDisagrees { object: object.clone(), no: *no });
            }
            Some(_) => {}
        }
    }
}

fn check_listed(bag: &Bag, entries: &Entries, redactions: &Redactions, listed: &Listed, report: &mut Report) {
    let (state, problem) = match &listed.state {
        ListedState::Present { salt, file } => check_present(bag, listed, salt, file),
        ListedState::Erased { by_no: no } if is_erased_by(entries, &listed.id, *no) => {
            (ObjectState::ValidErased { by_no: *no }, None)
        }
        ListedState::Erased { by_no: no } => {
            let problem = Problem::ErasureUnproven { object: listed.id.clone(), by_no: *no };
            (ObjectState::Altered, Some(problem))
        }
        ListedState::Redacted { by_no, file } => redactions.check(listed, *by_no, file.as_deref()),
    };
    report.problems.extend(problem);
    report.found(&listed.id, state);
}

fn check_present(bag: &Bag, listed: &Listed, salt: &Hash, file: &str) -> (ObjectState, Option<Problem>) {
    let file = file.to_owned();
    match bag.digests.get(&file) {
        _ if !layout::is_object_file(&file) => (ObjectState::Altered, Some(Problem::FileUnknown { file })),
        None if bag.damaged.contains(&file) => (ObjectState::Altered, None),
        None => (ObjectState::Missing, Some(Problem::FileMissing { file })),
        Some(digest) if commitment_to_digest(&salt.0, digest) == listed.commitment => {
            (ObjectState::Valid { file }, None)
        }
        Some(_) => {
            let object = listed.id.clone();
            (ObjectState::Altered, Some(Problem::ObjectAltered { object, file }))
        }
    }
}

fn is_erased_by(entries: &Entries, object: &str, by_no: u64) -> bool {
    let Some(erasing) = entries.get(&by_no).filter(|known| known.entry.kind() == "erased") else {
        return false;
    };
    let mut named = false;
    visit(&erasing.event, &mut |value| named |= value.as_str() == Some(object));
    named
}

/// Whatever is neither listed content nor part of the form has no business in the bundle.
fn check_files(bag: &Bag, list: &BTreeMap<String, Listed>, problems: &mut Vec<Problem>) {
    let content: BTreeSet<&str> = list
        .values()
        .filter_map(|listed| match &listed.state {
            ListedState::Present { file, .. } => Some(file.as_str()),
            ListedState::Redacted { file, .. } => file.as_deref(),
            ListedState::Erased { .. } => None,
        })
        .collect();
    let is_form = |file: &str| {
        let numbered = layout::event_no(file).or(layout::proof_no(file));
        layout::ALWAYS.contains(&file)
            || layout::HEADS.contains(&file)
            || layout::is_extra(file)
            || numbered.is_some()
            || content.contains(file)
    };
    let unknown = bag.digests.keys().filter(|file| !is_form(file));
    problems.extend(unknown.map(|file| Problem::FileUnknown { file: file.clone() }));
}
