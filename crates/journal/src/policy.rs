//! Whom a reader trusts, in a file of the reader's own: C2SP tlog-policy (logs, witnesses, groups of them, a quorum),
//! and three lines of ours, for time and completeness:
//!
//! ```text
//! log <vkey> [<url>]
//! witness <name> <vkey> [<url>]
//! group <name> all|any|<k> <member>...
//! quorum <name>|none
//! tsa <name> <file of certificates in PEM>
//! stamps <k>
//! heads required
//! ```
//!
//! A checkpoint is believed when one of the logs signed it, the quorum of witnesses saw it, and `k` of the authorities
//! have stamped it or one that came after. Keys and certificates in a bundle are hints and never taken for trust.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    cosign::Witness,
    note::{KeyError, Verifier},
    stamp::{Authority, AuthorityError},
    verify::{Confirmation, Outsiders, Problem, Report},
};

/// A file may name as many of each as the specification asks for, and a good deal more.
const MAX_LINES: usize = 1_000;

#[derive(Debug, Clone, Default)]
pub struct Policy {
    pub logs: Vec<Verifier>,
    witnesses: BTreeMap<String, Witness>,
    groups: BTreeMap<String, Group>,
    /// Every name is a member of one group at most, so that a witness counts in one way only.
    members: BTreeSet<String>,
    quorum: Option<String>,
    authorities: Vec<(String, String)>,
    /// How many of the authorities must have stamped.
    stamps: usize,
    heads_required: bool,
}

#[derive(Debug, Clone)]
struct Group {
    least: usize,
    members: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct PolicyError {
    pub line: usize,
    pub what: What,
}

#[derive(Debug, thiserror::Error)]
pub enum What {
    #[error("not a line of a policy")]
    Unknown,
    #[error("a control character, or more than is read")]
    Characters,
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the name {0:?} is taken, or was not defined before")]
    Name(String),
    #[error("at least one and at most as many as there are members")]
    Count,
    #[error("there is one quorum line, and no more")]
    Quorum,
    #[error("the file of certificates cannot be read: {0}")]
    File(String),
    #[error(transparent)]
    Authority(#[from] AuthorityError),
}

impl Policy {
    /// Reads a policy; `file` gives the text of a file it names.
    pub fn parse(
        text: &str,
        mut file: impl FnMut(&str) -> Result<String, String>,
    ) -> Result<Policy, PolicyError> {
        let mut policy = Policy::default();
        let mut line = 0;
        let mut read = || {
            let allowed = |letter: char| !letter.is_control() || letter == '\t' || letter == '\n';
            if !text.chars().all(allowed) || text.lines().count() > MAX_LINES {
                return Err(What::Characters);
            }
            for (at, words) in text.split('\n').enumerate() {
                line = at + 1;
                let words: Vec<&str> = words.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
                if words.first().is_some_and(|word| !word.starts_with('#')) {
                    policy.line(&words, &mut file)?;
                }
            }
            policy.whole()
        };
        read().map_err(|what| PolicyError { line, what })?;
        Ok(policy)
    }

    fn line(
        &mut self,
        words: &[&str],
        file: &mut impl FnMut(&str) -> Result<String, String>,
    ) -> Result<(), What> {
        match words {
            ["log", key] | ["log", key, _] => self.log(key),
            ["witness", name, key] | ["witness", name, key, _] => self.witness(name, key),
            ["group", name, least, members @ ..] => self.group(name, least, members),
            ["quorum", name] => self.set_quorum(name),
            ["tsa", name, path] => self.authority(name, file(path).map_err(What::File)?),
            ["stamps", count] => {
                self.stamps = count.parse().map_err(|_| What::Count)?;
                Ok(())
            }
            ["heads", "required"] => {
                self.heads_required = true;
                Ok(())
            }
            _ => Err(What::Unknown),
        }
    }

    fn log(&mut self, key: &str) -> Result<(), What> {
        let key: Verifier = key.parse()?;
        if self.logs.contains(&key) {
            return Err(What::Name(key.name().to_owned()));
        }
        self.logs.push(key);
        Ok(())
    }

