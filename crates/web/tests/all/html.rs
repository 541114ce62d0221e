//! As much HTML as the tests need: tags in order, with their attributes, and whether they are closed.

use std::collections::HashMap;

pub struct Tag {
    pub name: String,
    pub attributes: HashMap<String, String>,
    /// The names of the elements it stands in, outermost first.
    pub inside: Vec<String>,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

const VOID: [&str; 7] = ["meta", "link", "input", "br", "img", "hr", "rect"];

/// All opening tags; an element that is closed wrongly or never is an error.
pub fn tags(html: &str) -> Result<Vec<Tag>, String> {
    let (mut open, mut tags): (Vec<String>, Vec<Tag>) = (Vec::new(), Vec::new());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = end_of_tag(rest).ok_or("a tag does not end")?;
        let (inner, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if inner.starts_with('!') {
            continue;
        }
        if let Some(name) = inner.strip_prefix('/') {
            match open.pop() {
                Some(last) if last == name => continue,
                last => return Err(format!("</{name}> closes {last:?}")),
            }
        }
        let tag = parse(inner, open.clone());
        // What is drawn may end in itself.
        let ends_itself = inner.ends_with('/') && open.iter().any(|name| name == "svg");
        if !VOID.contains(&tag.name.as_str()) && !ends_itself {
            open.push(tag.name.clone());
        }
        tags.push(tag);
    }
    if open.is_empty() { Ok(tags) } else { Err(format!("never closed: {open:?}")) }
}

fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, c)| match (quote, c) {
        (None, '>') => Some(at),
        (None, '"' | '\'') => {
            quote = Some(c);
            None
        }
        (Some(q), _) if q == c => {
            quote = None;
            None
        }
        _ => None,
    })
}

fn parse(inner: &str, inside: Vec<String>) -> Tag {
    let inner = inner.trim_end_matches('/');
    let (name, mut rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let mut attributes = HashMap::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let Some(quoted) = rest.strip_prefix('=') else {
            attributes.insert(key, String::new());
            continue;
        };
        let quote = quoted.chars().next().unwrap_or('"');
        let value = &quoted[1..];
        let close = value.find(quote).unwrap_or(value.len());
        assert!(
            attributes.insert(key.clone(), value[..close].to_owned()).is_none(),
            "{key} stands twice in <{inner}>"
        );
        rest = value.get(close + 1..).unwrap_or("");
    }
    Tag { name: name.to_owned(), attributes, inside }
}
