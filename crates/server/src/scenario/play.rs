//! Playing scenarios: one for a test, with its expectations, or many at once for the demo, each step at its time.

use super::line::Mistake;
use super::step::{Partner, Scenario, Step, What};
use super::world::{Cast, World};
use super::{hands, look, setup};
use jiff::tz::TimeZone;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expectations {
    Checked,
    /// Of a case among others, whose accounts and handlers are shared.
    Skipped,
}

/// Plays one scenario as if now were `now_ms`, and looks whether all is as it expects.
pub async fn run(scenario: &Scenario, world: &World<'_>, now_ms: i64) -> Result<Cast, Mistake> {
    let mut casts =
        perform(std::slice::from_ref(scenario), world, now_ms, Expectations::Checked, |_| {}).await?;
    sound(world).await.map_err(|what| Mistake { file: scenario.file.clone(), line: 0, what })?;
    Ok(casts.remove(0))
}

/// Plays all of them, interleaved as their times are, and lets time pass until now. `progress` is told the number of
/// steps that are left.
pub async fn play(
    scenarios: &[Scenario],
    world: &World<'_>,
    now_ms: i64,
    progress: impl Fn(usize),
) -> Result<Vec<Cast>, Mistake> {
    let casts = perform(scenarios, world, now_ms, Expectations::Skipped, progress).await?;
    let wrong = |what| Mistake { file: "scenarios".into(), line: 0, what };
    world.advance_to(now_ms).await.map_err(wrong)?;
    Ok(casts)
}

async fn perform(
    scenarios: &[Scenario],
    world: &World<'_>,
    now_ms: i64,
    expectations: Expectations,
    progress: impl Fn(usize),
) -> Result<Vec<Cast>, Mistake> {
    let mut casts: Vec<Cast> =
        scenarios.iter().map(|scenario| Cast::at(scenario.start.before(now_ms, &world.zone))).collect();
    let mut schedule: Vec<(i64, usize, &Step)> = scenarios
        .iter()
        .enumerate()
        .flat_map(|(at, scenario)| scenario.times(now_ms, &world.zone).map(move |(ms, step)| (ms, at, step)))
        .collect();
    schedule.sort_by_key(|(ms, at, step)| (*ms, *at, step.line));
    let first_ms = schedule.first().map_or(now_ms, |(ms, ..)| *ms);
    world.furnish(first_ms - domain::clock::DAY_MS).await?;
    world.clock.set(first_ms);
    for (done, (ms, at, step)) in schedule.iter().enumerate() {
        progress(schedule.len() - done);
        let wrong = |what| Mistake { file: scenarios[*at].file.clone(), line: step.line, what };
        if *ms > now_ms {
            return Err(wrong("这一步在将来 · this step lies in the future".into()));
        }
        world.advance_to(*ms).await.map_err(wrong)?;
        take(step, world, &mut casts[*at], expectations).await.map_err(wrong)?;
        world.run_until_idle().await.map_err(wrong)?;
    }
    Ok(casts)
}

impl Scenario {
    /// Each step with its time.
    fn times<'s>(&'s self, now_ms: i64, zone: &'s TimeZone) -> impl Iterator<Item = (i64, &'s Step)> {
        let mut last_ms = self.start.before(now_ms, zone);
        self.steps.iter().map(move |step| {
            last_ms = step.when.after(last_ms, zone);
            (last_ms, step)
        })
    }

    pub fn ends_ms(&self, now_ms: i64, zone: &TimeZone) -> i64 {
        self.times(now_ms, zone).last().map_or(now_ms, |(ms, _)| ms)
    }
}

async fn take(
    step: &Step,
    world: &World<'_>,
    cast: &mut Cast,
    expectations: Expectations,
) -> Result<(), String> {
    match &step.what {
        What::Nothing => Ok(()),
        What::Given(given) => setup::set_up(world, cast, given).await,
        What::Partner(partner) => {
            behave(world, partner);
            Ok(())
        }
        What::Expected(_) if expectations == Expectations::Skipped => Ok(()),
        What::Expected(expected) => look::look(world, cast, expected).await,
        What::Done { by, deed, refused } => {
            let outcome = hands::act(world, cast, *by, deed).await;
            match (outcome, refused) {
                (Ok(()), None) => Ok(()),
                (Ok(()), Some(code)) => Err(format!("应被拒（{code}），却成了 · was not refused")),
                (Err(code), Some(wanted)) if code == *wanted => Ok(()),
                (Err(code), _) => Err(format!("没有成：{code} · was refused or failed")),
            }
        }
    }
}

fn behave(world: &World<'_>, partner: &Partner) {
    match partner {
        Partner::Pay(behaviour) => world.partners.pay.set_behaviour(behaviour.clone()),
        Partner::Settle => world.partners.pay.settle(),
        Partner::Fulfil(behaviour) => world.partners.fulfil.set_behaviour(behaviour.clone()),
        Partner::Fulfilled => world.partners.fulfil.settle(),
        Partner::Mail(behaviour) => world.partners.smtp.set_behaviour(behaviour.clone()),
    }
}

/// Journal and rows agree, and the ledger sums to zero.
async fn sound(world: &World<'_>) -> Result<(), String> {
    let store = world.store().clone();
    let checked = tokio::task::spawn_blocking(move || {
        let findings = store::check::check(&store, &|_, _| {})?;
        let sum = store.db().read_blocking(|db| store.ledger_sum(db))?;
        Ok::<_, store::Error>((findings, sum))
    });
    let (findings, sum) =
        checked.await.map_err(|error| error.to_string())?.map_err(|error| error.detail())?;
    let found: Vec<String> = findings.found.iter().map(ToString::to_string).collect();
    if !findings.is_clean() {
        return Err(format!("账实不符 · journal and rows differ:\n{}", found.join("\n")));
    }
    if sum != 0 { Err(format!("账不平 · the ledger sums to {sum} fen")) } else { Ok(()) }
}
