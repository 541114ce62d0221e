//! Files as cameras, recorders and programs write them, made byte by byte so that each test knows what is in them.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::{Cursor, Write};

/// A picture with shapes in it; another `seed`, other shapes.
pub fn drawn(width: u32, height: u32, seed: u32) -> DynamicImage {
    let disc = |at: u32| {
        let part = |shift: u32| seed.wrapping_mul(2_654_435_761).rotate_left(at * 5 + shift) % 1000;
        (part(0) * width / 1000, part(3) * height / 1000, (part(7) / 4 + 60) * width / 1000)
    };
    let discs: Vec<_> = (0..5).map(disc).collect();
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let is_in = |(left, top, radius): &(u32, u32, u32)| {
            x.abs_diff(*left).pow(2) + y.abs_diff(*top).pow(2) < radius.pow(2)
        };
        let hits = discs.iter().filter(|disc| is_in(disc)).count() as u8;
        Rgb([hits * 50, 40 + (x * 100 / width) as u8, 200 - hits * 40])
    }))
}

pub fn packed(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).expect("a picture is written");
    out.into_inner()
}

pub fn jpeg(image: &DynamicImage) -> Vec<u8> {
    packed(image, ImageFormat::Jpeg)
}

/// A JPEG with what a phone writes into it.
pub fn photo(width: u32, height: u32, orientation: u16) -> Vec<u8> {
    with_exif(&jpeg(&drawn(width, height, 1)), orientation)
}

pub fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let exif = [&b"Exif\0\0"[..], &tiff(orientation)].concat();
    let size = (exif.len() + 2) as u16;
    [&jpeg[..2], &[0xff, 0xe1], &size.to_be_bytes(), &exif, &jpeg[2..]].concat()
}

/// TIFF as EXIF has it: three directories, big end first.
fn tiff(orientation: u16) -> Vec<u8> {
    let mut out = b"MM\0*\0\0\0\x08".to_vec();
    let mut far = Vec::new();
    let (first, exif, gps) = (8, 8 + 2 + 6 * 12 + 4, 8 + 2 + 6 * 12 + 4 + 2 + 2 * 12 + 4);
    let behind = gps + 2 + 4 * 12 + 4;
    let mut text = |tag: u16, text: &str| {
        let bytes = [text.as_bytes(), b"\0"].concat();
        let at = (behind + far.len()) as u32;
        far.extend_from_slice(&bytes);
        far.extend(std::iter::repeat_n(0, far.len() % 2));
        entry(tag, 2, bytes.len() as u32, &at.to_be_bytes())
    };
    let mut all = vec![text(0x010f, "HUAWEI"), text(0x0110, "ALN-AL00")];
    all.push(entry(0x0112, 3, 1, &[(orientation >> 8) as u8, orientation as u8, 0, 0]));
    all.push(text(0x0131, "Snapseed 2.0"));
    all.push(entry(0x8769, 4, 1, &(exif as u32).to_be_bytes()));
    all.push(entry(0x8825, 4, 1, &(gps as u32).to_be_bytes()));
    let shot = [text(0x9003, "2026:11:18 09:30:00"), text(0x9011, "+08:00")];
    let degrees = |degrees: u32, minutes: u32, seconds: u32| {
        [degrees, 1, minutes, 1, seconds, 1].iter().flat_map(|part| part.to_be_bytes()).collect::<Vec<u8>>()
    };
    let at = (behind + far.len()) as u32;
    far.extend(degrees(31, 13, 48));
    far.extend(degrees(121, 28, 12));
    let place = [
        entry(1, 2, 2, b"N\0\0\0"),
        entry(2, 5, 3, &at.to_be_bytes()),
        entry(3, 2, 2, b"E\0\0\0"),
        entry(4, 5, 3, &(at + 24).to_be_bytes()),
    ];
    for (from, directory) in [(first, &all[..]), (exif, &shot[..]), (gps, &place[..])] {
        assert_eq!(out.len(), from);
        out.extend((directory.len() as u16).to_be_bytes());
        out.extend(directory.concat());
        out.extend([0; 4]);
    }
    out.extend(far);
    out
}

fn entry(tag: u16, kind: u16, count: u32, value: &[u8]) -> Vec<u8> {
    [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), value].concat()
}

/// One second of silence, eight bits, 8,000 a second.
pub fn wav(seconds: u32) -> Vec<u8> {
    let size = seconds * 8000;
    let form = [1u16.to_le_bytes(), 1u16.to_le_bytes()].concat();
    let rate = [8000u32.to_le_bytes(), 8000u32.to_le_bytes()].concat();
    let depth = [1u16.to_le_bytes(), 8u16.to_le_bytes()].concat();
    [
        b"RIFF",
        &(36 + size).to_le_bytes()[..],
        b"WAVEfmt ",
        &16u32.to_le_bytes(),
        &form,
        &rate,
        &depth,
        b"data",
        &size.to_le_bytes(),
        &vec![128; size as usize],
    ]
    .concat()
}

