//! A text that exists in both languages. There is no half-translated playbook: both fields are required and
//! an empty one is refused when the file is loaded.

use serde::{Deserialize, Serialize};

use crate::words::Locale;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    pub zh: String,
    pub en: String,
}

impl Both {
    pub fn read(&self, locale: Locale) -> &str {
        match locale {
            Locale::Zh => &self.zh,
            Locale::En => &self.en,
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.zh.trim().is_empty() || self.en.trim().is_empty()
    }
}

/// Words of ours in one language alone.
impl From<String> for Both {
    fn from(words: String) -> Both {
        Both { zh: words.clone(), en: words }
    }
}

impl From<&str> for Both {
    fn from(words: &str) -> Both {
        Both::from(words.to_owned())
    }
}

/// The same words in Chinese and English, with the same things filled in.
macro_rules! both {
    ($zh:literal, $en:literal $(, $arg:expr)* $(,)?) => {
        $crate::playbook::Both { zh: format!($zh $(, $arg)*), en: format!($en $(, $arg)*) }
    };
}
pub(crate) use both;
