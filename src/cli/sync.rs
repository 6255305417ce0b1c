//! `sync …`: passes.

mod all;
mod products;
mod stock;

pub(super) use products::{ProductsArgs, products, source as products_of};
pub(super) use stock::{PushArgs, StockArgs, stock};

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::account::{Access, TokenFlag};
use super::desk::Desk;
use super::global::Global;
use super::show;
use super::watch::{self, Counts};
use super::wire::Wire;
use crate::domain::rules::Issue;
use crate::domain::stock::Word;
use crate::domain::warsaw;
use crate::mirror::{Mirror, MirrorError, backup, lock};
use crate::report::{Exit, Failure, PassReport, summary};
use crate::sync::Effects;
use crate::sync::orders::apply::Purpose;
use crate::sync::orders::{Ask, Pass, Reach, warehouses};
use crate::sync::run::{self, Mode};
use crate::sync::settings::Settings;
use crate::sync::stock::Settings as StockSettings;
use crate::texts::Lang;

/// Passes.
#[derive(Debug, Subcommand)]
pub(super) enum Sync {
    /// Read orders, make documents, each exactly once
    Orders(OrdersArgs),
    /// Link products and carry their data over, in one direction
    Products(ProductsArgs),
    /// Link warehouses, and send levels that changed here to BaseLinker
    Stock(StockArgs),
    /// The passes of all chosen modules: orders, then products, then stock
    All(all::AllArgs),
}

/// Options of `sync orders`.
#[derive(Debug, Default, Args)]
pub(super) struct OrdersArgs {
    /// Tell what would happen; change nothing on either side
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Only this order, whatever the cursor says (can be repeated)
    #[arg(long = "order", value_name = "ID")]
    pub(super) orders: Vec<i64>,
    /// Read again what was confirmed from this day on (YYYY-MM-DD), whatever the cursor says
    #[arg(long, value_name = "DAY", conflicts_with_all = ["orders", "full"])]
    pub(super) since: Option<Date>,
    /// … up to this day, included
    #[arg(long, value_name = "DAY", conflicts_with_all = ["orders", "full"])]
    pub(super) until: Option<Date>,
    /// Read everything again since `orders.from`, whatever the cursor says
    #[arg(long, conflicts_with = "orders")]
    pub(super) full: bool,
    /// Take at most so many orders, those confirmed first; the next pass goes on from there
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), conflicts_with = "orders")]
    pub(super) limit: Option<u32>,
    /// Tell BaseLinker of what was done for so many minutes at most (without a terminal: 4)
    #[arg(long, value_name = "M")]
    pub(super) max_minutes: Option<u32>,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    pub(super) wait: u64,
    /// Let the plan go that a brake stopped, by its hash
    #[arg(long, value_name = "HASH")]
    pub(super) force: Option<String>,
    /// File with the token
    #[arg(long, value_name = "FILE", conflicts_with = "token_stdin")]
    pub(super) token_file: Option<PathBuf>,
    /// Read the token from standard input
    #[arg(long)]
    pub(super) token_stdin: bool,
}

pub(super) fn run(global: &Global, command: &Sync) -> Result<Exit, Failure> {
    match command {
        Sync::Orders(args) => {
            let desk = Desk::open(global)?;
            let counts = Counts::of(args.dry_run);
            one(global, &desk, counts, "orders", || {
                orders(global, &desk, args)
            })
        }
        Sync::All(args) => {
            let desk = Desk::open(global)?;
            let counts = args.counts();
            watch::watched(global, &desk, counts, || all::all(global, &desk, args))
        }
        Sync::Products(args) => {
            let desk = Desk::open(global)?;
            let counts = args.counts();
            one(global, &desk, counts, "products", || {
                products(global, &desk, args)
            })
        }
        Sync::Stock(args) => {
            let desk = Desk::open(global)?;
            let counts = args.counts();
            one(global, &desk, counts, "stock", || {
                stock(global, &desk, args)
            })
        }
    }
}

/// One pass, watched.
fn one(
    global: &Global,
    desk: &Desk,
    counts: Counts,
    name: &str,
    run: impl FnOnce() -> Result<PassReport, Failure>,
) -> Result<Exit, Failure> {
    watch::watched(global, desk, counts, || {
        let report = watch::pass(global, desk, counts, name, run)?;
        Ok(match report {
            Ok(report) => tell(global, desk, &report),
            Err(exit) => exit,
        })
    })
}

/// `stock push`: a stock pass by a person's word.
///
/// # Errors
/// Whatever keeps it from beginning; what happens later is told.
pub(super) fn push(global: &Global, desk: &Desk, args: &PushArgs) -> Result<Exit, Failure> {
    let report = stock::pass(global, desk, &args.pass(), Word::OfPerson)?;
    Ok(tell(global, desk, &report))
}

fn tell(global: &Global, desk: &Desk, report: &PassReport) -> Exit {
    if global.json {
        show::out(&serde_json::to_string(report).unwrap_or_default());
    } else {
        show::out(&summary::text(desk.lang, report, show::width()));
    }
    watch::tell_error(
        global,
        desk,
        (&report.pass, report.run),
        report.error.as_ref(),
    );
    report.exit
}

