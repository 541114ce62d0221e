//! Makes one script of several modules, so that a page can carry it within itself and be opened from a disk, where
//! browsers load no modules. It knows only the few forms of import and export that our modules and the packages use,
//! each on a line of its own, and stops the build at any other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Source texts by the names of their files without the ending.
pub struct Modules(BTreeMap<String, String>);

impl Modules {
    pub fn new() -> Modules {
        Modules(BTreeMap::new())
    }

    pub fn add(&mut self, name: &str, source: String) {
        let before = self.0.insert(name.to_owned(), source);
        assert!(before.is_none(), "two modules are called {name}");
    }

    /// Everything `entry` needs, each module once and behind what it imports.
    pub fn link(&self, entry: &str) -> String {
        let mut linked = Linked { modules: self, done: Vec::new(), script: String::new() };
        linked.take(entry);
        format!("(() => {{\n'use strict';\n{}}})();\n", linked.script)
    }
}

struct Linked<'m> {
    modules: &'m Modules,
    done: Vec<String>,
    script: String,
}

impl Linked<'_> {
    fn take(&mut self, name: &str) {
        if self.done.iter().any(|done| done == name) {
            return;
        }
        let source = self.modules.0.get(name).unwrap_or_else(|| panic!("there is no module {name}"));
        let (mut body, mut exports) = (String::new(), Vec::new());
        for line in source.lines() {
            let line = match import(line) {
                Some((from, bound)) => {
                    self.take(&from);
                    bound
                }
                None => export(line, &mut exports).unwrap_or_else(|| line.to_owned()),
            };
            assert!(!line.starts_with("import ") && !line.starts_with("export "), "{name}: {line}");
            writeln!(body, "{line}").expect("a string can be written");
        }
        self.done.push(name.to_owned());
        let exports = exports.join(", ");
        writeln!(
            self.script,
            "const {} = (() => {{\n{body}return {{ {exports} }};\n}})();\n",
            variable(name)
        )
        .expect("a string can be written");
    }
}

/// `import { a, b as c } from './x.js';` or `import * as x from './x.js';`
fn import(line: &str) -> Option<(String, String)> {
    let (what, from) = line.strip_prefix("import ")?.strip_suffix(';')?.split_once(" from ")?;
    let from = from.trim_matches(['\'', '"']);
    let name = from.rsplit('/').next().unwrap_or(from).trim_end_matches(".js").to_owned();
    let what = what.strip_prefix("* as ").map_or_else(|| what.replace(" as ", ": "), str::to_owned);
    let bound = format!("const {what} = {};", variable(&name));
    Some((name, bound))
}

fn export(line: &str, exports: &mut Vec<String>) -> Option<String> {
    let rest = line.strip_prefix("export ")?;
    if let Some(names) =
        rest.strip_prefix("{ ").and_then(|rest| rest.trim_end_matches([';', '}', ' ']).into())
    {
        exports.extend(names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()));
        return Some(String::new());
    }
    let declared = ["const ", "async function ", "function* ", "function ", "class "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))?;
    let ends = |letter: char| !(letter.is_ascii_alphanumeric() || letter == '_' || letter == '$');
    exports.push(declared.split(ends).next()?.to_owned());
    Some(rest.to_owned())
}

fn variable(name: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    format!("in_{}", name.chars().map(plain).collect::<String>())
}

/// Without the comments of a package, which are longer than its code; its licence is put before the whole.
pub fn without_comments(source: &str) -> String {
    let mut kept = String::new();
    let mut in_block = false;
    for line in source.lines() {
        let trimmed = line.trim();
        let begins = trimmed.starts_with("/**") || trimmed.starts_with("/*!");
        let is_comment = in_block || begins || trimmed.starts_with("//");
        in_block = (in_block || begins) && !trimmed.ends_with("*/");
        if !is_comment && !trimmed.is_empty() {
            writeln!(kept, "{line}").expect("a string can be written");
        }
    }
    kept
}
