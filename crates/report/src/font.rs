//! The letters the program carries. What it has no glyph for is written as its code point, where a reader sees it,
//! and is handed back to the caller: an empty box in a paper for a court would hide that something was there.

use flate2::read::ZlibDecoder;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::{BTreeSet, HashMap};
use std::io::Read;
use std::sync::{Arc, LazyLock};

const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/font.ttf.z"));

/// Unpacked with the first paper.
static BYTES: LazyLock<Arc<Vec<u8>>> = LazyLock::new(|| {
    let mut bytes = vec![];
    ZlibDecoder::new(PACKED).read_to_end(&mut bytes).expect("the build packed it");
    Arc::new(bytes)
});

/// Glyph and width, in parts of the size of the letter.
static LETTERS: LazyLock<HashMap<char, (u32, f32)>> = LazyLock::new(|| {
    let font = FontRef::new(&BYTES).expect("the font of the build is a font");
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let em = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let letters = font.charmap().mappings().filter_map(|(code, glyph)| {
        Some((char::from_u32(code)?, (glyph.to_u32(), metrics.advance_width(glyph)? / em)))
    });
    letters.collect()
});

pub fn font() -> Font {
    Font::new(BYTES.clone().into(), 0).expect("the font of the build is a font")
}

/// The text as it can be printed: what has no glyph becomes `〔U+1F600〕` and is put into `missing`; what has no looks
/// of its own (controls, joiners, variation selectors) goes.
pub fn printable(text: &str, missing: &mut BTreeSet<char>) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => out.push('\n'),
            '\t' | '\u{a0}' => out.push(' '),
            _ if letter.is_control() || is_invisible(letter) => {}
            _ if LETTERS.contains_key(&letter) => out.push(letter),
            _ => {
                missing.insert(letter);
                out.push_str(&format!("〔U+{:04X}〕", u32::from(letter)));
            }
        }
    }
    out
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

/// In parts of the size of the letters.
pub fn width(text: &str) -> f32 {
    text.chars().map(|letter| LETTERS.get(&letter).map_or(0.0, |(_, width)| *width)).sum()
}

pub fn glyphs(text: &str) -> Vec<KrillaGlyph> {
    let glyph = |(at, letter): (usize, char)| {
        let (id, width) = LETTERS.get(&letter).copied().unwrap_or_default();
        KrillaGlyph::new(GlyphId::new(id), width, 0.0, 0.0, 0.0, at..at + letter.len_utf8(), None)
    };
    text.char_indices().map(glyph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_holds_what_chinese_papers_are_written_with_and_stays_small() {
        let mut missing = BTreeSet::new();
        let text = "投诉单 C-2026-000123：退款 ¥168.00（已到账）；“未被改动过” ①②③ 囍 龘 鬱 臺灣 — café…";
        let printed = printable(text, &mut missing);
        assert!(missing.iter().all(|letter| ['囍', '龘'].contains(letter)), "{missing:?}");
        assert!(printed.starts_with("投诉单 C-2026-000123：退款 ¥168.00"));
        assert!(PACKED.len() <= 2_500_000, "{} bytes", PACKED.len());
    }

    #[test]
    fn what_has_no_glyph_is_named_where_it_stood() {
        let mut missing = BTreeSet::new();
        assert_eq!(printable("好😀\u{fe0f}吧\u{7}", &mut missing), "好〔U+1F600〕吧");
        assert_eq!(missing.into_iter().collect::<Vec<_>>(), ['😀']);
    }
}
