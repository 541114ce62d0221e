//! What was shown in a case: each piece with the record of how it came to us, its later versions, what a person makes
//! of it, and what the other side says to it.

use super::Case;
use crate::actor::Party;
use crate::content::ContentRef;
use crate::id::UserId;
use crate::words::{Silence, Verdict};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub id: String,
    pub kind: String,
    /// Who handed it in.
    pub party: Party,
    /// Whom it comes from, where somebody else handed it in for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Party>,
    pub source: Source,
    /// Detected from the bytes, never from the name.
    pub media: String,
    pub content: ContentRef,
    pub at_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Who collected it, from whom, when and how; sealed, because it says a lot about people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<ContentRef>,
    /// What was read from the file itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<ContentRef>,
    /// The piece it corrects, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<ContentRef>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    #[default]
    Uploaded,
    /// Fetched from another system, such as the order of the shop.
    Pulled,
    /// Told on the telephone; the piece is the note of the call.
    Phone,
    /// From a carrier, an inspector or another who is no side of the matter.
    ThirdParty,
}

impl Source {
    pub const ALL: [Source; 4] = [Source::Uploaded, Source::Pulled, Source::Phone, Source::ThirdParty];
    pub fn word(self) -> &'static str {
        match self {
            Source::Uploaded => "uploaded",
            Source::Pulled => "pulled",
            Source::Phone => "phone",
            Source::ThirdParty => "third_party",
        }
    }
    pub fn parse(word: &str) -> Option<Source> {
        Source::ALL.into_iter().find(|source| source.word() == word)
    }
}

/// What a person makes of a piece of evidence. A later one takes the place of an earlier one; the journal keeps both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    pub evidence: String,
    pub authenticity: Verdict,
    pub legality: Verdict,
    pub relevance: Verdict,
    /// 0 to 100.
    pub weight: u8,
    /// The kinds of the playbook it counts for besides its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<String>,
    pub reasons: ContentRef,
    pub by: UserId,
    pub at_ms: i64,
}

impl Assessment {
    /// Nothing can rest on a piece that fails in one of the three.
    pub fn is_rejected(&self) -> bool {
        [self.authenticity, self.legality, self.relevance].contains(&Verdict::Rejected)
    }
    /// The three in one word: the worst that was said.
    pub fn verdict(&self) -> Verdict {
        let said = [self.authenticity, self.legality, self.relevance];
        [Verdict::Rejected, Verdict::Doubtful, Verdict::Accepted]
            .into_iter()
            .find(|verdict| said.contains(verdict))
            .unwrap_or(Verdict::NotJudged)
    }
}

/// What one side says to a piece of the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub evidence: String,
    pub by: Party,
    pub text: ContentRef,
    pub at_ms: i64,
}

impl Evidence {
    /// On whose side it counts.
    pub fn side(&self) -> Party {
        self.from.unwrap_or(self.party)
    }
}

impl Case {
    pub fn piece(&self, id: &str) -> Option<&Evidence> {
        self.evidence.iter().find(|item| item.id == id)
    }
    /// The piece that took the place of this one.
    pub fn successor(&self, id: &str) -> Option<&Evidence> {
        self.evidence.iter().find(|item| item.supersedes.as_deref() == Some(id))
    }
    /// The piece as it stands after all corrections.
    pub fn newest(&self, id: &str) -> Option<&Evidence> {
        let mut item = self.piece(id)?;
        while let Some(next) = self.successor(&item.id) {
            item = next;
        }
        Some(item)
    }
    pub fn assessment(&self, id: &str) -> Option<&Assessment> {
        self.assessments.iter().find(|one| one.evidence == id)
    }
    pub fn request(&self, id: &str) -> Option<&super::Request> {
        self.requests.iter().find(|one| one.id == id)
    }
    /// Corrected by nobody and rejected by nobody.
    pub fn stands(&self, item: &Evidence) -> bool {
        self.successor(&item.id).is_none() && !self.assessment(&item.id).is_some_and(Assessment::is_rejected)
    }
    /// A request that lapsed where the fact is then taken as the other side shows it: a finding may rest on it.
    pub fn is_taken_as_shown(&self, request: &str) -> bool {
        self.request(request).is_some_and(|one| {
            one.state == super::RequestState::Lapsed && one.silence == Silence::AsOtherSide
        })
    }
    pub(super) fn assess(&mut self, assessment: &Assessment) {
        self.assessments.retain(|one| one.evidence != assessment.evidence);
        self.assessments.push(assessment.clone());
    }
}
