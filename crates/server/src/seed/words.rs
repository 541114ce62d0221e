//! Putting sentences together until a text is as long as people write: from one line to a page.

use super::chance::Chance;
use super::phrases::{self, Phrases};
use domain::words::Locale;

/// What a complaint is about, in the order of [`phrases::ALL`].
pub struct Topic {
    pub at: usize,
    pub locale: Locale,
}

impl Topic {
    pub fn any(chance: &mut Chance) -> Topic {
        let locale = if chance.percent(85) { Locale::Zh } else { Locale::En };
        // Late parcels and broken goods are most of what a market hears of.
        let at = [0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6][chance.below(11)];
        Topic { at, locale }
    }

    fn phrases(&self) -> &'static Phrases {
        let (zh, en) = &phrases::ALL[self.at];
        if self.locale == Locale::Zh { zh } else { en }
    }

    /// 40 to 400 characters, most of them short.
    pub fn complaint(&self, chance: &mut Chance, order: Option<&str>) -> String {
        let letters = 40 + chance.skewed(360);
        let mut text = String::with_capacity(letters * 3);
        text.push_str(chance.pick(self.phrases().opening));
        if let Some(order) = order {
            self.order(&mut text, order);
        }
        self.grow(chance, &mut text, letters, &[self.phrases().fault, self.phrases().course]);
        text.push_str(chance.pick(self.phrases().wish));
        text
    }

    fn order(&self, text: &mut String, order: &str) {
        match self.locale {
            Locale::Zh => text.extend(["订单号", order, "。"]),
            Locale::En => text.extend([" Order ", order, ". "]),
        }
    }

    pub fn reply(&self, chance: &mut Chance) -> String {
        self.short(chance, &[self.phrases().answer, self.shared().kind])
    }
    pub fn customer(&self, chance: &mut Chance) -> String {
        self.short(chance, &[self.phrases().course, self.phrases().wish])
    }
    pub fn merchant(&self, chance: &mut Chance) -> String {
        chance.pick(self.shared().merchant).to_owned()
    }
    pub fn note(&self, chance: &mut Chance) -> String {
        chance.pick(self.shared().note).to_owned()
    }
    pub fn ask(&self, chance: &mut Chance) -> String {
        chance.pick(self.shared().ask).to_owned()
    }
    pub fn reasons(&self, chance: &mut Chance) -> String {
        self.short(chance, &[self.shared().finding])
    }
    pub fn offer(&self, chance: &mut Chance) -> String {
        chance.pick(self.shared().offer).to_owned()
    }
    pub fn closing(&self, chance: &mut Chance) -> String {
        chance.pick(self.shared().closing).to_owned()
    }
    pub fn survey(&self, chance: &mut Chance) -> String {
        chance.pick(self.shared().survey).to_owned()
    }

    fn shared(&self) -> &'static phrases::Shared {
        if self.locale == Locale::Zh { &phrases::SHARED_ZH } else { &phrases::SHARED_EN }
    }

    fn short(&self, chance: &mut Chance, tables: &[&[&str]]) -> String {
        let mut text = String::new();
        let letters = 20 + chance.skewed(100);
        self.grow(chance, &mut text, letters, tables);
        text
    }

    fn grow(&self, chance: &mut Chance, text: &mut String, letters: usize, tables: &[&[&str]]) {
        // Chinese takes three bytes a letter.
        let bytes = if self.locale == Locale::Zh { letters * 3 } else { letters };
        for table in tables.iter().cycle() {
            let phrase = chance.pick(table);
            text.push_str(phrase);
            if phrase.contains("{n}") {
                let number = (2 + chance.below(28)).to_string();
                *text = text.replace("{n}", &number);
            }
            if self.locale == Locale::En {
                text.push(' ');
            }
            if text.len() >= bytes {
                return;
            }
        }
    }
}
