//! Hiding words by hand: the handler names them, what is kept is where they stand.

use super::Given;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Refusal};

impl Store {
    /// Hides every place of these words in the text of an entry, for the other side and for redacted bundles.
    pub async fn hide(
        &self,
        by: &Actor,
        case: &CaseId,
        entry: u64,
        words: &[String],
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        if !matches!(by, Actor::Staff(..)) {
            return Err(Refusal::NotAllowed.into());
        }
        let (store, id, reader) = (self.clone(), case.clone(), by.clone());
        let read = self.db().read(move |db| -> Result<_, Error> {
            let case = store.case(db, &id)?.ok_or(Refusal::NotFound)?.case;
            let text = store.whole_text(db, &case, entry, &reader)?;
            let is_matter = entry == FIRST;
            let matter = is_matter.then(|| store.matter(db, &case, &reader)).transpose()?;
            let name = store.person(db, &case, &reader)?.name;
            Ok((case, text, matter, name))
        });
        let (loaded, text, matter, name) = read.await?;
        let spans = places(&text, words);
        if spans.is_empty() {
            return Err(Refusal::WordsNotThere.into());
        }
        let hidden = loaded.hidden.get(&entry).cloned().unwrap_or_default();
        let all: Vec<(u32, u32)> = hidden.into_iter().chain(spans.iter().copied()).collect();
        let mut pack = self.pack(case.subject());
        let brief = matter.and_then(|matter| self.brief_hidden(&name, &matter, &all));
        let brief = brief.map(|brief| pack.json(&brief));
        self.act(by, case, CaseCommand::MaskText { entry, spans, brief }, pack, given.into()).await
    }
}

/// The number of the entry that files a case.
const FIRST: u64 = 0;

/// Where these words stand, in characters.
fn places(text: &str, words: &[String]) -> Vec<(u32, u32)> {
    let mut places = vec![];
    for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        let length = word.chars().count() as u32;
        for (byte, _) in text.match_indices(word) {
            let from = text[..byte].chars().count() as u32;
            places.push((from, from + length));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn every_place_of_a_word_is_found_in_characters() {
        let words = ["老王".to_owned(), " 狗 ".to_owned(), String::new()];
        assert_eq!(places("老王和老王的狗", &words), [(0, 2), (3, 5), (6, 7)]);
        assert_eq!(places("没有", &words), []);
    }
}
