//! Sentences by which complaints are found that say the same, word for word. Figures, signs and gaps do not count, so
//! that another order number makes no other sentence.

/// What a keyed hash of a sentence is called.
pub(crate) const SENTENCE: &str = "sentence";
/// Of one complaint, the longest.
const SENTENCES_MAX: usize = 2;
/// Shorter ones are said by many people without knowing of each other.
const LEAST_HAN: usize = 14;
const LEAST_LATIN: usize = 45;

pub fn sentences(text: &str) -> Vec<String> {
    let mut all: Vec<String> = text.split(is_end).filter_map(plain).collect();
    all.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
    all.dedup();
    all.truncate(SENTENCES_MAX);
    all
}

fn is_end(letter: char) -> bool {
    matches!(letter, '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n' | '.')
}

fn plain(sentence: &str) -> Option<String> {
    let letters: String =
        sentence.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let least = if letters.is_ascii() { LEAST_LATIN } else { LEAST_HAN };
    (letters.chars().count() >= least).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn the_same_sentence_with_another_number_is_the_same() {
        let one = sentences("订单 A-1001 的衣服只穿了两次就严重掉色，染坏了我的白衬衫。不退钱就给差评！");
        let other = sentences("订单 B-77 的衣服，只穿了两次就严重掉色，染坏了我的白衬衫！退钱。");
        assert_eq!(one.len(), 1, "a short sentence is nobody's own");
        // The letter of an order number stays and makes another sentence; figures alone do not.
        assert_ne!(one, other);
        let third = sentences("订单 A-2002 的衣服只穿了2两次就严重掉色,染坏了我的白衬衫");
        assert_eq!(one, third);
    }

    #[test]
    fn of_a_long_complaint_the_two_longest_sentences_stand_for_it() {
        let text = "The coat lost its colour after I wore it only twice in the rain last week. Refund me. \
                    I have photographed every stain on my white shirt and will send the pictures. \
                    And this is a third sentence which is long enough to be counted as well.";
        let found = sentences(text);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|one| one.chars().all(|letter| letter.is_ascii_lowercase())));
    }
}
