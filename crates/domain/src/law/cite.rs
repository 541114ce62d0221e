//! Citations in a text: "《消费者权益保护法》第五十五条第一款", "消法第55条", "第四十四、四十五条",
//! "Article 55(1) of the Consumer Protection Law". An article without a name belongs to the law that was named last;
//! a clause of a contract or of a platform's own rules is no citation of law.

mod english;
mod names;

use super::{Article, ArticleRef, Law, Library, numeral};
use crate::words::Locale;
use names::Names;

/// One article somebody cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The law as the text names it; nothing where it names none.
    pub name: Option<String>,
    pub article: u32,
    pub paragraph: Option<u32>,
    pub item: Option<u32>,
    /// The words of the text.
    pub said: String,
}

/// Article, paragraph and item as they stand behind one another.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    article: u32,
    paragraph: Option<u32>,
    item: Option<u32>,
}

/// Nobody cites more in one text.
const MOST: usize = 200;

impl Library {
    /// What a text cites, in its order, each once.
    pub fn citations(&self, text: &str) -> Vec<Citation> {
        let mut names = Names::of(self, text);
        let mut found: Vec<Citation> = vec![];
        let mut at = 0;
        while let Some(letter) = text[at..].chars().next() {
            let read = if letter == '第' { chinese(&text[at..]) } else { english::articles(text, at) };
            let Some((parts, length)) = read else {
                at += letter.len_utf8();
                continue;
            };
            let end = at + length;
            if let Some(name) = names.of_citation(at, end) {
                for part in parts {
                    let Parts { article, paragraph, item } = part;
                    let said = text[at..end].to_owned();
                    let one = Citation { name: name.clone(), article, paragraph, item, said };
                    let known = found.iter().any(|old| old.is_same(&one));
                    if !known && found.len() < MOST {
                        found.push(one);
                    }
                }
            }
            at = end;
        }
        found
    }
}

impl Citation {
    fn is_same(&self, other: &Citation) -> bool {
        let parts = |one: &Citation| (one.article, one.paragraph, one.item);
        self.name == other.name && parts(self) == parts(other)
    }
}

/// 第四十八条第一款第（八）项; 第四十四、四十五条 are two.
fn chinese(text: &str) -> Option<(Vec<Parts>, usize)> {
    let mut rest = text.strip_prefix('第')?;
    let mut articles = vec![];
    loop {
        let (number, after) = numeral::leading(rest)?;
        articles.push(number);
        rest = after.trim_start();
        match rest.strip_prefix(['、', '，', '和', '及', '至']) {
            Some(more) => rest = more.trim_start().strip_prefix('第').unwrap_or(more),
            None => break,
        }
        if articles.len() > 10 {
            return None;
        }
    }
    rest = rest.strip_prefix('条')?;
    let paragraph = part(&mut rest, "款");
    let item = part(&mut rest, "项");
    let last = articles.pop()?;
    let whole = |article| Parts { article, paragraph: None, item: None };
    let mut parts: Vec<Parts> = articles.into_iter().map(whole).collect();
    parts.push(Parts { article: last, paragraph, item });
    Some((parts, text.len() - rest.len()))
}

/// 第一款, 第（八）项: read and taken away, or nothing and the rest stays.
fn part(rest: &mut &str, name: &str) -> Option<u32> {
    let after = rest.trim_start().strip_prefix('第')?.trim_start();
    let (bare, bracketed) = match after.strip_prefix(['（', '(']) {
        Some(inner) => (inner, true),
        None => (after, false),
    };
    let (number, mut after) = numeral::leading(bare)?;
    if bracketed {
        after = after.trim_start().strip_prefix(['）', ')'])?;
    }
    *rest = after.trim_start().strip_prefix(name)?;
    Some(number)
}

impl ArticleRef {
    /// 第五十五条第一款, Article 55(1).
    pub fn number_words(&self, locale: Locale) -> String {
        match locale {
            Locale::Zh => {
                let paragraph = self.paragraph.map(|number| format!("第{}款", numeral::chinese(number)));
                let item = self.item.map(|number| format!("第（{}）项", numeral::chinese(number)));
                let rest: String = [paragraph, item].into_iter().flatten().collect();
                format!("第{}条{rest}", numeral::chinese(self.article))
            }
            Locale::En => {
                let part = |number: u32| format!("({number})");
                let rest: String = [self.paragraph, self.item].into_iter().flatten().map(part).collect();
                format!("Article {}{rest}", self.article)
            }
        }
    }

    /// With the name of its law.
    pub fn words(&self, library: &Library, locale: Locale) -> String {
        let name = library.law(&self.law).map_or(self.law.as_str(), |law| law.name.read(locale));
        match locale {
            Locale::Zh => format!("《{name}》{}", self.number_words(locale)),
            Locale::En => format!("{} of the {name}", self.number_words(locale)),
        }
    }
}

impl Article {
    pub fn words(&self, law: &Law, locale: Locale) -> String {
        self.named(law).number_words(locale)
    }
}
