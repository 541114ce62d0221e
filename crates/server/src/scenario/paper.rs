//! A page of PDF and a recording, as small as they can be: what the demo shows where a file is neither picture nor text.

/// One page with its number on it; no font of ours writes Chinese here.
pub fn paper(seed: u32) -> Vec<u8> {
    let lines: Vec<String> = (0..6)
        .map(|line| {
            format!("0 -34 Td (Item {} ......... {}) Tj", line + 1, seed.rotate_left(line * 5) % 90 + 10)
        })
        .collect();
    let text = format!("BT /F1 26 Tf 60 740 Td (Report {seed:08X}) Tj /F1 16 Tf {} ET", lines.join(" "));
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Producer (Redress demo) >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = vec![];
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let table = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    let size = objects.len() + 1;
    file.push_str(&format!(
        "trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{table}\n%%EOF\n"
    ));
    file.into_bytes()
}

const RATE: u32 = 8000;

/// Three seconds of a tone that falls and rises.
pub fn sound(seed: u32) -> Vec<u8> {
    let (seconds, pitch) = (3, 180 + seed % 120);
    let wave = |at: u32| {
        let pitch = pitch + at / RATE * 20;
        let phase = at * pitch % RATE;
        // A triangle, between 64 and 192.
        64 + (phase.min(RATE - phase) * 256 / RATE) as u8
    };
    let samples: Vec<u8> = (0..RATE * seconds).map(wave).collect();
    let size = samples.len() as u32;
    let head =
        [&1u16.to_le_bytes()[..], &1u16.to_le_bytes(), &RATE.to_le_bytes(), &RATE.to_le_bytes()].concat();
    let depth = [1u16.to_le_bytes(), 8u16.to_le_bytes()].concat();
    let begin = [b"RIFF", &(36 + size).to_le_bytes()[..], b"WAVEfmt ", &16u32.to_le_bytes()].concat();
    [&begin[..], &head, &depth, b"data", &size.to_le_bytes(), &samples].concat()
}