fn boxed(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    [&(inside.len() as u32 + 8).to_be_bytes()[..], name, inside].concat()
}

/// A film of boxes alone: 1280 × 720, `ms` long, made when the case of the tests begins.
pub fn film(ms: u32) -> Vec<u8> {
    let made = 3_880_000_000_u32.to_be_bytes();
    let matrix = [0x10000u32, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000].map(u32::to_be_bytes).concat();
    let head = [&[0; 4], &made, &made, &1000u32.to_be_bytes()[..], &ms.to_be_bytes()].concat();
    let mvhd = boxed(b"mvhd", &[&head[..], &[0; 16], &matrix, &[0; 24], &2u32.to_be_bytes()].concat());
    let track = [&[0, 0, 0, 7], &made, &made, &1u32.to_be_bytes()[..], &[0; 4], &ms.to_be_bytes()].concat();
    let sides = [(1280u32 << 16).to_be_bytes(), (720u32 << 16).to_be_bytes()].concat();
    let tkhd = boxed(b"tkhd", &[&track[..], &[0; 16], &matrix, &sides].concat());
    let mdhd = boxed(
        b"mdhd",
        &[&[0; 4], &made, &made, &1000u32.to_be_bytes()[..], &ms.to_be_bytes(), &[0; 4]].concat(),
    );
    let hdlr = boxed(b"hdlr", &[&[0; 8][..], b"vide", &[0; 13]].concat());
    let mdia = boxed(b"mdia", &[mdhd, hdlr].concat());
    let trak = boxed(b"trak", &[tkhd, mdia].concat());
    let moov = boxed(b"moov", &[mvhd, trak].concat());
    [boxed(b"ftyp", b"isom\0\0\x02\0isomiso2mp41"), moov, boxed(b"mdat", &[7; 64])].concat()
}

/// A PDF of two pages, its words plain.
pub fn pdf(more: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {more} >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n4 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n\
         5 0 obj\n<< /Title (Delivery \\(signed\\)) /Producer <feff0057005000535d4f> /Creator (WPS)\n\
         /CreationDate (D:20261118093000+08'00') /ModDate (D:20261119) >>\nendobj\n\
         trailer\n<< /Root 1 0 R /Info 5 0 R >>\nstartxref\n0\n%%EOF\n"
    )
    .into_bytes()
}

/// The same kind of file as newer programs write it: objects packed together, the trailer in a stream.
pub fn packed_pdf(objects: &[(u32, &str)]) -> Vec<u8> {
    let (mut pairs, mut bodies) = (String::new(), String::new());
    for (number, body) in objects {
        pairs += &format!("{number} {} ", bodies.len());
        bodies += &format!("{body} ");
    }
    let packed = deflated(format!("{pairs}{bodies}").as_bytes());
    let head = format!(
        "%PDF-1.5\n9 0 obj\n<< /Type /ObjStm /N {} /First {} /Filter /FlateDecode /Length {} >>\nstream\n",
        objects.len(),
        pairs.len(),
        packed.len()
    );
    let tail = "\nendstream\nendobj\n10 0 obj\n<< /Type /XRef /Root 1 0 R /Info 5 0 R >>\nstream\n\nendstream\nendobj\nstartxref\n0\n%%EOF\n";
    [head.as_bytes(), &packed, tail.as_bytes()].concat()
}

pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

/// An archive with one empty file, as small as they come.
pub fn zip() -> Vec<u8> {
    let local = [b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0", &b"a"[..]].concat();
    let mut central = b"PK\x01\x02\x14\0\x14\0".to_vec();
    central.extend([0; 20]);
    central.extend([1, 0]);
    central.extend([0; 16]);
    central.push(b'a');
    let mut end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec();
    end.extend((central.len() as u32).to_le_bytes());
    end.extend((local.len() as u32).to_le_bytes());
    end.extend([0, 0]);
    [local, central, end].concat()
}

/// A chunk of a PNG, with its sum.
pub fn chunk(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(name);
    sum.update(inside);
    [&(inside.len() as u32).to_be_bytes()[..], name, inside, &sum.sum().to_be_bytes()].concat()
}

/// A PNG whose header says what it likes.
pub fn claiming(width: u32, height: u32, inside: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", inside), &chunk(b"IEND", b"")]
        .concat()
}
