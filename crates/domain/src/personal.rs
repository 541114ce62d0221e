//! Personal data has a type of its own that cannot be printed by accident: `{:?}` shows only that something is
//! there. Whoever needs the text says so with [`Personal::reveal`], which is easy to search for.

use mask::{Lengths, Sort};
use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal(String);

impl Personal {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
    pub fn reveal(&self) -> &str {
        &self.0
    }
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
    /// The family name of a Chinese name.
    pub fn surname(&self) -> Option<&str> {
        mask::surname(self.0.trim())
    }
    /// So much as one recognises one's own by: 138****5678, 李*, l**@example.cn. What it is shows by its looks.
    pub fn masked(&self, lengths: &Lengths) -> String {
        let text = self.0.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let sort = match () {
            _ if text.contains('@') => Sort::Mail,
            _ if digits >= 5 => Sort::Phone,
            _ => Sort::Name,
        };
        mask::mask_as(sort, text, lengths)
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "Personal(none)" } else { "Personal(…)" })
    }
}

#[cfg(test)]
mod tests {
    use super::Personal;

    #[test]
    fn personal_data_do_not_print_themselves() {
        let phone = Personal::new("13812345678");
        assert_eq!(format!("{phone:?}"), "Personal(…)");
        let lengths = mask::Lengths::default();
        assert_eq!(phone.masked(&lengths), "138****5678");
        assert_eq!(Personal::new("李雷").masked(&lengths), "李*");
        assert_eq!(Personal::new("lei@example.cn").masked(&lengths), "l**@example.cn");
    }
}
