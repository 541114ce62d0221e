//! Files of complaints. All rows are invented.

use connect::import::{ComplaintRow, Map, Problems, Read, Settings, Source, complaints, wanted};

fn read(text: &str) -> Result<Read<ComplaintRow>, Problems> {
    complaints(Source { file: "c.csv", text }, &Map::default(), &Settings::default())
}

fn good(text: &str) -> Vec<ComplaintRow> {
    read(text).unwrap_or_else(|p| panic!("{p}")).rows
}

fn said(text: &str) -> String {
    match read(text) {
        Err(problems) => problems.to_string(),
        Ok(read) => panic!("{} rows were taken", read.rows.len()),
    }
}

#[test]
fn chinese_headers_are_understood() {
    let rows = good(
        "投诉标题,投诉详情,投诉对象,投诉问题,投诉要求\n锅裂了,\"第一次用\n就裂了\",好锅商城,质量问题,\" 退款,赔偿,下架产品\"\n",
    );
    let row = &rows[0];
    assert_eq!((row.title.as_str(), row.text.as_str()), ("锅裂了", "第一次用\n就裂了"));
    assert_eq!((row.respondent.as_deref(), row.problem.as_deref()), (Some("好锅商城"), Some("质量问题")));
    assert_eq!(row.wants, ["退款", "赔偿", "下架产品"]);
    let ours: Vec<_> = row.wants.iter().map(|w| wanted(w)).collect();
    assert_eq!(ours, [Some("refund"), Some("compensation"), None]);
}

#[test]
fn english_headers_in_csv_and_json_lines_give_the_same_row() {
    let csv = good(
        "Number;Subject;Text;Name;Phone;E-Mail;Order No.;Created at;Wants\n7;Broken;It broke;Li;138;li@x.example;A1;2024-05-01 08:00;refund\n",
    );
    let json = good(
        r#"{"number":7,"subject":"Broken","text":"It broke","name":"Li","phone":"138","email":"li@x.example","order_no":"A1","created_at":"2024-05-01T00:00:00Z","wants":["refund"]}"#,
    );
    assert_eq!(csv[0].external_id, "7");
    assert_eq!(csv[0].filed_at_ms, Some(1_714_521_600_000));
    let as_if_same_line = ComplaintRow { line: csv[0].line, ..json[0].clone() };
    assert!(csv[0] == as_if_same_line);
}

#[test]
fn a_second_import_finds_the_same_ids_whatever_the_line_ends() {
    let text = "title,text\na,\"one\ntwo\"\nb,three\n";
    let ids = |text: &str| good(text).into_iter().map(|r| r.external_id).collect::<Vec<_>>();
    let first = ids(text);
    assert!(first[0].starts_with("sha256:") && first[0] != first[1]);
    assert_eq!(first, ids(&text.replace('\n', "\r\n")));
    assert_eq!(first, ids(&text.replace('\n', "\r\r\n")));
    assert_eq!(first, ids("text,title,extra\n\" one two\",a,1\nthree,b,2\n"));
}

#[test]
fn repeated_headers_and_rows_are_counted_once() {
    let read = read("title,text\ntitle,text\na,b\n\na,b \ntitle,text\nc,d\n").unwrap();
    assert_eq!((read.rows.len(), read.repeated), (2, 1));
}

#[test]
fn one_number_over_two_complaints_is_refused() {
    let words = said("number,text\n7,锅裂了\n7,灯不亮\n");
    assert_eq!(words, "c.csv:3: number 7 was used on line 2 for another complaint\n");
}

#[test]
fn one_bad_row_refuses_the_file_and_says_where_and_what() {
    let words = said("title,text,created_at\na,b,2024-05-01\n,,2024-05-01\nc,d,yesterday\ne,f,g,h\n");
    let lines: Vec<&str> = words.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(words.contains("c.csv:3, column text: neither a text nor a title"), "{words}");
    assert!(words.contains("c.csv:4, column created_at: “yesterday” is no time"), "{words}");
}

#[test]
fn at_most_fifty_errors_are_listed_and_the_rest_counted() {
    let text = format!("title,text,number\n{}", ",,1\n".repeat(73));
    let problems = read(&text).err().unwrap();
    assert_eq!((problems.listed.len(), problems.total), (50, 73));
    assert!(problems.to_string().ends_with("… and 23 more\n"));
}

#[test]
fn a_file_without_a_text_column_says_what_it_has() {
    assert!(said("alpha,beta\n1,2\n").contains("no column with the complaint's text among: alpha, beta"));
    assert!(said("title,text\n").contains("no rows below the header"));
    assert!(said("[{\"text\":1}]").contains("one object per line"));
}

#[test]
fn a_map_names_columns_and_its_mistakes_are_named_too() {
    let with = |toml: &str, text: &str| {
        let map = Map::parse("m.toml", toml)?;
        complaints(Source { file: "c.csv", text }, &map, &Settings::default())
    };
    let text = "überschrift,内容,content,who\nA,B,C,D\n";
    assert!(read(text).err().unwrap().to_string().contains("both “内容” and “content” could be text"));
    let read = with("[complaints]\ntitle = \"überschrift\"\ntext = \"content\"\nname = \"who\"\n", text)
        .ok()
        .unwrap();
    let row = &read.rows[0];
    assert_eq!((row.title.as_str(), row.text.as_str(), row.name.as_deref()), ("A", "C", Some("D")));
    let error = |toml: &str| with(toml, text).err().unwrap().to_string();
    assert!(error("[complaints]\ntext = \"nowhere\"\n").contains("there is no such column"));
    assert!(
        error("[complaints]\ncolour = \"who\"\ntext = \"content\"\n").contains("“colour”, which is none of")
    );
    assert!(error("[complaint]\n").contains("not a column map"));
}
