//! What a partner that carries messages can say.

/// The answer to one message. Whoever asked decides from it: done, try again later, or show it to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The partner took the message; `reference` is what it calls it, to be quoted when asking after it.
    Accepted { reference: String },
    /// The partner said no. `permanent` is its own judgement: the same message will be refused again.
    Refused { permanent: bool, code: String, words: String },
    /// No answer that can be relied on. The message may or may not have gone out; it may be sent again,
    /// because it carries our outbox id and a doubled one is recognisable.
    Unreachable { words: String },
}

/// Partners' words end up in logs and on pages, so they are kept to one short line.
pub(crate) fn short(words: impl AsRef<str>) -> String {
    let line = words.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).take(300).collect()
}
