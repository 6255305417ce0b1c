//! `sync all`: the passes of the chosen modules, one after the other; one failing does not stop the next.

use clap::Args;
use serde_json::{Value, json};

use super::{OrdersArgs, ProductsArgs, StockArgs, orders, products, products_of, stock};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::cli::watch::{self, Counts};
use crate::profile::{Module, ProductSource};
use crate::report::{Exit, Failure, PassReport, summary};

/// Options of `sync all`. Plans that a brake stopped are let go by their own pass.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct AllArgs {
    /// Tell what would happen; change nothing on either side
    #[arg(long)]
    dry_run: bool,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    wait: u64,
    /// Write to BaseLinker for so many minutes at most in each pass (without a terminal: 4)
    #[arg(long, value_name = "M")]
    max_minutes: Option<u32>,
}

impl AllArgs {
    /// Whether it is passes, or rehearsals.
    pub(super) fn counts(&self) -> Counts {
        Counts::of(self.dry_run)
    }
}

/// Runs the passes: orders, then products (skipped and said so where they are manual), then stock. An interruption ends
/// the present one and begins no other.
///
/// # Errors
/// Only where no module has a pass.
pub(super) fn all(global: &Global, desk: &Desk, args: &AllArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let modules = desk.profile.modules();
    let mut done = Done::default();
    let counts = args.counts();
    if modules.contains(&Module::Orders) {
        let args = OrdersArgs {
            dry_run: args.dry_run,
            wait: args.wait,
            max_minutes: args.max_minutes,
            ..OrdersArgs::default()
        };
        done.take(global, desk, counts, "orders", || {
            orders(global, desk, &args)
        });
    }
    match products_of(desk) {
        _ if done.exit == Exit::Interrupted => {}
        None => {}
        Some(ProductSource::Manual) => done.say(
            global,
            lang.pick(
                "Produkty: synchronizacja ręczna, pominięto (firmino-link sync products --pull albo --push)",
                "Products: synchronised by hand, skipped (firmino-link sync products --pull or --push)",
            ),
        ),
        Some(ProductSource::Firmino | ProductSource::BaseLinker) => {
            let args = ProductsArgs::within(args.dry_run, args.wait, args.max_minutes);
            done.take(global, desk, counts, "products", || products(global, desk, &args));
        }
    }
    if modules.contains(&Module::Warehouses) && done.exit != Exit::Interrupted {
        let args = StockArgs::within(args.dry_run, args.wait, args.max_minutes);
        done.take(global, desk, counts, "stock", || stock(global, desk, &args));
    }
    if global.json {
        let mut whole = PassReport::begin("all", desk.location.name().as_str());
        whole.raise(done.exit);
        let outcome = whole.outcome.word();
        show::out(
            &json!({"schema": 1, "pass": "all", "outcome": outcome, "passes": done.passes})
                .to_string(),
        );
    }
    Ok(done.exit)
}

/// What has run so far.
struct Done {
    exit: Exit,
    passes: Vec<Value>,
}

impl Default for Done {
    fn default() -> Done {
        Done {
            exit: Exit::Done,
            passes: Vec::new(),
        }
    }
}

impl Done {
    fn take(
        &mut self,
        global: &Global,
        desk: &Desk,
        counts: Counts,
        name: &str,
        pass: impl FnOnce() -> Result<PassReport, Failure>,
    ) {
        match watch::pass(global, desk, counts, name, pass) {
            Ok(Err(exit)) => self.exit = self.exit.max(exit),
            Ok(Ok(report)) => {
                if !global.json {
                    show::out(&format!(
                        "{}\n",
                        summary::text(desk.lang, &report, show::width())
                    ));
                }
                watch::tell_error(
                    global,
                    desk,
                    (&report.pass, report.run),
                    report.error.as_ref(),
                );
                self.exit = self.exit.max(report.exit);
                self.passes.extend(serde_json::to_value(&report));
            }
            Err(failure) => {
                show::err(&failure.text(desk.lang));
                self.exit = self.exit.max(failure.exit);
                let code = failure.exit.code();
                self.passes
                    .push(json!({"schema": 1, "pass": name, "outcome": "failed", "exit": code, "error": failure}));
            }
        }
    }

    fn say(&self, global: &Global, line: &str) {
        if global.json {
            show::err(line);
        } else {
            show::out(line);
        }
    }
}
