//! The years that come with Redress. A year without a notice is provisional until an administrator imports one.

use super::{Calendar, Year};

macro_rules! shipped_years {
    ($($name:literal),+ $(,)?) => { [$(($name, include_str!(concat!("../../calendars/", $name)))),+] };
}

const FILES: [(&str, &str); 4] = shipped_years!("2024.toml", "2025.toml", "2026.toml", "2027.toml");

impl Calendar {
    /// Checked when the program was built: a test loads them.
    pub fn shipped() -> Calendar {
        match Calendar::load(&FILES) {
            Ok(calendar) => calendar,
            Err(errors) => panic!("the shipped calendar does not load: {errors:?}"),
        }
    }

    /// Name and text of the shipped files.
    pub fn shipped_files() -> &'static [(&'static str, &'static str)] {
        &FILES
    }

    /// Where the notice of a shipped year was read; nothing of a year that stands in the place of one.
    pub fn shipped_source(year: &Year) -> Option<&'static str> {
        let (_, text) = FILES.iter().find(|(name, _)| *name == format!("{}.toml", year.year))?;
        let same = Calendar::load(&[("", text)]).ok()?.year(year.year) == Some(year);
        let source = text.lines().find_map(|line| line.strip_prefix("source = "))?;
        same.then(|| source.trim().trim_matches('"'))
    }
}
