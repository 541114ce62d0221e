//! What leaves the house of a picture that was covered in part: the copy that two people agreed on, and of the original
//! nothing, neither what was under the boxes nor what the camera wrote into it.

use crate::house::{House, in_house, intake};
use domain::case::Area;
use domain::{Actor, CaseId};
use image::{GrayImage, ImageFormat, Luma};
use media::redact;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use store::export::{Extent, export_as};
use store::filing::Intake;

const SIDE: u32 = 64;
/// Under the box; as pixels they are the secret.
const UNDER: &[u8] = b"6222021234567890123 under the box";
/// Beside it, and therefore shown.
const BESIDE: u32 = 50;
/// What a camera writes, behind the end of the pixels.
const BY_CAMERA: &[u8] = b"tEXtPlace\x00N31.2304 E121.4737 at home";

fn area() -> Area {
    Area { x: 8, y: 8, width: 40, height: 16 }
}

fn picture() -> GrayImage {
    GrayImage::from_fn(SIDE, SIDE, |x, y| match UNDER.get(x.wrapping_sub(8) as usize) {
        Some(letter) if y == 12 => Luma([*letter]),
        _ if y == BESIDE => Luma([(x * 4) as u8]),
        _ => Luma([200]),
    })
}

/// As it is handed in, with a chunk of the camera's.
fn handed_in() -> Vec<u8> {
    let mut bytes = vec![];
    picture().write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a picture");
    let end = bytes.len() - 12;
    let (kind, words) = BY_CAMERA.split_at(4);
    let chunk =
        [&(words.len() as u32).to_be_bytes()[..], kind, words, &crc(BY_CAMERA).to_be_bytes()].concat();
    bytes.splice(end..end, chunk);
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, bit: u32| if (crc ^ bit) & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    let byte = |crc: u32, byte: &u8| (0..8).fold(crc, |crc, at| step(crc, u32::from(*byte >> at)));
    bytes.iter().fold(!0, byte) ^ !0
}

fn edition(house: &House, case: &CaseId) -> BTreeMap<String, Vec<u8>> {
    house.runtime.block_on(house.store.redact(&Actor::System, case)).expect("it is planned");
    house.runtime.block_on(house.store.seal()).expect("it is signed");
    let bundle = export_as(&house.store, case, None, Extent::Redacted).expect("a bundle");
    let zip = bundle.write(Cursor::new(vec![])).expect("it is written").into_inner();
    let key = house.store.verifier().expect("a key");
    let report =
        journal::verify::verify_bundle(Cursor::new(&zip), Some(&key), &Default::default()).expect("a bundle");
    assert!(report.is_intact(), "{:?}", report.problems);
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).expect("its bytes");
        files.insert(file.name().expect("a name").into_owned(), bytes);
    }
    files
}

fn pictures(files: &BTreeMap<String, Vec<u8>>) -> Vec<&Vec<u8>> {
    files.iter().filter(|(name, _)| name.contains("/data/evidence/")).map(|(_, bytes)| bytes).collect()
}

#[test]
fn the_export_of_a_covered_picture_holds_only_the_covered_bytes() {
    in_house(|house| {
        let (han, mei) = (house.handler("han"), house.handler("mei"));
        let original = handed_in();
        let files = vec![original.clone().into()];
        let case = house.file(Intake { files, ..intake("卡号在照片上") }).case;
        assert!(pictures(&edition(house, &case)).is_empty(), "nobody has covered it yet");
        let evidence = house.case(&case).evidence[0].id.clone();
        let areas = [area()];
        let proposed = house.store.propose_redaction(&han, &case, &evidence, &areas, None);
        house.runtime.block_on(proposed).expect("it is proposed");
        assert!(pictures(&edition(house, &case)).is_empty(), "nobody else has approved it yet");
        let approved = house.store.approve_redaction(&mei, &case, "x1", None);
        house.runtime.block_on(approved).expect("it is approved");
        let files = edition(house, &case);
        let [copy] = pictures(&files)[..] else { panic!("one picture: {:?}", files.keys()) };
        let boxes = [media::Area { x: 8, y: 8, width: 40, height: 16 }];
        assert_eq!(
            *copy,
            redact(&original, &boxes).expect("a copy"),
            "whoever has the original makes it again"
        );
        let shown = image::load_from_memory(copy).expect("a picture").to_luma8();
        let (mut under, mut beside) = (vec![], vec![]);
        for x in 0..SIDE {
            under.push(shown.get_pixel(x, 12).0[0]);
            beside.push(shown.get_pixel(x, BESIDE).0[0]);
        }
        assert!(under[8..48].iter().all(|pixel| *pixel == under[8]), "one colour: {under:?}");
        assert_eq!(beside, (0..SIDE).map(|x| (x * 4) as u8).collect::<Vec<_>>(), "the rest is as it was");
        let has = |bytes: &[u8], secret: &[u8]| bytes.windows(secret.len()).any(|part| part == secret);
        assert!(
            has(&original, &BY_CAMERA[4..]) && has(picture().as_raw(), UNDER),
            "the secrets can be found at all"
        );
        for (name, bytes) in &files {
            assert!(*bytes != original && !has(bytes, &BY_CAMERA[4..]) && !has(bytes, UNDER), "{name}");
        }
    });
}
