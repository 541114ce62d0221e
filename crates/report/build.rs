//! Makes the one font of the PDF: the letters of Noto Sans SC that Chinese and English papers are written with, cut
//! out of the npm package at build time and packed, so that the program carries two megabytes instead of ten.

use encoding_rs::{BIG5, Encoding, GBK};
use flate2::{Compression, write::ZlibEncoder};
use skera::{Plan, SubsetFlags, subset_font};
use std::io::Write;
use std::path::PathBuf;
use std::{env, fs, process};
use write_fonts::read::FontRef;
use write_fonts::read::collections::IntSet;
use write_fonts::read::types::{GlyphId, NameId, Tag};

const FONT: &str = "node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf";
/// Tables for hinting, vertical writing and typographic features, which the report does not use.
const UNUSED: [&[u8; 4]; 8] = [b"GSUB", b"GPOS", b"GDEF", b"BASE", b"vmtx", b"vhea", b"VORG", b"STAT"];
const BYTES_MAX: usize = 4_000_000;

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let path = here.join("../..").join(FONT);
    println!("cargo::rerun-if-changed={}", path.display());
    println!("cargo::rerun-if-changed=build.rs");
    let whole = fs::read(&path).unwrap_or_else(|why| {
        fail(&format!("{FONT} is missing ({why}): run npm ci --ignore-scripts in the repository root"))
    });
    let font = FontRef::new(&whole).unwrap_or_else(|why| fail(&format!("{FONT}: {why}")));
    let small = subset_font(&font, &plan(&font)).unwrap_or_else(|why| fail(&format!("{FONT}: {why}")));
    if small.len() > BYTES_MAX {
        fail(&format!("the font has {} bytes; {BYTES_MAX} are the most", small.len()));
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&small).expect("memory can be written");
    fs::write(out.join("font.ttf.z"), packed.finish().expect("memory can be written"))
        .expect("OUT_DIR can be written");
}

fn plan(font: &FontRef) -> Plan {
    let unused: IntSet<Tag> = UNUSED.iter().map(|tag| Tag::new(tag)).collect();
    let names: IntSet<NameId> = [NameId::COPYRIGHT_NOTICE, NameId::LICENSE_DESCRIPTION].into_iter().collect();
    Plan::new(
        &IntSet::<GlyphId>::empty(),
        &letters(),
        font,
        SubsetFlags::SUBSET_FLAGS_NO_HINTING,
        &unused,
        &IntSet::empty(),
        &IntSet::empty(),
        &names,
        &[0x0409u16].into_iter().collect(),
    )
}

/// GB 2312 whole, the frequent half of Big5 for names from Hong Kong, Macau and Taiwan, Latin with its accents,
/// and the signs of punctuation, money and measure.
fn letters() -> IntSet<u32> {
    let mut letters: IntSet<u32> = IntSet::empty();
    for range in [0x20..=0x7e, 0xa0..=0x17f, 0x2010..=0x2044, 0x20a0..=0x20bf, 0x2100..=0x22ff] {
        letters.insert_range(range);
    }
    for range in [0x2460..=0x24ff, 0x2500..=0x25ff, 0x3000..=0x303f, 0xff01..=0xffe6] {
        letters.insert_range(range);
    }
    add(&mut letters, GBK, 0xa1..=0xa9, 0xa1..=0xfe);
    add(&mut letters, GBK, 0xb0..=0xf7, 0xa1..=0xfe);
    add(&mut letters, BIG5, 0xa4..=0xc6, 0x40..=0xfe);
    letters
}

fn add(
    letters: &mut IntSet<u32>,
    encoding: &'static Encoding,
    high: std::ops::RangeInclusive<u8>,
    low: std::ops::RangeInclusive<u8>,
) {
    for first in high {
        for second in low.clone() {
            let pair = [first, second];
            let text = encoding.decode_without_bom_handling_and_without_replacement(&pair);
            letters.extend(text.iter().flat_map(|text| text.chars()).map(u32::from));
        }
    }
}

fn fail(why: &str) -> ! {
    println!("cargo::error={why}");
    process::exit(1)
}
