//! Copies with parts covered.

use crate::given;
use image::{GenericImageView, ImageFormat, load_from_memory};
use media::{Area, RedactError, build, facts, redact};

const BOXES: [Area; 2] =
    [Area { x: 10, y: 20, width: 40, height: 15 }, Area { x: 200, y: 100, width: 56, height: 60 }];

fn covered(x: u32, y: u32) -> bool {
    BOXES
        .iter()
        .any(|one| (one.x..one.x + one.width).contains(&x) && (one.y..one.y + one.height).contains(&y))
}

#[test]
fn every_pixel_outside_the_boxes_is_the_originals_and_every_one_inside_is_black() {
    let image = given::drawn(256, 160, 4);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let original = given::packed(&image, format);
        let copy = load_from_memory(&redact(&original, &BOXES).expect("a copy")).expect("a picture");
        let original = load_from_memory(&original).expect("a picture");
        assert_eq!(copy.dimensions(), original.dimensions());
        for (x, y, pixel) in original.pixels() {
            let expected = if covered(x, y) { image::Rgba([0, 0, 0, 255]) } else { pixel };
            assert_eq!(copy.get_pixel(x, y), expected, "{format:?} at {x},{y}");
        }
    }
}

#[test]
fn sixteen_bits_stay_sixteen() {
    let deep = image::DynamicImage::ImageRgb16(image::ImageBuffer::from_fn(300, 200, |x, y| {
        image::Rgb([(x * 211) as u16, (y * 307) as u16, 12_345])
    }));
    let copy = redact(&given::packed(&deep, ImageFormat::Png), &BOXES).expect("a copy");
    let copy = load_from_memory(&copy).expect("a picture").into_rgb16();
    for (x, y, pixel) in deep.to_rgb16().enumerate_pixels().filter(|(x, y, _)| !covered(*x, *y)) {
        assert_eq!(copy.get_pixel(x, y), pixel);
    }
}

#[test]
fn the_same_boxes_give_the_same_bytes_and_nothing_of_the_camera() {
    let original = given::photo(256, 160, 1);
    let copy = redact(&original, &BOXES).expect("a copy");
    assert_eq!(redact(&original, &BOXES).expect("a copy"), copy);
    let facts = facts(&copy);
    assert_eq!((facts.taken, facts.place, facts.device), (None, None, None));
    assert_eq!(facts.mime.as_deref(), Some("image/png"));
    let names: Vec<_> = chunks(&copy).into_iter().filter(|name| name != "IDAT").collect();
    assert_eq!(names, ["IHDR", "IEND"]);
}

fn chunks(png: &[u8]) -> Vec<String> {
    let (mut at, mut names) = (8, vec![]);
    while let Some(head) = png.get(at..at + 8) {
        names.push(String::from_utf8_lossy(&head[4..]).into_owned());
        at += 12 + u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
    }
    names
}

#[test]
fn boxes_are_measured_on_the_picture_as_it_is_shown() {
    // Taken upright: 160 wide and 256 high on the screen, so this box fits only after turning.
    let tall = Area { x: 0, y: 200, width: 160, height: 56 };
    let copy = redact(&given::photo(256, 160, 6), &[tall]).expect("a copy");
    let copy = load_from_memory(&copy).expect("a picture");
    assert_eq!(copy.dimensions(), (160, 256));
    assert_eq!(copy.get_pixel(80, 230), image::Rgba([0, 0, 0, 255]));
}

#[test]
fn what_cannot_be_covered_is_refused() {
    let png = given::packed(&given::drawn(50, 50, 1), ImageFormat::Png);
    let area = |x, width| Area { x, y: 0, width, height: 10 };
    assert_eq!(redact(&png, &[]), Err(RedactError::NoBox));
    assert_eq!(redact(&png, &[area(45, 10)]), Err(RedactError::BoxOutside));
    assert_eq!(redact(&png, &[area(5, 0)]), Err(RedactError::BoxOutside));
    assert_eq!(redact(&png, &[area(u32::MAX, 10)]), Err(RedactError::BoxOutside));
    assert_eq!(redact(&png, &[area(0, 1); 201]), Err(RedactError::TooManyBoxes));
    assert_eq!(redact(&given::pdf(""), &[area(0, 1)]), Err(RedactError::NotAPicture));
    assert_eq!(redact(&given::claiming(60_000, 60_000, b"x"), &[area(0, 1)]), Err(RedactError::TooLarge));
}

#[test]
fn the_build_names_what_decodes_and_writes() {
    for name in ["redress-media ", "image 0.", "png 0.", "zune-jpeg 0."] {
        assert!(build().contains(name), "{}", build());
    }
}

#[test]
fn a_box_is_typed_as_four_numbers() {
    assert_eq!("10, 20,40,15".parse(), Ok(BOXES[0]));
    assert!("10,20,40".parse::<Area>().is_err());
    assert!("10,20,40,-5".parse::<Area>().is_err());
}
