//! Checks an evidence bundle or a receipt, offline and without trusting whoever handed it out.
//! Ends with 0 when all is valid, 1 when something was altered or is missing, 2 when nothing could be checked, 3 when
//! somebody signed it whom the reader does not trust, 4 when the reader's policy asks for more than is there.

use std::{
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, ValueEnum};
use journal::{
    note::Verifier,
    policy::Policy,
    verify::{Language, Limits, Outsiders, Report, verify_bundle_by, verify_bundle_trusting, verify_receipt},
};
use serde_json::json;

const SMALL_FILE: u64 = 1 << 20;

/// Check an evidence bundle (.zip) or a receipt (.tlog-proof). 核验记录包或收据。
///
/// Ends with 0 when all is valid, 1 when something was altered or is missing, 2 when nothing could be checked, 3 when
/// somebody signed it whom you do not trust, 4 when your policy asks for more than is there.
#[derive(Parser)]
#[command(name = "redress-verify", version)]
struct Arguments {
    /// The bundle, or the receipt together with --entry. 记录包，或收据（须同时给出 --entry）
    file: PathBuf,
    /// The entry a receipt is for, byte for byte. 收据对应的记录
    #[arg(long)]
    entry: Option<PathBuf>,
    /// The signer's published key, name+id+base64, or a file with it. 平台公布的公钥或其文件
    #[arg(long)]
    key: Option<String>,
    /// A time stamping authority you trust, NAME=CHAIN.pem; a root alone will do. 您信任的时间戳机构
    #[arg(long = "tsa", value_name = "NAME=PEM")]
    authorities: Vec<String>,
    /// Public key of a witness you trust, name+id+base64. 您信任的见证方公钥
    #[arg(long = "witness", value_name = "KEY")]
    witnesses: Vec<String>,
    /// Your own policy: logs, witnesses and their quorum, authorities. 您自己的核验要求
    #[arg(long, conflicts_with_all = ["key", "authorities", "witnesses", "entry"])]
    policy: Option<PathBuf>,
    /// Answer for programs. 输出 JSON
    #[arg(long)]
    json: bool,
    #[arg(long, value_enum, default_value = "both")]
    lang: Lang,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Both,
    Zh,
    En,
}

impl Lang {
    fn languages(self) -> &'static [Language] {
        match self {
            Lang::Both => &[Language::Chinese, Language::English],
            Lang::Zh => &[Language::Chinese],
            Lang::En => &[Language::English],
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let languages = arguments.lang.languages();
    let (output, code) = match check(&arguments, languages) {
        Ok(report) if arguments.json => (as_json(&report), report.verdict().exit_code()),
        Ok(report) => {
            let texts: Vec<String> =
                languages.iter().map(|language| report.say(*language).join("\n")).collect();
            (texts.join("\n\n"), report.verdict().exit_code())
        }
        Err(reason) if arguments.json => {
            (json!({ "verdict": "unreadable", "reason": reason }).to_string(), 2)
        }
        Err(reason) => (reason, 2),
    };
    // Nobody is left to hear that the output could not be written; the exit code still tells.
    let _ = writeln!(std::io::stdout(), "{output}");
    ExitCode::from(code)
}

fn check(arguments: &Arguments, languages: &[Language]) -> Result<Report, String> {
    let key = arguments.key.as_deref().map(read_key).transpose()?;
    let report = match &arguments.entry {
        Some(entry) => {
            let receipt = String::from_utf8_lossy(&read_small(&arguments.file)?).into_owned();
            verify_receipt(&receipt, &read_small(entry)?, key.as_ref())
        }
        None if arguments.policy.is_some() => {
            let policy = read_policy(arguments.policy.as_deref().unwrap_or(Path::new("")))?;
            verify_bundle_by(open(&arguments.file)?, &policy, &Limits::default())
        }
        None => {
            let outsiders = outsiders(arguments)?;
            verify_bundle_trusting(open(&arguments.file)?, key.as_ref(), &outsiders, &Limits::default())
        }
    };
    report.map_err(|unreadable| {
        let texts: Vec<String> = languages.iter().map(|language| unreadable.say(*language)).collect();
        texts.join("\n")
    })
}

fn outsiders(arguments: &Arguments) -> Result<Outsiders, String> {
    let authority = |given: &String| {
        let (name, file) = given.split_once('=').ok_or(format!("--tsa: NAME=CHAIN.pem, not {given}"))?;
        let pem = String::from_utf8_lossy(&read_small(Path::new(file))?).into_owned();
        Ok::<_, String>((name.to_owned(), pem))
    };
    let witness = |given: &String| given.parse().map_err(|error| format!("--witness {given}: {error}"));
    Ok(Outsiders {
        authorities: arguments.authorities.iter().map(authority).collect::<Result<_, _>>()?,
        witnesses: arguments.witnesses.iter().map(witness).collect::<Result<_, _>>()?,
    })
}

/// Files it names lie beside it.
fn read_policy(path: &Path) -> Result<Policy, String> {
    let text = String::from_utf8_lossy(&read_small(path)?).into_owned();
    let beside = |name: &str| {
        let file = path.parent().unwrap_or(Path::new("")).join(name);
        Ok(String::from_utf8_lossy(&read_small(&file)?).into_owned())
    };
    Policy::parse(&text, beside).map_err(|error| format!("--policy {}: {error}", path.display()))
}

fn as_json(report: &Report) -> String {
    let problems = report.problems.iter().map(|problem| {
        let (zh, en) = (problem.say(Language::Chinese), problem.say(Language::English));
        json!({ "finding": problem, "zh": zh, "en": en })
    });
    let mut answer = json!(report);
    answer["verdict"] = json!(report.verdict());
    answer["problems"] = problems.collect();
    answer.to_string()
}

/// A key contains plus signs, and a file name hardly ever does.
fn read_key(given: &str) -> Result<Verifier, String> {
    let line = match given.parse() {
        Ok(key) => return Ok(key),
        Err(_) => read_small(Path::new(given)),
    };
    let line = line.map_err(|_| format!("--key: 不是公钥 / not a public key: {given}"))?;
    String::from_utf8_lossy(&line).trim().parse().map_err(|error| format!("--key {given}: {error}"))
}

fn open(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn read_small(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = open(path)?.take(SMALL_FILE).read_to_end(&mut bytes);
    read.map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(bytes)
}
