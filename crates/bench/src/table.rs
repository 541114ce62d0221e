//! The one table: what, measured, target, verdict. A missed target is printed as missed.

pub struct Line {
    what: String,
    measured: String,
    target: String,
    verdict: String,
}

#[derive(Default)]
pub struct Table(Vec<Line>);

/// Which way is good.
#[derive(Clone, Copy)]
pub enum Target {
    AtLeast(f64),
    AtMost(f64),
    None,
}

impl Table {
    pub fn add(&mut self, what: &str, value: f64, unit: &str, target: Target) {
        let (wanted, verdict) = match target {
            Target::AtLeast(bar) => (format!("≥ {}", number(bar)), verdict(value >= bar, value / bar)),
            Target::AtMost(bar) => (format!("≤ {}", number(bar)), verdict(value <= bar, value / bar)),
            Target::None => (String::new(), String::new()),
        };
        let line = Line {
            what: what.to_owned(),
            measured: format!("{} {unit}", number(value)),
            target: wanted,
            verdict,
        };
        eprintln!("  {} {} {}", line.what, line.measured, line.verdict);
        self.0.push(line);
    }

    pub fn absent(&mut self, what: &str, why: &str) {
        let line = Line {
            what: what.to_owned(),
            measured: why.to_owned(),
            target: String::new(),
            verdict: "not measured".into(),
        };
        eprintln!("  {}: {}", line.what, line.measured);
        self.0.push(line);
    }

    pub fn print(&self) {
        println!("| what | measured | target | measured / target |\n|---|---|---|---|");
        for Line { what, measured, target, verdict } in &self.0 {
            println!("| {what} | {measured} | {target} | {verdict} |");
        }
    }
}

fn verdict(met: bool, ratio: f64) -> String {
    format!("{ratio:.2} {}", if met { "met" } else { "MISSED" })
}

fn number(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}
