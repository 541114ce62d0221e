//! A changed playbook over a house's past, as a manager asks for it.

use crate::served::House;
use crate::stopwatch;
use crate::table::{Table, Target};
use domain::playbook::Playbooks;
use std::error::Error;
use std::process::Stdio;

const FIRST_ANSWER: &str = "first_answer = { step = \"first_answer\", hours = 1";
const STRICTER: &str = "first_answer = { step = \"first_answer\", minutes = 30";

pub async fn measure(table: &mut Table, cases: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let house = House::at(folder.path());
    let count = cases.to_string();
    let filled = house.command("seed").args(["--cases", &count]).stderr(Stdio::inherit()).status()?;
    let (_, common) = Playbooks::shipped_files()[0];
    let file = folder.path().join("common.toml");
    std::fs::write(&file, common.replace(FIRST_ANSWER, STRICTER))?;
    if !filled.success() || !common.contains(FIRST_ANSWER) {
        return Err("there is nothing to try".into());
    }
    let before = stopwatch::now();
    let asked =
        house.command("playbook").arg("what-if").arg(&file).args(["--cases", &count, "--json"]).output()?;
    let took = before.elapsed().as_secs_f64();
    let said: serde_json::Value = serde_json::from_slice(&asked.stdout)?;
    if said["cases"] != cases || said["late_cases"]["after"].as_u64() <= said["late_cases"]["before"].as_u64()
    {
        return Err(format!("that is no answer: {said}").into());
    }
    let target = if cases <= 100_000 { Target::AtMost(10.0) } else { Target::None };
    table.add(&format!("what-if over {cases} cases"), took, "s", target);
    Ok(())
}
