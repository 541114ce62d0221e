//! Words. Chinese is written first, English is complete; a test compares the two.
//!
//! Texts without arguments, nearly all, are resolved once, so a page costs a look-up per word.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locale {
    Zh,
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The language tag, as in `<html lang>` and as stored with a person.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// What `?lang=` or a stored tag means; anything else is no choice.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim();
        if tag.starts_with("zh") {
            return Some(Self::Zh);
        }
        tag.starts_with("en").then_some(Self::En)
    }

    /// The first language of an `Accept-Language` header that we speak; Chinese when there is none.
    pub fn of_header(accept: &str) -> Self {
        accept.split(',').find_map(Self::of_tag).unwrap_or(Self::Zh)
    }

    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    pub fn t(self, key: &str) -> &'static str {
        match self.words().fixed.get(key) {
            Some(text) => text,
            None => missing(key),
        }
    }

    pub fn t1(self, key: &str, name: &str, value: impl Display) -> String {
        self.tn(key, &[(name, value.to_string())])
    }

    pub fn t2(self, key: &str, a: &str, va: impl Display, b: &str, vb: impl Display) -> String {
        self.tn(key, &[(a, va.to_string()), (b, vb.to_string())])
    }

    /// A text with any arguments. One that is a number is passed as one, so that English can say "1 file, 2 files".
    pub fn tn(self, key: &str, values: &[(&str, String)]) -> String {
        let words = self.words();
        let Some(pattern) = words.bundle.get_message(key).and_then(|message| message.value()) else {
            return missing(key).to_owned();
        };
        let args: FluentArgs = values.iter().map(|(name, value)| (*name, number_or_text(value))).collect();
        let mut errors = Vec::new();
        let text = words.bundle.format_pattern(pattern, Some(&args), &mut errors);
        debug_assert!(errors.is_empty(), "the text {key}: {errors:?}");
        text.into_owned()
    }

    pub fn has(self, key: &str) -> bool {
        self.words().bundle.has_message(key)
    }

    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        self.words().keys.iter().map(String::as_str)
    }

    fn words(self) -> &'static Words {
        static ZH: LazyLock<Words> = LazyLock::new(|| Words::load(Locale::Zh, FILES_ZH));
        static EN: LazyLock<Words> = LazyLock::new(|| Words::load(Locale::En, FILES_EN));
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }
}

impl From<Locale> for domain::words::Locale {
    fn from(locale: Locale) -> Self {
        match locale {
            Locale::Zh => Self::Zh,
            Locale::En => Self::En,
        }
    }
}

impl From<domain::words::Locale> for Locale {
    fn from(locale: domain::words::Locale) -> Self {
        match locale {
            domain::words::Locale::Zh => Self::Zh,
            domain::words::Locale::En => Self::En,
        }
    }
}

macro_rules! files {
    ($dir:literal) => {
        &[
            include_str!(concat!("../locales/", $dir, "/books.ftl")),
            include_str!(concat!("../locales/", $dir, "/calendar.ftl")),
            include_str!(concat!("../locales/", $dir, "/check.ftl")),
            include_str!(concat!("../locales/", $dir, "/clocks.ftl")),
            include_str!(concat!("../locales/", $dir, "/closing.ftl")),
            include_str!(concat!("../locales/", $dir, "/common.ftl")),
            include_str!(concat!("../locales/", $dir, "/consign.ftl")),
            include_str!(concat!("../locales/", $dir, "/customer.ftl")),
            include_str!(concat!("../locales/", $dir, "/decide.ftl")),
            include_str!(concat!("../locales/", $dir, "/desk.ftl")),
            include_str!(concat!("../locales/", $dir, "/evidence.ftl")),
            include_str!(concat!("../locales/", $dir, "/face.ftl")),
            include_str!(concat!("../locales/", $dir, "/guard.ftl")),
            include_str!(concat!("../locales/", $dir, "/law.ftl")),
            include_str!(concat!("../locales/", $dir, "/logistics.ftl")),
            include_str!(concat!("../locales/", $dir, "/matter.ftl")),
            include_str!(concat!("../locales/", $dir, "/merchant.ftl")),
            include_str!(concat!("../locales/", $dir, "/money.ftl")),
            include_str!(concat!("../locales/", $dir, "/negotiate.ftl")),
            include_str!(concat!("../locales/", $dir, "/notice.ftl")),
            include_str!(concat!("../locales/", $dir, "/person.ftl")),
            include_str!(concat!("../locales/", $dir, "/privacy.ftl")),
            include_str!(concat!("../locales/", $dir, "/reconcile.ftl")),
            include_str!(concat!("../locales/", $dir, "/refusal.ftl")),
            include_str!(concat!("../locales/", $dir, "/regulator.ftl")),
            include_str!(concat!("../locales/", $dir, "/report.ftl")),
            include_str!(concat!("../locales/", $dir, "/shop.ftl")),
            include_str!(concat!("../locales/", $dir, "/signals.ftl")),
            include_str!(concat!("../locales/", $dir, "/view.ftl")),
            include_str!(concat!("../locales/", $dir, "/work.ftl")),
        ]
    };
}
static FILES_ZH: &[&str] = files!("zh-CN");
static FILES_EN: &[&str] = files!("en");

struct Words {
    bundle: FluentBundle<FluentResource>,
    fixed: HashMap<String, String>,
    keys: Vec<String>,
}

impl Words {
    fn load(locale: Locale, files: &[&str]) -> Self {
        let tag = locale.tag().parse().expect("our own tags are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        let mut keys = Vec::new();
        for file in files {
            let resource = FluentResource::try_new((*file).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("a locale file of {}: {errors:?}", locale.tag()));
            keys.extend(resource.entries().filter_map(|entry| match entry {
                Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            }));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("a text of {} stands twice: {errors:?}", locale.tag()));
        }
        let fixed =
            keys.iter().filter_map(|key| Some((key.clone(), without_arguments(&bundle, key)?))).collect();
        Self { bundle, fixed, keys }
    }
}

fn without_arguments(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

fn number_or_text(value: &str) -> FluentValue<'_> {
    match value.parse::<i64>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}

/// A missing text stops a test and is a visible mark, not a crash, for a reader.
fn missing(key: &str) -> &'static str {
    debug_assert!(false, "there is no text {key}, or it needs arguments");
    "⟦?⟧"
}
