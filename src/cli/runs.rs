//! `runs …`: passes and how they ended.

mod told;

use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::Desk;
use super::global::Global;
use super::show;
use crate::mirror::runs::Run;
use crate::report::table::{Column, table};
use crate::report::{Exit, Failure, time};
use crate::texts::Lang;

/// Runs.
#[derive(Debug, Subcommand)]
pub(super) enum Runs {
    /// List passes, oldest first
    List {
        /// At most so many, the newest ones
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Show again what a pass said when it ended
    Show {
        /// Number of the run; without it the newest
        #[arg(value_name = "RUN")]
        run: Option<i64>,
    },
}

pub(super) fn run(global: &Global, command: &Runs) -> Result<Exit, Failure> {
    let desk = Desk::open(global)?;
    match command {
        Runs::List { limit } => list(global, &desk, *limit),
        Runs::Show { run } => told::show(global, &desk, *run),
    }
}

/// A run as a row of `--json`.
fn row_json(run: &Run) -> Value {
    json!({
        "run": run.run,
        "pass": run.pass,
        "started_at": time::warsaw(run.started_at),
        "finished_at": run.finished_at.map(time::warsaw),
        "outcome": run.outcome,
        "exit": run.exit,
    })
}

/// How it ended, as far as it has.
fn outcome(lang: Lang, run: &Run) -> String {
    let cut_short = lang.pick("przerwany", "cut short");
    run.outcome.clone().unwrap_or_else(|| cut_short.to_owned())
}

fn list(global: &Global, desk: &Desk, limit: Option<usize>) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let runs = desk
        .mirror()?
        .runs(limit)
        .map_err(|error| Failure::of_mirror(lang, &error))?;
    if global.json {
        let rows: Vec<Value> = runs.iter().map(row_json).collect();
        show::out(&json!({"schema": 1, "runs": rows}).to_string());
        return Ok(Exit::Done);
    }
    let headings = [
        (lang.pick("przebieg", "run"), Column::Right),
        (lang.pick("co", "pass"), Column::Left),
        (lang.pick("początek", "started"), Column::Left),
        (lang.pick("koniec", "finished"), Column::Left),
        (lang.pick("wynik", "outcome"), Column::Left),
        (lang.pick("kod", "exit"), Column::Right),
    ];
    let rows = runs
        .iter()
        .map(|run| {
            vec![
                run.run.to_string(),
                run.pass.clone(),
                time::short(run.started_at),
                run.finished_at.map(time::short).unwrap_or_default(),
                outcome(lang, run),
                run.exit.map(|exit| exit.to_string()).unwrap_or_default(),
            ]
        })
        .collect();
    show::out(&table(&headings, rows, show::width()));
    Ok(Exit::Done)
}
