//! The years that come with Redress. A year without a notice is provisional until an administrator imports one.

use super::Calendar;

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
}
