//! How often it is right on labelled complaints that lie outside the repository. Both languages and both sizes with
//! the very same settings; nothing here is fitted to one of them.

use super::KEY;
use super::folds::{Row, Told, cross_validated, taught};
use std::path::PathBuf;

fn rows(file: &str, texts: &[&str], label: &str) -> Option<Vec<Row>> {
    let folder = std::env::var_os("REDRESS_SHARED_DATA").map(PathBuf::from)?;
    let mut reader = csv::Reader::from_path(folder.join(file)).ok()?;
    let head = reader.headers().ok()?.clone();
    let column = |name: &str| head.iter().position(|one| one.trim_start_matches('\u{feff}') == name);
    let texts: Vec<usize> = texts.iter().map(|name| column(name).expect("the column is there")).collect();
    let label = column(label).expect("the column is there");
    let row = |row: csv::StringRecord| {
        let text: Vec<&str> = texts.iter().map(|at| &row[*at]).collect();
        (text.join("\n"), row[label].to_owned())
    };
    Some(reader.records().filter_map(Result::ok).map(row).collect())
}

#[test]
fn chinese_complaints_are_told_apart_better_than_by_the_usual_means() {
    let Some(rows) = rows("zh_gov_teddy2020/triage_labelled_495.csv", &["留言主题", "留言详情"], "一级分类")
    else {
        println!("skipped: REDRESS_SHARED_DATA names no folder with zh_gov_teddy2020");
        return;
    };
    let seeds = 3;
    let all: Vec<Told> = (0..seeds).map(|seed| cross_validated(&rows, 5, seed, KEY)).collect();
    all.iter()
        .enumerate()
        .for_each(|(seed, told)| println!("{}", told.line(&format!("Chinese, seed {seed}"))));
    let mean = all.iter().map(Told::accuracy).sum::<f64>() / f64::from(seeds as u32);
    println!("Chinese, mean: {:.1} %", 100.0 * mean);
    assert!(mean > 0.77, "{mean}");
}

#[test]
fn english_requests_are_told_apart_better_than_by_the_usual_means() {
    let rows = |file| rows(file, &["text"], "category");
    let (Some(train), Some(test)) = (rows("en_banking77/train.csv"), rows("en_banking77/test.csv")) else {
        println!("skipped: REDRESS_SHARED_DATA names no folder with en_banking77");
        return;
    };
    let model = taught(&train.iter().collect::<Vec<_>>(), KEY);
    let mut told = Told::default();
    told.add(&model, &test.iter().collect::<Vec<_>>(), KEY);
    println!("{}", told.line("English"));
    assert!(told.accuracy() > 0.894, "{}", told.accuracy());
}
