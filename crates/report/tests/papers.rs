//! The same document as HTML and as PDF.

use report::{Block, Document, Table};

fn document() -> Document {
    let row = |n: usize| vec![format!("E{n}"), "开箱照片\nimage/jpeg".into(), "a1b2".repeat(16)];
    Document {
        lang: "zh-CN".into(),
        title: "投诉单 C-2026-000123 案件报告".into(),
        foot: "C-2026-000123 · 检查点 42".into(),
        as_of_ms: 1_795_329_000_000,
        blocks: vec![
            Block::Note("只说明未被改动，不说明内容属实。".into()),
            Block::Facts(vec![("编号".into(), "C-2026-000123".into()), ("金额".into(), "¥168.00".into())]),
            Block::Heading("投诉内容".into()),
            Block::Quote {
                head: "顾客 · 2026-11-22".into(),
                text: "水果坏了😀 <script>alert(1)</script>\n请退款。".into(),
            },
            Block::Heading("证据清单".into()),
            Block::Table(Table {
                head: vec!["证据".into(), "内容".into(), "校验值".into()],
                rows: (0..80).map(row).collect(),
                widths: vec![1, 2, 4],
            }),
            Block::Lines(vec!["redress-verify case.zip --key …".into()]),
        ],
    }
}

#[test]
fn the_same_document_is_the_same_pdf() {
    let (one, two) = (report::pdf(&document()).unwrap(), report::pdf(&document()).unwrap());
    assert_eq!(one.bytes, two.bytes);
    assert!(one.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(one.missing, ['😀']);
}

#[test]
fn a_long_table_goes_on_over_pages_and_the_font_is_embedded_in_part() {
    let pdf = report::pdf(&document()).unwrap().bytes;
    let count = |needle: &[u8]| pdf.windows(needle.len()).filter(|window| *window == needle).count();
    assert!(count(b"/Type/Page/") + count(b"/Type/Page\n") + count(b"/Type /Page\n") >= 3, "few pages");
    assert!(pdf.len() < 200_000, "{} bytes", pdf.len());
}

#[test]
fn html_shows_what_people_wrote_as_text() {
    let html = report::html(&document());
    assert!(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"));
    assert!(!html.contains("<script"));
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn a_word_longer_than_a_page_is_broad_does_not_hang() {
    let mut long = document();
    long.blocks.push(Block::Text("0".repeat(20_000)));
    long.blocks.push(Block::Table(Table {
        head: vec!["a".into()],
        rows: vec![vec!["长".repeat(20_000)]],
        widths: vec![1],
    }));
    assert!(report::pdf(&long).unwrap().bytes.len() > 10_000);
}
