//! Personal data has a type of its own that cannot be printed by accident: `{:?}` shows only that something is
//! there. Whoever needs the text says so with [`Personal::reveal`], which is easy to search for.

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
    /// First and last characters with stars between: 138****5678, 李*, a***@b.cn.
    pub fn masked(&self) -> String {
        let text = self.0.trim();
        if let Some((name, host)) = text.split_once('@') {
            let first: String = name.chars().take(1).collect();
            return format!("{first}***@{host}");
        }
        let letters: Vec<char> = text.chars().collect();
        match letters.len() {
            0 => String::new(),
            1 => "*".into(),
            2..=4 => format!("{}{}", letters[0], "*".repeat(letters.len() - 1)),
            n if n >= 10 => {
                let head: String = letters[..3].iter().collect();
                let tail: String = letters[n - 4..].iter().collect();
                format!("{head}****{tail}")
            }
            n => format!("{}***{}", letters[0], letters[n - 1]),
        }
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
        assert_eq!(phone.masked(), "138****5678");
        assert_eq!(Personal::new("李雷").masked(), "李*");
        assert_eq!(Personal::new("lei@example.cn").masked(), "l***@example.cn");
    }
}
