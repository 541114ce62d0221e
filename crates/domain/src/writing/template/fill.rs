//! Fields in a text: filled where the case knows what belongs there, left open where not.

use super::{Template, Templates};
use crate::words::Locale;
use std::collections::BTreeMap;

/// A template with its fields filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    /// The fields that stayed open, by their names in the file.
    pub open: Vec<String>,
}

impl Templates {
    /// `values` are what the case knows, by the name of the field. What is missing stays as `{its label}`.
    pub fn fill(&self, template: &Template, locale: Locale, values: &BTreeMap<&str, String>) -> Filled {
        let written = template.text.read(locale).trim();
        let mut filled = Filled { text: String::with_capacity(written.len() * 2), open: vec![] };
        let mut at = 0;
        for (start, end) in fields(written) {
            let name = &written[start + 1..end - 1];
            filled.text.push_str(&written[at..start]);
            match values.get(name) {
                Some(value) => filled.text.push_str(value),
                None => {
                    let label = self.fields.get(name).map_or(name, |label| label.read(locale));
                    filled.text.push_str(&format!("{{{label}}}"));
                    filled.open.push(name.to_owned());
                }
            }
            at = end;
        }
        filled.text.push_str(&written[at..]);
        filled
    }
}

/// What is still to be filled in, as it stands: `{金额}`, `{amount}`.
pub fn open_fields(text: &str) -> impl Iterator<Item = &str> {
    fields(text).map(|(start, end)| &text[start..end])
}

/// Byte ranges of `{…}` on one line, as long as a label may be.
pub(super) fn fields(text: &str) -> impl Iterator<Item = (usize, usize)> {
    const LETTERS_MAX: usize = 40;
    text.match_indices('{').filter_map(|(start, _)| {
        let inner = &text[start + 1..];
        let end = inner.find(['{', '}', '\n'])?;
        let closed = inner[end..].starts_with('}');
        let short = (1..=LETTERS_MAX).contains(&inner[..end].chars().count());
        (closed && short).then_some((start, start + 1 + end + 1))
    })
}