/// Runs an orders pass of the desk's profile.
///
/// # Errors
/// Whatever keeps it from beginning; what happens later is in the report.
pub(super) fn orders(
    global: &Global,
    desk: &Desk,
    args: &OrdersArgs,
) -> Result<PassReport, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let settings = Settings::from_profile(desk.location.name().as_str(), &desk.profile)
        .ok_or_else(|| {
            Failure::new(
                Exit::Config,
                "profile.module",
                lang.pick(
                    "moduł zamówień (orders) nie jest wybrany w profilu",
                    "the module `orders` is not chosen in the profile",
                ),
                lang.pick(
                    "dopisz \"orders\" do modules w profilu",
                    "add \"orders\" to modules in the profile",
                ),
            )
        })?;
    let flag = match (&args.token_file, args.token_stdin) {
        (Some(path), _) => TokenFlag::File(path),
        (None, true) => TokenFlag::Stdin,
        (None, false) => TokenFlag::None,
    };
    let access = Access::find(desk, flag)?;
    let mode = if args.dry_run {
        Mode::DryRun
    } else {
        Mode::Apply
    };
    let (_lock, mut mirror) = open_mirror(desk, &settings, mode, args.wait).map_err(of_mirror)?;

    let wire = Wire::open(global, lang)?;
    let line = wire.line();
    let identity = access.identity.clone();
    let account = access.open(line);
    let ask = Ask {
        reach: reach(lang, args, settings.from)?,
        limit: args.limit.map(|limit| limit as usize),
        force: args.force.clone(),
        telling: telling(args.max_minutes),
        purpose: Purpose::Take,
        effects: effects(mode),
    };
    let name = desk.location.name().as_str();
    let stock = StockSettings::from_profile(name, &desk.profile);
    let pass = Pass {
        account: &account,
        identity,
        line,
        settings: &settings,
        progress: &wire.teller,
        ask,
        stock: stock.as_ref(),
    };
    run::orders(&pass, &mut mirror, mode, lang).map_err(of_mirror)
}

/// Whether a pass of this kind writes to BaseLinker.
fn effects(mode: Mode) -> Effects {
    match mode {
        Mode::Apply => Effects::Real,
        Mode::DryRun => Effects::Rehearsed,
    }
}

/// Which orders are meant.
fn reach(lang: Lang, args: &OrdersArgs, from: Date) -> Result<Reach, Failure> {
    if !args.orders.is_empty() {
        return Ok(Reach::Orders(args.orders.clone()));
    }
    if args.full {
        return Ok(Reach::Full);
    }
    let (since, until) = (args.since, args.until);
    if since.is_none() && until.is_none() {
        return Ok(Reach::SinceCursor);
    }
    let first = since.map_or(from, |since| since.max(from));
    if until.is_some_and(|until| until < first) {
        return Err(Failure::new(
            Exit::Usage,
            "sync.days",
            lang.pick(
                format!("nie ma takich dni: --until jest przed {first} (--since albo orders.from)"),
                format!(
                    "there are no such days: --until lies before {first} (--since or orders.from)"
                ),
            ),
            lang.pick("podaj późniejszy --until", "give a later --until"),
        ));
    }
    Ok(Reach::Days { since, until })
}

/// How long BaseLinker may be told of what was done: cron's next pass should not have to wait.
pub(super) fn telling(max_minutes: Option<u32>) -> Option<Duration> {
    const WITHOUT_TERMINAL: u32 = 4;
    let unattended = !console::user_attended_stderr();
    let minutes = max_minutes.or(unattended.then_some(WITHOUT_TERMINAL));
    minutes.map(|minutes| Duration::from_secs(60 * u64::from(minutes)))
}

/// The mirror of an orders pass, with the profile's links in it.
fn open_mirror(
    desk: &Desk,
    settings: &Settings,
    mode: Mode,
    wait: u64,
) -> Result<(Option<lock::Lock>, Mirror), MirrorError> {
    let (lock, mut mirror) = match open_mirror_for(desk, mode, wait) {
        // Where the brake stops the first document of an old order, it says better than an error what is at stake.
        Err(MirrorError::Lost { .. }) if mode == Mode::Apply && stops_old_orders(settings) => {
            let lock = wait_for_lock(desk, wait)?;
            let now = jiff::Timestamp::now().as_second();
            (Some(lock), Mirror::begin_anew(&desk.mirror_path, now)?)
        }
        other => other?,
    };
    warehouses::profile_links(&settings.stock, &mut mirror)?;
    Ok((lock, mirror))
}

/// The mirror under its lock: made if absent, checked, backed up once a day. A dry run changes nothing, not even that.
fn open_mirror_for(
    desk: &Desk,
    mode: Mode,
    wait: u64,
) -> Result<(Option<lock::Lock>, Mirror), MirrorError> {
    let now = jiff::Timestamp::now().as_second();
    let machine = desk.machine();
    if mode == Mode::DryRun {
        let mirror = match Mirror::rehearsal(&desk.mirror_path) {
            Err(MirrorError::Missing { .. }) => Mirror::in_memory(now)?,
            other => other?,
        };
        mirror.check_machine(machine.as_deref())?;
        return Ok((None, mirror));
    }
    let lock = wait_for_lock(desk, wait)?;
    let mirror = Mirror::open_or_create(&desk.mirror_path, now)?;
    mirror.check_machine(machine.as_deref())?;
    mirror.quick_check()?;
    backup::daily(&mirror, &warsaw::day(now).to_string())?;
    Ok((Some(lock), mirror))
}

fn stops_old_orders(settings: &Settings) -> bool {
    settings.rules.issue == Issue::Automatically && settings.brakes.old_orders == 0
}

/// Takes the mirror's lock, waiting so many seconds for another command to free it.
///
/// # Errors
/// [`MirrorError::Locked`] when the time is over; others at once.
pub(super) fn wait_for_lock(desk: &Desk, wait: u64) -> Result<lock::Lock, MirrorError> {
    let end = Instant::now() + Duration::from_secs(wait);
    loop {
        match lock::take(&desk.mirror_path) {
            Err(MirrorError::Locked { .. }) if Instant::now() < end => {
                std::thread::sleep(Duration::from_millis(100))
            }
            other => return other,
        }
    }
}