    fn witness(&mut self, name: &str, key: &str) -> Result<(), What> {
        let witness: Witness = key.parse()?;
        self.fresh(name)?;
        if self.witnesses.values().any(|known| known.name() == witness.name()) {
            return Err(What::Name(name.to_owned()));
        }
        self.witnesses.insert(name.to_owned(), witness);
        Ok(())
    }

    fn group(&mut self, name: &str, least: &str, members: &[&str]) -> Result<(), What> {
        self.fresh(name)?;
        let distinct: BTreeSet<&str> = members.iter().copied().collect();
        let free = |member: &str| self.knows(member) && !self.members.contains(member);
        if let Some(unknown) = distinct.iter().find(|member| !free(member)) {
            return Err(What::Name((*unknown).to_owned()));
        }
        let least = match least {
            "all" => members.len(),
            "any" => 1,
            count => count.parse().map_err(|_| What::Count)?,
        };
        if distinct.len() != members.len() || !(1..=members.len()).contains(&least) {
            return Err(What::Count);
        }
        let members: Vec<String> = members.iter().map(|member| (*member).to_owned()).collect();
        self.members.extend(members.iter().cloned());
        self.groups.insert(name.to_owned(), Group { least, members });
        Ok(())
    }

    fn set_quorum(&mut self, name: &str) -> Result<(), What> {
        if self.quorum.is_some() {
            return Err(What::Quorum);
        }
        if name != "none" && !self.knows(name) {
            return Err(What::Name(name.to_owned()));
        }
        self.quorum = Some(name.to_owned());
        Ok(())
    }

    fn authority(&mut self, name: &str, pem: String) -> Result<(), What> {
        if self.authorities.iter().any(|(known, _)| known == name) {
            return Err(What::Name(name.to_owned()));
        }
        // A root alone is whole only together with the chain that comes with a token.
        match Authority::trusted(name, &pem, None) {
            Ok(_) | Err(AuthorityError::OtherRoot) => {}
            Err(error) => return Err(error.into()),
        }
        self.authorities.push((name.to_owned(), pem));
        Ok(())
    }

    /// Witnesses and groups share their names.
    fn knows(&self, name: &str) -> bool {
        self.witnesses.contains_key(name) || self.groups.contains_key(name)
    }

    fn fresh(&self, name: &str) -> Result<(), What> {
        if name == "none" || self.knows(name) { Err(What::Name(name.to_owned())) } else { Ok(()) }
    }

    fn whole(&self) -> Result<(), What> {
        if self.quorum.is_none() {
            return Err(What::Quorum);
        }
        if self.stamps > self.authorities.len() { Err(What::Count) } else { Ok(()) }
    }

    pub fn outsiders(&self) -> Outsiders {
        Outsiders {
            authorities: self.authorities.clone(),
            witnesses: self.witnesses.values().cloned().collect(),
        }
    }

    /// What this policy asks for and the report does not show.
    pub fn lacks(&self, report: &Report) -> Vec<Problem> {
        let mut lacks = vec![];
        let signed = |witness: &Witness| report.witnesses.iter().any(|one| one.witness == witness.name());
        let saw: BTreeSet<&str> =
            self.witnesses.iter().filter(|(_, key)| signed(key)).map(|(name, _)| name.as_str()).collect();
        if let Some(quorum) =
            self.quorum.as_deref().filter(|name| *name != "none" && !self.is_met(name, &saw))
        {
            lacks.push(Problem::QuorumMissing { quorum: quorum.to_owned() });
        }
        let stamped: BTreeSet<&str> = report
            .stamps
            .iter()
            .filter(|stamp| stamp.confirmation == Confirmation::Confirmed)
            .map(|stamp| stamp.authority.as_str())
            .collect();
        if stamped.len() < self.stamps {
            lacks.push(Problem::StampsMissing { wanted: self.stamps, found: stamped.len() });
        }
        if self.heads_required && report.complete.is_none() {
            lacks.push(Problem::HeadsRequired);
        }
        lacks
    }

    /// A group names only what was defined before it, and each name once, so this ends soon.
    fn is_met(&self, name: &str, saw: &BTreeSet<&str>) -> bool {
        match self.groups.get(name) {
            Some(group) => {
                group.members.iter().filter(|member| self.is_met(member, saw)).count() >= group.least
            }
            None => saw.contains(name),
        }
    }
}
