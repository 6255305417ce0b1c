//! Step 5: the chosen modules run, or not; a failing one does not hide the others.

use serde_json::Value;

use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::{show, sync};
use crate::profile::{Module, ProductSource};
use crate::report::pass::Brake;
use crate::report::{Exit, Failure, PassReport, summary};
use crate::wizard::draft::Draft;

/// What is done once the profile is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// The chosen modules run.
    Now,
    /// They run without changing anything.
    DryRun,
    /// Nothing runs; no call is made.
    Later,
}

impl After {
    /// The word of an answers file.
    pub(super) fn parse(word: &str) -> Option<After> {
        match word {
            "now" => Some(After::Now),
            "dry-run" => Some(After::DryRun),
            "later" => Some(After::Later),
            _ => None,
        }
    }
}

/// How it ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) exit: Exit,
    pub(super) reports: Vec<Value>,
    /// A brake that a person may release.
    pub(super) brake: Option<Brake>,
}

impl Ended {
    fn well() -> Ended {
        Ended {
            exit: Exit::Done,
            reports: Vec::new(),
            brake: None,
        }
    }
}

/// Runs the chosen modules and tells the summary of each.
///
/// # Errors
/// None of a module's own: they are told, and raise the exit code.
pub(super) fn run(
    global: &Global,
    desk: &Desk,
    draft: &Draft,
    after: After,
) -> Result<Ended, Failure> {
    let mut ended = Ended::well();
    let args = match after {
        After::Later => return Ok(ended),
        After::Now => sync::OrdersArgs::default(),
        After::DryRun => sync::OrdersArgs {
            dry_run: true,
            ..sync::OrdersArgs::default()
        },
    };
    if draft.has(Module::Orders) {
        orders(global, desk, &args, &mut ended);
    }
    let lang = desk.lang;
    let say = |line: &str| match global.json {
        true => show::err(line),
        false => show::out(line),
    };
    if draft.has(Module::Products) {
        match sync::products_of(desk) {
            Some(ProductSource::Firmino | ProductSource::BaseLinker) => {
                products(global, desk, after, &mut ended);
            }
            Some(ProductSource::Manual) | None => say(lang.pick(
                "Produkty: synchronizacja ręczna; niczego nie odczytano ani nie wysłano. Kiedy zechcesz: firmino-link sync products --pull albo --push",
                "Produkty: synchronised by hand; nothing was read or sent. When you like: firmino-link sync products --pull or --push",
            )),
        }
    }
    if draft.has(Module::Warehouses) {
        let args = match after {
            After::DryRun => sync::StockArgs::rehearsal(),
            After::Now | After::Later => sync::StockArgs::default(),
        };
        let _ = told(global, desk, sync::stock(global, desk, &args), &mut ended);
    }
    Ok(ended)
}

fn products(global: &Global, desk: &Desk, after: After, ended: &mut Ended) {
    let args = match after {
        After::DryRun => sync::ProductsArgs::rehearsal(),
        After::Now | After::Later => sync::ProductsArgs::default(),
    };
    let _ = told(global, desk, sync::products(global, desk, &args), ended);
}

/// Lets a stopped plan go.
pub(super) fn release(global: &Global, desk: &Desk, hash: &str) -> Ended {
    let args = sync::OrdersArgs {
        force: Some(hash.to_owned()),
        ..sync::OrdersArgs::default()
    };
    let mut ended = Ended::well();
    orders(global, desk, &args, &mut ended);
    ended
}

fn orders(global: &Global, desk: &Desk, args: &sync::OrdersArgs, ended: &mut Ended) {
    let brake = told(global, desk, sync::orders(global, desk, args), ended);
    ended.brake = brake;
}

/// Tells how a pass ended; answers the brake that stopped it.
fn told(
    global: &Global,
    desk: &Desk,
    pass: Result<PassReport, Failure>,
    ended: &mut Ended,
) -> Option<Brake> {
    match pass {
        Ok(report) => {
            if !global.json {
                show::out(&summary::text(desk.lang, &report, show::width()));
            }
            if let Some(failure) = &report.error {
                show::err(&failure.text(desk.lang));
            }
            ended.exit = ended.exit.max(report.exit);
            ended.reports.extend(serde_json::to_value(&report));
            report.brake
        }
        Err(failure) => {
            show::err(&failure.text(desk.lang));
            ended.exit = ended.exit.max(failure.exit);
            None
        }
    }
}
