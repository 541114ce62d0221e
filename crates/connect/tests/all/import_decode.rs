//! How files are written, and text that was decoded wrongly before it reached us. All rows are invented.

use connect::import::{Decoded, Map, Settings, Source, complaints, decode, orders};
use encoding_rs::{GB18030, WINDOWS_1252};
use proptest::prelude::*;

const TEXT: &str = "投诉标题,投诉详情,投诉要求\n电饭锅开裂,“一次都没用过”……商家一直不理人——求助😀,\"退款,赔偿\"\n收到旧手机,说好是全新的，结果屏幕有划痕,换货\n";

fn read(bytes: &[u8]) -> Decoded {
    decode("c.csv", bytes).unwrap_or_else(|p| panic!("{p}"))
}

fn refused_lines(bytes: &[u8]) -> Vec<u64> {
    decode("c.csv", bytes).unwrap_err().listed.into_iter().filter_map(|e| e.line).collect()
}

/// The detour through Latin-1: every byte becomes the character of its number.
fn spoil_latin1(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

/// The detour through Windows-1252 as browsers read it.
fn spoil_1252(text: &str) -> String {
    WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn every_usual_encoding_reads_the_same() {
    let gb = GB18030.encode(TEXT).0;
    let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let cases: [(&str, Vec<u8>); 7] = [
        ("UTF-8", TEXT.into()),
        ("UTF-8", marked(&[0xef, 0xbb, 0xbf], TEXT.as_bytes())),
        ("gb18030", gb.into_owned()),
        ("UTF-16LE", marked(&[0xff, 0xfe], &little)),
        ("UTF-16BE", marked(&[0xfe, 0xff], &big)),
        ("UTF-16LE", little),
        ("UTF-16BE", big),
    ];
    for (encoding, bytes) in cases {
        let decoded = read(&bytes);
        assert_eq!((decoded.encoding, decoded.repaired, decoded.text.as_str()), (encoding, false, TEXT));
    }
}

#[test]
fn a_short_gb18030_file_and_a_western_one_are_told_apart() {
    assert_eq!(read(&GB18030.encode("标题,内容\n退款,锅坏了\n").0).text, "标题,内容\n退款,锅坏了\n");
    let western = "título,descrição\nNão chegou,O botão não funciona e ninguém responde às reclamações\n";
    assert_eq!(read(&WINDOWS_1252.encode(western).0).text, western);
}

#[test]
fn text_spoilt_once_or_twice_is_repaired() {
    for spoilt in [
        spoil_latin1(TEXT),
        spoil_1252(TEXT),
        spoil_latin1(&spoil_latin1(TEXT)),
        spoil_1252(&spoil_1252(TEXT)),
    ] {
        let decoded = read(spoilt.as_bytes());
        assert_eq!((decoded.repaired, decoded.text.as_str()), (true, TEXT));
    }
}

#[test]
fn only_the_spoilt_lines_are_changed() {
    let (header, rows) = TEXT.split_once('\n').unwrap();
    let mixed = format!("{header}\n{}{rows}", spoil_latin1(rows));
    assert_eq!(read(mixed.as_bytes()).text, format!("{header}\n{rows}{rows}"));
    let within = format!("{header}\n好的,{},退款\n", spoil_1252("质量太差"));
    assert_eq!(read(within.as_bytes()).text, format!("{header}\n好的,质量太差,退款\n"));
}

#[test]
fn good_text_with_accents_and_quotes_is_left_alone() {
    let good = "title,text\n“café”… «Gruß» à » ok,NÃO é só isso: ação, coração — 3 × 2 = 6 °C\nnaïve,Müller’s “Größe”\n好,“好”——“真的”……\n";
    let decoded = read(good.as_bytes());
    assert_eq!((decoded.repaired, decoded.text.as_str()), (false, good));
}

#[test]
fn spoilt_text_that_lost_bytes_is_refused_with_its_line() {
    let (header, rows) = TEXT.split_once('\n').unwrap();
    let torn: String = spoil_latin1(rows).chars().filter(|c| !matches!(c, '\u{80}'..='\u{9f}')).collect();
    assert_eq!(refused_lines(format!("{header}\n{torn}").as_bytes()), [2, 3]);
    assert_eq!(refused_lines("标题,内容\n好,好\n坏,锟斤拷锟斤拷\n丢,\u{FFFD}\u{FFFD}\n".as_bytes()), [3, 4]);
}

#[test]
fn damaged_files_are_refused_with_the_line_and_never_guessed() {
    let mut bytes = TEXT.as_bytes().to_vec();
    let at = TEXT.find("收到").unwrap();
    bytes[at] = 0xff;
    assert_eq!(refused_lines(&bytes), [3]);
    assert_eq!(refused_lines(b"title,text\na,b\0c\n"), [2]);
    assert!(decode("c.csv", &[0xff, 0xfe, 0x00]).is_err(), "half a character of UTF-16");
}

proptest! {
    #[test]
    fn no_bytes_make_the_import_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(decoded) = decode("x", &bytes) {
            parse(&decoded.text);
        }
    }

    #[test]
    fn no_text_makes_the_import_panic(text in "(订单号|order_number|text|投诉详情|[,;\"{}\\[\\]:\\n\\r\\t]|[0-9]{1,4}|PR|.){0,60}") {
        parse(&text);
        parse(&format!("order_number,paid,items,bought_at\n{text}"));
        parse(&format!("{{\"text\":{text}}}"));
    }

    #[test]
    fn decoding_what_was_decoded_changes_nothing(text in "[ -~一-龥，。é“”…\n]{0,80}") {
        if let Ok(once) = decode("x", text.as_bytes()) {
            prop_assert_eq!(read(once.text.as_bytes()).text, once.text);
        }
    }

    #[test]
    fn any_chinese_text_survives_the_detour(text in "[一-龥，。！]{4,60}") {
        prop_assert_eq!(&read(spoil_1252(&text).as_bytes()).text, &text);
        prop_assert_eq!(&read(spoil_latin1(&text).as_bytes()).text, &text);
    }
}

fn parse(text: &str) {
    let source = Source { file: "x", text };
    let (map, settings) = (Map::default(), Settings::default());
    drop(complaints(source, &map, &settings));
    drop(orders(&[source], &map, &settings));
    drop(orders(&[source, source], &map, &settings));
}
