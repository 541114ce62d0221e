//! What a character can begin or be, in one look: the lists are long and every character of a text asks them.

use std::sync::LazyLock;

pub const CUE: u16 = 1;
pub const PLACE: u16 = 2;
/// First of a word that ends the name of a place.
pub const PART: u16 = 4;
pub const SURNAME: u16 = 8;
/// Of talk, not of addresses.
pub const TALK: u16 = 16;
/// Before it the name of a place does not go on.
pub const BREAK: u16 = 32;
/// First of the word for a province on a plate.
pub const PLATE: u16 = 64;
/// First of what stands for "@".
pub const AT: u16 = 128;
/// A figure in Chinese, also of tens and hundreds.
pub const FIGURE: u16 = 256;

static TABLE: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0u16; 0x1_0000];
    let mut set = |letters: &mut dyn Iterator<Item = char>, bit: u16| {
        for letter in letters {
            table[letter as usize & 0xffff] |= bit;
        }
    };
    set(&mut crate::cue::first_letters(), CUE);
    set(&mut crate::places::first_letters(), PLACE);
    set(&mut crate::address::first_letters(), PART);
    set(&mut crate::surnames::ONE.chars(), SURNAME);
    set(&mut crate::address::TALK.chars(), TALK);
    set(&mut crate::address::BREAKS.chars(), BREAK);
    set(&mut crate::plate::PROVINCES.chars(), PLATE);
    set(&mut crate::address::FIGURES.chars(), FIGURE);
    set(&mut crate::mail::first_letters(), AT);
    table
});

pub fn is(letter: char, bit: u16) -> bool {
    TABLE.get(letter as usize).is_some_and(|bits| bits & bit != 0)
}
