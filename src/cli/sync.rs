//! `sync …`: passes.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};

use super::account::{Access, TokenFlag};
use super::desk::Desk;
use super::global::Global;
use super::show;
use crate::domain::rules::Issue;
use crate::domain::warsaw;
use crate::mirror::{Mirror, MirrorError, backup, lock};
use crate::net::{HttpTransport, Line, SystemClock, SystemJitter};
use crate::profile::SendInvoices;
use crate::report::progress::{Progress as _, Teller};
use crate::report::{Exit, Failure, PassReport, summary};
use crate::sync::orders::{Ask, Pass, prepare};
use crate::sync::run::{self, Mode};
use crate::sync::settings::Settings;

/// Passes.
#[derive(Debug, Subcommand)]
pub(super) enum Sync {
    /// Read orders, make documents, each exactly once
    Orders(OrdersArgs),
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
            let report = orders(global, &desk, args)?;
            if global.json {
                show::out(&serde_json::to_string(&report).unwrap_or_default());
            } else {
                show::out(&summary::text(desk.lang, &report, show::width()));
            }
            if let Some(failure) = &report.error {
                show::err(&failure.text(desk.lang));
            }
            Ok(report.exit)
        }
    }
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

    let transport = HttpTransport::new()
        .map_err(|error| Failure::new(Exit::Failed, "net", error.to_string(), ""))?;
    let teller = Teller::new(lang, global.loudness());
    if desk
        .profile
        .orders
        .as_ref()
        .is_some_and(|orders| orders.send_invoices != SendInvoices::Off)
    {
        teller.say(lang.pick(
            "send_invoices jest włączone, ale ta wersja nie wysyła jeszcze wydruków do BaseLinker",
            "send_invoices is on, but this version sends no printouts to BaseLinker yet",
        ));
    }
    let line = Line {
        transport: &transport,
        clock: &SystemClock,
        jitter: &SystemJitter,
        talk: &teller,
    };
    let identity = access.identity.clone();
    let account = access.open(line);
    let ask = Ask {
        orders: args.orders.clone(),
        force: args.force.clone(),
    };
    let pass = Pass {
        account: &account,
        identity,
        line,
        settings: &settings,
        progress: &teller,
        ask,
    };
    let report = run::orders(&pass, &mut mirror, mode, lang).map_err(of_mirror);
    teller.finish();
    report
}

/// The mirror under its lock: made if absent, checked, backed up once a day. A dry run changes nothing, not even that.
fn open_mirror(
    desk: &Desk,
    settings: &Settings,
    mode: Mode,
    wait: u64,
) -> Result<(Option<lock::Lock>, Mirror), MirrorError> {
    let now = jiff::Timestamp::now().as_second();
    let machine = desk.machine();
    if mode == Mode::DryRun {
        let mut mirror = match Mirror::rehearsal(&desk.mirror_path) {
            Err(MirrorError::Missing { .. }) => Mirror::in_memory(now)?,
            other => other?,
        };
        mirror.check_machine(machine.as_deref())?;
        prepare::profile_links(settings, &mut mirror)?;
        return Ok((None, mirror));
    }
    let lock = wait_for_lock(desk, wait)?;
    let mut mirror = match Mirror::open_or_create(&desk.mirror_path, now) {
        // Where the brake stops the first document of an old order, it says better than an error what is at stake.
        Err(MirrorError::Lost { .. }) if stops_old_orders(settings) => {
            Mirror::begin_anew(&desk.mirror_path, now)?
        }
        other => other?,
    };
    mirror.check_machine(machine.as_deref())?;
    mirror.quick_check()?;
    backup::daily(&mirror, &warsaw::day(now).to_string())?;
    prepare::profile_links(settings, &mut mirror)?;
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
