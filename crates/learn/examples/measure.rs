//! How often it would be right on labelled texts of one's own:
//! `cargo run --release -p learn --example measure -- FILE.csv LABEL TEXT [TEXT …]`, with the names of the columns.

#[path = "../tests/it/folds.rs"]
mod folds;

use std::process::ExitCode;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [file, label, texts @ ..] = given.as_slice() else {
        eprintln!("measure FILE.csv LABEL TEXT [TEXT …]");
        return ExitCode::FAILURE;
    };
    match rows(file, label, texts) {
        Ok(rows) => {
            println!("{}", folds::cross_validated(&rows, 5, 0, b"sixteen letters.").line(file));
            ExitCode::SUCCESS
        }
        Err(words) => {
            eprintln!("{file}: {words}");
            ExitCode::FAILURE
        }
    }
}

fn rows(file: &str, label: &str, texts: &[String]) -> Result<Vec<folds::Row>, String> {
    let mut reader = csv::Reader::from_path(file).map_err(|error| error.to_string())?;
    let head = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| {
        let at = head.iter().position(|one| one.trim_start_matches('\u{feff}') == name);
        at.ok_or_else(|| format!("there is no column {name}"))
    };
    let label = column(label)?;
    let texts = texts.iter().map(|name| column(name)).collect::<Result<Vec<_>, _>>()?;
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.map_err(|error| error.to_string())?;
        let text: Vec<&str> = texts.iter().map(|at| &row[*at]).collect();
        Ok((text.join("\n"), row[label].to_owned()))
    };
    reader.records().map(row).collect()
}
