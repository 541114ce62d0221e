//! A small picture to upload, different for every name, so that no two pieces of evidence are the same file.

const SIDE: u32 = 24;

pub fn photo(name: &str) -> Vec<u8> {
    let seed = name.bytes().fold(17u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
    let grey: Vec<u8> =
        (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| seed.wrapping_add((x * y) as u8))).collect();
    let mut file = vec![];
    let mut picture = png::Encoder::new(&mut file, SIDE, SIDE);
    picture.set_color(png::ColorType::Grayscale);
    let mut picture = picture.write_header().expect("a picture begins");
    picture.write_image_data(&grey).expect("a picture is written");
    picture.finish().expect("a picture ends");
    file
}
