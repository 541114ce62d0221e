//! Whatever the bytes are: an answer, soon, and no panic.

use crate::given;
use image::ImageFormat;
use media::{Area, admit, facts, redact};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn good() -> Vec<Vec<u8>> {
    let image = given::drawn(96, 64, 5);
    let formats = [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP];
    let mut all: Vec<_> = formats.iter().map(|format| given::packed(&image, *format)).collect();
    all.extend([given::photo(96, 64, 6), given::pdf("/Names 1 0 R"), given::wav(1), given::film(900)]);
    all.push(given::packed_pdf(&[(1, "<< /Type /Catalog >>"), (2, "<< /Type /Pages /Count 1 >>")]));
    all.push([&b"ID3\x04\0\0\0\0\0\x0a"[..], &[0; 10], &[0xff, 0xfb, 0x90, 0x64].repeat(300)].concat());
    all.push(
        [&b"OggS\0\x02"[..], &[0; 20], b"\x01\x1e\x01vorbis\0\0\0\0\x01\x44\xac\0\0", &[0; 40]].concat(),
    );
    all.push(
        [&b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm"[..], b"\x18\x53\x80\x67\x01\0\0\0\0\0\0\x10", &[1; 64]]
            .concat(),
    );
    all.push(
        [&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], b"\0\0\0\x20meta\0\0\0\0\0\0\0\x14iinf", &[0; 24]]
            .concat(),
    );
    all
}

fn read(bytes: &[u8]) {
    #[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
    let begun = Instant::now();
    let first = facts(bytes);
    let _ = admit(bytes);
    let _ = redact(bytes, &[Area { x: 1, y: 1, width: 5, height: 5 }]);
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?} {first:?}", begun.elapsed());
    assert_eq!(facts(bytes), first, "the same bytes, the same facts");
}

#[test]
fn every_cut_of_a_good_file_is_read() {
    for bytes in good() {
        let step = bytes.len() / 60 + 1;
        (0..bytes.len()).step_by(step).for_each(|end| read(&bytes[..end]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn flipped_bits_change_facts_and_break_nothing(
        which in 0..12_usize,
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8_u8), 1..12),
        near_front in any::<bool>(),
    ) {
        let mut bytes = good().swap_remove(which);
        let reach = if near_front { bytes.len().min(200) } else { bytes.len() };
        for (at, bit) in flips {
            bytes[at.index(reach)] ^= 1 << bit;
        }
        read(&bytes);
    }

    #[test]
    fn random_bytes_behind_a_good_beginning_break_nothing(
        which in 0..12_usize,
        keep in 4..64_usize,
        noise in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        let good = good().swap_remove(which);
        read(&[&good[..keep.min(good.len())], &noise].concat());
    }

    #[test]
    fn random_bytes_break_nothing(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        read(&bytes);
    }
}
