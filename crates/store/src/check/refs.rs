//! Which content an entry speaks of: wherever its event holds an object with `object` and `commitment`.

use serde_json::Value;

/// One mention of content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ref {
    pub object: String,
    pub commitment: String,
    pub kind: Kind,
    /// The member of the event under which it stands.
    pub field: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Json,
    /// A file of this media type.
    File(String),
}

/// Fields whose content is one of our records rather than somebody's words.
const RECORDS: [&str; 8] = ["matter", "person", "brief", "record", "contact", "credential", "facts", "vote"];

pub fn refs(event: &str) -> Vec<Ref> {
    let mut found = vec![];
    if let Ok(event) = serde_json::from_str(event) {
        visit("", None, &event, &mut found);
    }
    found
}

fn visit(field: &str, media: Option<&str>, value: &Value, found: &mut Vec<Ref>) {
    match value {
        Value::Object(members) => {
            let word = |name: &str| members.get(name).and_then(Value::as_str);
            if let (Some(object), Some(commitment)) = (word("object"), word("commitment")) {
                let (object, commitment) = (object.to_owned(), commitment.to_owned());
                let kind = kind(field, media);
                found.push(Ref { object, commitment, kind, field: field.to_owned() });
            }
            members.iter().for_each(|(name, member)| visit(name, word("media"), member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| visit(field, media, item, found)),
        _ => {}
    }
}

/// `media` is the type of the file itself, not of what stands beside it.
fn kind(field: &str, media: Option<&str>) -> Kind {
    match media.filter(|_| field == "content") {
        Some("application/json") => Kind::Json,
        Some(media) => Kind::File(media.to_owned()),
        None if RECORDS.contains(&field) => Kind::Json,
        None => Kind::Text,
    }
}
