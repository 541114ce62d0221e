//! A small picture to upload, different for every name, so that no two pieces of evidence are the same file.

const SIDE: usize = 24;

/// The least a PNG needs: grey, and rows stored without compression.
pub fn photo(name: &str) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let side = (SIDE as u32).to_be_bytes();
    chunk(&mut file, b"IHDR", &[&side[..], &side, &[8, 0, 0, 0, 0]].concat());
    let seed = name.bytes().fold(17u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
    let row = |y: usize| (0..SIDE).map(move |x| seed.wrapping_add((x * y) as u8));
    let rows: Vec<u8> = (0..SIDE).flat_map(|y| std::iter::once(0).chain(row(y))).collect();
    chunk(&mut file, b"IDAT", &stored(&rows));
    chunk(&mut file, b"IEND", &[]);
    file
}

fn stored(rows: &[u8]) -> Vec<u8> {
    let length = rows.len() as u16;
    let (low, high) = rows.iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    let sum = (high << 16 | low).to_be_bytes();
    [&[0x78, 0x01, 1][..], &length.to_le_bytes(), &(!length).to_le_bytes(), rows, &sum].concat()
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
