//! Evidence drawn when it is needed, so that no binary file lies in the repository: a small picture that looks like a
//! sheet of paper or a photo, a page of PDF, a recording, or a text; different for every name.

use super::paper::{paper, sound};
use super::step::File;

const WIDTH: usize = 320;
const HEIGHT: usize = 240;
/// Paper, ink, and two colours that stand for what was photographed.
const PALETTES: [[[u8; 3]; 4]; 4] = [
    [[250, 249, 244], [70, 74, 84], [176, 196, 205], [201, 122, 90]],
    [[244, 246, 250], [60, 66, 80], [196, 208, 180], [108, 142, 120]],
    [[251, 245, 240], [82, 70, 66], [222, 200, 170], [164, 96, 110]],
    [[243, 247, 246], [58, 74, 74], [170, 200, 196], [70, 120, 140]],
];

pub fn draw(file: &File) -> Vec<u8> {
    let File(name) = file;
    let seed =
        name.bytes().fold(2_166_136_261u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(16_777_619));
    match name.rsplit('.').next() {
        Some("txt") => return format!("{name}\n\n此文件由演示生成。\nMade for the demo.\n").into_bytes(),
        Some("pdf") => return paper(seed),
        Some("wav") => return sound(seed),
        _ => {}
    }
    png(&pixels(seed), &PALETTES[(seed % 4) as usize])
}

/// One byte a pixel, an index into the palette.
fn pixels(seed: u32) -> Vec<u8> {
    let mut pixels = vec![0u8; WIDTH * HEIGHT];
    let mut fill = |left: usize, top: usize, width: usize, height: usize, colour: u8| {
        for y in top..(top + height).min(HEIGHT) {
            pixels[y * WIDTH + left..y * WIDTH + (left + width).min(WIDTH)].fill(colour);
        }
    };
    let bits = |at: u32, count: u32| (seed.rotate_right(at) % count) as usize;
    if seed.is_multiple_of(2) {
        // A photo: the thing, and what is wrong with it.
        let (left, top) = (40 + bits(3, 60), 30 + bits(7, 40));
        fill(left, top, 170, 140, 2);
        fill(left + 20 + bits(11, 60), top + 20 + bits(13, 60), 50, 40, 3);
        fill(0, HEIGHT - 24, WIDTH, 24, 1);
    } else {
        // A sheet: a head and lines of writing.
        fill(24, 20, 120 + bits(5, 80), 14, 3);
        for line in 0..9 {
            fill(24, 52 + line * 18, 120 + bits(line as u32 * 3 + 1, 150), 6, 1);
        }
        fill(210, 170, 70, 40, 2);
    }
    pixels
}

/// The least a PNG needs: palette, and rows stored without compression.
fn png(pixels: &[u8], palette: &[[u8; 3]]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = [(WIDTH as u32).to_be_bytes(), (HEIGHT as u32).to_be_bytes()].concat();
    head.extend([8, 3, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &head);
    chunk(&mut file, b"PLTE", &palette.concat());
    let rows: Vec<u8> = pixels.chunks(WIDTH).flat_map(|row| [&[0][..], row].concat()).collect();
    chunk(&mut file, b"IDAT", &stored(&rows));
    chunk(&mut file, b"IEND", &[]);
    file
}

fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks = bytes.chunks(0xffff).count();
    for (at, block) in bytes.chunks(0xffff).enumerate() {
        let length = block.len() as u16;
        stream.push(u8::from(at + 1 == blocks));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    stream.extend(((b << 16) | a).to_be_bytes());
    stream
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    let from = file.len();
    file.extend(kind);
    file.extend(data);
    let sum = file[from..].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 },
        )
    });
    file.extend((!sum).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::scenario::step::File;
    use media::detect;

    #[test]
    fn a_drawn_file_is_what_its_name_says_and_each_name_has_its_own() {
        let photo = draw(&File("开箱.png".into()));
        assert_eq!(detect(&photo).map(|media| media.ending), Some("png"));
        assert_ne!(photo, draw(&File("面单.png".into())));
        for (name, ending) in [("聊天记录.txt", "txt"), ("检测报告.pdf", "pdf"), ("通话.wav", "wav")]
        {
            let file = draw(&File(name.into()));
            assert_eq!(detect(&file).map(|media| media.ending), Some(ending));
            assert!(media::admit(&file).is_ok(), "{name} is taken");
        }
    }
}
