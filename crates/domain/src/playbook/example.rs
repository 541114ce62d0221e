//! Examples: invented complaints every playbook carries, with the kind and grade they should get. They are the
//! playbook's own test and show its author what a change does before it is active.

use serde::{Deserialize, Serialize};

use super::{Facts, Playbooks};
use crate::words::{Grade, Locale, Noticed, Want};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    pub kind: String,
    pub grade: Grade,
    /// A reason that must be among those given.
    pub reason: Option<String>,
    /// A kind only a person may choose, expected as a hint.
    pub hint: Option<String>,
    #[serde(default)]
    pub wants: Vec<Want>,
    pub noticed: Option<Noticed>,
    pub amount_fen: Option<i64>,
    pub parcel_late_ms: Option<i64>,
    #[serde(default)]
    pub repeat: u32,
    #[serde(default)]
    pub group: bool,
    #[serde(default)]
    pub minor: bool,
}

/// An example that did not come out as its playbook says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surprise {
    pub playbook: String,
    pub text: String,
    pub words: String,
}

impl Playbooks {
    /// Runs every example of every playbook.
    pub fn surprises(&self) -> Vec<Surprise> {
        let examples =
            self.all().iter().flat_map(|playbook| playbook.examples.iter().map(move |e| (playbook, e)));
        examples
            .filter_map(|(playbook, example)| {
                let words = self.differs(example)?;
                Some(Surprise { playbook: playbook.kind.clone(), text: example.text.clone(), words })
            })
            .collect()
    }

    fn differs(&self, example: &Example) -> Option<String> {
        let got = self.suggest(&example.facts());
        let hint = got.hint.as_ref().map(|rival| rival.kind.clone());
        let reason = |code: &String| got.reasons.iter().any(|reason| reason.code == *code);
        let same = got.kind == example.kind
            && got.grade == example.grade
            && hint == example.hint
            && example.reason.iter().all(reason);
        (!same).then(|| format!("expected {} {:?}, got {got:?}", example.kind, example.grade))
    }
}

impl Example {
    fn facts(&self) -> Facts<'_> {
        Facts {
            text: &self.text,
            wants: &self.wants,
            noticed: self.noticed,
            amount_fen: self.amount_fen,
            parcel_late_ms: self.parcel_late_ms,
            repeat: self.repeat,
            group: self.group,
            minor: self.minor,
            locale: Locale::Zh,
            learned: None,
        }
    }
}
